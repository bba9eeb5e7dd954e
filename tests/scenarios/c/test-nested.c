/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Loops within callbacks, and what is cancelled there, or just when it has been answered. */
#include "fixture.h"

#define TEXT "the water cycle"

typedef struct {
  TaskingAIClient *client;
  TaskingAIStream *stream;
  GCancellable *cancellable;
  GMainLoop *loop; /* the inner one */
  Answer *other;
  gboolean done;
} Nest;

static gboolean
is_done (gpointer nest)
{
  return ((Nest *) nest)->done;
}

/* ---- a loop in the callback of a call ---- */

static void
inner_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Nest *nest = data;
  g_autoptr (TaskingAIAssistant) assistant =
      taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (source), result, NULL);
  g_assert_nonnull (assistant);
  g_cancellable_cancel (nest->cancellable);
  g_main_loop_quit (nest->loop);
}

/* Makes a call and waits for it, in the callback of which a third one is cancelled. */
static void
outer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Nest *nest = data;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  nest->loop = loop;
  taskingai_assistants_get_async (taskingai_client_get_assistants (nest->client), "good", NULL,
                                  inner_cb, nest);
  g_main_loop_run (loop);
  g_assert_null (fault_get_finish (nest->other, &error)); /* still within */
  assert_cancelled (error);
  nest->done = TRUE;
}

static void
test_loop_in_callback (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *name = fault_name ("hold");
  g_auto (Answer) held = { 0 };
  Nest nest = { .client = client, .cancellable = cancellable, .other = &held };
  fault_get_async (client, name, cancellable, &held);
  fault_wait_requests (name, 1);
  taskingai_assistants_get_async (taskingai_client_get_assistants (client), "good", NULL, outer_cb,
                                  &nest);
  run_until (is_done, &nest);
  run_pending ();
  g_assert_cmpuint (held.n_calls, ==, 1);
  fault_wait_closed (name, 1);
}

/* ---- a loop in the callback of a read ---- */

/* Within: another call, a read of the same stream that is cancelled, and the last of the client. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Nest *nest = data;
  g_autoptr (GError) error = NULL;
  g_auto (Answer) call = { 0 }, read = { 0 };
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (nest->stream, result, &error);
  g_assert_no_error (error);
  taskingai_stream_read_async (nest->stream, nest->cancellable, answer_cb, &read);
  fault_get_async (nest->client, "good", NULL, &call);
  g_clear_object (&nest->client);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&call, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read.n_calls, ==, 0);
  g_cancellable_cancel (nest->cancellable);
  g_assert_null (taskingai_stream_read_finish (nest->stream, answer_wait (&read), &error));
  assert_cancelled (error);
  nest->done = TRUE;
}

static void
test_loop_in_read (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *name = fault_name ("holdStream");
  Nest nest = { .client = fault_client (), .cancellable = cancellable };
  g_autoptr (GError) error = NULL;
  nest.stream = stream_open_async (nest.client, name);
  g_autoptr (TaskingAIModel) first = read_async (nest.stream, NULL);
  taskingai_stream_read_async (nest.stream, NULL, read_cb, &nest);
  run_until (is_done, &nest);
  fault_release (name);
  g_autofree char *rest = read_all (nest.stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rest, ==, " cycle");
  g_object_unref (nest.stream);
  fault_wait_closed (name, 1);
}

/* The stream whose callback it is, is gone when its inner loop ends. */
static void
drop_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Nest *nest = data;
  g_auto (Answer) call = { 0 };
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (nest->stream, result, NULL);
  g_assert_nonnull (event);
  g_clear_object (&nest->stream);
  fault_get_async (nest->client, "good", NULL, &call);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&call, NULL);
  g_assert_nonnull (assistant);
  nest->done = TRUE;
}

static void
test_dropped_in_read (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("holdStream");
  Nest nest = { .client = client };
  nest.stream = stream_open_async (client, name);
  taskingai_stream_read_async (nest.stream, NULL, drop_cb, &nest);
  run_until (is_done, &nest);
  fault_wait_closed (name, 1);
}

