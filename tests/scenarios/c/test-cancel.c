/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls and reads that are cancelled, at each stage; for streams closed see test-close.c. */
#include "fixture.h"

/* What both kinds of calls have in common: starting one, and its failure. */
typedef struct {
  const char *kind;
  void (*start) (TaskingAIClient *client, const char *name, GCancellable *cancellable,
                 Answer *answer);
  gboolean (*finish) (Answer *answer, GError **error);
} Calls;

static gboolean
finish_get (Answer *answer, GError **error)
{
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (answer, error);
  return assistant != NULL;
}

static gboolean
finish_stream (Answer *answer, GError **error)
{
  g_autoptr (TaskingAIStream) stream = fault_stream_finish (answer, error);
  return stream != NULL;
}

static const Calls calls[] = {
  { "get", fault_get_async, finish_get },
  { "stream", fault_stream_async, finish_stream },
};

/* The callback comes once, from the loop, with the one error that cancelling has. */
static void
assert_answer_cancelled (const Calls *kind, Answer *answer)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpuint (answer->n_calls, ==, 0);
  g_assert_false (kind->finish (answer, &error));
  assert_cancelled (error);
  run_pending ();
  g_assert_cmpuint (answer->n_calls, ==, 1);
}

static void
test_before (gconstpointer data)
{
  const Calls *kind = data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };
  g_cancellable_cancel (cancellable);
  kind->start (client, name, cancellable, &answer);
  assert_answer_cancelled (kind, &answer);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 0);
}

/* Before the loop has had a turn. */
static void
test_at_once (gconstpointer data)
{
  const Calls *kind = data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };
  kind->start (client, "slow", cancellable, &answer);
  g_cancellable_cancel (cancellable);
  assert_answer_cancelled (kind, &answer);
}

/* Waiting for the headers, or in the middle of the body. */
static void
test_waiting (TaskingAIClient *client, const Calls *kind, const char *fault)
{
  g_autofree char *name = fault_name (fault);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };
  kind->start (client, name, cancellable, &answer);
  fault_wait_requests (name, 1);
  run_pending ();
  g_cancellable_cancel (cancellable);
  assert_answer_cancelled (kind, &answer);
  fault_wait_closed (name, 1);
}

static void
test_headers (gconstpointer kind)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  test_waiting (client, kind, "slow");
}

static void
test_body (gconstpointer kind)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  test_waiting (client, kind, "slowbody");
}

/* Again and again, with connections and handles used before. */
static void
test_repeated (gconstpointer kind)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (int i = 0; i < 10; i++)
    {
      g_autoptr (TaskingAIAssistant) assistant = fault_get (client, "good", NULL);
      test_waiting (client, kind, "slow");
    }
}

static void
test_queued (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("slow");
  g_autofree char *never = fault_name ("never");
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) second = g_cancellable_new ();
  g_auto (Answer) first_answer = { 0 }, second_answer = { 0 }, third_answer = { 0 };
  taskingai_client_set_max_in_flight (client, 1);
  fault_get_async (client, name, first, &first_answer);
  fault_get_async (client, never, second, &second_answer);
  fault_get_async (client, "good", NULL, &third_answer);
  fault_wait_requests (name, 1);
  g_cancellable_cancel (second);
  assert_answer_cancelled (&calls[0], &second_answer);
  g_assert_cmpuint (first_answer.n_calls, ==, 0);
  g_assert_cmpuint (third_answer.n_calls, ==, 0);

  /* The place that becomes free goes to the one that still waits. */
  g_cancellable_cancel (first);
  assert_answer_cancelled (&calls[0], &first_answer);
  g_assert_true (finish_get (&third_answer, NULL));
  g_assert_cmpuint (fault_count (never, "requests"), ==, 0);
}

/* The backlog is full, or the connection waits to be accepted: either will do. */
static void
test_connecting (gconstpointer data)
{
  const Calls *kind = data;
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };
  g_socket_listener_set_backlog (listener, 1);
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *host = g_strdup_printf ("http://127.0.0.1:%u", port);
  taskingai_client_set_host (client, host);
  Answer others[8] = { 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    kind->start (client, "any", cancellable, &others[i]);
  run_pending ();
  kind->start (client, "any", cancellable, &answer);
  g_cancellable_cancel (cancellable);
  assert_answer_cancelled (kind, &answer);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (kind->finish (&others[i], NULL));
      answer_clear (&others[i]);
    }
}

/* The sockets of calls that were cancelled while connecting are closed, and their numbers used
 * anew: what comes after has to be seen on them. */
