/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls with the same queue key: one after the other, whatever becomes of them. */
#include "fixture.h"

#include <string.h>

#include "models/taskingai-chat-completion-chunk.h"
#include "services/taskingai-service-private.h"

#define KEY "chat"

static const char *
get_delta (gpointer chunk)
{
  return taskingai_chat_completion_chunk_get_delta (chunk);
}

static const TaskingAIEventKind events[] = {
  { "ChatCompletionChunk", taskingai_chat_completion_chunk_get_type, TASKINGAI_EVENT_CHUNK,
    get_delta },
  { "ChatCompletion", taskingai_chat_completion_get_type, TASKINGAI_EVENT_RESULT, NULL },
  { NULL },
};

/* ---- calls that carry a key: the first of their ids ---- */

static const TaskingAIVerb plain_verb = {
  .method = TASKINGAI_METHOD_POST,
  .path = "/v1/chats/{}/assistants/{}",
  .members = "",
  .queue = 1,
  .answer = { TASKINGAI_ENVELOPE_DATA, taskingai_assistant_get_type },
};

static const TaskingAIVerb free_verb = {
  .method = TASKINGAI_METHOD_POST,
  .path = "/v1/chats/{}/assistants/{}",
  .members = "",
  .answer = { TASKINGAI_ENVELOPE_DATA, taskingai_assistant_get_type },
};

static const TaskingAIVerb stream_verb = {
  .method = TASKINGAI_METHOD_POST,
  .path = "/v1/chats/{}/inference/stream",
  .mode = TASKINGAI_WRITE_CREATE,
  .members = "\"stream\":true",
  .queue = 1,
  .events = events,
};

static TaskingAIService *
service_of (TaskingAIClient *client)
{
  return TASKINGAI_SERVICE (taskingai_client_get_assistants (client));
}

static void
run_async (TaskingAIClient *client, const TaskingAIVerb *verb, const char *key, const char *name,
           GCancellable *cancellable, Answer *answer)
{
  const char *const ids[] = { key, name, NULL };
  taskingai_service_run_async (service_of (client), run_async, verb, ids, NULL, NULL, cancellable,
                               answer_cb, answer);
}

static void
call_async (TaskingAIClient *client, const char *key, const char *name, GCancellable *cancellable,
            Answer *answer)
{
  run_async (client, &plain_verb, key, name, cancellable, answer);
}

static gpointer
call_finish (Answer *answer, GError **error)
{
  answer_wait (answer);
  return taskingai_service_finish (TASKINGAI_SERVICE (answer->source), run_async, answer->result,
                                   error);
}

static void
assert_answered (Answer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = call_finish (answer, &error);
  g_assert_no_error (error);
  g_assert_nonnull (object);
}

static gpointer
call_blocking (TaskingAIClient *client, const char *key, const char *name,
               GCancellable *cancellable, GError **error)
{
  const char *const ids[] = { key, name, NULL };
  return taskingai_service_run (service_of (client), &plain_verb, ids, NULL, NULL, cancellable,
                                error);
}

static TaskingAIStream *
open_stream (TaskingAIClient *client, const char *key, const char *name)
{
  const char *const ids[] = { key, NULL };
  g_autoptr (TaskingAIChatCompletionRequest) body = completion_request (name, "hello");
  g_autoptr (GError) error = NULL;
  TaskingAIStream *stream =
      taskingai_service_open (service_of (client), &stream_verb, ids, body, NULL, NULL, &error);
  g_assert_no_error (error);
  return stream;
}

static TaskingAIStream *
open_stream_async (TaskingAIClient *client, const char *key, const char *name)
{
  const char *const ids[] = { key, NULL };
  g_autoptr (TaskingAIChatCompletionRequest) body = completion_request (name, "hello");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  taskingai_service_open_async (service_of (client), open_stream_async, &stream_verb, ids, body,
                                NULL, NULL, answer_cb, &answer);
  answer_wait (&answer);
  TaskingAIStream *stream = taskingai_service_finish (TASKINGAI_SERVICE (answer.source),
                                                      open_stream_async, answer.result, &error);
  g_assert_no_error (error);
  return stream;
}

/* Everything that was begun before has been sent, if it may be: a later call of the same context has
 * its answer. */
