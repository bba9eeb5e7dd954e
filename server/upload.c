/* SPDX-License-Identifier: LGPL-2.1-or-later */

#define _GNU_SOURCE

#include "upload.h"

#include <string.h>

#include "reply.h"

#define MAX_PARTS 1000
/* Bytes of what stands before a part's content. */
#define MAX_HEAD 16384

typedef struct {
  char *file_name; /* NULL: a text field */
  GBytes *bytes;
} Part;

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->file_name, g_free);
  g_clear_pointer (&part->bytes, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

void
upload_clear (Upload *upload)
{
  g_clear_pointer (&upload->name, g_free);
  g_clear_pointer (&upload->extension, g_free);
  g_clear_pointer (&upload->bytes, g_bytes_unref);
}

/* FALSE: taking it apart would take too long. */
static gboolean
is_handy (SoupMessageHeaders *headers, GBytes *bytes)
{
  g_autoptr (GHashTable) parameters = NULL;
  const char *type = soup_message_headers_get_content_type (headers, &parameters);
  const char *boundary = type != NULL ? g_hash_table_lookup (parameters, "boundary") : NULL;
  g_autofree char *line = g_strconcat ("--", boundary, NULL);
  gsize size, length = strlen (line);
  const char *at = g_bytes_get_data (bytes, &size);
  const char *end = at + size;
  guint parts = 0;

  while (boundary != NULL && at != NULL && (at = memmem (at, (gsize) (end - at), line, length)))
    {
      gsize rest = (gsize) (end - (at += length));

      if (++parts > MAX_PARTS || (rest > MAX_HEAD && memmem (at, MAX_HEAD, "\r\n\r\n", 4) == NULL))
        return FALSE;
    }
  return TRUE;
}

/* NULL: it is no form. */
static SoupMultipart *
read_form (Request *request)
{
  SoupMessageBody *body = soup_server_message_get_request_body (request->message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  return is_handy (headers, bytes) ? soup_multipart_new_from_message (headers, bytes) : NULL;
}

/* The last part of this name, as the service takes it. */
static gboolean
find_part (SoupMultipart *form, const char *name, Part *part)
{
  for (int i = form != NULL ? soup_multipart_get_length (form) - 1 : -1; i >= 0; i--)
    {
      SoupMessageHeaders *headers;
      GBytes *bytes;
      g_autoptr (GHashTable) parameters = NULL;

      if (!soup_multipart_get_part (form, i, &headers, &bytes)
          || !soup_message_headers_get_content_disposition (headers, NULL, &parameters)
          || g_strcmp0 (g_hash_table_lookup (parameters, "name"), name) != 0)
        continue;
      part->file_name = g_strdup (g_hash_table_lookup (parameters, "filename"));
      part->bytes = g_bytes_ref (bytes);
      return TRUE;
    }
  return FALSE;
}

static void
refuse_missing (Request *request, const char *name)
{
  g_autofree char *message = g_strdup_printf ("body/%s: Field required", name);
  g_autofree char *debug = g_strdup_printf (
      "{'type': 'missing', 'loc': ('body', '%s'), 'msg': 'Field required', 'input': None}", name);

  reply_invalid (request, message, debug);
}

static gboolean
read_purpose (Request *request, SoupMultipart *parts, const UploadForm *form, Upload *upload)
{
  gsize n = request->app->options->quirks ? 1 : form->n_purposes;
  g_auto (Part) part = { 0 };
  g_autofree char *message = NULL;
  gsize length;
  const char *text;

  if (!find_part (parts, "purpose", &part))
    {
      refuse_missing (request, "purpose");
      return FALSE;
    }
  text = g_bytes_get_data (part.bytes, &length);
  for (gsize i = 0; i < n; i++)
    if (strlen (form->purposes[i].purpose) == length
        && memcmp (form->purposes[i].purpose, text, length) == 0)
      {
        upload->purpose = &form->purposes[i];
        return TRUE;
      }
  message = g_strdup_printf ("body/purpose: Input should be '%s'", form->purposes[0].purpose);
  reply_invalid (request, message, NULL);
  return FALSE;
}

/* As browsers give it, perhaps with directories. */
static void
take_name (Upload *upload, const char *file_name)
{
  const char *name = file_name;
  const char *dot;

  for (const char *at = file_name; *at != '\0'; at++)
    if (*at == '/' || *at == '\\')
      name = at + 1;
  dot = strrchr (name, '.');
  upload->name = g_utf8_make_valid (name, -1);
  upload->extension = g_ascii_strdown (dot != NULL ? dot + 1 : "", -1);
}

static gboolean
read_file (Request *request, SoupMultipart *parts, const UploadForm *form, Upload *upload)
{
  g_auto (Part) part = { 0 };

  if (!find_part (parts, form->part, &part))
    {
      refuse_missing (request, form->part);
      return FALSE;
    }
  if (part.file_name == NULL)
    {
      g_autofree char *message = g_strdup_printf (
          "body/%s: Value error, Expected UploadFile, received: <class 'str'>", form->part);

      reply_invalid (request, message, NULL);
      return FALSE;
    }
  take_name (upload, part.file_name);
  upload->bytes = g_steal_pointer (&part.bytes);
  return TRUE;
}

static gboolean
check_file (Request *request, const UploadForm *form, const Upload *upload)
{
  g_autofree char *formats = g_strjoinv (", ", (char **) upload->purpose->extensions);

  if (!g_strv_contains (upload->purpose->extensions, upload->extension))
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "File format is not supported, supported formats: %s", formats);
  else if (g_bytes_get_size (upload->bytes) > form->max_size)
    reply_error (request, ERROR_REQUEST_VALIDATION, "File size is too large.");
  else
    return TRUE;
  return FALSE;
}

gboolean
upload_read (Request *request, const UploadForm *form, Upload *upload)
{
  SoupMultipart *parts = read_form (request);
  gboolean read = read_purpose (request, parts, form, upload)
                  && read_file (request, parts, form, upload) && check_file (request, form, upload);

  g_clear_pointer (&parts, soup_multipart_free);
  return read;
}
