/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "taskingai-error-private.h"

#include <string.h>

#define MAX_TEXT 2000 /* bytes */
#define MAX_TOKEN 128 /* bytes of a server code or a request id */
#define ELLIPSIS "\xe2\x80\xa6"

typedef struct {
  guint http_status;
  guint attempts;
  char *server_code;
  char *request_id;
} TaskingAIApiErrorPrivate;

static void
taskingai_api_error_private_init (TaskingAIApiErrorPrivate *self)
{
  *self = (TaskingAIApiErrorPrivate){ 0 };
}

static void
taskingai_api_error_private_copy (const TaskingAIApiErrorPrivate *self,
                                  TaskingAIApiErrorPrivate *copy)
{
  *copy = *self;
  copy->server_code = g_strdup (self->server_code);
  copy->request_id = g_strdup (self->request_id);
}

static void
taskingai_api_error_private_clear (TaskingAIApiErrorPrivate *self)
{
  g_clear_pointer (&self->server_code, g_free);
  g_clear_pointer (&self->request_id, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaskingAIApiErrorPrivate, taskingai_api_error_private_clear)

/**
 * taskingai_api_error_quark:
 *
 * Gets the error domain of the library.
 *
 * Returns: the quark of `TaskingAIApiError`
 *
 * Since: 1.0
 */
G_DEFINE_EXTENDED_ERROR (TaskingAIApiError, taskingai_api_error)

G_DEFINE_ENUM_TYPE (TaskingAIApiError, taskingai_api_error,
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_AUTHENTICATION, "authentication"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_PERMISSION, "permission"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_NOT_FOUND, "not-found"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_INVALID_REQUEST, "invalid-request"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_CONFLICT, "conflict"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_RATE_LIMITED, "rate-limited"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_RESOURCE_LIMIT, "resource-limit"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_PROVIDER, "provider"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_GENERATION, "generation"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_SERVER, "server"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_CONNECTION, "connection"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_TIMEOUT, "timeout"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_STALLED, "stalled"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_TRUNCATED, "truncated"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_PROTOCOL, "protocol"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_MALFORMED, "malformed"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_TOO_LARGE, "too-large"),
                    G_DEFINE_ENUM_VALUE (TASKINGAI_API_ERROR_UNSUPPORTED, "unsupported"))

/* One line of valid UTF-8 of bounded length, whatever a server wrote. */
static char *
clean_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, 2 * MAX_TEXT));
  GString *clean = g_string_new (NULL);

  for (const char *c = g_strstrip (valid); *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      GUnicodeType type = g_unichar_type (character);

      if (clean->len + 4 > MAX_TEXT - strlen (ELLIPSIS))
        {
          g_string_append (clean, ELLIPSIS);
          break;
        }
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR
          || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        character = ' ';
      g_string_append_unichar (clean, character);
    }
  return g_string_free (clean, FALSE);
}

static gboolean
is_token_character (char c)
{
  return g_ascii_isgraph (c) && c != ',' && c != '[' && c != ']';
}

/* NULL stays NULL, and nothing is nothing. */
static char *
clean_token (const char *text)
{
  char *token;

  if (text == NULL || *text == '\0')
    return NULL;
  token = g_strndup (text, MAX_TOKEN);
  for (char *c = token; *c != '\0'; c++)
    if (!is_token_character (*c))
      *c = '_';
  return token;
}

static gboolean
is_token (const char *text)
{
  while (is_token_character (*text))
    text++;
  return *text == '\0';
}

static void append_part (GString *suffix, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_part (GString *suffix, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append (suffix, suffix->len == 0 ? " [" : ", ");
  g_string_append_vprintf (suffix, format, arguments);
  va_end (arguments);
}

/* Empty if nothing is known. */
static char *
format_suffix (const TaskingAIApiErrorPrivate *details)
{
  GString *suffix = g_string_new (NULL);

  if (details->http_status != 0)
    append_part (suffix, "HTTP %u", details->http_status);
  if (details->server_code != NULL)
    append_part (suffix, "%s", details->server_code);
  if (details->request_id != NULL)
    append_part (suffix, "request %s", details->request_id);
  if (details->attempts > 1)
    append_part (suffix, "%u attempts", details->attempts);
  if (suffix->len > 0)
    g_string_append_c (suffix, ']');
  return g_string_free (suffix, FALSE);
}

/* A positive number and nothing behind it. */
static gboolean
parse_count (const char *text, guint *count)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &value, NULL))
    return FALSE;
  *count = (guint) value;
  return TRUE;
}

