/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "images.h"

#include <string.h>

#include "blobs.h"
#include "ids.h"
#include "reply.h"
#include "upload.h"

#define KIND "image"

static const char *const extensions[] = { "jpg", "jpeg", "png", NULL };
static const UploadPurpose purposes[] = { { "user_message_image", extensions } };
static const UploadForm form = { "image", purposes, G_N_ELEMENTS (purposes), 5 * 1024 * 1024 };

/* What has a meaning in an address is left out, and a blank is a line. */
static char *
safe_name (const char *name)
{
  GString *safe = g_string_new (NULL);

  for (; *name != '\0'; name = g_utf8_next_char (name))
    {
      gunichar c = g_utf8_get_char (name);

      if (g_unichar_isspace (c))
        g_string_append_c (safe, '_');
      else if (g_unichar_isalnum (c) || (c < 0x80 && strchr ("()-._", (int) c) != NULL))
        g_string_append_unichar (safe, c);
    }
  return g_string_free (safe, FALSE);
}

static char *
day_code (void)
{
  g_autofree char *day = g_strdup_printf ("%" G_GINT64_FORMAT, clock_now () / 86400000);

  return id_from_text ("", 5, day);
}

static char *
image_url (Request *request, const char *day, const char *id, const char *name)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  g_autofree char *escaped = g_uri_escape_string (name, "()", FALSE);

  return g_strdup_printf ("http://%s/imgs/u/taskingai/%s/%s/%s", host != NULL ? host : "localhost",
                          day, id, escaped);
}

void
images_upload (Request *request)
{
  Store *store = request->app->store;
  g_auto (Upload) upload = { 0 };
  g_autoptr (json_object) document = NULL;
  g_autofree char *id = id_new ("umIM", 12);
  g_autofree char *day = day_code ();
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  g_autofree char *digest = NULL;

  if (!upload_read (request, &form, &upload))
    return;
  name = safe_name (upload.name);
  url = image_url (request, day, id, name);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, upload.bytes);
  document = json_set_string (json_object_new_object (), "name", name);
  json_set_string (document, "day", day);
  json_set_string (document, "extension", upload.extension);
  json_set_string (document, "digest", digest);
  json_set_int (document, "created_timestamp", clock_stamp ());
  store_begin (store);
  if (store_end (store, store_put (store, KIND, id, "", document)
                            && blob_put (store, KIND, id, "", upload.bytes)))
    reply_data (request, json_set_string (json_object_new_object (), "url", url));
  else
    reply_error (request, ERROR_INTERNAL, "%s", store_error (store));
}

/* The content was never looked at, so a browser shall not guess what it is. */
static void
describe (Request *request, json_object *document, const char *etag)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  gint64 created = json_member_int (document, "created_timestamp", 0);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (created / 1000);
  g_autofree char *modified = soup_date_time_to_string (date, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "ETag", etag);
  soup_message_headers_replace (headers, "Last-Modified", modified);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
}

void
images_get (Request *request)
{
  char **params = request->match.params;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *known = soup_message_headers_get_list (headers, "If-None-Match");
  g_autoptr (json_object) document = store_get (request->app->store, KIND, params[1]);
  g_autofree char *etag = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean png;

  if (store_failed (request->app->store))
    {
      reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
      return;
    }
  if (!json_is_string (json_member (document, "day"), params[0])
      || !json_is_string (json_member (document, "name"), params[2]))
    {
      reply_detail (request, 404, "Not Found");
      return;
    }
  etag = g_strdup_printf ("\"%s\"", json_member_string (document, "digest"));
  describe (request, document, etag);
  if (known != NULL && strstr (known, etag) != NULL)
    {
      reply_not_modified (request);
      return;
    }
  bytes = blob_get (request->app->store, KIND, params[1]);
  png = json_is_string (json_member (document, "extension"), "png");
  if (bytes != NULL)
    reply_bytes (request, png ? "image/png" : "image/jpeg", bytes);
  else
    reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
}
