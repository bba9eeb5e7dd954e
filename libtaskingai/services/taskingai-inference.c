/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-inference.h"

#include "models/taskingai-chat-completion-chunk.h"
#include "models/taskingai-chat-completion-request-private.h"
#include "services/taskingai-service-private.h"

#define CHAT_COMPLETION_PATH "/v1/inference/chat_completion"
#define TEXT_EMBEDDING_PATH "/v1/inference/text_embedding"
#define RERANK_PATH "/v1/inference/rerank"

/**
 * TaskingAIInference:
 *
 * What models do: complete chats, embed texts and rank documents.
 *
 * Since: 1.0
 */
struct _TaskingAIInference {
  TaskingAIService parent_instance;
};

G_DEFINE_FINAL_TYPE (TaskingAIInference, taskingai_inference, TASKINGAI_TYPE_SERVICE)

static const TaskingAIAnswer a_completion = { TASKINGAI_ENVELOPE_DATA,
                                              taskingai_chat_completion_get_type };
static const TaskingAIAnswer an_embedding = { TASKINGAI_ENVELOPE_DATA,
                                              taskingai_text_embedding_result_get_type };
static const TaskingAIAnswer a_ranking = { TASKINGAI_ENVELOPE_DATA,
                                           taskingai_rerank_result_get_type };

static const char *
get_delta (gpointer chunk)
{
  return taskingai_chat_completion_chunk_get_delta (chunk);
}

static const TaskingAIEventKind completion_events[] = {
  { "ChatCompletionChunk", taskingai_chat_completion_chunk_get_type, TASKINGAI_EVENT_CHUNK,
    get_delta },
  { "ChatCompletion", taskingai_chat_completion_get_type, TASKINGAI_EVENT_RESULT, NULL },
  { NULL },
};

static void
taskingai_inference_class_init (TaskingAIInferenceClass *klass)
{
}

static void
taskingai_inference_init (TaskingAIInference *self)
{
}

static TaskingAIRequest *
post (const char *path, gpointer body, GError **error)
{
  return taskingai_service_make_request (TASKINGAI_METHOD_POST, path, NULL, TASKINGAI_MODEL (body),
                                         TASKINGAI_WRITE_CREATE, error);
}

static TaskingAIRequest *
completion_request (TaskingAIChatCompletionRequest *request, gboolean stream, GError **error)
{
  taskingai_chat_completion_request_set_stream (request, stream);
  return post (CHAT_COMPLETION_PATH, request, error);
}

static TaskingAIRequest *
chat_completion_request (TaskingAIChatCompletionRequest *request, GError **error)
{
  return completion_request (request, FALSE, error);
}

static TaskingAIRequest *
chat_completion_stream_request (TaskingAIChatCompletionRequest *request, GError **error)
{
  return completion_request (request, TRUE, error);
}

static TaskingAIRequest *
text_embedding_request (TaskingAITextEmbeddingRequest *request, GError **error)
{
  return post (TEXT_EMBEDDING_PATH, request, error);
}

static TaskingAIRequest *
rerank_request (TaskingAIRerankRequest *request, GError **error)
{
  return post (RERANK_PATH, request, error);
}

