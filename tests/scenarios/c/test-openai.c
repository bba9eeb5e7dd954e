/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Chat completion and embeddings in OpenAI's form. */
#include "objects.h"

static TaskingAIOpenaiChatCompletionRequest *
ask (const char *model, const char *text)
{
  TaskingAIOpenaiChatCompletionRequest *request =
      taskingai_openai_chat_completion_request_new (model);
  g_autoptr (TaskingAIOpenaiMessage) message = taskingai_openai_message_new ("user", text);
  taskingai_openai_chat_completion_request_add_message (request, message);
  return request;
}

/* ---- whole answers ---- */

static void
assert_completion (TaskingAIOpenaiChatCompletion *completion)
{
  g_assert_cmpstr (taskingai_openai_chat_completion_get_text (completion), ==, "the water cycle");
  g_assert_cmpstr (taskingai_openai_chat_completion_get_model (completion), ==, model_id ("CHAT"));
  g_autoptr (GPtrArray) choices = taskingai_openai_chat_completion_get_choices (completion);
  g_assert_cmpuint (choices->len, ==, 1);
  g_assert_cmpstr (taskingai_openai_choice_get_finish_reason (choices->pdata[0]), ==, "stop");
  TaskingAIOpenaiUsage *usage = taskingai_openai_chat_completion_get_usage (completion);
  g_assert_cmpint (taskingai_openai_usage_get_total_tokens (usage), >, 0);
}

static void
test_chat_completion (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIOpenai *openai = taskingai_client_get_openai (client);
  g_autoptr (TaskingAIOpenaiChatCompletionRequest) request =
      ask (model_id ("CHAT"), "Please summarise the water cycle");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIOpenaiChatCompletion) first =
      taskingai_openai_chat_completion (openai, request, NULL, &error);
  g_assert_no_error (error);
  assert_completion (first);

  taskingai_openai_chat_completion_async (openai, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIOpenaiChatCompletion) second =
      taskingai_openai_chat_completion_finish (openai, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_completion (second);
}

/* An assistant answers as well, by its id. */
static void
test_assistant (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *assistant_id = make_assistant (client, new_assistant ("Harbour guide"));
  g_autoptr (TaskingAIOpenaiChatCompletionRequest) request = ask (assistant_id, "abcd");
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIOpenaiChatCompletion) completion = taskingai_openai_chat_completion (
      taskingai_client_get_openai (client), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_openai_chat_completion_get_text (completion), ==, "cd");
}

