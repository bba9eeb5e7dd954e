/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Vectors that are near where texts share words, or parts of words. */

#pragma once

#include <glib.h>

/* Of unit length, or all zero for a text without words. */
void lexical_vector (const char *text, double *values, guint n);