/**
 * taskingai_inference_chat_completion:
 * @self: the service
 * @request: model, messages and settings
 * @cancellable: (nullable): a cancellable
 *
 * Completes a chat by a model, or by an assistant without storing anything.
 *
 * This waits for the whole answer, which can take minutes;
 * [method@Inference.chat_completion_stream] shows it as it grows.
 *
 * Returns: (transfer full): the answer, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIChatCompletion *
taskingai_inference_chat_completion (TaskingAIInference *self,
                                     TaskingAIChatCompletionRequest *request,
                                     GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_INFERENCE (self), NULL);
  g_return_val_if_fail (TASKINGAI_IS_CHAT_COMPLETION_REQUEST (request), NULL);
  return taskingai_service_call (TASKINGAI_SERVICE (self), chat_completion_request (request, error),
                                 &a_completion, cancellable, error);
}

/**
 * taskingai_inference_chat_completion_async:
 * @self: the service
 * @request: model, messages and settings
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Completes a chat, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_inference_chat_completion_async (TaskingAIInference *self,
                                           TaskingAIChatCompletionRequest *request,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_INFERENCE (self));
  g_return_if_fail (TASKINGAI_IS_CHAT_COMPLETION_REQUEST (request));
  GError *failure = NULL;
  TaskingAIRequest *sent = chat_completion_request (request, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_inference_chat_completion_async,
                                sent, failure, &a_completion, cancellable, callback, user_data);
}

/**
 * taskingai_inference_chat_completion_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Inference.chat_completion_async].
 *
 * Returns: (transfer full): the answer, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIChatCompletion *
taskingai_inference_chat_completion_finish (TaskingAIInference *self, GAsyncResult *result,
                                            GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_INFERENCE (self), NULL);
  return taskingai_service_call_finish (TASKINGAI_SERVICE (self),
                                        taskingai_inference_chat_completion_async, result, error);
}

/**
 * taskingai_inference_chat_completion_stream:
 * @self: the service
 * @request: model, messages and settings
 * @cancellable: (nullable): a cancellable
 *
 * Completes a chat by a model, or by an assistant without storing anything, as a stream.
 *
 * The stream gives [class@ChatCompletionChunk] objects and one [class@ChatCompletion] at its end.
 * It begins when the server answers: a refusal is an error of this call, a later failure one of
 * the stream.
 *
 * Returns: (transfer full): the stream, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIStream *
taskingai_inference_chat_completion_stream (TaskingAIInference *self,
                                            TaskingAIChatCompletionRequest *request,
                                            GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_INFERENCE (self), NULL);
  g_return_val_if_fail (TASKINGAI_IS_CHAT_COMPLETION_REQUEST (request), NULL);
  return taskingai_service_stream (TASKINGAI_SERVICE (self),
                                   chat_completion_stream_request (request, error),
                                   completion_events, cancellable, error);
}

/**
 * taskingai_inference_chat_completion_stream_async:
 * @self: the service
 * @request: model, messages and settings
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Completes a chat as a stream, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_inference_chat_completion_stream_async (TaskingAIInference *self,
                                                  TaskingAIChatCompletionRequest *request,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_INFERENCE (self));
  g_return_if_fail (TASKINGAI_IS_CHAT_COMPLETION_REQUEST (request));
  GError *failure = NULL;
  TaskingAIRequest *sent = chat_completion_stream_request (request, &failure);
  taskingai_service_stream_async (TASKINGAI_SERVICE (self),
                                  taskingai_inference_chat_completion_stream_async, sent, failure,
                                  completion_events, cancellable, callback, user_data);
}

/**
 * taskingai_inference_chat_completion_stream_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Inference.chat_completion_stream_async].
 *
 * Returns: (transfer full): the stream, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIStream *
taskingai_inference_chat_completion_stream_finish (TaskingAIInference *self, GAsyncResult *result,
                                                   GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_INFERENCE (self), NULL);
  return taskingai_service_call_finish (
      TASKINGAI_SERVICE (self), taskingai_inference_chat_completion_stream_async, result, error);
}

/**
 * taskingai_inference_text_embedding:
 * @self: the service
 * @request: model and texts
 * @cancellable: (nullable): a cancellable
 *
 * Embeds texts: makes a vector of each.
 *
 * Returns: (transfer full): the vectors, in the order of the texts, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAITextEmbeddingResult *
taskingai_inference_text_embedding (TaskingAIInference *self,
                                    TaskingAITextEmbeddingRequest *request,
                                    GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_INFERENCE (self), NULL);
  g_return_val_if_fail (TASKINGAI_IS_TEXT_EMBEDDING_REQUEST (request), NULL);
  return taskingai_service_call (TASKINGAI_SERVICE (self), text_embedding_request (request, error),
                                 &an_embedding, cancellable, error);
}

/**
 * taskingai_inference_text_embedding_async:
 * @self: the service
 * @request: model and texts
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Embeds texts, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_inference_text_embedding_async (TaskingAIInference *self,
                                          TaskingAITextEmbeddingRequest *request,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_INFERENCE (self));
  g_return_if_fail (TASKINGAI_IS_TEXT_EMBEDDING_REQUEST (request));
  GError *failure = NULL;
  TaskingAIRequest *sent = text_embedding_request (request, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_inference_text_embedding_async,
                                sent, failure, &an_embedding, cancellable, callback, user_data);
}

/**
 * taskingai_inference_text_embedding_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Inference.text_embedding_async].
 *
 * Returns: (transfer full): the vectors, in the order of the texts, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAITextEmbeddingResult *
taskingai_inference_text_embedding_finish (TaskingAIInference *self, GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_INFERENCE (self), NULL);
  return taskingai_service_call_finish (TASKINGAI_SERVICE (self),
                                        taskingai_inference_text_embedding_async, result, error);
}

/**
 * taskingai_inference_rerank:
 * @self: the service
 * @request: model, query and documents
 * @cancellable: (nullable): a cancellable
 *
 * Ranks documents by how well they answer a query.
 *
 * Returns: (transfer full): the best documents, best first, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIRerankResult *
taskingai_inference_rerank (TaskingAIInference *self, TaskingAIRerankRequest *request,
                            GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_INFERENCE (self), NULL);
  g_return_val_if_fail (TASKINGAI_IS_RERANK_REQUEST (request), NULL);
  return taskingai_service_call (TASKINGAI_SERVICE (self), rerank_request (request, error),
                                 &a_ranking, cancellable, error);
}

/**
 * taskingai_inference_rerank_async:
 * @self: the service
 * @request: model, query and documents
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Ranks documents, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_inference_rerank_async (TaskingAIInference *self, TaskingAIRerankRequest *request,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_INFERENCE (self));
  g_return_if_fail (TASKINGAI_IS_RERANK_REQUEST (request));
  GError *failure = NULL;
  TaskingAIRequest *sent = rerank_request (request, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_inference_rerank_async, sent,
                                failure, &a_ranking, cancellable, callback, user_data);
}

/**
 * taskingai_inference_rerank_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Inference.rerank_async].
 *
 * Returns: (transfer full): the best documents, best first, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIRerankResult *
taskingai_inference_rerank_finish (TaskingAIInference *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_INFERENCE (self), NULL);
  return taskingai_service_call_finish (TASKINGAI_SERVICE (self), taskingai_inference_rerank_async,
                                        result, error);
}
