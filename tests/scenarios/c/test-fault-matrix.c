/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every fault of matrix.ini at each place where it can be, for one form of call:
 *
 *   test-fault-matrix MATRIX blocking|async|stream|stream-async */
#include "fixture.h"
#include "resolver.h"

#include <string.h>

#define CLOCK 100 /* ms; runs out where the server says nothing more at all */
#define LONG_TEXT 6000000
#define WHOLE "the water cycle"

/* What ends the connection is looked for at the server; these come before there is one. */
static const char *const before_request[] = { "resolve", "connect", "tls", NULL };
/* Only streams have events. */
static const char *const events[] = { "between", "in-event", "after-last", "done", NULL };
static const char *const after_result[] = { "after-last", "done", NULL };

typedef struct {
  char *phase, *kind;
  char *expected;
  gboolean secure;
  gboolean streamed, async;
} Cell;

static void
cell_free (gpointer data)
{
  Cell *self = data;
  g_free (self->phase);
  g_free (self->kind);
  g_free (self->expected);
  g_free (self);
}

/* ---- one call, and what came of it ---- */

static TaskingAIChatCompletionRequest *
request_of (const Cell *cell, const char *name)
{
  if (!g_str_equal (cell->phase, "sending"))
    return completion_request (name, "hello");
  g_autofree char *text = g_strnfill (LONG_TEXT, 'x');
  return completion_request (name, text);
}

static gpointer
call_blocking (TaskingAIClient *client, const Cell *cell, const char *name, GError **error)
{
  if (!g_str_equal (cell->phase, "sending"))
    return fault_get (client, name, error);
  g_autoptr (TaskingAIChatCompletionRequest) request = request_of (cell, name);
  return taskingai_inference_chat_completion (taskingai_client_get_inference (client), request,
                                              NULL, error);
}

/* Runs on after the answer, so that a second one would be noticed. */
static gpointer
call_async (TaskingAIClient *client, const Cell *cell, const char *name, GError **error)
{
  g_auto (Answer) answer = { 0 };
  gpointer model;
  if (!g_str_equal (cell->phase, "sending"))
    {
      fault_get_async (client, name, NULL, &answer);
      model = fault_get_finish (&answer, error);
    }
  else
    {
      TaskingAIInference *inference = taskingai_client_get_inference (client);
      g_autoptr (TaskingAIChatCompletionRequest) request = request_of (cell, name);
      taskingai_inference_chat_completion_async (inference, request, NULL, answer_cb, &answer);
      model = taskingai_inference_chat_completion_finish (inference, answer_wait (&answer), error);
    }
  fault_count (name, "requests");
  run_pending ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  return model;
}

static TaskingAIStream *
open_stream (TaskingAIClient *client, const Cell *cell, const char *name, GError **error)
{
  TaskingAIInference *inference = taskingai_client_get_inference (client);
  g_autoptr (TaskingAIChatCompletionRequest) request = request_of (cell, name);
  if (!cell->async)
    return taskingai_inference_chat_completion_stream (inference, request, NULL, error);
  g_auto (Answer) answer = { 0 };
  taskingai_inference_chat_completion_stream_async (inference, request, NULL, answer_cb, &answer);
  TaskingAIStream *stream =
      taskingai_inference_chat_completion_stream_finish (inference, answer_wait (&answer), error);
  fault_count (name, "requests");
  run_pending ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  return stream;
}

static TaskingAIModel *
read_one (TaskingAIStream *stream, const Cell *cell, GError **error)
{
  return cell->async ? read_async (stream, error) : taskingai_stream_read (stream, NULL, error);
}

/* The end stays what it was, and what had come stays there. */
static void
assert_ended (TaskingAIStream *stream, const Cell *cell, const char *text, const GError *error)
{
  g_autoptr (GError) again = NULL;
  g_assert_null (read_one (stream, cell, &again));
  g_assert_cmpstr (again != NULL ? again->message : NULL, ==,
                   error != NULL ? error->message : NULL);
  g_autofree char *kept = taskingai_stream_get_text (stream);
  g_assert_cmpstr (kept, ==, text);
  g_autoptr (TaskingAIModel) result = taskingai_stream_get_result (stream);
  g_assert_true (result != NULL || error != NULL);
}

