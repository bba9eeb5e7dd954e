/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-reader.h"

#include <string.h>

/* Moves the texts, each with its NUL, behind the pointers to them. */
static char **
pack (const GString *texts, gsize n_texts)
{
  gsize head = (n_texts + 1) * sizeof (char *);
  char **strings = g_malloc (head + texts->len);
  char *text = (char *) strings + head;

  memcpy (text, texts->str, texts->len);
  for (gsize i = 0; i < n_texts; i++)
    {
      strings[i] = text;
      text += strlen (text) + 1;
    }
  strings[n_texts] = NULL;
  return strings;
}

gboolean
taskingai_json_reader_read_strings (TaskingAIJsonReader *self, char ***strings)
{
  gsize n = 0;
  const char *text;
  gsize length;

  if (!taskingai_json_reader_enter_array (self))
    return FALSE;
  if (self->texts == NULL)
    self->texts = g_string_sized_new (256);
  g_string_truncate (self->texts, 0);
  for (; taskingai_json_reader_next_element (self); n++)
    {
      if (!taskingai_json_reader_read_slice (self, &text, &length))
        {
          taskingai_json_reader_prepend_index (self, n);
          return FALSE;
        }
      g_string_append_len (self->texts, text, (gssize) length);
      g_string_append_c (self->texts, '\0');
    }
  if (self->problem != NULL)
    return FALSE;
  *strings = pack (self->texts, n);
  return TRUE;
}
