/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "xml.h"

#include <string.h>

#include "zip.h"

#define MAX_SIZE (16 * 1024 * 1024)
#define MAX_DEPTH 100

typedef struct {
  const XmlEvents *events;
  gpointer data;
  guint depth;
} Reader;

static const char *
local_name (const char *element)
{
  const char *colon = strchr (element, ':');

  return colon != NULL ? colon + 1 : element;
}

static void
on_start (GMarkupParseContext *context, const char *element, const char **attributes,
          const char **values, gpointer data, GError **error)
{
  Reader *reader = data;

  if (++reader->depth > MAX_DEPTH)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "Too deep");
  else
    reader->events->start (local_name (element), attributes, values, reader->data);
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *reader = data;

  reader->depth--;
  reader->events->end (local_name (element), reader->data);
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
         GError **error)
{
  Reader *reader = data;

  reader->events->text (text, length, reader->data);
}

static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };

gboolean
xml_read (GBytes *archive, const char *name, const XmlEvents *events, gpointer data)
{
  g_autoptr (GBytes) xml = zip_read (archive, name, MAX_SIZE);
  g_autoptr (GMarkupParseContext) context = NULL;
  Reader reader = { events, data, 0 };

  if (xml == NULL)
    return FALSE;
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  return g_markup_parse_context_parse (context, g_bytes_get_data (xml, NULL),
                                       (gssize) g_bytes_get_size (xml), NULL)
         && g_markup_parse_context_end_parse (context, NULL);
}
