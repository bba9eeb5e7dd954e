/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "request.h"

#include <string.h>

#include "ids.h"
#include "json-scan.h"
#include "reply.h"

static char *
decode_query_part (const char *text)
{
  g_autofree char *blanks = g_strdelimit (g_strdup (text), "+", ' ');
  g_autofree char *decoded = g_uri_unescape_string (blanks, NULL);

  return g_utf8_make_valid (decoded != NULL ? decoded : blanks, -1);
}

static json_object *
parse_query (const char *query)
{
  json_object *parsed = json_object_new_object ();
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      char *value = strchr (*pair, '=');
      g_autofree char *name_text = NULL;
      g_autofree char *value_text = NULL;

      if (value == NULL)
        continue;
      *value++ = '\0';
      name_text = decode_query_part (*pair);
      value_text = decode_query_part (value);
      json_set_string (parsed, name_text, value_text);
    }
  return parsed;
}

Request *
request_new (App *app, SoupServerMessage *message)
{
  Request *request = g_new0 (Request, 1);

  g_ref_count_init (&request->refs);
  request->app = app;
  request->message = g_object_ref (message);
  request->query = parse_query (g_uri_get_query (soup_server_message_get_uri (message)));
  return request;
}

Request *
request_ref (Request *request)
{
  g_ref_count_inc (&request->refs);
  return request;
}

void
request_unref (Request *request)
{
  if (!g_ref_count_dec (&request->refs))
    return;
  route_match_clear (&request->match);
  json_object_put (request->query);
  json_object_put (request->body);
  g_object_unref (request->message);
  g_free (request);
}

void
request_pause (Request *request)
{
  request->paused = TRUE;
  soup_server_message_pause (request->message);
}

/* As the service decides it: no content type, application/json, and application/…+json. */
static gboolean
is_json_type (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (soup_message_headers_get_one (headers, "Content-Type") == NULL)
    return TRUE;
  if (type == NULL)
    return FALSE;
  return g_ascii_strcasecmp (type, "application/json") == 0
         || (g_ascii_strncasecmp (type, "application/", 12) == 0
             && g_str_has_suffix (type, "+json"));
}

static gboolean
refuse_body (Request *request, gsize position, const char *fault)
{
  g_autofree char *message =
      g_strdup_printf ("body/%" G_GSIZE_FORMAT ": JSON decode error", position);
  g_autofree char *debug =
      g_strdup_printf ("{'type': 'json_invalid', 'loc': ('body', %" G_GSIZE_FORMAT
                       "), 'msg': 'JSON decode error', 'input': {}, 'ctx': {'error': \"%s\"}}",
                       position, fault);

  reply_invalid (request, message, debug);
  return FALSE;
}

gboolean
request_read_body (Request *request)
{
  SoupMessageBody *body = soup_server_message_get_request_body (request->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize position = 0;
  const char *fault;

  if (length == 0)
    return TRUE;
  if (!is_json_type (request->message))
    {
      /* Raw bytes to the service; validation will say that they are no object. */
      request->body = json_object_new_string ("");
      return TRUE;
    }
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  fault = json_scan (text, length, &position);
  if (fault != NULL)
    return refuse_body (request, position, fault);
  request->body = json_from_text (text, (gssize) length);
  return TRUE;
}

static json_object *
validate_or_reply (Request *request, const Schema *schema, json_object *input, const char *where)
{
  g_auto (Problem) problem = { 0 };
  json_object *value = validate (schema, input, where, &problem);

  if (problem.message == NULL)
    return value;
  reply_invalid (request, problem.message, problem.debug);
  return NULL;
}

json_object *
request_validate_body (Request *request, const Schema *schema)
{
  return validate_or_reply (request, schema, request->body, "body");
}

json_object *
request_validate_query (Request *request, const Schema *schema)
{
  return validate_or_reply (request, schema, request->query, "query");
}

static gboolean
is_well_formed (const char *id)
{
  for (; *id != '\0'; id++)
    if (!g_ascii_isalnum (*id) && *id != '_')
      return FALSE;
  return TRUE;
}

const char *
request_get_word (Request *request, guint index, const char *name)
{
  const char *word = request->match.params[index];
  g_autofree char *message = NULL;

  if (is_well_formed (word))
    return word;
  message = g_strconcat ("Invalid path parameter: ", name, NULL);
  reply_invalid (request, message, NULL);
  return NULL;
}

static const char *
get_id (Request *request, guint index, const char *name, guint min, guint max)
{
  const char *id = request->match.params[index];
  g_autofree char *message = NULL;

  if (!is_well_formed (id))
    message = g_strconcat ("Invalid path parameter: ", name, NULL);
  else if (strlen (id) < min)
    message = g_strdup_printf ("%s: String should have at least %u characters", name, min);
  else if (strlen (id) > max)
    message = g_strdup_printf ("%s: String should have at most %u characters", name, max);
  else if (strchr (id, '_') != NULL)
    message = g_strconcat (name, ": String should match pattern '^[a-zA-Z0-9]+$'", NULL);
  if (message == NULL)
    return id;
  reply_invalid (request, message, NULL);
  return NULL;
}

const char *
request_get_id (Request *request, guint index, const char *name)
{
  return get_id (request, index, name, 1, 50);
}

const char *
request_get_exact_id (Request *request, guint index, const char *name)
{
  return get_id (request, index, name, ID_LENGTH, ID_LENGTH);
}
