/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The tokens and values of PDF. */

#pragma once

#include <glib.h>
#include <json-c/json.h>

typedef enum {
  PDF_END,
  PDF_NUMBER,
  PDF_NAME,
  PDF_STRING,
  PDF_WORD,
  PDF_ARRAY,
  PDF_ARRAY_END,
  PDF_DICT,
  PDF_DICT_END,
} PdfToken;

typedef struct {
  const guint8 *at;
  const guint8 *end;
} PdfScanner;

PdfScanner pdf_scanner (GBytes *bytes, gsize offset);

/* The next token; @text becomes what a number, name, string or word consists of. */
PdfToken pdf_scan (PdfScanner *scanner, GString *text);

/* The next value. Names are "/Name", references to object 5 are "R5"; what nobody asks for here,
 * strings for example, is NULL, and numbers in arrays are left out. */
json_object *pdf_scan_value (PdfScanner *scanner);