static void
assert_not_sent (TaskingAIClient *client, const char *name)
{
  g_auto (Answer) answer = { 0 };
  call_async (client, "another", "good", NULL, &answer);
  assert_answered (&answer);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 0);
}

/* ---- the order ---- */

static void
test_order (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  char *names[3];
  Answer answers[3] = { 0 };
  for (int i = 0; i < 3; i++)
    {
      names[i] = fault_name ("hold");
      call_async (client, KEY, names[i], NULL, &answers[i]);
    }
  for (int i = 0; i < 3; i++)
    {
      fault_wait_requests (names[i], 1);
      for (int later = i + 1; later < 3; later++)
        assert_not_sent (client, names[later]);
      g_assert_cmpuint (answers[i].n_calls, ==, 0);
      fault_release (names[i]);
      assert_answered (&answers[i]);
      answer_clear (&answers[i]);
    }
  for (int i = 0; i < 3; i++)
    g_free (names[i]);
}

/* Other keys, and none, are not held up; nor are other clients. */
static void
test_others (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIClient) other = fault_client ();
  g_autofree char *held = fault_name ("hold");
  g_auto (Answer) answer = { 0 }, no_key = { 0 }, of_other = { 0 };
  call_async (client, KEY, held, NULL, &answer);
  fault_wait_requests (held, 1);
  g_autoptr (GObject) blocking = call_blocking (client, "another", "good", NULL, NULL);
  g_assert_nonnull (blocking);
  run_async (client, &free_verb, KEY, "good", NULL, &no_key);
  call_async (other, KEY, "good", NULL, &of_other);
  assert_answered (&no_key);
  assert_answered (&of_other);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  fault_release (held);
  assert_answered (&answer);
}

/* A call that fails is over as well. */
static void
test_after_error (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_auto (Answer) failed = { 0 }, answer = { 0 };
  g_autoptr (GError) error = NULL;
  call_async (client, KEY, "status500", NULL, &failed);
  call_async (client, KEY, "good", NULL, &answer);
  assert_answered (&answer);
  g_assert_null (call_finish (&failed, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_SERVER, 500);
}

/* An attempt is not the end of a call. */
static void
test_after_retry (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *first = fault_name ("status429once");
  g_auto (Answer) retried = { 0 }, answer = { 0 };
  g_object_set (client, "max-retries", 1, NULL);
  call_async (client, KEY, first, NULL, &retried);
  call_async (client, KEY, "good", NULL, &answer);
  assert_answered (&answer);
  g_assert_cmpuint (retried.n_calls, ==, 1);
  assert_answered (&retried);
  g_assert_cmpuint (fault_count (first, "requests"), ==, 2);
}

/* ---- cancelling ---- */

static void
test_cancel_waiting (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *held = fault_name ("hold");
  g_autofree char *left = fault_name ("good");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) first = { 0 }, second = { 0 }, third = { 0 };
  call_async (client, KEY, held, NULL, &first);
  call_async (client, KEY, left, cancellable, &second);
  call_async (client, KEY, "good", NULL, &third);
  fault_wait_requests (held, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (call_finish (&second, &error));
  assert_cancelled (error);
  g_assert_cmpuint (first.n_calls + third.n_calls, ==, 0);
  fault_release (held);
  assert_answered (&third);
  assert_answered (&first);
  g_assert_cmpuint (fault_count (left, "requests"), ==, 0);
}

static void
test_cancel_running (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *slow = fault_name ("slow");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) first = { 0 }, second = { 0 };
  call_async (client, KEY, slow, cancellable, &first);
  call_async (client, KEY, "good", NULL, &second);
  fault_wait_requests (slow, 1);
  g_cancellable_cancel (cancellable);
  assert_answered (&second);
  g_assert_null (call_finish (&first, &error));
  assert_cancelled (error);
}

typedef struct {
  TaskingAIClient *client;
  const char *name;
  GCancellable *cancellable;
  GError *error;
  gint begun, done;
} Blocking;

static gpointer
blocking_thread (gpointer data)
{
  Blocking *self = data;
  g_atomic_int_set (&self->begun, TRUE);
  gpointer object = call_blocking (self->client, KEY, self->name, self->cancellable, &self->error);
  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (NULL);
  return object;
}

