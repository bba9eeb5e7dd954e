/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "docx.h"

#include "xml.h"

typedef struct {
  GString *text;
  gboolean is_text; /* within a run's text */
} Reader;

static void
on_start (const char *name, const char **attributes, const char **values, gpointer data)
{
  Reader *reader = data;

  (void) attributes;
  (void) values;
  reader->is_text = g_str_equal (name, "t");
  if (g_str_equal (name, "tab"))
    g_string_append_c (reader->text, '\t');
  else if (g_str_equal (name, "br") || g_str_equal (name, "cr"))
    g_string_append_c (reader->text, '\n');
}

static void
on_end (const char *name, gpointer data)
{
  Reader *reader = data;

  reader->is_text = FALSE;
  if (g_str_equal (name, "p"))
    g_string_append_c (reader->text, '\n');
}

static void
on_text (const char *text, gsize length, gpointer data)
{
  Reader *reader = data;

  if (reader->is_text)
    g_string_append_len (reader->text, text, (gssize) length);
}

static const XmlEvents events = { on_start, on_end, on_text };

char *
docx_to_text (GBytes *document)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .text = text };

  if (!xml_read (document, "word/document.xml", &events, &reader))
    return NULL;
  return g_strdup (text->str);
}