/* ---- between the answer and the callback ---- */

static void
cancel_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Nest *nest = data;
  g_autoptr (TaskingAIAssistant) assistant =
      taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (source), result, NULL);
  g_assert_nonnull (assistant);
  g_cancellable_cancel (nest->cancellable);
  nest->done = TRUE;
}

/* Both are answered before the loop has a turn, in which the first callback cancels the second call:
 * too late, so that this has its answer, and once. */
static void
test_answered (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainContext) other_context = g_main_context_new ();
  g_autofree char *first = fault_name ("hold");
  g_autofree char *second = fault_name ("hold");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  Nest nest = { .client = client, .cancellable = cancellable };
  taskingai_assistants_get_async (taskingai_client_get_assistants (client), first, NULL, cancel_cb,
                                  &nest);
  fault_wait_requests (first, 1);
  fault_get_async (client, second, cancellable, &answer);
  fault_wait_requests (second, 1);
  g_main_context_push_thread_default (other_context); /* the client's own has no turn meanwhile */
  fault_release (first);
  fault_wait_answered (first, 1);
  fault_release (second);
  fault_wait_answered (second, 1);
  g_main_context_pop_thread_default (other_context);
  run_until (is_done, &nest);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, &error);
  g_assert_no_error (error);
  run_pending ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
}

/* ---- between the headers of a stream and its callback ---- */

typedef struct {
  GCancellable *cancellable;
  gint64 until;
} Canceller;

/* Somewhere while the stream opens; where does not matter. */
static gpointer
cancelling_thread (gpointer data)
{
  Canceller *self = data;
  while (g_get_monotonic_time () < self->until)
    ;
  g_cancellable_cancel (self->cancellable);
  return NULL;
}

static void
assert_under_way (TaskingAIStream *stream)
{
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, &error);
      g_assert_no_error (error);
    }
  taskingai_stream_read_async (stream, NULL, answer_cb, &answer);
  run_pending ();
  g_assert_cmpuint (answer.n_calls, ==, 0);
  taskingai_stream_close (stream);
  answer_wait (&answer);
}

/* Either there is no stream, or it is one that nobody has cancelled. */
static void
test_opening (gconstpointer data)
{
  gboolean blocking = GPOINTER_TO_INT (data);
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIInference *inference = taskingai_client_get_inference (client);
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request ("stall", "hello");
  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_auto (Answer) answer = { 0 };
      Canceller canceller = { cancellable, g_get_monotonic_time () + i * 10 };
      GThread *thread = g_thread_new ("cancel", cancelling_thread, &canceller);
      if (!blocking)
        fault_stream_async (client, "stall", cancellable, &answer);
      g_autoptr (TaskingAIStream) stream =
          blocking
              ? taskingai_inference_chat_completion_stream (inference, request, cancellable, &error)
              : fault_stream_finish (&answer, &error);
      g_thread_join (thread);
      if (stream == NULL)
        assert_cancelled (error);
      else
        assert_under_way (stream);
    }
}

static void
test_twice (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *name = fault_name ("hold");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  fault_get_async (client, name, cancellable, &answer);
  fault_wait_requests (name, 1);
  g_cancellable_cancel (cancellable);
  g_cancellable_cancel (cancellable);
  g_cancellable_reset (cancellable);
  g_cancellable_cancel (cancellable);
  g_cancellable_reset (cancellable);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_cancelled (error);
  run_pending ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  fault_wait_closed (name, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nested/loop-in-callback", test_loop_in_callback);
  g_test_add_func ("/nested/loop-in-read", test_loop_in_read);
  g_test_add_func ("/nested/dropped-in-read", test_dropped_in_read);
  g_test_add_func ("/nested/answered", test_answered);
  g_test_add_data_func ("/nested/opening/blocking", GINT_TO_POINTER (TRUE), test_opening);
  g_test_add_data_func ("/nested/opening/async", GINT_TO_POINTER (FALSE), test_opening);
  g_test_add_func ("/nested/twice", test_twice);
  return g_test_run ();
}
