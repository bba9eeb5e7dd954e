/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Spreadsheets in Office Open XML. */

#pragma once

#include <glib.h>

/* Rows (GPtrArray) of fields (char *) of the first sheet, up to column Z; rows without any text are
 * left out. NULL: it is no XLSX document, or damaged. */
GPtrArray *xlsx_parse (GBytes *document);
