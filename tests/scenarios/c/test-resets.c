/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* No user turn is sent twice, and every call ends once, while a server breaks most connections at
 * random places. It counts. TASKINGAI_TEST_SEED repeats a run; -m slow makes it longer. */
#include "fixture.h"

#include <string.h>

#include "net/taskingai-clock.h"
#include "reset-server.h"
#include "taskingai-client-private.h"

#define IN_FLIGHT 32
#define THREADS 2
#define CHATS 48

typedef enum {
  CREATE,
  GENERATE,
  GET,
  DELETE,
} Kind;

typedef struct {
  TaskingAIClient *client;
  guint first, last;
  guint next, n_running; /* of those that are asynchronous */
  guint8 *results;       /* by number: how often it has ended */
  guint8 *succeeded;
} Calls;

/* Repeatable, but not the server's random numbers: which connection comes first is up to chance. */
static guint32
get_seed (void)
{
  const char *given = g_getenv ("TASKINGAI_TEST_SEED");
  guint32 seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_random_int ();
  g_test_message ("TASKINGAI_TEST_SEED=%u", seed);
  return seed;
}

static double
no_jitter (void)
{
  return 0;
}

static Kind
kind_of (guint number)
{
  return number % 4;
}

static gboolean
is_turn (guint number)
{
  return kind_of (number) == CREATE || kind_of (number) == GENERATE;
}

static TaskingAIMessage *
make_message (guint number)
{
  g_autofree char *text = g_strdup_printf ("turn-%u", number);
  return taskingai_message_new_user (text);
}

static TaskingAIMessageGenerateRequest *
make_request (guint number)
{
  g_autofree char *json = g_strdup_printf ("{\"turn\":\"turn-%u\"}", number);
  TaskingAIMessageGenerateRequest *request = taskingai_message_generate_request_new ();
  g_assert_true (
      taskingai_message_generate_request_set_system_prompt_variables_json (request, json, NULL));
  return request;
}

static void
settle (Calls *self, guint number, const GError *error)
{
  self->results[number]++;
  self->succeeded[number] = error == NULL;
  if (!is_turn (number))
    g_assert_no_error (error); /* tried until it works */
}

/* ---- blocking ---- */

static void
generate_stream (TaskingAIMessages *messages, const char *chat_id, guint number, GError **error)
{
  g_autoptr (TaskingAIMessageGenerateRequest) request = make_request (number);
  g_autoptr (TaskingAIStream) stream =
      taskingai_messages_generate_stream (messages, "X5lM", chat_id, request, NULL, error);
  if (stream == NULL)
    return;
  g_autofree char *text = read_all (stream, error);
}

static void
run_blocking (Calls *self, guint number)
{
  TaskingAIMessages *messages = taskingai_client_get_messages (self->client);
  g_autofree char *chat_id = g_strdup_printf ("SdEL%u", number % CHATS);
  g_autoptr (TaskingAIMessage) message = make_message (number), answer = NULL;
  g_autoptr (TaskingAIMessageGenerateRequest) request = make_request (number);
  g_autoptr (GError) error = NULL;
  switch (kind_of (number))
    {
    case CREATE:
      answer = taskingai_messages_create (messages, "X5lM", chat_id, message, NULL, &error);
      break;
    case GENERATE:
      if (number % 8 == GENERATE)
        generate_stream (messages, chat_id, number, &error);
      else
        answer = taskingai_messages_generate (messages, "X5lM", chat_id, request, NULL, &error);
      break;
    case GET:
      answer = taskingai_messages_get (messages, "X5lM", chat_id, "Mah1", NULL, &error);
      break;
    default:
      taskingai_messages_delete (messages, "X5lM", chat_id, "Mah1", NULL, &error);
      break;
    }
  settle (self, number, error);
}

static gpointer
run_in_thread (gpointer data)
{
  Calls *self = data;
  for (guint number = self->first; number < self->last; number++)
    run_blocking (self, number);
  return NULL;
}

/* ---- asynchronous ---- */

typedef struct {
  Calls *calls;
  guint number;
} One;

static void start_next (Calls *self);

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree One *one = data;
  TaskingAIMessages *messages = TASKINGAI_MESSAGES (source);
  g_autoptr (TaskingAIMessage) answer = NULL;
  g_autoptr (GError) error = NULL;
  switch (kind_of (one->number))
    {
    case CREATE:
      answer = taskingai_messages_create_finish (messages, result, &error);
      break;
    case GENERATE:
      answer = taskingai_messages_generate_finish (messages, result, &error);
      break;
    case GET:
      answer = taskingai_messages_get_finish (messages, result, &error);
      break;
    default:
      taskingai_messages_delete_finish (messages, result, &error);
      break;
    }
  settle (one->calls, one->number, error);
  one->calls->n_running--;
  start_next (one->calls);
}

