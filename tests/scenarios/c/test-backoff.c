/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The pauses between attempts, in a time that stands still until the test moves it, and what the
 * program is told of them. Nothing here waits. */
#include "fixture.h"

#include <string.h>

#include "net/taskingai-clock.h"

#define CODE(name) TASKINGAI_API_ERROR_##name
#define SECOND 1000 /* ms */

/* ---- the time ---- */

static gint64 now;        /* µs */
static double jitters[8]; /* used in turn */
static guint n_jitters;

static gint64
get_time (void)
{
  return now;
}

static gint64
get_turn_time (GSource *source)
{
  return now;
}

static gint64
get_real_time (void)
{
  return G_GINT64_CONSTANT (1445412480) * G_USEC_PER_SEC; /* Wed, 21 Oct 2015 07:28:00 GMT */
}

static double
get_jitter (void)
{
  return jitters[n_jitters++ % G_N_ELEMENTS (jitters)];
}

static void
pass (guint ms)
{
  now += ms * G_TIME_SPAN_MILLISECOND;
  g_main_context_wakeup (NULL);
}

/* ---- what the program is told ---- */

typedef struct {
  guint n, attempt, delay;
  char *method, *path, *message;
  GThread *thread;
  void (*then) (gpointer data); /* in the handler */
  gpointer data;
} Told;

static void
told_clear (Told *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

static void
retrying_cb (TaskingAIClient *client, const char *method, const char *path, guint attempt,
             guint delay, const GError *error, gpointer user_data)
{
  Told *self = user_data;
  g_assert_true (TASKINGAI_IS_CLIENT (client));
  g_assert_true (error->domain == TASKINGAI_API_ERROR);
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, attempt);
  g_assert_null (strstr (error->message, FAULT_KEY));
  self->n++;
  self->attempt = attempt;
  self->delay = delay;
  self->thread = g_thread_self ();
  told_clear (self);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->message = g_strdup (error->message);
  if (self->then != NULL)
    self->then (self->data);
}

static TaskingAIClient *
watched_client (guint max_retries, Told *told)
{
  TaskingAIClient *client = fault_client ();
  taskingai_client_set_max_retries (client, max_retries);
  g_signal_connect (client, "retrying", G_CALLBACK (retrying_cb), told);
  return client;
}

typedef struct {
  Told *told;
  Answer *answer;
  guint n;
} Event;

static gboolean
has_happened (gpointer data)
{
  Event *event = data;
  return event->told->n >= event->n || event->answer->n_calls > 0;
}

/* Until so many retries have been told, or the call is over. */
static void
wait_told (Told *told, Answer *answer, guint n)
{
  Event event = { told, answer, n };
  run_until (has_happened, &event);
}

/* ---- pauses ---- */

/* Not before the pause is over, and then at once. */
static void
assert_pause (Told *told, Answer *answer, const char *name, guint delay)
{
  guint n = told->n;
  g_assert_cmpuint (told->delay, ==, delay);
  pass (delay - 1);
  run_pending ();
  g_assert_cmpuint (fault_count (name, "requests"), ==, n);
  pass (1);
  wait_told (told, answer, n + 1);
  g_assert_cmpuint (fault_count (name, "requests"), ==, n + 1);
}

static void
test_pauses (void)
{
  static const double sequence[] = { 0.5, 0.25, 0.002, 0.999, 0.75, 0.5, 0.125, 0.5 };
  static const guint delays[] = { 250, 250, 4, 3996, 6000, 4000, 1000 };
  g_auto (Told) told = { 0 };
  g_autoptr (TaskingAIClient) client = watched_client (G_N_ELEMENTS (delays), &told);
  g_autofree char *name = fault_name ("status503plain");
  g_autofree char *path = g_strconcat ("/v1/assistants/", name, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  memcpy (jitters, sequence, sizeof sequence);
  n_jitters = 0;

  fault_get_async (client, name, NULL, &answer);
  wait_told (&told, &answer, 1);
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      g_assert_cmpuint (told.attempt, ==, i + 1);
      g_assert_cmpstr (told.method, ==, "GET");
      g_assert_cmpstr (told.path, ==, path);
      g_assert_true (told.thread == g_thread_self ());
      g_assert_nonnull (strstr (told.message, "starting"));
      assert_pause (&told, &answer, name, delays[i]);
    }
  g_assert_null (fault_get_finish (&answer, &error));
  assert_api_error (error, CODE (SERVER), 503);
  g_assert_cmpuint (told.n, ==, G_N_ELEMENTS (delays)); /* the last failure is no retry */
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, G_N_ELEMENTS (delays) + 1);
}

static const struct {
  const char *fault;
  guint delay; /* 0: not tried again */
} asked[] = {
  { "status503at7", 7 * SECOND },
  { "status503in119", 119 * SECOND },
  { "status503in120", 120 * SECOND },
  { "status503never", 0 },
};

