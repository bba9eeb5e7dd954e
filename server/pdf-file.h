/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The objects of a PDF document. */

#pragma once

#include <glib.h>
#include <json-c/json.h>

typedef struct PdfFile PdfFile;

/* NULL: it is none, or encrypted. */
PdfFile *pdf_file_new (GBytes *bytes);
void pdf_file_free (PdfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfFile, pdf_file_free)

/* The root of the document, or NULL; it belongs to the file, as all objects do. */
json_object *pdf_file_root (PdfFile *file);

/* What a value refers to, or itself; NULL: nothing. */
json_object *pdf_file_resolve (PdfFile *file, json_object *value);

/* The content of the stream that a value refers to. NULL: there is none that can be read, or
 * too much has been read already. */
GBytes *pdf_file_read (PdfFile *file, json_object *reference);
