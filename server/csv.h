/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Comma-separated values, as RFC 4180 has them. */

#pragma once

#include <glib.h>

/* Rows (GPtrArray) of fields (char *); rows without any text are left out. NULL: a quoted field is
 * not closed. */
GPtrArray *csv_parse (const char *text);