static void
test_retry_after (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto (Told) told = { 0 };
  g_autoptr (TaskingAIClient) client = watched_client (1, &told);
  g_autofree char *name = fault_name (asked[i].fault);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  fault_get_async (client, name, NULL, &answer);
  wait_told (&told, &answer, 1);
  if (asked[i].delay > 0)
    assert_pause (&told, &answer, name, asked[i].delay);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_api_error (error, CODE (SERVER), 503);
  g_assert_cmpuint (told.n, ==, asked[i].delay > 0);
  if (asked[i].delay == 0)
    g_assert_nonnull (strstr (error->message, "too long a pause"));
}

/* ---- the time limit ---- */

static void
test_time_limit (void)
{
  g_auto (Told) told = { 0 };
  g_autoptr (TaskingAIClient) client = watched_client (2, &told);
  g_autofree char *name = fault_name ("status503in119");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };

  /* Not even begun, since it could not come to anything. */
  taskingai_client_set_timeout (client, 119 * SECOND);
  g_assert_null (fault_get (client, name, &error));
  assert_refused (&error, CODE (SERVER), 503);
  g_assert_cmpuint (told.n, ==, 0);

  /* Time for one pause, not for two. */
  taskingai_client_set_timeout (client, 200 * SECOND);
  fault_get_async (client, name, NULL, &answer);
  wait_told (&told, &answer, 1);
  pass (119 * SECOND);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_api_error (error, CODE (SERVER), 503);
  g_assert_nonnull (strstr (error->message, "outlast the call's time limit"));
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 2);
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 3);
}

static void
pass_an_hour (gpointer data)
{
  pass (3600 * SECOND);
}

/* A handler may take its time; the limit is the call's all the same. */
static void
test_time_limit_in_handler (void)
{
  g_auto (Told) told = { .then = pass_an_hour };
  g_autoptr (TaskingAIClient) client = watched_client (2, &told);
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_get (client, "status503plain", &error));
  assert_api_error (error, CODE (TIMEOUT), 503); /* of the attempt that was made */
  g_assert_cmpuint (told.n, ==, 1);
}

/* ---- handlers ---- */

static void
pass_the_pause (gpointer data)
{
  Told *told = data;
  pass (told->delay);
}

static void
test_blocking (void)
{
  g_auto (Told) told = { .then = pass_the_pause, .data = &told };
  g_autoptr (TaskingAIClient) client = watched_client (3, &told);
  g_autofree char *name = fault_name ("status503in119");
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_get (client, name, &error));
  assert_api_error (error, CODE (SERVER), 503);
  g_assert_cmpuint (told.n, ==, 3);
  g_assert_cmpuint (told.attempt, ==, 3);
  g_assert_true (told.thread == g_thread_self ());
  g_assert_cmpuint (fault_count (name, "requests"), ==, 4);
}

static void
cancel (gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancelled_by_handler (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Told) told = { .then = cancel, .data = cancellable };
  g_autoptr (TaskingAIClient) client = watched_client (3, &told);
  g_autofree char *name = fault_name ("status503plain");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);

  g_assert_null (taskingai_assistants_get (assistants, name, cancellable, &error));
  assert_cancelled (error);
  g_clear_error (&error);
  g_cancellable_reset (cancellable);
  fault_get_async (client, name, cancellable, &answer);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_cancelled (error);
  pass (10 * SECOND);
  run_pending ();
  g_assert_cmpuint (answer.n_calls, ==, 1);
  g_assert_cmpuint (told.n, ==, 2);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 2);
}

static void
test_cancelled_in_pause (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Told) told = { 0 };
  g_autoptr (TaskingAIClient) client = watched_client (3, &told);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  fault_get_async (client, "status503in119", cancellable, &answer);
  wait_told (&told, &answer, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_cancelled (error);
}

static void
drop (gpointer data)
{
  g_clear_object ((TaskingAIClient **) data);
}

/* The call goes on; there is nobody left to be told. */
static void
test_dropped_by_handler (void)
{
  TaskingAIClient *client = NULL;
  g_auto (Told) told = { .then = drop, .data = &client };
  g_autofree char *name = fault_name ("status503plain");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  memset (jitters, 0, sizeof jitters);
  client = watched_client (3, &told);
  fault_get_async (client, name, NULL, &answer);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_api_error (error, CODE (SERVER), 503);
  g_assert_null (client);
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 4);
}

/* Blocking and not, whatever the call is that failed. */
static void
make_calls (gpointer data)
{
  TaskingAIClient *client = data;
  g_auto (Answer) answer = { 0 };
  g_autoptr (TaskingAIAssistant) blocking = fault_get (client, "good", NULL);
  g_assert_nonnull (blocking);
  fault_get_async (client, "good", NULL, &answer);
  g_autoptr (TaskingAIAssistant) async = fault_get_finish (&answer, NULL);
  g_assert_nonnull (async);
}