/* The parts come in a fixed order; each is told from the others by its blank. */
static gboolean
parse_parts (char **parts, TaskingAIApiErrorPrivate *details)
{
  if (*parts != NULL && g_str_has_prefix (*parts, "HTTP ")
      && parse_count (*parts + strlen ("HTTP "), &details->http_status))
    parts++;
  if (*parts != NULL && **parts != '\0' && is_token (*parts))
    details->server_code = g_strdup (*parts++);
  if (*parts != NULL && g_str_has_prefix (*parts, "request ")
      && (*parts)[strlen ("request ")] != '\0' && is_token (*parts + strlen ("request ")))
    details->request_id = g_strdup (*parts++ + strlen ("request "));
  if (*parts != NULL && g_str_has_suffix (*parts, " attempts"))
    {
      g_autofree char *count = g_strndup (*parts, strlen (*parts) - strlen (" attempts"));

      if (parse_count (count, &details->attempts))
        parts++;
    }
  return *parts == NULL;
}

/* Returns the length of the text before the suffix; -1 and no details if there is none. Only the
 * last pair of brackets can be the suffix, since its parts hold none. */
static gssize
parse_suffix (const char *message, TaskingAIApiErrorPrivate *details)
{
  gsize length = strlen (message);
  const char *open = strrchr (message, '[');
  g_autofree char *inside = NULL;
  g_auto (GStrv) parts = NULL;

  if (open == NULL || open == message || open[-1] != ' ' || message[length - 1] != ']'
      || open[1] == ']')
    return -1;
  inside = g_strndup (open + 1, length - (gsize) (open - message) - 2);
  parts = g_strsplit (inside, ", ", -1);
  if (parse_parts (parts, details))
    return open - message - 1;
  taskingai_api_error_private_clear (details);
  taskingai_api_error_private_init (details);
  return -1;
}

static gboolean
looks_like_suffix (const char *text)
{
  g_auto (TaskingAIApiErrorPrivate) details = { 0 };

  return parse_suffix (text, &details) >= 0;
}

GError *
taskingai_error_new_literal (TaskingAIApiError code, const TaskingAIErrorDetails *details,
                             const char *text)
{
  g_autofree char *clean = clean_text (text);
  g_auto (TaskingAIApiErrorPrivate) own = { 0 };
  g_autofree char *suffix = NULL;
  g_autofree char *message = NULL;
  GError *error;

  if (details != NULL)
    own = (TaskingAIApiErrorPrivate){ details->http_status, details->attempts,
                                      clean_token (details->server_code),
                                      clean_token (details->request_id) };
  suffix = format_suffix (&own);
  if (*suffix == '\0' && looks_like_suffix (clean))
    message = g_strconcat (clean, ".", NULL);
  else
    message = g_strconcat (*clean != '\0' ? clean : "The call failed", suffix, NULL);
  error = g_error_new_literal (TASKINGAI_API_ERROR, code, message);
  taskingai_api_error_private_copy (&own, taskingai_api_error_get_private (error));
  return error;
}

GError *
taskingai_error_new (TaskingAIApiError code, const TaskingAIErrorDetails *details,
                     const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return taskingai_error_new_literal (code, details, text);
}

/* What @details leaves open is taken from @known. */
static TaskingAIErrorDetails
merge_details (const TaskingAIErrorDetails *details, const TaskingAIApiErrorPrivate *known)
{
  return (TaskingAIErrorDetails){
    .http_status = details->http_status != 0 ? details->http_status : known->http_status,
    .server_code = details->server_code != NULL ? details->server_code : known->server_code,
    .request_id = details->request_id != NULL ? details->request_id : known->request_id,
    .attempts = details->attempts != 0 ? details->attempts : known->attempts,
  };
}

static const TaskingAIApiErrorPrivate *
peek_private (const GError *error)
{
  static const TaskingAIApiErrorPrivate nothing = { 0 };

  g_return_val_if_fail (error != NULL, &nothing);
  return error->domain == TASKINGAI_API_ERROR ? taskingai_api_error_get_private (error) : &nothing;
}

