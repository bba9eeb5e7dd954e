/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "action-run.h"

#include <string.h>

#include "action-message.h"
#include "json-scan.h"
#include "json-write.h"

#define MAX_ANSWER 65536

typedef struct {
  SoupMessage *message;
  char *url;
  GByteArray *answer;
  GCancellable *cancellable;
  ActionRunDone done;
  gpointer user_data;
} Run;

static void
run_free (Run *run)
{
  g_clear_object (&run->message);
  g_clear_object (&run->cancellable);
  g_byte_array_unref (run->answer);
  g_free (run->url);
  g_free (run);
}

/* Takes @run and @data. */
static void
finish (Run *run, int status, json_object *data)
{
  run->done (status, data, run->user_data);
  json_object_put (data);
  run_free (run);
}

static G_GNUC_PRINTF (3, 4) void fail (Run *run, int status, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  finish (run, status, json_set_string (json_object_new_object (), "error", text));
}

static gboolean
is_connection_error (const GError *error)
{
  static const int codes[] = { G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_HOST_UNREACHABLE,
                               G_IO_ERROR_NETWORK_UNREACHABLE, G_IO_ERROR_HOST_NOT_FOUND };

  if (error->domain == G_RESOLVER_ERROR || error->domain == G_TLS_ERROR)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_IO_ERROR, codes[i]))
      return TRUE;
  return FALSE;
}

static void
fail_call (Run *run, const GError *error)
{
  if (is_connection_error (error))
    fail (run, 500, "Failed to connect to %s", run->url);
  else
    fail (run, 500, ACTION_NOT_MADE);
}

static gboolean
is_json (Run *run)
{
  const char *type = soup_message_headers_get_content_type (
      soup_message_get_response_headers (run->message), NULL);

  return type != NULL && g_ascii_strcasecmp (type, "application/json") == 0;
}

/* NULL: no JSON, although it says so. */
static json_object *
read_answer (Run *run)
{
  const char *bytes = (const char *) run->answer->data;
  gsize position;
  json_object *value;

  if (!is_json (run))
    {
      g_autofree char *text = g_utf8_make_valid (bytes, run->answer->len);

      return json_set_string (json_object_new_object (), "result", text);
    }
  if (json_scan (bytes, run->answer->len, &position) != NULL)
    return NULL;
  value = json_from_text (bytes, run->answer->len);
  if (json_object_is_type (value, json_type_object) || json_object_is_type (value, json_type_array))
    return value;
  return json_set (json_object_new_object (), "result", value);
}

static void
evaluate (Run *run)
{
  int status = (int) soup_message_get_status (run->message);
  json_object *data;

  if (run->answer->len > MAX_ANSWER)
    {
      fail (run, status, "Response data is too large. Maximum character length is %d.", MAX_ANSWER);
      return;
    }
  data = read_answer (run);
  if (data == NULL)
    fail (run, 500, "Failed to decode the action response");
  else if (status == 200)
    finish (run, status, data);
  else
    {
      g_autofree char *text = json_to_text (data, JSON_STYLE_PYTHON);

      json_object_put (data);
      fail (run, status, "API call failed with status %d: %s", status, text);
    }
}

/* Reads no more than what tells that it is too much. */
static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      fail_call (run, error);
      return;
    }
  g_byte_array_append (run->answer, g_bytes_get_data (bytes, NULL),
                       (guint) g_bytes_get_size (bytes));
  if (g_bytes_get_size (bytes) > 0 && run->answer->len <= MAX_ANSWER)
    g_input_stream_read_bytes_async (G_INPUT_STREAM (source), MAX_ANSWER + 1, G_PRIORITY_DEFAULT,
                                     run->cancellable, on_read, run);
  else
    evaluate (run);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    fail_call (run, error);
  else
    g_input_stream_read_bytes_async (stream, MAX_ANSWER + 1, G_PRIORITY_DEFAULT, run->cancellable,
                                     on_read, run);
}

void
action_run (App *app, json_object *action, json_object *parameters, GCancellable *cancellable,
            ActionRunDone done, gpointer user_data)
{
  Run *run = g_new0 (Run, 1);

  run->url = action_url (action, parameters);
  run->message = run->url != NULL ? action_message_new (action, run->url, parameters) : NULL;
  run->answer = g_byte_array_new ();
  run->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  run->done = done;
  run->user_data = user_data;
  if (run->message == NULL)
    fail (run, 500, ACTION_NOT_MADE);
  else
    soup_session_send_async (app->session, run->message, G_PRIORITY_DEFAULT, cancellable, on_sent,
                             run);
}
