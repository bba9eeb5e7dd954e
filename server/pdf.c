/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pdf.h"

#include <poppler.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

char *
pdf_to_text (GBytes *document)
{
  g_autoptr (PopplerDocument) pdf = poppler_document_new_from_bytes (document, NULL, NULL);
  GString *text;

  if (pdf == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (int i = 0; i < poppler_document_get_n_pages (pdf); i++)
    {
      g_autoptr (PopplerPage) page = poppler_document_get_page (pdf, i);
      g_autofree char *page_text = page != NULL ? poppler_page_get_text (page) : NULL;

      if (page_text != NULL)
        g_string_append_printf (text, "%s\n", page_text);
    }
  return g_string_free (text, FALSE);
}