/* The same error with another text and more details. Takes @error. */
static GError *
rebuild (GError *error, const TaskingAIErrorDetails *details, const char *note)
{
  g_autoptr (GError) old = error;
  g_autoptr (GError) carrier = NULL;
  g_auto (TaskingAIApiErrorPrivate) known = { 0 };
  g_autofree char *text = NULL, *whole = NULL;
  TaskingAIErrorDetails merged;
  gssize length;

  length = parse_suffix (old->message, &known);
  known.attempts = MAX (known.attempts, peek_private (old)->attempts); /* one is not written */
  text = length < 0 ? g_strdup (old->message) : g_strndup (old->message, (gsize) length);
  whole = note != NULL ? g_strconcat (text, "; ", note, NULL) : NULL;
  merged = merge_details (details, &known);
  carrier = taskingai_error_new_literal ((TaskingAIApiError) old->code, &merged,
                                         whole != NULL ? whole : text);
  if (old->domain == TASKINGAI_API_ERROR)
    return g_steal_pointer (&carrier);
  return g_error_new_literal (old->domain, old->code, carrier->message);
}

GError *
taskingai_error_with_details (GError *error, const TaskingAIErrorDetails *details)
{
  return error != NULL ? rebuild (error, details, NULL) : NULL;
}

GError *
taskingai_error_with_note (GError *error, const char *note)
{
  const TaskingAIErrorDetails nothing = { 0 };
  return rebuild (error, &nothing, note);
}

/**
 * taskingai_api_error_get_http_status: (skip)
 * @error: an error of any domain
 *
 * Gets the HTTP status of the answer that failed.
 *
 * Languages other than C and Vala find it with [func@ApiError.parse_message].
 *
 * Returns: the status, or 0 if there was no answer or @error is of another domain
 *
 * Since: 1.0
 */
guint
taskingai_api_error_get_http_status (const GError *error)
{
  return peek_private (error)->http_status;
}

/**
 * taskingai_api_error_get_server_code: (skip)
 * @error: an error of any domain
 *
 * Gets the server's own code for what went wrong, such as `OBJECT_NOT_FOUND`.
 *
 * Languages other than C and Vala find it with [func@ApiError.parse_message].
 *
 * Returns: (nullable) (transfer none): the code, or `NULL` if the server gave none
 *
 * Since: 1.0
 */
const char *
taskingai_api_error_get_server_code (const GError *error)
{
  return peek_private (error)->server_code;
}

/**
 * taskingai_api_error_get_request_id: (skip)
 * @error: an error of any domain
 *
 * Gets the id of the request that failed, for comparison with logs.
 *
 * Languages other than C and Vala find it with [func@ApiError.parse_message].
 *
 * Returns: (nullable) (transfer none): the id, or `NULL` if nothing was sent
 *
 * Since: 1.0
 */
const char *
taskingai_api_error_get_request_id (const GError *error)
{
  return peek_private (error)->request_id;
}

/**
 * taskingai_api_error_get_attempts: (skip)
 * @error: an error of any domain
 *
 * Gets how often the request was tried.
 *
 * Languages other than C and Vala find it with [func@ApiError.parse_message].
 *
 * Returns: the number of attempts, or 0 if nothing was sent
 *
 * Since: 1.0
 */
guint
taskingai_api_error_get_attempts (const GError *error)
{
  return peek_private (error)->attempts;
}

/**
 * taskingai_api_error_parse_message:
 * @message: the message of an error of this library
 * @http_status: (out) (optional): the HTTP status of the answer, or 0
 * @server_code: (out) (optional) (nullable) (transfer full): the server's own code, or `NULL`
 * @request_id: (out) (optional) (nullable) (transfer full): the id of the request, or `NULL`
 * @attempts: (out) (optional): how often the request was tried
 *
 * Reads the details that end an error's message.
 *
 * A message is a text for people, followed, where details are known, by a blank and the details in
 * brackets: `TEXT [HTTP 404, OBJECT_NOT_FOUND, request abc123, 2 attempts]`. The order is fixed,
 * each part may be missing, and no part holds a comma or a bracket. Brackets within the text do no
 * harm. A single attempt is not written.
 *
 * Returns: whether the message ends with details
 *
 * Since: 1.0
 */
gboolean
taskingai_api_error_parse_message (const char *message, guint *http_status, char **server_code,
                                   char **request_id, guint *attempts)
{
  g_auto (TaskingAIApiErrorPrivate) details = { 0 };
  gboolean found;

  g_return_val_if_fail (message != NULL, FALSE);
  found = parse_suffix (message, &details) >= 0;
  if (http_status != NULL)
    *http_status = details.http_status;
  if (server_code != NULL)
    *server_code = g_steal_pointer (&details.server_code);
  if (request_id != NULL)
    *request_id = g_steal_pointer (&details.request_id);
  if (attempts != NULL)
    *attempts = found ? MAX (details.attempts, 1) : 0;
  return found;
}
