/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whose main context does the work and gets the callbacks; threads that share a stream. */
#include "fixture.h"

#define TEXT "the water cycle"
#define REST " water cycle"

static gpointer
join_running (GThread *thread, gint *done)
{
  while (!g_atomic_int_get (done))
    g_main_context_iteration (NULL, TRUE);
  return g_thread_join (thread);
}

/* For the last line of a thread that join_running () waits for. */
static void
leave_thread (gint *done)
{
  g_atomic_int_set (done, TRUE);
  g_main_context_wakeup (NULL);
}

/* ---- loops ---- */

typedef struct {
  GMainLoop *loop;
  TaskingAIStream *stream;
  GString *text;
  GThread *thread;
} Listener;

static void
heard_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Listener *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (self->stream, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_thread_self () == self->thread);
  g_assert_true (g_main_context_is_owner (g_main_loop_get_context (self->loop)));
  if (event == NULL)
    {
      g_main_loop_quit (self->loop);
      return;
    }
  append_delta (self->text, event);
  taskingai_stream_read_async (self->stream, NULL, heard_cb, self);
}

static void
listen (TaskingAIClient *client, GMainContext *context)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  g_autoptr (GString) text = g_string_new (NULL);
  Listener self = { loop, stream, text, g_thread_self () };
  taskingai_stream_read_async (stream, NULL, heard_cb, &self);
  g_main_loop_run (loop);
  g_assert_cmpstr (text->str, ==, TEXT);
}

static void
test_default_loop (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  listen (client, NULL);
}

static gpointer
listening_thread (gpointer client)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  listen (client, context);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* Each thread's loop gets its own callbacks; the thread that made the client has none at all. */
static void
test_own_loops (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  GThread *threads[4];
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("listener", listening_thread, client);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* ---- within callbacks ---- */

typedef struct {
  TaskingAIClient *client;
  TaskingAIStream *stream;
  gboolean done;
} Nest;

static char *
read_rest_async (TaskingAIStream *stream)
{
  GString *text = g_string_new (NULL);
  g_autoptr (TaskingAIModel) event = NULL;
  while ((event = read_async (stream, NULL)) != NULL)
    {
      append_delta (text, event);
      g_clear_object (&event);
    }
  return g_string_free (text, FALSE);
}

/* In a callback of the stream: the rest of it, and of another one, by a loop within the loop. */
static void
nest_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Nest *nest = user_data;
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (nest->stream, result, NULL);
  g_assert_nonnull (event);
  g_autoptr (TaskingAIStream) other = stream_open_async (nest->client, "good");
  g_autofree char *other_text = read_rest_async (other);
  g_assert_cmpstr (other_text, ==, TEXT);
  g_autofree char *rest = read_rest_async (nest->stream);
  g_assert_cmpstr (rest, ==, REST);
  nest->done = TRUE;
}

/* The same by blocking calls, which run no loop. */
static void
block_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Nest *nest = user_data;
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (nest->stream, result, NULL);
  g_assert_nonnull (event);
  g_autoptr (TaskingAIAssistant) assistant = fault_get (nest->client, "good", NULL);
  g_assert_nonnull (assistant);
  g_autofree char *rest = read_all (nest->stream, NULL);
  g_assert_cmpstr (rest, ==, REST);
  nest->done = TRUE;
}

static gboolean
nest_is_done (gpointer nest)
{
  return ((Nest *) nest)->done;
}

static void
test_within_callback (gconstpointer data)
{
  const GAsyncReadyCallback *callback = data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  Nest nest = { client, stream, FALSE };
  taskingai_stream_read_async (stream, NULL, *callback, &nest);
  run_until (nest_is_done, &nest);
}

/* Nothing of the program runs while a blocking read waits. */
static void
test_blocking_runs_no_callbacks (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  g_auto (Answer) answer = { 0 };
  fault_get_async (client, "good", NULL, &answer);
  g_autofree char *text = read_all (stream, NULL);
  g_assert_cmpstr (text, ==, TEXT);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, NULL);
  g_assert_nonnull (assistant);
}

/* ---- one stream, two threads ---- */

typedef struct {
  TaskingAIStream *stream;
  gint done;
} Handed;

static gpointer
reading_thread (gpointer data)
{
  Handed *handed = data;
  g_autoptr (GError) error = NULL;
  char *text = read_all (handed->stream, &error);
  g_assert_no_error (error);
  leave_thread (&handed->done);
  return text;
}

/* The loop of the first thread does the work, the second one waits for events. */
static void
test_read_beside_loop (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  Handed handed = { stream, FALSE };
  g_assert_true (g_main_context_acquire (NULL)); /* as a running loop has it throughout */
  GThread *thread = g_thread_new ("reader", reading_thread, &handed);
  g_autofree char *text = join_running (thread, &handed.done);
  g_main_context_release (NULL);
  g_assert_cmpstr (text, ==, TEXT);
}

/* No loop runs, so that the second thread does the work itself. */
static void
test_read_without_loop (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  Handed handed = { stream, FALSE };
  GThread *thread = g_thread_new ("reader", reading_thread, &handed);
  g_autofree char *text = g_thread_join (thread);
  g_assert_cmpstr (text, ==, TEXT);
}

static gpointer
async_reading_thread (gpointer data)
{
  Handed *handed = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  char *text = read_rest_async (handed->stream);
  g_main_context_pop_thread_default (context);
  leave_thread (&handed->done);
  return text;
}

