/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is uploaded is taken out of the form again, byte by byte, with its name, by a reader that
 * knows nothing of how it was written; or it is refused. Input: the size of the pieces in which it is
 * sent, the name, the purpose, the content. */
#include <string.h>

#include "fuzz.h"
#include "upload/taskingai-upload-private.h"

static const char *const extensions[] = { "txt", "md", NULL };
static const TaskingAIUploadRules rules = {
  .path = "/v1/files",
  .part = "file",
  .purpose = "record_file",
  .extensions = extensions,
  .max_size = 4096,
};

/* ---- reading a form (RFC 7578, RFC 2046) ---- */

/* The value of NAME="..." in @headers. */
static char *
parameter (const char *headers, const char *name)
{
  g_autofree char *lead = g_strconcat ("; ", name, "=\"", NULL);
  const char *start = strstr (headers, lead);
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen (lead);
  end = strchr (start, '"');
  g_assert (end != NULL);
  return g_strndup (start, (gsize) (end - start));
}

/* Three characters are escaped; the percent sign itself is not, so that this cannot be undone. */
static char *
escape (const char *filename)
{
  GString *escaped = g_string_new (filename);

  g_string_replace (escaped, "\"", "%22", 0);
  g_string_replace (escaped, "\r", "%0D", 0);
  g_string_replace (escaped, "\n", "%0A", 0);
  return g_string_free (escaped, FALSE);
}

typedef struct {
  char *name, *filename;
  GBytes *content;
} Part;

static void
part_free (Part *part)
{
  g_free (part->name);
  g_free (part->filename);
  g_bytes_unref (part->content);
  g_free (part);
}

/* From behind a delimiter to the next. */
static Part *
read_part (const char *start, const char *stop)
{
  const char *body = fuzz_find (start, (gsize) (stop - start), "\r\n\r\n");
  g_autofree char *headers = NULL;
  Part *part = g_new0 (Part, 1);

  g_assert (memcmp (start, "\r\n", 2) == 0);
  g_assert (body != NULL);
  headers = g_strndup (start, (gsize) (body - start));
  g_assert_cmpuint (strlen (headers), ==, (gsize) (body - start));
  g_assert (g_str_has_prefix (headers, "\r\nContent-Disposition: form-data; name="));
  body += 4;
  part->name = parameter (headers, "name");
  part->filename = parameter (headers, "filename");
  part->content = g_bytes_new (body, (gsize) (stop - body));
  return part;
}

static GPtrArray *
read_form (const char *content_type, const GByteArray *form)
{
  const char *boundary = content_type + strlen ("Content-Type: multipart/form-data; boundary=");
  g_autofree char *delimiter = g_strconcat ("\r\n--", boundary, NULL);
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  const char *at = (const char *) form->data;
  const char *end = at + form->len;

  g_assert (g_str_has_prefix (content_type, "Content-Type: multipart/form-data; boundary="));
  g_assert_cmpuint (strlen (boundary), <=, 70);
  g_assert (form->len > strlen (delimiter));
  g_assert (memcmp (at, delimiter + 2, strlen (delimiter) - 2) == 0);
  at += strlen (delimiter) - 2;
  while (memcmp (at, "--\r\n", 4) != 0)
    {
      const char *stop = fuzz_find (at, (gsize) (end - at), delimiter);

      g_assert (stop != NULL);
      g_ptr_array_add (parts, read_part (at, stop));
      at = stop + strlen (delimiter);
    }
  g_assert (at + 4 == end);
  return parts;
}

/* ---- sending one ---- */

static GByteArray *
send (TaskingAIBodySource *source, gsize size)
{
  GByteArray *sent = g_byte_array_new ();

  while (!taskingai_body_source_is_at_end (source))
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *piece = g_malloc (size);
      gsize taken = taskingai_body_source_take (source, piece, size);

      g_byte_array_append (sent, (guint8 *) piece, (guint) taken);
      if (taken == 0 && !taskingai_body_source_is_at_end (source))
        taskingai_body_source_read (source, NULL, &error);
      g_assert_no_error (error);
    }
  return sent;
}

static void
check_form (TaskingAIBodySource *source, gsize size, const char *filename, const char *purpose,
            GBytes *content)
{
  g_autoptr (GByteArray) sent = send (source, size);
  g_autoptr (GPtrArray) parts = read_form (taskingai_body_source_get_content_type (source), sent);
  const Part *first, *second;
  g_autofree char *escaped = escape (filename);
  g_autoptr (GBytes) text = g_bytes_new (purpose, strlen (purpose));

  g_assert_cmpint (taskingai_body_source_get_length (source), ==, sent->len);
  g_assert_cmpint (taskingai_body_source_get_taken (source), ==, g_bytes_get_size (content));
  g_assert_cmpuint (parts->len, ==, 2);
  first = parts->pdata[0];
  second = parts->pdata[1];
  g_assert_cmpstr (first->name, ==, "purpose");
  g_assert_null (first->filename);
  g_assert (g_bytes_equal (first->content, text));
  g_assert_cmpstr (second->name, ==, "file");
  g_assert_cmpstr (second->filename, ==, escaped);
  g_assert (g_bytes_equal (second->content, content));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  gsize piece = (gsize) fuzz_take_byte (&input) + 1;
  g_autofree char *filename = fuzz_take_text (&input);
  g_autofree char *purpose = fuzz_take_text (&input);
  g_autoptr (GBytes) content = g_bytes_new (input.bytes, input.length);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (content, filename);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIBodySource) source = NULL;

  if (*purpose != '\0')
    taskingai_upload_set_purpose (upload, purpose);
  source = taskingai_upload_begin (upload, &rules, NULL, &error);
  if (source == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  check_form (source, piece, filename, *purpose != '\0' ? purpose : rules.purpose, content);
  g_assert (taskingai_body_source_can_restart (source));
  taskingai_body_source_restart (source);
  check_form (source, piece, filename, *purpose != '\0' ? purpose : rules.purpose, content);
  taskingai_upload_end (upload);
  return 0;
}