static void
test_numbers_anew (void)
{
  enum { N_CANCELLED = 100, N_AFTER = 200 };
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree Answer *cancelled = g_new0 (Answer, N_CANCELLED);
  g_autofree Answer *after = g_new0 (Answer, N_AFTER);
  taskingai_client_set_max_in_flight (client, N_CANCELLED);
  for (guint i = 0; i < N_CANCELLED; i++)
    fault_get_async (client, "slow", cancellable, &cancelled[i]);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < N_AFTER; i++)
    fault_get_async (client, "good", NULL, &after[i]);
  for (guint i = 0; i < N_CANCELLED; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (finish_get (&cancelled[i], &error));
      assert_cancelled (error);
      answer_clear (&cancelled[i]);
    }
  for (guint i = 0; i < N_AFTER; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_true (finish_get (&after[i], &error));
      g_assert_no_error (error);
      answer_clear (&after[i]);
    }
}

/* With one place in flight, the second call is answered only when the first has left its place to
 * wait for its retry. */
static void
test_backoff (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("status503later");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 }, other = { 0 };
  taskingai_client_set_max_in_flight (client, 1);
  taskingai_client_set_max_retries (client, 1);
  fault_get_async (client, name, cancellable, &answer);
  fault_get_async (client, "good", NULL, &other);
  g_assert_true (finish_get (&other, NULL));
  g_cancellable_cancel (cancellable);
  assert_answer_cancelled (&calls[0], &answer);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

static void
test_after (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  fault_get_async (client, "good", cancellable, &answer);
  answer_wait (&answer);
  g_cancellable_cancel (cancellable);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, &error);
  g_assert_no_error (error);
  run_pending ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
}

/* The cancellable of opening a stream has no part in what comes later. */
static void
test_after_opening (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  fault_stream_async (client, "byteByByte", cancellable, &answer);
  g_autoptr (TaskingAIStream) stream = fault_stream_finish (&answer, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  run_pending ();
  g_autofree char *text = read_all (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "the water cycle");
}

static void
test_reused (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  for (int i = 0; i < 3; i++)
    {
      g_auto (Answer) good = { 0 }, slow = { 0 };
      fault_get_async (client, "good", cancellable, &good);
      g_assert_true (finish_get (&good, NULL));
      fault_get_async (client, "slow", cancellable, &slow);
      g_cancellable_cancel (cancellable);
      assert_answer_cancelled (&calls[0], &slow);
      g_cancellable_reset (cancellable);
    }
  g_object_add_weak_pointer (G_OBJECT (cancellable), (gpointer *) &cancellable);
  g_object_unref (cancellable);
  g_assert_null (cancellable); /* nobody has kept it */
}

static void
test_client_dropped (gconstpointer data)
{
  const Calls *kind = data;
  TaskingAIClient *client = fault_client ();
  g_autofree char *name = fault_name ("slow");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };
  kind->start (client, name, cancellable, &answer);
  g_object_unref (client);
  fault_wait_requests (name, 1);
  g_cancellable_cancel (cancellable);
  assert_answer_cancelled (kind, &answer);
  fault_wait_closed (name, 1);
}

/* ---- from another thread ---- */

typedef struct {
  const char *name;
  GCancellable *cancellable;
} Canceller;

static gpointer
cancelling_thread (gpointer data)
{
  Canceller *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  if (self->name != NULL)
    fault_wait_requests (self->name, 1);
  g_cancellable_cancel (self->cancellable);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_thread_blocking (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("slow");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Canceller canceller = { name, cancellable };
  GThread *thread = g_thread_new ("cancel", cancelling_thread, &canceller);
  g_assert_null (taskingai_assistants_get (taskingai_client_get_assistants (client), name,
                                           cancellable, &error));
  assert_cancelled (error);
  g_thread_join (thread);
  fault_wait_closed (name, 1);
}

static void
test_thread_async (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("slow");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Canceller canceller = { name, cancellable };
  g_auto (Answer) answer = { 0 };
  fault_get_async (client, name, cancellable, &answer);
  GThread *thread = g_thread_new ("cancel", cancelling_thread, &canceller);
  assert_answer_cancelled (&calls[0], &answer);
  g_thread_join (thread);
  g_assert_true (answer.thread == g_thread_self ());
}

/* Whichever comes first: the answer or the other thread. */
static void
test_race (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);
  for (int i = 0; i < 300; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      Canceller canceller = { NULL, cancellable };
      GThread *thread = g_thread_new ("cancel", cancelling_thread, &canceller);
      g_auto (Answer) answer = { 0 };
      if (i % 2 == 0)
        fault_get_async (client, "good", cancellable, &answer);
      g_autoptr (TaskingAIAssistant) assistant =
          i % 2 == 0 ? fault_get_finish (&answer, &error)
                     : taskingai_assistants_get (assistants, "good", cancellable, &error);
      if (assistant == NULL)
        assert_cancelled (error);
      else
        g_assert_no_error (error);
      g_thread_join (thread);
    }
}

