/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fixture.h"

#include <string.h>

static const char *
setting (const char *name)
{
  const char *value = g_getenv (name);
  if (value == NULL)
    g_error ("%s is not set: run this by with-server", name);
  return value;
}

TaskingAIClient *
local_client (void)
{
  return g_object_new (TASKINGAI_TYPE_CLIENT, "host", setting ("TASKINGAI_HOST"), "api-key",
                       setting ("TASKINGAI_API_KEY"), NULL);
}

TaskingAIClient *
fault_client (void)
{
  return g_object_new (TASKINGAI_TYPE_CLIENT, "host", setting ("TASKINGAI_FAULT_HOST"), "api-key",
                       FAULT_KEY, "max-retries", 0, NULL);
}

TaskingAIClient *
patient_client (void)
{
  TaskingAIClient *client = fault_client ();
  g_object_set (client, "timeout", 0, "connect-timeout", 0, "first-event-timeout", 0,
                "event-timeout", 0, "stream-timeout", 0, NULL);
  return client;
}

char *
fault_name (const char *fault)
{
  static gint n = 0;
  return g_strdup_printf ("%s.%d", fault, g_atomic_int_add (&n, 1));
}

/* ---- what the servers have seen, asked without the library ---- */

static gsize
read_content_length (GDataInputStream *input)
{
  gsize length = 0;
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
      if (line == NULL || line[0] == '\0')
        return length;
      if (g_ascii_strncasecmp (line, "Content-Length:", 15) == 0)
        length = g_ascii_strtoull (line + 15, NULL, 10);
    }
}

static char *
fetch (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, error);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, g_uri_get_host (uri), g_uri_get_port (uri), NULL, error);
  if (connection == NULL)
    return NULL;
  g_autofree char *request = g_strdup_printf (
      "GET %s?%s HTTP/1.1\r\nHost: %s\r\n\r\n", g_uri_get_path (uri),
      g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "", g_uri_get_host (uri));
  g_autoptr (GDataInputStream) input =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  if (!g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                  strlen (request), NULL, NULL, error))
    return NULL;
  gsize length = read_content_length (input);
  g_autofree char *body = g_malloc0 (length + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (input), body, length, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&body);
}

/* A fetch in a thread of its own, so that the context of the test can go on meanwhile. */
typedef struct {
  char *url, *answer;
  GMainContext *context;
  gint done;
} Fetch;

static gpointer
fetch_thread (gpointer data)
{
  Fetch *self = data;
  g_autoptr (GError) error = NULL;
  self->answer = fetch (self->url, &error);
  g_assert_no_error (error);
  g_atomic_int_set (&self->done, TRUE);
  g_main_context_wakeup (self->context);
  return NULL;
}

static gboolean
fetch_is_done (gpointer data)
{
  return g_atomic_int_get (&((Fetch *) data)->done);
}

static char *
ask (const char *host, const char *path)
{
  g_autofree char *url = g_strconcat (host, path, NULL);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  Fetch self = { url, NULL, context, FALSE };
  GThread *thread = g_thread_new ("ask", fetch_thread, &self);
  run_until (fetch_is_done, &self);
  g_thread_join (thread);
  return self.answer;
}

static guint64
find_number (const char *json, const char *member)
{
  g_autofree char *key = g_strconcat ("\"", member, "\":", NULL);
  const char *found = strstr (json, key);
  return found != NULL ? g_ascii_strtoull (found + strlen (key), NULL, 10) : 0;
}

static char *
ask_fault (const char *verb, const char *name, guint n)
{
  g_autofree char *path = g_strdup_printf ("/%s?name=%s&count=%u", verb, name, n);
  char *answer = ask (setting ("TASKINGAI_FAULT_HOST"), path);
  g_test_message ("%s: %s", path, answer);
  g_assert_null (strstr (answer, "\"error\""));
  return answer;
}

void
fault_wait_requests (const char *name, guint n)
{
  g_autofree char *answer = ask_fault ("wait-requests", name, n);
}

void
fault_wait_answered (const char *name, guint n)
{
  g_autofree char *answer = ask_fault ("wait-answered", name, n);
}

void
fault_wait_closed (const char *name, guint n)
{
  g_autofree char *answer = ask_fault ("wait-closed", name, n);
}

void
fault_wait_blocked (const char *name)
{
  g_autofree char *answer = ask_fault ("wait-blocked", name, 1);
}

void
fault_release (const char *name)
{
  g_autofree char *answer = ask_fault ("release", name, 1);
}

guint64
fault_count (const char *name, const char *what)
{
  g_autofree char *answer = ask_fault ("counts", name, 0);
  return find_number (answer, what);
}

static char *
find_text (const char *json, const char *member)
{
  g_autofree char *key = g_strconcat ("\"", member, "\": \"", NULL);
  const char *found = strstr (json, key);
  if (found == NULL)
    return NULL;
  found += strlen (key);
  return g_strndup (found, strcspn (found, "\""));
}

char *
fault_whole (const char *name, gsize *size)
{
  char *whole = ask_fault ("whole", name, 0);
  *size = strlen (whole);
  return whole;
}

void
fault_listener (const char *name, char **host, char **ca_file)
{
  g_autofree char *answer = ask_fault ("listener", name, 0);
  *host = find_text (answer, "host");
  *ca_file = find_text (answer, "ca_file");
}

guint64
local_count (const char *what)
{
  g_autofree char *answer = ask (setting ("TASKINGAI_HOST"), "/v1/local/stats");
  return find_number (answer, what);
}

void
local_wait (const char *what, guint64 expected)
{
  while (local_count (what) != expected)
    g_thread_yield ();
}

/* ---- what the tests send ---- */

const char *
model_id (const char *kind)
{
  g_autofree char *name = g_strdup_printf ("TASKINGAI_TEST_%s_MODEL", kind);
  return setting (name);
}