static char *
read_stream (TaskingAIStream *stream, const Cell *cell, GError **error)
{
  GString *text = g_string_new (NULL);
  GError *problem = NULL;
  g_autoptr (TaskingAIModel) event = NULL;
  while ((event = read_one (stream, cell, &problem)) != NULL)
    {
      append_delta (text, event);
      g_clear_object (&event);
    }
  assert_ended (stream, cell, text->str, problem);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return g_string_free (text, FALSE);
}

/* The text of a stream that had opened, else NULL. */
static char *
run (TaskingAIClient *client, const Cell *cell, const char *name, GError **error)
{
  if (cell->streamed)
    {
      TaskingAIStream *stream = open_stream (client, cell, name, error);
      if (stream == NULL)
        return NULL;
      gpointer watched = stream;
      char *text = read_stream (stream, cell, error);
      g_object_add_weak_pointer (G_OBJECT (stream), &watched);
      g_object_unref (stream);
      run_pending ();
      g_assert_null (watched);
      return text;
    }
  g_autoptr (GObject) model = cell->async ? call_async (client, cell, name, error)
                                          : call_blocking (client, cell, name, error);
  return NULL;
}

/* As the table has it: "ok", or "CODE STATUS SERVER_CODE", and the text if it is not the whole. */
static char *
outcome (const char *text, const GError *error)
{
  GString *told = g_string_new ("ok");
  gboolean by_time = error != NULL && error->code == TASKINGAI_API_ERROR_TIMEOUT;
  if (error != NULL)
    {
      g_assert_true (error->domain == TASKINGAI_API_ERROR);
      g_autoptr (GEnumClass) codes = g_type_class_ref (TASKINGAI_TYPE_API_ERROR);
      g_autofree char *nick = g_ascii_strup (g_enum_get_value (codes, error->code)->value_nick, -1);
      g_string_assign (told, g_strdelimit (nick, "-", '_'));
      guint status = taskingai_api_error_get_http_status (error);
      /* How far the answer had come by then depends on how fast the machine is. */
      if (status != 0 && !by_time)
        g_string_append_printf (told, " %u", status);
      if (taskingai_api_error_get_server_code (error) != NULL)
        g_string_append_printf (told, " %s", taskingai_api_error_get_server_code (error));
    }
  if (text != NULL && !by_time && !g_str_equal (text, error != NULL ? "" : WHOLE))
    g_string_append_printf (told, " \"%s\"", text);
  return g_string_free (told, FALSE);
}

/* ---- one cell ---- */

static gboolean
is_one_of (const char *const *phases, const Cell *cell)
{
  return g_strv_contains (phases, cell->phase);
}

/* Where nothing listens, or not well. */
static void
set_host (TaskingAIClient *client, const Cell *cell)
{
  g_autofree char *listener =
      cell->secure ? g_strdup ("tls-good") : g_strconcat (cell->phase, "-", cell->kind, NULL);
  if (g_str_equal (cell->phase, "resolve"))
    {
      const char *fault_host = taskingai_client_get_host (client);
      g_autofree char *host =
          g_strdup_printf ("http://%s.fault.test%s", cell->kind, strrchr (fault_host, ':'));
      g_object_set (client, "host", host, "allow-plain-http", TRUE, "proxy", "", NULL);
    }
  else if (cell->secure || is_one_of (before_request, cell))
    {
      g_autofree char *host = NULL, *ca_file = NULL;
      fault_listener (listener, &host, &ca_file);
      g_object_set (client, "host", host, "ca-file", ca_file, NULL);
    }
}

/* The one clock that is to run out, if any is. After the result nothing can come too late. */
static void
set_clock (TaskingAIClient *client, const Cell *cell)
{
  gboolean is_total = g_str_has_prefix (cell->expected, "TIMEOUT");
  gboolean has_result = is_one_of (after_result, cell);
  if (has_result || g_str_has_prefix (cell->expected, "STALLED"))
    taskingai_client_set_event_timeout (client, CLOCK);
  else if (is_total && is_one_of (before_request, cell))
    taskingai_client_set_connect_timeout (client, CLOCK);
  else if (is_total && is_one_of (events, cell))
    taskingai_client_set_stream_timeout (client, CLOCK);
  else if (is_total && cell->streamed)
    taskingai_client_set_first_event_timeout (client, CLOCK);
  else if (is_total)
    taskingai_client_set_timeout (client, CLOCK);
}