/* ---- reads ---- */

static void
test_read_before (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "good");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  g_cancellable_cancel (cancellable);
  g_assert_null (taskingai_stream_read (stream, cancellable, &error));
  assert_cancelled (error);
  g_clear_error (&error);
  taskingai_stream_read_text_async (stream, cancellable, answer_cb, &answer);
  g_assert_null (taskingai_stream_read_text_finish (stream, answer_wait (&answer), &error));
  assert_cancelled (error);
  g_clear_error (&error);
  g_autofree char *text = read_all (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "the water cycle");
}

/* A read that waits, and one that has its event already when it is cancelled: none is lost. */
static void
test_read_loses_nothing (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  g_autoptr (GString) text = g_string_new (NULL);
  for (gboolean ended = FALSE; !ended;)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_auto (Answer) answer = { 0 };
      taskingai_stream_read_async (stream, cancellable, answer_cb, &answer);
      g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      g_autoptr (TaskingAIModel) event =
          taskingai_stream_read_finish (stream, answer_wait (&answer), &error);
      if (event != NULL)
        append_delta (text, event);
      else if (error != NULL)
        assert_cancelled (error);
      else
        ended = TRUE;
    }
  g_assert_cmpstr (text->str, ==, "the water cycle");
}

static void
test_read_keeps_text (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "stall");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  g_autoptr (TaskingAIModel) first = read_async (stream, NULL);
  g_autoptr (TaskingAIModel) second = read_async (stream, NULL);
  taskingai_stream_read_async (stream, cancellable, answer_cb, &answer);
  run_pending ();
  g_cancellable_cancel (cancellable);
  g_assert_null (taskingai_stream_read_finish (stream, answer_wait (&answer), &error));
  assert_cancelled (error);
  g_autofree char *text = taskingai_stream_get_text (stream);
  g_assert_cmpstr (text, ==, "the water");
  g_assert_null (taskingai_stream_get_result (stream));
  g_assert_false (taskingai_stream_get_closed (stream));
}

static void
test_read_from_thread (gconstpointer data)
{
  gboolean blocking = GPOINTER_TO_INT (data);
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream =
      blocking ? stream_open (client, "silent") : stream_open_async (client, "silent");
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      Canceller canceller = { NULL, cancellable };
      GThread *thread = g_thread_new ("cancel", cancelling_thread, &canceller);
      g_assert_null (taskingai_stream_read (stream, cancellable, &error));
      assert_cancelled (error);
      g_thread_join (thread);
    }
  g_assert_false (taskingai_stream_get_closed (stream));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    GTestDataFunc test;
  } tests[] = {
    { "before", test_before },         { "at-once", test_at_once },
    { "headers", test_headers },       { "body", test_body },
    { "repeated", test_repeated },     { "connecting", test_connecting },
    { "client", test_client_dropped },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (calls); k++)
    for (gsize t = 0; t < G_N_ELEMENTS (tests); t++)
      {
        g_autofree char *path = g_strconcat ("/cancel/", calls[k].kind, "/", tests[t].name, NULL);
        g_test_add_data_func (path, &calls[k], tests[t].test);
      }
  g_test_add_func ("/cancel/queued", test_queued);
  g_test_add_func ("/cancel/numbers-anew", test_numbers_anew);
  g_test_add_func ("/cancel/backoff", test_backoff);
  g_test_add_func ("/cancel/after", test_after);
  g_test_add_func ("/cancel/after-opening", test_after_opening);
  g_test_add_func ("/cancel/reused", test_reused);
  g_test_add_func ("/cancel/thread/blocking", test_thread_blocking);
  g_test_add_func ("/cancel/thread/async", test_thread_async);
  g_test_add_func ("/cancel/thread/race", test_race);
  g_test_add_func ("/cancel/read/before", test_read_before);
  g_test_add_func ("/cancel/read/loses-nothing", test_read_loses_nothing);
  g_test_add_func ("/cancel/read/keeps-text", test_read_keeps_text);
  g_test_add_data_func ("/cancel/read/thread/blocking", GINT_TO_POINTER (TRUE),
                        test_read_from_thread);
  g_test_add_data_func ("/cancel/read/thread/async", GINT_TO_POINTER (FALSE),
                        test_read_from_thread);
  return g_test_run ();
}
