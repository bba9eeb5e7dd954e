/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "sse-oracle.h"

#include <string.h>

/* ---- the standard ---- */

typedef struct {
  GString *data;
  GString *type;
  GString *events;
} Oracle;

static void
dispatch (Oracle *self)
{
  if (self->data->len > 0)
    {
      g_string_append (self->events, self->type->len > 0 ? self->type->str : "message");
      g_string_append_c (self->events, '=');
      g_string_append_len (self->events, self->data->str, (gssize) self->data->len - 1);
      g_string_append_c (self->events, '|');
    }
  g_string_truncate (self->data, 0);
  g_string_truncate (self->type, 0);
}

/* The fields id and retry are about connecting again, and have no effect on events. */
static void
process_field (Oracle *self, const GString *name, const char *value, gsize length)
{
  if (strcmp (name->str, "event") == 0 && name->len == 5)
    {
      g_string_truncate (self->type, 0);
      g_string_append_len (self->type, value, (gssize) length);
    }
  else if (strcmp (name->str, "data") == 0 && name->len == 4)
    {
      g_string_append_len (self->data, value, (gssize) length);
      g_string_append_c (self->data, '\n');
    }
}

static void
process_line (Oracle *self, const GString *line)
{
  const char *end = line->str + line->len;
  const char *colon = memchr (line->str, ':', line->len);
  const char *value = colon != NULL ? colon + 1 : end;
  g_autoptr (GString) name = NULL;

  if (line->len == 0)
    dispatch (self);
  if (line->len == 0 || colon == line->str)
    return;
  name = g_string_new_len (line->str, colon != NULL ? colon - line->str : (gssize) line->len);
  if (value < end && *value == ' ')
    value++;
  process_field (self, name, value, (gsize) (end - value));
}

static void
process_stream (Oracle *self, const char *bytes, gsize length, GString *line)
{
  gsize i = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  for (; i < length; i++)
    if (bytes[i] == '\n' || bytes[i] == '\r')
      {
        process_line (self, line);
        g_string_truncate (line, 0);
        if (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n')
          i++;
      }
    else
      g_string_append_c (line, bytes[i]);
}

GString *
sse_oracle_read (const char *bytes, gsize length, gboolean *partial)
{
  Oracle self = { g_string_new (NULL), g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (GString) line = g_string_new (NULL);

  process_stream (&self, bytes, length, line);
  *partial = self.data->len > 0 || self.type->len > 0 || (line->len > 0 && line->str[0] != ':');
  g_string_free (self.data, TRUE);
  g_string_free (self.type, TRUE);
  return self.events;
}

/* ---- the parser ---- */

void
sse_oracle_collect (TaskingAISseParser *parser, GString *events)
{
  TaskingAISseEvent event;

  while (taskingai_sse_parser_next (parser, &event))
    {
      g_string_append (events, event.type);
      g_string_append_c (events, '=');
      g_string_append_len (events, event.data, (gssize) event.length);
      g_string_append_c (events, '|');
    }
}

/* From memory that ends where the piece does, so that tools see any overrun. */
static gboolean
feed (TaskingAISseParser *parser, const char *bytes, gsize length)
{
  g_autofree char *copy = g_memdup2 (bytes, length);

  return taskingai_sse_parser_feed (parser, copy, length);
}

static gboolean
feed_pieces (TaskingAISseParser *parser, const char *bytes, gsize length, const gsize *cuts,
             gsize n_cuts, GString *events, gboolean at_once)
{
  gsize start = 0;

  for (gsize i = 0; i <= n_cuts; i++)
    {
      gsize end = i < n_cuts ? cuts[i] : length;

      if (!feed (parser, bytes + start, end - start))
        return FALSE;
      if (at_once)
        sse_oracle_collect (parser, events);
      start = end;
    }
  sse_oracle_collect (parser, events);
  return TRUE;
}

char *
sse_oracle_check (const char *bytes, gsize length, const gsize *cuts, gsize n_cuts,
                  gboolean at_once)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (length);
  g_autoptr (GString) events = g_string_new (NULL);
  gboolean partial;
  g_autoptr (GString) expected = sse_oracle_read (bytes, length, &partial);

  if (!feed_pieces (parser, bytes, length, cuts, n_cuts, events, at_once))
    return g_strdup ("a stream within the limit is refused");
  if (!g_string_equal (events, expected))
    return g_strdup_printf ("the events are %s and should be %s", events->str, expected->str);
  if (taskingai_sse_parser_has_partial (parser) != partial)
    return g_strdup_printf ("an unfinished event is %s", partial ? "overlooked" : "seen");
  if (taskingai_sse_parser_get_n_bytes (parser) > length)
    return g_strdup ("more bytes are held than were fed");
  return NULL;
}