static void
test_tool_calls (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIOpenaiChatCompletionRequest) request = ask (model_id ("TOOLS"), "Draw it");
  g_autoptr (GError) error = NULL;
  taskingai_openai_chat_completion_request_set_tools_json (
      request,
      "[{\"type\":\"function\",\"function\":{\"name\":\"make_scatter_plot\",\"description\":"
      "\"Draws\","
      "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]",
      &error);
  g_assert_no_error (error);

  g_autoptr (TaskingAIOpenaiChatCompletion) completion = taskingai_openai_chat_completion (
      taskingai_client_get_openai (client), request, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) choices = taskingai_openai_chat_completion_get_choices (completion);
  TaskingAIOpenaiMessage *message = taskingai_openai_choice_get_message (choices->pdata[0]);
  g_autoptr (GVariant) calls = taskingai_openai_message_get_tool_calls (message);
  g_assert_nonnull (calls);
  g_assert_cmpuint (g_variant_n_children (calls), ==, 1);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIOpenai *openai = taskingai_client_get_openai (client);
  g_autoptr (TaskingAIOpenaiChatCompletionRequest) unknown = ask ("Tp000000", "Hello");
  g_autoptr (TaskingAIOpenaiChatCompletionRequest) failing = ask (model_id ("ERROR"), "Hello");
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_openai_chat_completion (openai, unknown, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_null (taskingai_openai_chat_completion (openai, failing, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_PROVIDER, 400);
}

/* ---- streams ---- */

static char *
read_deltas (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  g_autoptr (TaskingAIModel) event = NULL;
  while ((event = taskingai_stream_read (stream, NULL, error)) != NULL)
    {
      TaskingAIOpenaiChatCompletionChunk *chunk = TASKINGAI_OPENAI_CHAT_COMPLETION_CHUNK (event);
      g_assert_true (
          g_str_has_prefix (taskingai_openai_chat_completion_chunk_get_id (chunk), "chatcmpl-"));
      g_string_append (text, taskingai_openai_chat_completion_chunk_get_delta (chunk));
      g_clear_object (&event);
    }
  return g_string_free (text, FALSE);
}

static void
test_stream (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIOpenai *openai = taskingai_client_get_openai (client);
  g_autoptr (TaskingAIOpenaiChatCompletionRequest) request =
      ask (model_id ("STREAM"), "Count from 1 to 5");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIStream) first =
      taskingai_openai_chat_completion_stream (openai, request, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *text = read_deltas (first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "1 2 3 4 5");

  taskingai_openai_chat_completion_stream_async (openai, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIStream) second =
      taskingai_openai_chat_completion_stream_finish (openai, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_autofree char *again = read_deltas (second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, text);
}

static GError *
read_failure (const char *fault)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (fault);
  g_autoptr (TaskingAIOpenaiChatCompletionRequest) request = ask (name, "Hello");
  GError *error = NULL;

  g_autoptr (TaskingAIStream) stream = taskingai_openai_chat_completion_stream (
      taskingai_client_get_openai (client), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (taskingai_stream_read (stream, NULL, &error));
  return error;
}

/* The server's route loses what a model says when it fails: nothing is left but the end. */
static void
test_empty_stream (void)
{
  g_autoptr (GError) error = read_failure ("doneOnly");
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_GENERATION);
}

/* Not even the end: that may be the network as well. */
static void
test_cut_stream (void)
{
  g_autoptr (GError) error = read_failure ("nothing");
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_TRUNCATED);
}

/* ---- embeddings ---- */

static void
assert_vectors (TaskingAIOpenaiEmbeddingList *list)
{
  g_autoptr (GPtrArray) data = taskingai_openai_embedding_list_get_data (list);
  g_assert_cmpuint (data->len, ==, 2);
  for (guint i = 0; i < data->len; i++)
    {
      gsize n = 0;
      const double *values = taskingai_openai_embedding_get_embedding (data->pdata[i], &n);
      g_assert_cmpint (taskingai_openai_embedding_get_index (data->pdata[i]), ==, i);
      g_assert_cmpuint (n, ==, 256);
      g_assert_cmpfloat (values[0], !=, 0);
    }
}

static void
test_embeddings (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIOpenai *openai = taskingai_client_get_openai (client);
  const char *const texts[] = { "low tide", "high tide", NULL };
  g_autoptr (TaskingAIOpenaiEmbeddingRequest) request =
      taskingai_openai_embedding_request_new (model_id ("EMBEDDING"));
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  taskingai_openai_embedding_request_set_input (request, texts);

  g_autoptr (TaskingAIOpenaiEmbeddingList) first =
      taskingai_openai_embeddings (openai, request, NULL, &error);
  g_assert_no_error (error);
  assert_vectors (first);

  taskingai_openai_embeddings_async (openai, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIOpenaiEmbeddingList) second =
      taskingai_openai_embeddings_finish (openai, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_vectors (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/openai/chat-completion", test_chat_completion);
  g_test_add_func ("/openai/assistant", test_assistant);
  g_test_add_func ("/openai/tool-calls", test_tool_calls);
  g_test_add_func ("/openai/errors", test_errors);
  g_test_add_func ("/openai/stream", test_stream);
  g_test_add_func ("/openai/stream/empty", test_empty_stream);
  g_test_add_func ("/openai/stream/cut", test_cut_stream);
  g_test_add_func ("/openai/embeddings", test_embeddings);
  return g_test_run ();
}