static gboolean
is_set (gpointer flag)
{
  return g_atomic_int_get ((gint *) flag);
}

static void
test_cancel_blocking (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *held = fault_name ("hold");
  g_autofree char *left = fault_name ("good");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) first = { 0 };
  call_async (client, KEY, held, NULL, &first);
  fault_wait_requests (held, 1);
  Blocking waiting = { client, left, cancellable };
  GThread *thread = g_thread_new ("waiting", blocking_thread, &waiting);
  while (!is_set (&waiting.begun))
    g_thread_yield ();
  assert_not_sent (client, left);
  g_cancellable_cancel (cancellable);
  g_assert_null (g_thread_join (thread));
  assert_cancelled (waiting.error);
  g_clear_error (&waiting.error);
  fault_release (held);
  assert_answered (&first);
  g_assert_cmpuint (fault_count (left, "requests"), ==, 0);
}

/* ---- streams ---- */

typedef TaskingAIStream *(*Open) (TaskingAIClient *client, const char *key, const char *name);
static const Open opens[] = { open_stream, open_stream_async };

static void
read_to_end (TaskingAIStream **stream)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_all (*stream, &error);
  g_assert_no_error (error);
}

static void
read_to_result (TaskingAIStream **stream)
{
  gboolean complete = FALSE;
  while (!complete)
    {
      g_autoptr (TaskingAIModel) event = taskingai_stream_read (*stream, NULL, NULL);
      g_assert_nonnull (event);
      complete = TASKINGAI_IS_CHAT_COMPLETION (event);
    }
}

static void
read_text_to_end (TaskingAIStream **stream)
{
  g_autofree char *text = NULL;
  while ((text = taskingai_stream_read_text (*stream, NULL, NULL)) != NULL)
    g_clear_pointer (&text, g_free);
}

static void
read_to_error (TaskingAIStream **stream)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_all (*stream, &error);
  g_assert_nonnull (error);
}

static void
close_it (TaskingAIStream **stream)
{
  taskingai_stream_close (*stream);
}

typedef struct {
  const char *name, *fault;
  void (*end) (TaskingAIStream **stream);
  gboolean by_itself; /* the transfer may end before it is read */
} StreamEnd;

static const StreamEnd stream_ends[] = {
  { "end", "doneThenHang", read_to_end },
  { "text", "doneThenHang", read_text_to_end },
  { "result", "finalThenHang", read_to_result },
  { "error", "badEvent", read_to_error, TRUE },
  { "reset", "resetStream", read_to_error, TRUE },
  { "close", "stall", close_it },
  { "drop", "stall", (void (*) (TaskingAIStream **)) g_clear_object },
};

/* However a stream ends, the next call goes on, and not before. */
static void
test_stream (gconstpointer data)
{
  const StreamEnd *how = data;
  for (gsize i = 0; i < G_N_ELEMENTS (opens); i++)
    {
      g_autoptr (TaskingAIClient) client = fault_client ();
      g_autofree char *next = fault_name ("good");
      g_auto (Answer) answer = { 0 };
      g_autoptr (TaskingAIStream) stream = opens[i](client, KEY, how->fault);
      call_async (client, KEY, next, NULL, &answer);
      if (!how->by_itself)
        assert_not_sent (client, next);
      how->end (&stream);
      assert_answered (&answer);
    }
}

/* The end of the transfer is enough, if somebody drives it. */
static void
test_stream_unread (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *held = fault_name ("holdStream");
  g_autofree char *next = fault_name ("good");
  g_auto (Answer) answer = { 0 };
  g_autoptr (TaskingAIStream) stream = open_stream_async (client, KEY, held);
  call_async (client, KEY, next, NULL, &answer);
  assert_not_sent (client, next);
  fault_release (held);
  assert_answered (&answer);
  read_to_end (&stream);
}

/* ---- holders that nobody drives ---- */

/* Its context is destroyed before it has an answer. */
static void
test_context_destroyed (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  GMainContext *context = g_main_context_new ();
  g_autofree char *waiting = fault_name ("good");
  g_auto (Answer) answer = { 0 };
  g_main_context_push_thread_default (context);
  g_autoptr (TaskingAIStream) stream = open_stream_async (client, KEY, "stall");
  g_main_context_pop_thread_default (context);
  call_async (client, KEY, waiting, NULL, &answer);
  assert_not_sent (client, waiting);
  g_main_context_unref (context);
  assert_answered (&answer);
}

