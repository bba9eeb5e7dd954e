/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "taskingai-error-private.h"

#include <string.h>

#include "json/taskingai-json-reader.h"

#define MAX_TITLE 100
#define MAX_PLAIN_TEXT 400

/* What a server says about its failure. Inner objects know better than what wraps them, so each
 * member remembers how deep it was found. */
typedef struct {
  char *code;
  char *message;
  char *type; /* what OpenAI-like services have, often without a code */
  guint code_depth;
  guint message_depth;
  guint type_depth;
} Explanation;

static void
explanation_clear (Explanation *self)
{
  g_free (self->code);
  g_free (self->message);
  g_free (self->type);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Explanation, explanation_clear)

static gboolean
is_key (const char *key, gsize length, const char *wanted)
{
  return length == strlen (wanted) && memcmp (key, wanted, length) == 0;
}

/* Takes a string, unless it is empty or a deeper one is known; skips anything else. */
static gboolean
read_text (TaskingAIJsonReader *reader, char **text, guint *known_depth)
{
  g_autofree char *value = NULL;

  if (taskingai_json_reader_peek (reader) != TASKINGAI_JSON_STRING)
    return taskingai_json_reader_skip (reader);
  if (!taskingai_json_reader_read_string (reader, &value))
    return FALSE;
  if (reader->depth >= *known_depth && *value != '\0')
    {
      g_free (*text);
      *text = g_steal_pointer (&value);
      *known_depth = reader->depth;
    }
  return TRUE;
}

/* ["body", "messages", 0] → body/messages/0 */
static gboolean
read_location (TaskingAIJsonReader *reader, GString *location)
{
  if (taskingai_json_reader_peek (reader) != TASKINGAI_JSON_ARRAY)
    return taskingai_json_reader_skip (reader);
  taskingai_json_reader_enter_array (reader);
  while (taskingai_json_reader_next_element (reader))
    {
      const char *part;
      gsize length;
      gboolean done;

      if (taskingai_json_reader_peek (reader) == TASKINGAI_JSON_STRING)
        done = taskingai_json_reader_read_slice (reader, &part, &length);
      else
        done = taskingai_json_reader_read_raw (reader, &part, &length);
      if (!done)
        return FALSE;
      if (location->len > 0)
        g_string_append_c (location, '/');
      g_string_append_len (location, part, (gssize) length);
    }
  return !taskingai_json_reader_failed (reader);
}

/* {"loc": …, "msg": …} as FastAPI makes them; the first one that says something counts. */
static gboolean
read_complaint (Explanation *self, TaskingAIJsonReader *reader)
{
  g_autoptr (GString) location = g_string_new (NULL);
  g_autofree char *message = NULL;
  guint depth = 0;
  const char *key;
  gsize length;

  if (taskingai_json_reader_peek (reader) != TASKINGAI_JSON_OBJECT)
    return taskingai_json_reader_skip (reader);
  taskingai_json_reader_enter_object (reader);
  while (taskingai_json_reader_next_member (reader, &key, &length))
    {
      gboolean done;

      if (is_key (key, length, "loc"))
        done = read_location (reader, location);
      else if (is_key (key, length, "msg"))
        done = read_text (reader, &message, &depth);
      else
        done = taskingai_json_reader_skip (reader);
      if (!done)
        return FALSE;
    }
  if (message != NULL && self->message == NULL)
    self->message = location->len > 0 ? g_strconcat (location->str, ": ", message, NULL)
                                      : g_steal_pointer (&message);
  return !taskingai_json_reader_failed (reader);
}

static gboolean
read_complaints (Explanation *self, TaskingAIJsonReader *reader)
{
  taskingai_json_reader_enter_array (reader);
  while (taskingai_json_reader_next_element (reader))
    if (!read_complaint (self, reader))
      return FALSE;
  return !taskingai_json_reader_failed (reader);
}

static gboolean read_object (Explanation *self, TaskingAIJsonReader *reader);

