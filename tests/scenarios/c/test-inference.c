/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Chat completion, text embedding and rerank; streams have a file of their own. */
#include "fixture.h"

#include <math.h>
#include <string.h>

/* ---- chat completion ---- */

static void
assert_completion (TaskingAIChatCompletion *completion, const GError *error)
{
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chat_completion_get_text (completion), ==, "the water cycle");
  g_assert_cmpint (taskingai_chat_completion_get_finish_reason (completion), ==,
                   TASKINGAI_FINISH_REASON_STOP);
  TaskingAIUsage *usage = taskingai_chat_completion_get_usage (completion);
  g_assert_cmpint (taskingai_usage_get_output_tokens (usage), >, 0);
}

static void
test_completion_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (model_id ("CHAT"), "Please summarise the water cycle");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChatCompletion) completion = taskingai_inference_chat_completion (
      taskingai_client_get_inference (client), request, NULL, &error);
  assert_completion (completion, error);
}

static void
test_completion_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIInference *inference = taskingai_client_get_inference (client);
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (model_id ("CHAT"), "Please summarise the water cycle");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_inference_chat_completion_async (inference, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIChatCompletion) completion =
      taskingai_inference_chat_completion_finish (inference, answer_wait (&answer), &error);
  assert_completion (completion, error);
}

static void
test_function_call (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (model_id ("TOOLS"), "Plot it");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChatCompletion) completion = taskingai_inference_chat_completion (
      taskingai_client_get_inference (client), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_chat_completion_get_finish_reason (completion), ==,
                   TASKINGAI_FINISH_REASON_FUNCTION_CALLS);
  g_autoptr (GPtrArray) calls = taskingai_chat_completion_message_get_function_calls (
      taskingai_chat_completion_get_message (completion));
  g_assert_cmpuint (calls->len, ==, 1);
  g_assert_cmpstr (taskingai_function_call_get_name (calls->pdata[0]), ==, "make_scatter_plot");
  g_autofree char *arguments = taskingai_function_call_dup_arguments_json (calls->pdata[0]);
  g_assert_cmpstr (arguments, ==, "{\"x_values\":[1,2],\"y_values\":[3,4]}");
}

static void
test_provider_error (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (model_id ("ERROR"), "hello");
  g_autoptr (GError) error = NULL;
  g_assert_null (taskingai_inference_chat_completion (taskingai_client_get_inference (client),
                                                      request, NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_PROVIDER, 400);
  g_assert_nonnull (strstr (error->message, "Debug error for test"));
}

/* ---- text embedding ---- */

static TaskingAITextEmbeddingRequest *
embedding_request (void)
{
  const char *const texts[] = { "hello", "anchor", "hello", NULL };
  TaskingAITextEmbeddingRequest *request =
      taskingai_text_embedding_request_new (model_id ("EMBEDDING"));
  taskingai_text_embedding_request_set_input (request, texts);
  return request;
}

/* The vectors of the debug provider are known, see the API reference. */
static void
assert_embeddings (TaskingAITextEmbeddingResult *result, const GError *error)
{
  static const double first[] = { 0.0012277639928960082, 0.10691144289278925, 0.013236173391369073,
                                  -0.0187274697828341, -0.14314247209690842 };
  g_assert_no_error (error);
  g_autoptr (GPtrArray) data = taskingai_text_embedding_result_get_data (result);
  g_assert_cmpuint (data->len, ==, 3);
  const double *vectors[3];
  for (guint i = 0; i < 3; i++)
    {
      gsize n_values = 0;
      vectors[i] = taskingai_text_embedding_get_embedding (data->pdata[i], &n_values);
      g_assert_cmpuint (n_values, ==, 256);
      g_assert_cmpint (taskingai_text_embedding_get_index (data->pdata[i]), ==, i);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    g_assert_cmpfloat_with_epsilon (vectors[0][i], first[i], 1e-15);
  g_assert_cmpfloat_with_epsilon (vectors[0][255], 0.10347427146558771, 1e-15);
  g_assert_cmpmem (vectors[0], 256 * sizeof (double), vectors[2], 256 * sizeof (double));
  g_assert_true (memcmp (vectors[0], vectors[1], 256 * sizeof (double)) != 0);

  double square = 0;
  for (int i = 0; i < 256; i++)
    square += vectors[1][i] * vectors[1][i];
  g_assert_cmpfloat_with_epsilon (sqrt (square), 1.0, 1e-12);
}

static void
test_embedding_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAITextEmbeddingRequest) request = embedding_request ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAITextEmbeddingResult) result = taskingai_inference_text_embedding (
      taskingai_client_get_inference (client), request, NULL, &error);
  assert_embeddings (result, error);
}

static void
test_embedding_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIInference *inference = taskingai_client_get_inference (client);
  g_autoptr (TaskingAITextEmbeddingRequest) request = embedding_request ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_inference_text_embedding_async (inference, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAITextEmbeddingResult) result =
      taskingai_inference_text_embedding_finish (inference, answer_wait (&answer), &error);
  assert_embeddings (result, error);
}

/* ---- rerank ---- */

static TaskingAIRerankRequest *
rerank_request (void)
{
  const char *const documents[] = { "Pier opening hours", "Ticket prices", "Fog signal schedule",
                                    NULL };
  TaskingAIRerankRequest *request = taskingai_rerank_request_new (model_id ("RERANK"));
  taskingai_rerank_request_set_query (request, "When does the fog signal sound?");
  taskingai_rerank_request_set_documents (request, documents);
  taskingai_rerank_request_set_top_n (request, 2);
  return request;
}

static void
assert_ranking (TaskingAIRerankResult *result, const GError *error)
{
  g_assert_no_error (error);
  g_autoptr (GPtrArray) items = taskingai_rerank_result_get_results (result);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpint (taskingai_rerank_item_get_index (items->pdata[0]), ==, 2);
  g_assert_cmpfloat (taskingai_rerank_item_get_relevance_score (items->pdata[0]), >,
                     taskingai_rerank_item_get_relevance_score (items->pdata[1]));
  TaskingAIRerankDocument *document = taskingai_rerank_item_get_document (items->pdata[0]);
  g_assert_cmpstr (taskingai_rerank_document_get_text (document), ==, "Fog signal schedule");
}

static void
test_rerank_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIRerankRequest) request = rerank_request ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIRerankResult) result =
      taskingai_inference_rerank (taskingai_client_get_inference (client), request, NULL, &error);
  assert_ranking (result, error);
}

static void
test_rerank_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIInference *inference = taskingai_client_get_inference (client);
  g_autoptr (TaskingAIRerankRequest) request = rerank_request ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_inference_rerank_async (inference, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIRerankResult) result =
      taskingai_inference_rerank_finish (inference, answer_wait (&answer), &error);
  assert_ranking (result, error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inference/completion/blocking", test_completion_blocking);
  g_test_add_func ("/inference/completion/async", test_completion_async);
  g_test_add_func ("/inference/completion/function-call", test_function_call);
  g_test_add_func ("/inference/completion/provider-error", test_provider_error);
  g_test_add_func ("/inference/embedding/blocking", test_embedding_blocking);
  g_test_add_func ("/inference/embedding/async", test_embedding_async);
  g_test_add_func ("/inference/rerank/blocking", test_rerank_blocking);
  g_test_add_func ("/inference/rerank/async", test_rerank_async);
  return g_test_run ();
}