static void
assert_error (const GError *error, const Cell *cell, const char *name)
{
  assert_api_error (error, error->code, taskingai_api_error_get_http_status (error));
  g_assert_nonnull (taskingai_api_error_get_request_id (error));
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 1);
  gboolean by_clock =
      error->code == TASKINGAI_API_ERROR_TIMEOUT || error->code == TASKINGAI_API_ERROR_STALLED;
  /* A server that waits has to see that nobody else does. */
  if ((by_clock || error->code == TASKINGAI_API_ERROR_TOO_LARGE)
      && fault_count (name, "requests") > 0)
    fault_wait_closed (name, 1);
}

/* The client is as good as before. */
static void
assert_usable (TaskingAIClient *client, const Cell *cell)
{
  g_autoptr (TaskingAIClient) fresh = fault_client ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = fault_name ("good");
  if (!cell->secure)
    taskingai_client_set_host (client, taskingai_client_get_host (fresh));
  taskingai_client_set_timeout (client, taskingai_client_get_timeout (fresh));
  const Cell call = { .phase = (char *) "good", .async = cell->async };
  g_autoptr (TaskingAIAssistant) assistant = call.async
                                                 ? call_async (client, &call, name, &error)
                                                 : call_blocking (client, &call, name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_assistant_id (assistant), ==, name);
}

static void
test_cell (gconstpointer data)
{
  const Cell *cell = data;
  TaskingAIClient *client = fault_client ();
  gpointer watched = client;
  g_autoptr (GError) error = NULL;
  g_autofree char *fault = g_strconcat (cell->phase, "-", cell->kind, NULL);
  g_autofree char *name = fault_name (fault);
  g_object_set (client, "max-body-size", (guint64) 1000000, "max-event-size", (guint64) 100000,
                NULL);
  set_host (client, cell);
  set_clock (client, cell);

  g_autofree char *text = run (client, cell, name, &error);
  resolver_release ();
  g_autofree char *told = outcome (text, error);
  g_assert_cmpstr (told, ==, cell->expected);
  if (error != NULL)
    assert_error (error, cell, name);
  guint64 n_requests = fault_count (name, "requests");
  g_assert_cmpuint (n_requests, <=, 1);
  assert_usable (client, cell);

  g_object_add_weak_pointer (G_OBJECT (client), &watched);
  g_object_unref (client);
  run_pending ();
  g_assert_null (watched);
}

/* ---- the table ---- */

/* "CALL / STREAM", or one for both. */
static char *
expected_of (const char *value, gboolean streamed)
{
  g_auto (GStrv) parts = g_strsplit (value, " / ", 2);
  return g_strdup (streamed && parts[1] != NULL ? parts[1] : parts[0]);
}

static void
add_cell (GKeyFile *matrix, const char *kind, const char *phase, const char *form)
{
  g_autofree char *value = g_key_file_get_string (matrix, kind, phase, NULL);
  gboolean streamed = g_str_has_prefix (form, "stream");
  g_autofree char *expected = expected_of (value, streamed);
  if (g_str_equal (expected, "-") || (!streamed && g_strv_contains (events, phase)))
    return;
  Cell *cell = g_new0 (Cell, 1);
  *cell = (Cell){ g_strdup (phase),
                  g_strdup (kind),
                  g_steal_pointer (&expected),
                  g_key_file_get_boolean (matrix, kind, "secure", NULL),
                  streamed,
                  g_str_has_suffix (form, "async") };
  g_autofree char *path = g_strconcat ("/matrix/", phase, "/", kind, "/", form, NULL);
  g_test_add_data_func_full (path, cell, test_cell, cell_free);
}

static gboolean
is_phase (const char *key)
{
  return !g_str_equal (key, "title") && !g_str_equal (key, "secure");
}

int
main (int argc, char **argv)
{
  g_autoptr (GKeyFile) matrix = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_test_init (&argc, &argv, NULL);
  if (argc != 3)
    g_error ("usage: %s MATRIX blocking|async|stream|stream-async", argv[0]);
  g_key_file_load_from_file (matrix, argv[1], G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  g_auto (GStrv) kinds = g_key_file_get_groups (matrix, NULL);
  for (char **kind = kinds; *kind != NULL; kind++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (matrix, *kind, NULL, NULL);
      for (char **key = keys; *key != NULL; key++)
        if (is_phase (*key))
          add_cell (matrix, *kind, *key, argv[2]);
    }
  return g_test_run ();
}
