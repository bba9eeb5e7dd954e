/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the bytes of a text in PDF mean. */

#pragma once

#include "pdf-file.h"

typedef struct PdfFont PdfFont;

PdfFont *pdf_font_new (PdfFile *file, json_object *font);
void pdf_font_free (PdfFont *font);

/* Appends what a text in this font says, in UTF-8; NULL is a font of the usual letters. */
void pdf_font_decode (const PdfFont *font, const GString *bytes, GString *text);
