/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "upload/taskingai-multipart.h"

/* As browsers do: what would end the name or the line is escaped, all else stays (WHATWG HTML,
 * "multipart form data"). */
static void
append_filename (GString *text, const char *filename)
{
  for (const char *c = filename; *c != '\0'; c++)
    if (*c == '"' || *c == '\r' || *c == '\n')
      g_string_append_printf (text, "%%%02X", (guint) *c);
    else
      g_string_append_c (text, *c);
}

static char *
make_head (const char *boundary, const char *purpose, const char *part, const char *filename)
{
  GString *text = g_string_sized_new (512);
  g_string_append_printf (text,
                          "--%s\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n%s\r\n",
                          boundary, purpose);
  g_string_append_printf (text, "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"",
                          boundary, part);
  append_filename (text, filename);
  g_string_append (text, "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
  return g_string_free (text, FALSE);
}

TaskingAIBodySource *
taskingai_multipart_new (GInputStream *stream, gint64 size, gint64 limit, const char *purpose,
                         const char *part, const char *filename)
{
  /* Random, so that no content can be made to hold it. */
  g_autofree char *boundary = g_uuid_string_random ();
  g_autofree char *content_type =
      g_strconcat ("Content-Type: multipart/form-data; boundary=", boundary, NULL);
  char *tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  return taskingai_body_source_new (stream, size, limit, content_type,
                                    make_head (boundary, purpose, part, filename), tail);
}