/* Callbacks come to the context that asked, the work is done in the stream's own. */
static void
test_read_from_other_context (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  Handed handed = { stream, FALSE };
  g_assert_true (g_main_context_acquire (NULL));
  GThread *thread = g_thread_new ("reader", async_reading_thread, &handed);
  g_autofree char *text = join_running (thread, &handed.done);
  g_main_context_release (NULL);
  g_assert_cmpstr (text, ==, TEXT);
}

/* ---- what goes before the rest ---- */

static void
test_client_dropped (void)
{
  TaskingAIClient *client = fault_client ();
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  fault_get_async (client, "drip", NULL, &answer);
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  g_object_unref (client);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, &error);
  g_assert_no_error (error);
  g_assert_nonnull (assistant);
  g_autofree char *text = read_rest_async (stream);
  g_assert_cmpstr (text, ==, TEXT);
}

static void
drop_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_clear_object ((TaskingAIClient **) user_data);
}

static gboolean
is_dropped (gpointer client)
{
  return *(TaskingAIClient **) client == NULL;
}

static void
test_client_dropped_in_callback (void)
{
  TaskingAIClient *client = fault_client ();
  g_autofree char *name = fault_name ("good");
  taskingai_assistants_get_async (taskingai_client_get_assistants (client), name, NULL, drop_cb,
                                  &client);
  run_until (is_dropped, &client);
  run_pending ();
  fault_wait_closed (name, 1);
}

/* A service goes on without its client. */
static void
test_service_alone (void)
{
  TaskingAIClient *client = fault_client ();
  g_autoptr (TaskingAIAssistants) assistants =
      g_object_ref (taskingai_client_get_assistants (client));
  g_object_unref (client);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant =
      taskingai_assistants_get (assistants, "good", NULL, &error);
  g_assert_no_error (error);
}

static void
get_in_own_context (TaskingAIClient *client, const char *name)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  g_auto (Answer) answer = { 0 };
  fault_get_async (client, name, NULL, &answer);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, NULL);
  g_assert_nonnull (assistant);
  g_main_context_pop_thread_default (context);
}

/* A context is destroyed, with a connection kept in it: that one is closed, the client goes on. */
static void
test_context_destroyed (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  for (int i = 0; i < 5; i++)
    get_in_own_context (client, name);
  fault_wait_closed (name, 5);
  g_autoptr (TaskingAIAssistant) assistant = fault_get (client, name, NULL);
  g_assert_nonnull (assistant);
}

static TaskingAIStream *
open_in_own_context (TaskingAIClient *client, const char *name)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  TaskingAIStream *stream = stream_open_async (client, name);
  g_main_context_pop_thread_default (context);
  return stream;
}

/* A stream outlives its context; blocking reads still work, and so does the end. */
static void
test_stream_without_context (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = open_in_own_context (client, "byteByByte");
  g_autofree char *text = read_all (stream, NULL);
  g_assert_cmpstr (text, ==, TEXT);

  g_autofree char *name = fault_name ("stall");
  TaskingAIStream *stalled = open_in_own_context (client, name);
  g_object_unref (stalled);
  fault_wait_closed (name, 1);
}

/* The end of the body is still awaited when there is nobody any more to wait for it. */
static void
test_context_of_closed_stream (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("doneThenHang");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  TaskingAIStream *stream = stream_open_async (client, name);
  g_autofree char *text = read_rest_async (stream);
  g_assert_cmpstr (text, ==, TEXT);
  g_object_unref (stream);
  g_main_context_pop_thread_default (context);
  g_clear_pointer (&context, g_main_context_unref);
  fault_wait_closed (name, 1);
}

static gpointer
dropping_thread (gpointer client)
{
  g_object_unref (client);
  return NULL;
}

/* Contexts end while their client does, in other threads. */
static void
test_context_and_client_end (void)
{
  for (int i = 0; i < 50; i++)
    {
      TaskingAIClient *client = fault_client ();
      g_autoptr (GMainContext) context = g_main_context_new ();
      g_main_context_push_thread_default (context);
      g_auto (Answer) answer = { 0 };
      fault_get_async (client, "good", NULL, &answer);
      g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, NULL);
      g_main_context_pop_thread_default (context);
      answer_clear (&answer);
      GThread *thread = g_thread_new ("drop", dropping_thread, client);
      g_clear_pointer (&context, g_main_context_unref);
      g_thread_join (thread);
    }
}

int
main (int argc, char **argv)
{
  static const GAsyncReadyCallback callbacks[] = { nest_cb, block_cb };
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contexts/default-loop", test_default_loop);
  g_test_add_func ("/contexts/own-loops", test_own_loops);
  g_test_add_data_func ("/contexts/callback/nested-loop", &callbacks[0], test_within_callback);
  g_test_add_data_func ("/contexts/callback/blocking", &callbacks[1], test_within_callback);
  g_test_add_func ("/contexts/callback/none-while-blocking", test_blocking_runs_no_callbacks);
  g_test_add_func ("/contexts/read/beside-loop", test_read_beside_loop);
  g_test_add_func ("/contexts/read/without-loop", test_read_without_loop);
  g_test_add_func ("/contexts/read/other-context", test_read_from_other_context);
  g_test_add_func ("/contexts/dropped/client", test_client_dropped);
  g_test_add_func ("/contexts/dropped/client-in-callback", test_client_dropped_in_callback);
  g_test_add_func ("/contexts/dropped/client-of-service", test_service_alone);
  g_test_add_func ("/contexts/dropped/context", test_context_destroyed);
  g_test_add_func ("/contexts/dropped/context-of-stream", test_stream_without_context);
  g_test_add_func ("/contexts/dropped/context-of-closed-stream", test_context_of_closed_stream);
  g_test_add_func ("/contexts/dropped/both", test_context_and_client_end);
  return g_test_run ();
}