/* A stream that is neither read nor closed. */
static void
test_forgotten_stream (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_object_set (client, "timeout", 200, NULL);
  g_autoptr (TaskingAIStream) stream = open_stream (client, KEY, "stall");
  g_assert_null (call_blocking (client, KEY, "good", NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_TIMEOUT, 0);
  g_assert_nonnull (strstr (error->message, "has to be closed"));
  taskingai_stream_close (stream);
  g_autoptr (GObject) object = call_blocking (client, KEY, "good", NULL, NULL);
  g_assert_nonnull (object);
}

/* One that goes on is waited for, however long it takes. */
static void
test_long_stream (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_auto (Answer) answer = { 0 };
  g_autoptr (TaskingAIStream) stream = open_stream_async (client, KEY, "endless");
  g_object_set (client, "timeout", 200, NULL);
  call_async (client, KEY, "good", NULL, &answer);
  gint64 until = g_get_monotonic_time () + 500 * G_TIME_SPAN_MILLISECOND;
  while (g_get_monotonic_time () < until)
    {
      g_autoptr (TaskingAIModel) event = read_async (stream, NULL);
      g_assert_nonnull (event);
    }
  g_assert_cmpuint (answer.n_calls, ==, 0);
  taskingai_stream_close (stream);
  assert_answered (&answer);
}

/* ---- threads ---- */

#define ROUNDS 15

typedef struct {
  TaskingAIClient *client;
  const char *name;
  int kind;
  gint done;
} Worker;

static void
work (Worker *self)
{
  g_auto (Answer) answer = { 0 };
  g_autoptr (TaskingAIStream) stream = NULL;
  g_autoptr (GObject) object = NULL;
  switch (self->kind)
    {
    case 0:
      object = call_blocking (self->client, KEY, self->name, NULL, NULL);
      g_assert_nonnull (object);
      break;
    case 1:
      call_async (self->client, KEY, self->name, NULL, &answer);
      assert_answered (&answer);
      break;
    default:
      stream = opens[self->kind % 2](self->client, KEY, self->name);
      if (self->kind < 4)
        read_to_end (&stream);
    }
}

static gpointer
work_thread (gpointer data)
{
  Worker *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  for (int i = 0; i < ROUNDS; i++)
    work (self);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* Calls of every kind and of every thread, and never two of them at once. */
static void
test_threads (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("exclusive");
  Worker workers[4];
  GThread *threads[G_N_ELEMENTS (workers)];
  for (gsize i = 0; i < G_N_ELEMENTS (workers); i++)
    {
      workers[i] = (Worker){ client, name, (int) i };
      threads[i] = g_thread_new ("worker", work_thread, &workers[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (workers); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (fault_count (name, "requests"), ==, ROUNDS * G_N_ELEMENTS (workers));
  g_assert_cmpuint (fault_count (name, "overlaps"), ==, 0);
}

/* The same with streams that are dropped as soon as they are open, and calls cancelled anywhere. */
static void
test_dropping_threads (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("exclusive");
  Worker workers[] = { { client, name, 4 }, { client, name, 5 }, { client, name, 0 } };
  GThread *threads[G_N_ELEMENTS (workers)];
  for (gsize i = 0; i < G_N_ELEMENTS (workers); i++)
    threads[i] = g_thread_new ("worker", work_thread, &workers[i]);
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_auto (Answer) answer = { 0 };
      call_async (client, KEY, name, cancellable, &answer);
      for (int turns = 0; turns < i; turns++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      g_autoptr (GObject) object = call_finish (&answer, NULL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (workers); i++)
    g_thread_join (threads[i]);
  g_autoptr (GObject) last = call_blocking (client, KEY, "good", NULL, NULL);
  g_assert_nonnull (last);
}

/* ---- a chat of the server ---- */

#define QUESTIONS 3

static TaskingAIChat *
new_chat (TaskingAIClient *client)
{
  g_autoptr (TaskingAIAssistant) draft = new_assistant ("Talker");
  g_autoptr (TaskingAIChat) draft_chat = taskingai_chat_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant =
      taskingai_assistants_create (taskingai_client_get_assistants (client), draft, NULL, &error);
  g_assert_no_error (error);
  TaskingAIChat *chat = taskingai_chats_create (taskingai_client_get_chats (client),
                                                taskingai_assistant_get_assistant_id (assistant),
                                                draft_chat, NULL, &error);
  g_assert_no_error (error);
  return chat;
}

static TaskingAIMessage *
new_question (int n)
{
  g_autofree char *json =
      g_strdup_printf ("{\"role\":\"user\",\"content\":{\"text\":\"Question %d\"}}", n);
  g_autoptr (GError) error = NULL;
  TaskingAIModel *message = taskingai_model_new_from_json (TASKINGAI_TYPE_MESSAGE, json, &error);
  g_assert_no_error (error);
  return TASKINGAI_MESSAGE (message);
}

/* Questions and answers, asked for all at once, alternate. */
static void
test_chat (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIChat) chat = new_chat (client);
  TaskingAIMessages *messages = taskingai_client_get_messages (client);
  const char *assistant_id = taskingai_chat_get_assistant_id (chat);
  const char *chat_id = taskingai_chat_get_chat_id (chat);
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  Answer questions[QUESTIONS] = { 0 }, replies[QUESTIONS] = { 0 };
  for (int i = 0; i < QUESTIONS; i++)
    {
      g_autoptr (TaskingAIMessage) question = new_question (i);
      taskingai_messages_create_async (messages, assistant_id, chat_id, question, NULL, answer_cb,
                                       &questions[i]);
      taskingai_messages_generate_async (messages, assistant_id, chat_id, request, NULL, answer_cb,
                                         &replies[i]);
    }
  for (int i = 0; i < QUESTIONS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIMessage) question =
          taskingai_messages_create_finish (messages, answer_wait (&questions[i]), &error);
      g_assert_no_error (error);
      g_autoptr (TaskingAIMessage) reply =
          taskingai_messages_generate_finish (messages, answer_wait (&replies[i]), &error);
      g_assert_no_error (error);
      g_assert_cmpint (taskingai_message_get_created_timestamp (reply), >=,
                       taskingai_message_get_created_timestamp (question));
      answer_clear (&questions[i]);
      answer_clear (&replies[i]);
    }
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();
  taskingai_list_options_set_order (options, TASKINGAI_SORT_ORDER_ASC);
  g_autoptr (TaskingAIEnumerator) all =
      taskingai_messages_list_all (messages, assistant_id, chat_id, options);
  for (int i = 0; i < 2 * QUESTIONS; i++)
    {
      g_autoptr (TaskingAIModel) message = taskingai_enumerator_next (all, NULL, NULL);
      g_assert_nonnull (message);
      g_assert_cmpint (taskingai_message_get_role (TASKINGAI_MESSAGE (message)), ==,
                       i % 2 == 0 ? TASKINGAI_ROLE_USER : TASKINGAI_ROLE_ASSISTANT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/serial/order", test_order);
  g_test_add_func ("/serial/others", test_others);
  g_test_add_func ("/serial/after-error", test_after_error);
  g_test_add_func ("/serial/after-retry", test_after_retry);
  g_test_add_func ("/serial/cancel-waiting", test_cancel_waiting);
  g_test_add_func ("/serial/cancel-running", test_cancel_running);
  g_test_add_func ("/serial/cancel-blocking", test_cancel_blocking);
  for (gsize i = 0; i < G_N_ELEMENTS (stream_ends); i++)
    {
      g_autofree char *path = g_strconcat ("/serial/stream/", stream_ends[i].name, NULL);
      g_test_add_data_func (path, &stream_ends[i], test_stream);
    }
  g_test_add_func ("/serial/stream/unread", test_stream_unread);
  g_test_add_func ("/serial/context-destroyed", test_context_destroyed);
  g_test_add_func ("/serial/forgotten-stream", test_forgotten_stream);
  g_test_add_func ("/serial/long-stream", test_long_stream);
  g_test_add_func ("/serial/threads", test_threads);
  g_test_add_func ("/serial/dropping-threads", test_dropping_threads);
  g_test_add_func ("/serial/chat", test_chat);
  return g_test_run ();
}
