/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reply.h"

#include "connection.h"
#include "json-write.h"

static const struct {
  const char *name;
  guint status;
} codes[] = {
  [ERROR_UNKNOWN] = { "UNKNOWN_ERROR", 500 },
  [ERROR_INTERNAL] = { "INTERNAL_SERVER_ERROR", 500 },
  [ERROR_INCORRECT_PASSWORD] = { "INCORRECT_PASSWORD", 401 },
  [ERROR_APIKEY] = { "APIKEY_VALIDATION_FAILED", 401 },
  [ERROR_TOKEN] = { "TOKEN_VALIDATION_FAILED", 401 },
  [ERROR_NOT_FOUND] = { "OBJECT_NOT_FOUND", 404 },
  [ERROR_REQUEST_VALIDATION] = { "REQUEST_VALIDATION_ERROR", 422 },
  [ERROR_DATA_MODEL_VALIDATION] = { "DATA_MODEL_VALIDATION_ERROR", 422 },
  [ERROR_RESOURCE_LIMIT] = { "RESOURCE_LIMIT_REACHED", 429 },
  [ERROR_INVALID_REQUEST] = { "INVALID_REQUEST", 400 },
  [ERROR_GENERATION] = { "GENERATION_ERROR", 500 },
  [ERROR_PROVIDER] = { "PROVIDER_ERROR", 400 },
  [ERROR_DUPLICATE] = { "DUPLICATE_OBJECT", 409 },
  [ERROR_CREDENTIALS] = { "CREDENTIALS_VALIDATION_ERROR", 401 },
};

const char *
error_code_name (ErrorCode code)
{
  return codes[code].name;
}

static void
finish (Request *request, guint status)
{
  soup_server_message_set_status (request->message, status, NULL);
  request->replied = TRUE;
  connection_wait (request->message, TRUE);
  if (request->paused)
    soup_server_message_unpause (request->message);
  request->paused = FALSE;
}

/* Takes @body. */
static void
reply_json (Request *request, guint status, json_object *body)
{
  GString *text = g_string_sized_new (512);

  json_write (text, body, JSON_STYLE_COMPACT);
  json_object_put (body);
  soup_server_message_set_response (request->message, "application/json", SOUP_MEMORY_TAKE,
                                    text->str, text->len);
  g_string_free (text, FALSE);
  finish (request, status);
}

static json_object *
success (void)
{
  return json_set_string (json_object_new_object (), "status", "success");
}

void
reply_empty (Request *request)
{
  reply_json (request, 200, success ());
}

void
reply_data (Request *request, json_object *data)
{
  reply_json (request, 200, json_set (success (), "data", data));
}

void
reply_data_with_usage (Request *request, json_object *data, json_object *usage)
{
  reply_json (request, 200, json_set (json_set (success (), "data", data), "usage", usage));
}

static json_object *
list_body (json_object *list, gboolean has_more)
{
  json_object *body = json_set (success (), "data", list);

  json_set_int (body, "fetched_count", (gint64) json_object_array_length (list));
  return json_set_bool (body, "has_more", has_more);
}

void
reply_list (Request *request, json_object *list, gboolean has_more)
{
  reply_json (request, 200, list_body (list, has_more));
}

void
reply_list_with_total (Request *request, json_object *list, gboolean has_more, json_object *total)
{
  reply_json (request, 200, json_set (list_body (list, has_more), "total_count", total));
}

void
reply_bare (Request *request, json_object *body)
{
  reply_json (request, 200, body);
}

void
reply_bytes (Request *request, const char *content_type, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  soup_server_message_set_response (request->message, content_type, SOUP_MEMORY_COPY, data, size);
  finish (request, 200);
}

void
reply_not_modified (Request *request)
{
  finish (request, SOUP_STATUS_NOT_MODIFIED);
}

/* Takes @message. */
static void
reply_error_value (Request *request, ErrorCode code, json_object *message, const char *debug)
{
  json_object *error = json_set_string (json_object_new_object (), "code", codes[code].name);
  json_object *body = json_set_string (json_object_new_object (), "status", "error");

  json_set (error, "message", message);
  if (debug != NULL)
    json_set_string (error, "debug", debug);
  reply_json (request, codes[code].status, json_set (body, "error", error));
}

void
reply_error (Request *request, ErrorCode code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  reply_error_value (request, code, json_object_new_string (message), NULL);
}

void
reply_invalid (Request *request, const char *message, const char *debug)
{
  reply_error_value (request, ERROR_REQUEST_VALIDATION, json_object_new_string (message), debug);
}

void
reply_not_found (Request *request, const char *kind, const char *id)
{
  Store *store = request->app->store;

  if (store_failed (store))
    reply_error (request, ERROR_INTERNAL, "%s", store_error (store));
  else
    reply_error (request, ERROR_NOT_FOUND, "%s %s not found", kind, id);
}

void
reply_nested (Request *request, const char *key, const char *message, const char *debug)
{
  json_object *inner = json_object_new_object ();

  json_set_string (inner, key, codes[ERROR_REQUEST_VALIDATION].name);
  json_set_string (inner, "message", message);
  if (debug != NULL)
    json_set_string (inner, "debug", debug);
  reply_error_value (request, ERROR_REQUEST_VALIDATION, inner, NULL);
}

json_object *
reply_error_event (ErrorCode code, const char *message)
{
  json_object *event = json_set_string (json_object_new_object (), "object", "Error");

  json_set_string (event, "code", codes[code].name);
  return json_set_string (event, "message", message);
}

void
reply_detail (Request *request, guint status, const char *detail)
{
  reply_json (request, status, json_set_string (json_object_new_object (), "detail", detail));
}

/* @path is percent-encoded. */
void
reply_redirect (Request *request, const char *path)
{
  SoupServerMessage *message = request->message;
  SoupMessageHeaders *sent = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_one (sent, "Host");
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autofree char *location = g_strconcat ("http://", host != NULL ? host : "localhost", path,
                                           query != NULL ? "?" : NULL, query, NULL);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                location);
  finish (request, SOUP_STATUS_TEMPORARY_REDIRECT);
}