/* All other members are skipped, "debug" above all: it can hold credentials. */
static gboolean
read_member (Explanation *self, TaskingAIJsonReader *reader, const char *key, gsize length)
{
  gboolean is_detail = is_key (key, length, "detail");
  gboolean is_message =
      is_detail || is_key (key, length, "error") || is_key (key, length, "message");
  gboolean is_code = is_key (key, length, "code") || is_key (key, length, "error_code");
  gboolean is_type = is_key (key, length, "type") && reader->depth > 1;
  TaskingAIJsonType type = taskingai_json_reader_peek (reader);

  if (is_message && type == TASKINGAI_JSON_OBJECT)
    return read_object (self, reader);
  if (is_detail && type == TASKINGAI_JSON_ARRAY)
    return read_complaints (self, reader);
  if (is_message)
    return read_text (reader, &self->message, &self->message_depth);
  if (is_code)
    return read_text (reader, &self->code, &self->code_depth);
  if (is_type)
    return read_text (reader, &self->type, &self->type_depth);
  return taskingai_json_reader_skip (reader);
}

/* Objects within objects are bounded by the reader's depth limit. */
static gboolean
read_object (Explanation *self, TaskingAIJsonReader *reader)
{
  const char *key;
  gsize length;

  if (!taskingai_json_reader_enter_object (reader))
    return FALSE;
  while (taskingai_json_reader_next_member (reader, &key, &length))
    if (!read_member (self, reader, key, length))
      return FALSE;
  return !taskingai_json_reader_failed (reader);
}

/* What can be said by the code alone. */
static const char *
describe (TaskingAIApiError code)
{
  switch (code)
    {
    case TASKINGAI_API_ERROR_AUTHENTICATION:
      return "The server does not accept the API key or token";
    case TASKINGAI_API_ERROR_PERMISSION:
      return "The server does not allow this";
    case TASKINGAI_API_ERROR_NOT_FOUND:
      return "The server does not have this object";
    case TASKINGAI_API_ERROR_INVALID_REQUEST:
      return "The server refuses the request";
    case TASKINGAI_API_ERROR_CONFLICT:
      return "The server has such an object already";
    case TASKINGAI_API_ERROR_BUSY:
      return "The object is in use, try again later";
    case TASKINGAI_API_ERROR_RATE_LIMITED:
      return "The server got too many requests, try again later";
    case TASKINGAI_API_ERROR_RESOURCE_LIMIT:
      return "A limit of the server is reached";
    case TASKINGAI_API_ERROR_PROVIDER:
      return "The provider of the model failed";
    case TASKINGAI_API_ERROR_GENERATION:
      return "The server failed to generate an answer";
    case TASKINGAI_API_ERROR_SERVER:
      return "The server failed";
    case TASKINGAI_API_ERROR_CONNECTION:
      return "A proxy on the way asks for credentials";
    case TASKINGAI_API_ERROR_TIMEOUT:
      return "The server took too long";
    case TASKINGAI_API_ERROR_PROTOCOL:
      return "The answer is not one of a TaskingAI API, are host and port right?";
    case TASKINGAI_API_ERROR_TOO_LARGE:
      return "The request is too large for the server";
    case TASKINGAI_API_ERROR_UNSUPPORTED:
      return "The server does not know this call";
    default:
      return "The server reports a failure without saying what failed";
    }
}

static GError *
explain (const Explanation *explanation, const TaskingAIErrorDetails *details)
{
  TaskingAIErrorDetails filled = *details;
  const char *message = explanation->message;
  TaskingAIApiError code;

  if (explanation->code != NULL || explanation->type != NULL)
    filled.server_code = explanation->code != NULL ? explanation->code : explanation->type;
  gboolean about_key = message != NULL && g_str_has_prefix (message, "apikey ");
  code = taskingai_error_classify (details->http_status, filled.server_code, message);
  if (about_key && details->administrator && details->http_status == 404)
    return taskingai_error_new_literal (TASKINGAI_API_ERROR_NOT_FOUND, &filled, message);
  /* "apikey TEXT not found" would repeat a part of the key. */
  if (message == NULL || about_key)
    return taskingai_error_new_literal (code, &filled, describe (code));
  if (code == TASKINGAI_API_ERROR_UNSUPPORTED)
    return taskingai_error_new (code, &filled, "%s: %s", describe (code), message);
  return taskingai_error_new_literal (code, &filled, message);
}

