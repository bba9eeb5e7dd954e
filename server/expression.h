/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Arithmetic in the notation of Python: + - * / // % ** and parentheses. */

#pragma once

#include <glib.h>

/* FALSE: @fault tells why. */
gboolean expression_evaluate (const char *text, double *value, char **fault);
