/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../models/taskingai-chat-completion-request.h"
#include "../models/taskingai-chat-completion.h"
#include "../models/taskingai-rerank-request.h"
#include "../models/taskingai-rerank-result.h"
#include "../models/taskingai-text-embedding-request.h"
#include "../models/taskingai-text-embedding-result.h"
#include "../stream/taskingai-stream.h"
#include "taskingai-service.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_INFERENCE (taskingai_inference_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIInference, taskingai_inference, TASKINGAI, INFERENCE,
                      TaskingAIService)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletion *taskingai_inference_chat_completion (
    TaskingAIInference *self, TaskingAIChatCompletionRequest *request, GCancellable *cancellable,
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_inference_chat_completion_async (TaskingAIInference *self,
                                                TaskingAIChatCompletionRequest *request,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletion *taskingai_inference_chat_completion_finish (
    TaskingAIInference *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIStream *taskingai_inference_chat_completion_stream (
    TaskingAIInference *self, TaskingAIChatCompletionRequest *request, GCancellable *cancellable,
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_inference_chat_completion_stream_async (TaskingAIInference *self,
                                                       TaskingAIChatCompletionRequest *request,
                                                       GCancellable *cancellable,
                                                       GAsyncReadyCallback callback,
                                                       gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIStream *taskingai_inference_chat_completion_stream_finish (
    TaskingAIInference *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAITextEmbeddingResult *taskingai_inference_text_embedding (
    TaskingAIInference *self, TaskingAITextEmbeddingRequest *request, GCancellable *cancellable,
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_inference_text_embedding_async (TaskingAIInference *self,
                                               TaskingAITextEmbeddingRequest *request,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAITextEmbeddingResult *taskingai_inference_text_embedding_finish (
    TaskingAIInference *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRerankResult *taskingai_inference_rerank (TaskingAIInference *self,
                                                   TaskingAIRerankRequest *request,
                                                   GCancellable *cancellable,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_inference_rerank_async (TaskingAIInference *self, TaskingAIRerankRequest *request,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRerankResult *taskingai_inference_rerank_finish (TaskingAIInference *self,
                                                          GAsyncResult *result,
                                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
