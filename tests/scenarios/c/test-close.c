/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A stream that is closed, or dropped, is gone at once: the server sees it each time. */
#include "fixture.h"

#define TEXT "the water"

static TaskingAIStream *
open_either (TaskingAIClient *client, const char *name, gboolean blocking)
{
  return blocking ? stream_open (client, name) : stream_open_async (client, name);
}

static void
assert_closed (TaskingAIStream *stream)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (taskingai_stream_get_closed (stream));
  g_assert_null (taskingai_stream_read (stream, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (taskingai_stream_read_text (stream, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_null (read_async (stream, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_null (taskingai_stream_try_read (stream));
}

static void
read_two (TaskingAIStream *stream)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, NULL);
      g_assert_true (TASKINGAI_IS_CHAT_COMPLETION_CHUNK (event));
    }
}

/* ---- phases: what has happened before the close ---- */

static void
close_and_check (TaskingAIStream *stream, const char *name, const char *text)
{
  g_assert_false (taskingai_stream_get_closed (stream));
  taskingai_stream_close (stream);
  taskingai_stream_close (stream);
  fault_wait_closed (name, 1);
  assert_closed (stream);
  g_autofree char *kept = taskingai_stream_get_text (stream);
  if (text != NULL)
    g_assert_cmpstr (kept, ==, text);
  g_assert_null (taskingai_stream_get_result (stream));
}

static void
test_unread (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  close_and_check (stream, name, NULL);
}

static void
test_silent (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("silent");
  g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  close_and_check (stream, name, "");
}

static void
test_half_read (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  read_two (stream);
  close_and_check (stream, name, TEXT);
}

static void
test_paused (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("flood");
  taskingai_client_set_max_queued_bytes (client, 1000);
  g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  fault_wait_blocked (name);
  close_and_check (stream, name, NULL);
}

/* Everything has come but the end of the connection: nothing waits for that. */
static void
test_after_end (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("doneThenHang");
  g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  g_autofree char *text = read_all (stream, NULL);
  taskingai_stream_close (stream);
  fault_wait_closed (name, 1);
  assert_closed (stream);
  g_autoptr (TaskingAIModel) result = taskingai_stream_get_result (stream);
  g_assert_nonnull (result);
}

static void
test_dropped (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  for (guint i = 1; i <= 3; i++)
    {
      TaskingAIStream *stream = open_either (client, name, GPOINTER_TO_INT (blocking));
      read_two (stream);
      g_object_unref (stream);
      fault_wait_closed (name, i);
    }
}

static void
test_client_dropped (gconstpointer blocking)
{
  TaskingAIClient *client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  TaskingAIStream *stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  g_object_unref (client);
  read_two (stream);
  g_object_unref (stream);
  fault_wait_closed (name, 1);
}

/* ---- while a read waits ---- */

static void
test_pending_read (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  read_two (stream);
  taskingai_stream_read_async (stream, NULL, answer_cb, &answer);
  run_pending ();
  taskingai_stream_close (stream);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  g_assert_null (taskingai_stream_read_finish (stream, answer_wait (&answer), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  fault_wait_closed (name, 1);
}

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TaskingAIStream **stream = user_data;
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (*stream, result, NULL);
  g_assert_nonnull (event);
  taskingai_stream_close (*stream);
  g_clear_object (stream);
}

static gboolean
is_gone (gpointer stream)
{
  return *(TaskingAIStream **) stream == NULL;
}

static void
test_in_callback (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  TaskingAIStream *stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  taskingai_stream_read_async (stream, NULL, close_cb, &stream);
  run_until (is_gone, &stream);
  fault_wait_closed (name, 1);
}

/* ---- from another thread ---- */

typedef struct {
  TaskingAIStream *stream;
  const char *name;
} Closer;

static gpointer
closing_thread (gpointer data)
{
  Closer *self = data;
  taskingai_stream_close (self->stream);
  return NULL;
}

static void
test_thread_while_blocking (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = fault_name ("stall");
      g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
      Closer closer = { stream, name };
      GThread *thread = g_thread_new ("close", closing_thread, &closer);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = read_all (stream, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
      g_thread_join (thread);
      fault_wait_closed (name, 1);
    }
}

static void
test_thread_while_pending (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("silent");
  g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  Closer closer = { stream, name };
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_stream_read_async (stream, NULL, answer_cb, &answer);
  GThread *thread = g_thread_new ("close", closing_thread, &closer);
  g_assert_null (taskingai_stream_read_finish (stream, answer_wait (&answer), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_true (answer.thread == g_thread_self ());
  g_thread_join (thread);
  fault_wait_closed (name, 1);
}

/* The close comes before, while or after the stream gets the main context that is to drive it. */
static void
test_thread_while_attaching (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *name = fault_name ("silent");
      g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
      Closer closer = { stream, name };
      g_autoptr (GError) error = NULL;
      g_auto (Answer) answer = { 0 };
      GThread *thread = g_thread_new ("close", closing_thread, &closer);
      taskingai_stream_read_async (stream, NULL, answer_cb, &answer);
      g_assert_null (taskingai_stream_read_finish (stream, answer_wait (&answer), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
      g_thread_join (thread);
    }
}

static void
test_thread_idle (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  g_autoptr (TaskingAIStream) stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  Closer closer = { stream, name };
  g_thread_join (g_thread_new ("close", closing_thread, &closer));
  fault_wait_closed (name, 1);
  assert_closed (stream);
}

static gpointer
dropping_thread (gpointer stream)
{
  g_object_unref (stream);
  return NULL;
}

static void
test_thread_drops (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  TaskingAIStream *stream = open_either (client, name, GPOINTER_TO_INT (blocking));
  read_two (stream);
  g_thread_join (g_thread_new ("drop", dropping_thread, stream));
  fault_wait_closed (name, 1);
}

/* ---- the server that generates ---- */

static void
test_local (gconstpointer blocking)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (model_id ("STREAM"), "Count from 1 to 100000");
  guint64 n_aborted = local_count ("aborted_streams");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  TaskingAIInference *inference = taskingai_client_get_inference (client);
  if (!GPOINTER_TO_INT (blocking))
    taskingai_inference_chat_completion_stream_async (inference, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIStream) stream =
      GPOINTER_TO_INT (blocking)
          ? taskingai_inference_chat_completion_stream (inference, request, NULL, &error)
          : fault_stream_finish (&answer, &error);
  g_assert_no_error (error);
  read_two (stream);
  g_assert_cmpuint (local_count ("open_streams"), ==, 1);
  taskingai_stream_close (stream);
  local_wait ("open_streams", 0);
  g_assert_cmpuint (local_count ("aborted_streams"), ==, n_aborted + 1);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    GTestDataFunc test;
  } tests[] = {
    { "unread", test_unread },
    { "silent", test_silent },
    { "half-read", test_half_read },
    { "paused", test_paused },
    { "after-end", test_after_end },
    { "dropped", test_dropped },
    { "client-dropped", test_client_dropped },
    { "pending-read", test_pending_read },
    { "callback", test_in_callback },
    { "thread/while-blocking", test_thread_while_blocking },
    { "thread/while-pending", test_thread_while_pending },
    { "thread/while-attaching", test_thread_while_attaching },
    { "thread/idle", test_thread_idle },
    { "thread/drops", test_thread_drops },
    { "local", test_local },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *blocking = g_strconcat ("/close/blocking/", tests[i].name, NULL);
      g_autofree char *async = g_strconcat ("/close/async/", tests[i].name, NULL);
      g_test_add_data_func (blocking, GINT_TO_POINTER (TRUE), tests[i].test);
      g_test_add_data_func (async, GINT_TO_POINTER (FALSE), tests[i].test);
    }
  return g_test_run ();
}