static GError *
explain_json (const char *body, gsize length, const TaskingAIErrorDetails *details)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_auto (Explanation) explanation = { 0 };
  g_autoptr (GError) problem = NULL;
  TaskingAIApiError code;

  taskingai_json_reader_init (&reader, body, length);
  if (read_object (&explanation, &reader) && taskingai_json_reader_at_end (&reader))
    return explain (&explanation, details);
  problem = taskingai_json_reader_to_error (&reader);
  code = taskingai_error_classify (details->http_status, NULL, NULL);
  if (code == TASKINGAI_API_ERROR_FAILED)
    code = TASKINGAI_API_ERROR_MALFORMED;
  return taskingai_error_new (code, details, "%s, and its explanation cannot be read: %s",
                              describe (code), problem->message);
}

/* Lower case, without leaving ASCII: enough to find a tag. */
static char *
find_title (const char *body, gsize length)
{
  g_autofree char *page = g_strndup (body, length);
  g_autofree char *lower = g_ascii_strdown (page, -1);
  const char *start = strstr (lower, "<title>");
  const char *end = start != NULL ? strstr (start, "</title>") : NULL;

  if (end == NULL)
    return NULL;
  start += strlen ("<title>");
  return g_strndup (page + (start - lower), (gsize) MIN (end - start, MAX_TITLE));
}

/* Gateways in front of the server answer with pages too; their status can be believed when it is
 * about the way and not about an object. */
static GError *
explain_page (const char *body, gsize length, const TaskingAIErrorDetails *details)
{
  g_autofree char *title = find_title (body, length);
  guint status = details->http_status;
  TaskingAIApiError code = taskingai_error_classify (status, NULL, NULL);

  if (status < 500 && status != 407 && status != 408 && status != 413 && status != 429)
    return taskingai_error_new (TASKINGAI_API_ERROR_PROTOCOL, details,
                                "The address answers with a web page%s%s%s, not as a TaskingAI "
                                "API; are host and port right?",
                                title != NULL ? " (" : "", title != NULL ? title : "",
                                title != NULL ? ")" : "");
  return taskingai_error_new (code, details, "%s%s%s", describe (code), title != NULL ? ": " : "",
                              title != NULL ? title : "");
}

static GError *
explain_text (const char *body, gsize length, const TaskingAIErrorDetails *details)
{
  g_auto (Explanation) explanation = { 0 };

  if (length > 0)
    explanation.message = g_strndup (body, MIN (length, MAX_PLAIN_TEXT));
  return explain (&explanation, details);
}

static gboolean
is_page (const char *body, gsize length, const char *content_type)
{
  if (length > 0 && body[0] == '<')
    return TRUE;
  return content_type != NULL && g_ascii_strncasecmp (content_type, "text/html", 9) == 0;
}

/* A success that is no JSON, whatever it looks like. */
static GError *
refuse_type (const char *body, gsize length, const char *content_type,
             const TaskingAIErrorDetails *details)
{
  if (is_page (body, length, content_type))
    return explain_page (body, length, details);
  return taskingai_error_new (TASKINGAI_API_ERROR_PROTOCOL, details,
                              "The answer is of the type %s, not JSON; are host and port right?",
                              content_type);
}

GError *
taskingai_error_from_response (const char *body, gsize length, const char *content_type,
                               const TaskingAIErrorDetails *details)
{
  g_autofree char *text = g_utf8_make_valid (body != NULL ? body : "", (gssize) length);

  g_strstrip (text);
  length = strlen (text);
  gboolean success = details->http_status >= 200 && details->http_status < 300;
  gboolean other = content_type != NULL && strstr (content_type, "json") == NULL;
  if (success && other)
    return refuse_type (text, length, content_type, details);
  if (length > 0 && text[0] == '{')
    return explain_json (text, length, details);
  if (details->http_status >= 300 && details->http_status < 400)
    return taskingai_error_new_literal (TASKINGAI_API_ERROR_PROTOCOL, details,
                                        "The server points to another address, which is not "
                                        "followed; is the host complete, http or https right?");
  if (is_page (text, length, content_type))
    return explain_page (text, length, details);
  return explain_text (text, length, details);
}
