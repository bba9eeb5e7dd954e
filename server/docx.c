/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "docx.h"

#include <string.h>

#include "zip.h"

#define MAX_SIZE (64 * 1024 * 1024)

typedef struct {
  GString *text;
  gboolean is_text; /* within a run's text */
} Reader;

static const char *
local_name (const char *element)
{
  const char *colon = strchr (element, ':');

  return colon != NULL ? colon + 1 : element;
}

static void
on_start (GMarkupParseContext *context, const char *element, const char **names,
          const char **values, gpointer data, GError **error)
{
  const char *name = local_name (element);
  Reader *reader = data;

  reader->is_text = g_str_equal (name, "t");
  if (g_str_equal (name, "tab"))
    g_string_append_c (reader->text, '\t');
  else if (g_str_equal (name, "br") || g_str_equal (name, "cr"))
    g_string_append_c (reader->text, '\n');
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *reader = data;

  reader->is_text = FALSE;
  if (g_str_equal (local_name (element), "p"))
    g_string_append_c (reader->text, '\n');
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
         GError **error)
{
  Reader *reader = data;

  if (reader->is_text)
    g_string_append_len (reader->text, text, (gssize) length);
}

static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };

char *
docx_to_text (GBytes *document)
{
  g_autoptr (GBytes) xml = zip_read (document, "word/document.xml", MAX_SIZE);
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .text = text };
  g_autoptr (GMarkupParseContext) context = NULL;

  if (xml == NULL)
    return NULL;
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  if (!g_markup_parse_context_parse (context, g_bytes_get_data (xml, NULL),
                                     (gssize) g_bytes_get_size (xml), NULL)
      || !g_markup_parse_context_end_parse (context, NULL))
    return NULL;
  return g_strdup (text->str);
}