static void
test_calls_in_handler (void)
{
  g_auto (Told) told = { .then = make_calls };
  g_autoptr (TaskingAIClient) client = watched_client (2, &told);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  told.data = client;
  memset (jitters, 0, sizeof jitters);
  g_assert_null (fault_get (client, "status503plain", &error));
  assert_refused (&error, CODE (SERVER), 503);
  fault_get_async (client, "status503plain", NULL, &answer);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_api_error (error, CODE (SERVER), 503);
  g_assert_cmpuint (told.n, ==, 4);
}

/* ---- the budget ---- */

static gpointer
fail_in_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  for (int i = 0; i < 25; i++)
    {
      g_clear_error (&error);
      g_assert_null (fault_get (data, "any", &error));
      g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 2);
    }
  return NULL;
}

/* One for all threads and contexts: fifty retries, and then none until calls succeed again. */
static void
test_budget (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *host = g_strdup (taskingai_client_get_host (client));
  g_autoptr (GError) error = NULL;
  memset (jitters, 0, sizeof jitters);
  taskingai_client_set_max_retries (client, 1);
  taskingai_client_set_host (client, "http://127.0.0.1:1");
  fail_in_thread (client);
  g_thread_join (g_thread_new ("fail", fail_in_thread, client));

  for (int i = 0; i < 2; i++)
    {
      g_auto (Answer) answer = { 0 };
      fault_get_async (client, "any", NULL, &answer);
      g_assert_null (fault_get_finish (&answer, &error));
      g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 1);
      g_assert_nonnull (strstr (error->message, "too many calls have failed lately"));
      assert_refused (&error, CODE (CONNECTION), 0);
    }

  taskingai_client_set_host (client, host);
  for (int i = 0; i < 10; i++)
    {
      g_autoptr (TaskingAIAssistant) good = fault_get (client, "good", &error);
      g_assert_no_error (error);
    }
  taskingai_client_set_host (client, "http://127.0.0.1:1");
  for (guint attempts = 2; attempts >= 1; attempts--)
    {
      g_assert_null (fault_get (client, "any", &error));
      g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, attempts);
      g_clear_error (&error);
    }
}

/* Failures that pass cost nothing in the end: a hundred of them empty no bucket. */
static void
test_budget_refund (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  taskingai_client_set_max_retries (client, 1);
  memset (jitters, 0, sizeof jitters);
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *name = fault_name ("resetonce");
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIAssistant) assistant = fault_get (client, name, &error);
      g_assert_no_error (error);
    }
}

/* ---- the log ---- */

static GString *logged;

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  for (gsize i = 0; logged != NULL && i < n; i++)
    if (g_str_has_prefix (fields[i].key, "TASKINGAI_") || g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (logged, "%s=%s\n", fields[i].key, (const char *) fields[i].value);
  return logged != NULL ? G_LOG_WRITER_HANDLED : g_log_writer_default (level, fields, n, data);
}

static void
test_log (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("status503once");
  taskingai_client_set_max_retries (client, 1);
  logged = g_string_new (NULL);
  g_autoptr (TaskingAIAssistant) assistant = fault_get (client, name, NULL);
  g_autofree char *text = g_string_free (g_steal_pointer (&logged), FALSE);
  g_test_message ("%s", text);
  g_assert_nonnull (assistant);
  g_assert_nonnull (strstr (text, "TASKINGAI_REQUEST_ID="));
  g_assert_nonnull (strstr (text, "TASKINGAI_ATTEMPT=1\n"));
  g_assert_nonnull (strstr (text, "TASKINGAI_DELAY=0\n"));
  g_assert_nonnull (strstr (text, "attempt 1 has failed, another in 0 ms: starting [HTTP 503"));
  g_assert_null (strstr (text, FAULT_KEY));
}

int
main (int argc, char **argv)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  now = G_USEC_PER_SEC;
  taskingai_clock = (TaskingAIClock){ get_time, get_turn_time, get_real_time, get_jitter };
  g_test_add_func ("/backoff/pauses", test_pauses);
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *path = g_strconcat ("/backoff/retry-after/", asked[i].fault, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_retry_after);
    }
  g_test_add_func ("/backoff/time-limit", test_time_limit);
  g_test_add_func ("/backoff/time-limit/handler", test_time_limit_in_handler);
  g_test_add_func ("/backoff/blocking", test_blocking);
  g_test_add_func ("/backoff/cancelled/handler", test_cancelled_by_handler);
  g_test_add_func ("/backoff/cancelled/pause", test_cancelled_in_pause);
  g_test_add_func ("/backoff/dropped", test_dropped_by_handler);
  g_test_add_func ("/backoff/calls-in-handler", test_calls_in_handler);
  g_test_add_func ("/backoff/budget", test_budget);
  g_test_add_func ("/backoff/budget/refund", test_budget_refund);
  g_test_add_func ("/backoff/log", test_log);
  return g_test_run ();
}