TaskingAIChatCompletionRequest *
completion_request (const char *model, const char *text)
{
  TaskingAIChatCompletionRequest *request = taskingai_chat_completion_request_new (model);
  taskingai_chat_completion_request_add_user_message (request, text);
  return request;
}

TaskingAIAssistant *
new_assistant (const char *name)
{
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new_naive ();
  g_autoptr (TaskingAIRetrievalConfig) retrieval = taskingai_retrieval_config_new ();
  taskingai_retrieval_config_set_method (retrieval, TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE);
  return g_object_new (TASKINGAI_TYPE_ASSISTANT, "model-id", model_id ("CHAT"), "name", name,
                       "memory", memory, "retrieval-configs", retrieval, NULL);
}

TaskingAIAssistant *
fault_get (TaskingAIClient *client, const char *name, GError **error)
{
  return taskingai_assistants_get (taskingai_client_get_assistants (client), name, NULL, error);
}

TaskingAIStream *
fault_stream (TaskingAIClient *client, const char *name, GError **error)
{
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request (name, "hello");
  return taskingai_inference_chat_completion_stream (taskingai_client_get_inference (client),
                                                     request, NULL, error);
}

TaskingAIStream *
stream_open (TaskingAIClient *client, const char *name)
{
  g_autoptr (GError) error = NULL;
  TaskingAIStream *stream = fault_stream (client, name, &error);
  g_assert_no_error (error);
  return stream;
}

/* ---- asynchronous ---- */

void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;
  answer->n_calls++;
  answer->thread = g_thread_self ();
  g_set_object (&answer->source, source);
  g_set_object (&answer->result, result);
}

static gboolean
answer_is_there (gpointer data)
{
  return ((Answer *) data)->n_calls > 0;
}

GAsyncResult *
answer_wait (Answer *answer)
{
  run_until (answer_is_there, answer);
  g_assert_cmpuint (answer->n_calls, ==, 1);
  return answer->result;
}

GAsyncResult *
answer_take (Answer *answer)
{
  GAsyncResult *result = answer_wait (answer);
  answer->n_calls = 0;
  return result;
}

void
answer_clear (Answer *answer)
{
  g_clear_object (&answer->source);
  g_clear_object (&answer->result);
  answer->n_calls = 0;
}

void
fault_get_async (TaskingAIClient *client, const char *name, GCancellable *cancellable,
                 Answer *answer)
{
  taskingai_assistants_get_async (taskingai_client_get_assistants (client), name, cancellable,
                                  answer_cb, answer);
  g_assert_cmpuint (answer->n_calls, ==, 0);
}

TaskingAIAssistant *
fault_get_finish (Answer *answer, GError **error)
{
  answer_wait (answer);
  return taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (answer->source), answer->result,
                                          error);
}

void
fault_stream_async (TaskingAIClient *client, const char *name, GCancellable *cancellable,
                    Answer *answer)
{
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request (name, "hello");
  taskingai_inference_chat_completion_stream_async (taskingai_client_get_inference (client),
                                                    request, cancellable, answer_cb, answer);
  g_assert_cmpuint (answer->n_calls, ==, 0);
}

TaskingAIStream *
fault_stream_finish (Answer *answer, GError **error)
{
  answer_wait (answer);
  return taskingai_inference_chat_completion_stream_finish (TASKINGAI_INFERENCE (answer->source),
                                                            answer->result, error);
}

TaskingAIStream *
stream_open_async (TaskingAIClient *client, const char *name)
{
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  fault_stream_async (client, name, NULL, &answer);
  TaskingAIStream *stream = fault_stream_finish (&answer, &error);
  g_assert_no_error (error);
  return stream;
}

TaskingAIModel *
read_async (TaskingAIStream *stream, GError **error)
{
  g_auto (Answer) answer = { 0 };
  taskingai_stream_read_async (stream, NULL, answer_cb, &answer);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  return taskingai_stream_read_finish (stream, answer_wait (&answer), error);
}

void
run_until (gboolean (*condition) (gpointer data), gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  while (!condition (data))
    g_main_context_iteration (context, TRUE);
}

void
run_pending (void)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  while (g_main_context_iteration (context, FALSE))
    ;
}

/* ---- what comes of it ---- */

static void
assert_clean (const char *message)
{
  g_assert_cmpstr (message, !=, "");
  g_assert_true (g_utf8_validate (message, -1, NULL));
  g_assert_null (strstr (message, "Canary"));
  g_assert_null (strpbrk (message, "\r\n"));
}

void
assert_api_error (const GError *error, TaskingAIApiError code, guint http_status)
{
  g_test_message ("%s", error != NULL ? error->message : "no error");
  g_assert_error (error, TASKINGAI_API_ERROR, (int) code);
  g_assert_cmpuint (taskingai_api_error_get_http_status (error), ==, http_status);
  assert_clean (error->message);
}

void
assert_refused (GError **error, TaskingAIApiError code, guint http_status)
{
  assert_api_error (*error, code, http_status);
  g_clear_error (error);
}

void
assert_cancelled (const GError *error)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_clean (error->message);
}

void
append_delta (GString *text, TaskingAIModel *event)
{
  if (TASKINGAI_IS_CHAT_COMPLETION_CHUNK (event))
    g_string_append (
        text, taskingai_chat_completion_chunk_get_delta (TASKINGAI_CHAT_COMPLETION_CHUNK (event)));
}

char *
read_all (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  GError *problem = NULL;
  g_autoptr (TaskingAIModel) event = NULL;
  while ((event = taskingai_stream_read (stream, NULL, &problem)) != NULL)
    {
      append_delta (text, event);
      g_clear_object (&event);
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return g_string_free (text, FALSE);
}