static void
start (Calls *self, guint number)
{
  TaskingAIMessages *messages = taskingai_client_get_messages (self->client);
  g_autofree char *chat_id = g_strdup_printf ("SdEL%u", number % CHATS);
  g_autoptr (TaskingAIMessage) message = make_message (number);
  g_autoptr (TaskingAIMessageGenerateRequest) request = make_request (number);
  One *one = g_new (One, 1);
  *one = (One){ self, number };
  switch (kind_of (number))
    {
    case CREATE:
      taskingai_messages_create_async (messages, "X5lM", chat_id, message, NULL, done_cb, one);
      break;
    case GENERATE:
      taskingai_messages_generate_async (messages, "X5lM", chat_id, request, NULL, done_cb, one);
      break;
    case GET:
      taskingai_messages_get_async (messages, "X5lM", chat_id, "Mah1", NULL, done_cb, one);
      break;
    default:
      taskingai_messages_delete_async (messages, "X5lM", chat_id, "Mah1", NULL, done_cb, one);
      break;
    }
}

static void
start_next (Calls *self)
{
  while (self->n_running < IN_FLIGHT && self->next < self->last)
    {
      self->n_running++;
      start (self, self->next++);
    }
}

static gboolean
is_over (gpointer data)
{
  Calls *self = data;
  return self->next == self->last && self->n_running == 0;
}

/* ---- all of it ---- */

static TaskingAIClient *
make_client (ResetServer *server)
{
  TaskingAIClient *client = fault_client ();
  g_autofree char *host = g_strdup_printf ("http://127.0.0.1:%u", reset_server_get_port (server));
  taskingai_client_set_host (client, host);
  taskingai_client_set_max_retries (client, 1000);
  /* Here most calls fail, and shall be tried again all the same. */
  taskingai_retry_budget_init (
      taskingai_session_get_retry_budget (taskingai_client_get_session (client)), G_MAXINT / 2);
  return client;
}

static void
count_retry_cb (TaskingAIClient *client, const char *method, const char *path, guint attempt,
                guint delay, const GError *error, gpointer n)
{
  g_atomic_int_inc ((gint *) n);
}

static void
check (ResetServer *server, const Calls *all, guint n_calls, gint n_retries)
{
  const ResetServerCounts *counts = reset_server_get_counts (server);
  guint n_turns = 0, n_arrived = 0, n_good = 0, n_twice = 0;
  for (guint number = 0; number < n_calls; number++)
    {
      guint arrived = reset_server_count_turn (server, number);
      g_assert_cmpuint (all->results[number], ==, 1);
      if (!is_turn (number))
        continue;
      n_turns++;
      n_arrived += arrived > 0;
      n_twice += arrived > 1;
      n_good += all->succeeded[number];
      if (all->succeeded[number])
        g_assert_cmpuint (arrived, ==, 1);
    }
  g_test_message (
      "%u calls, %u of them turns: %u arrived, %u answered, %u twice; %d retries; "
      "the server got %u requests whole and %u in part, reset %u connections, closed %u, "
      "cut %u answers, refused %u",
      n_calls, n_turns, n_arrived, n_good, n_twice, n_retries, counts->requests, counts->parts,
      counts->resets, counts->closes, counts->cut, counts->refusals);
  g_assert_cmpuint (n_twice, ==, 0);
  g_assert_cmpuint (reset_server_count_heads (server), ==, 1);
  g_assert_cmpint (n_retries, >, 0);
  g_assert_cmpuint (counts->resets, >, 0);
}

static guint
count_calls (void)
{
  if (g_test_slow ())
    return 100000;
  return g_getenv ("TASKINGAI_TEST_WRAPPER") != NULL ? 600 : 3000; /* under valgrind */
}

static void
test_turns (void)
{
  guint n_calls = count_calls ();
  g_autoptr (ResetServer) server = reset_server_new (get_seed ());
  g_autoptr (TaskingAIClient) client = make_client (server);
  g_autofree guint8 *results = g_new0 (guint8, n_calls), *succeeded = g_new0 (guint8, n_calls);
  Calls parts[THREADS + 1];
  GThread *threads[THREADS];
  gint n_retries = 0;
  g_signal_connect (client, "retrying", G_CALLBACK (count_retry_cb), &n_retries);

  for (guint i = 0; i <= THREADS; i++)
    {
      guint first = i * (n_calls / (THREADS + 1));
      guint last = i < THREADS ? first + n_calls / (THREADS + 1) : n_calls;
      parts[i] = (Calls){ client, first, last, first, 0, results, succeeded };
    }
  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("blocking", run_in_thread, &parts[i]);
  start_next (&parts[THREADS]);
  run_until (is_over, &parts[THREADS]);
  for (guint i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
  run_pending ();
  reset_server_stop (server);
  check (server, &parts[0], n_calls, n_retries);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  taskingai_clock.get_jitter = no_jitter;
  g_test_add_func ("/resets/turns", test_turns);
  return g_test_run ();
}
