/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Standard normal numbers exactly as the debug provider's generator gives them: MT19937 seeded with
 * one 32-bit word, doubles of 53 bits, Marsaglia's polar method.
 */

#pragma once

#include <glib.h>

/* Fills @values with a vector of unit length that depends on the text alone. */
void normal_unit_vector (const char *text, gsize length, double *values, guint n);
