/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_TEXT_EMBEDDING_REQUEST (taskingai_text_embedding_request_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAITextEmbeddingRequest, taskingai_text_embedding_request, TASKINGAI,
                      TEXT_EMBEDDING_REQUEST, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAITextEmbeddingRequest *taskingai_text_embedding_request_new (const char *model_id)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_text_embedding_request_get_model_id (TaskingAITextEmbeddingRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_text_embedding_request_set_model_id (TaskingAITextEmbeddingRequest *self,
                                                    const char *model_id);

TASKINGAI_AVAILABLE_IN_1_0
const char *const *taskingai_text_embedding_request_get_input (TaskingAITextEmbeddingRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_text_embedding_request_set_input (TaskingAITextEmbeddingRequest *self,
                                                 const char *const *input);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIInputType taskingai_text_embedding_request_get_input_type (
    TaskingAITextEmbeddingRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_text_embedding_request_set_input_type (TaskingAITextEmbeddingRequest *self,
                                                      TaskingAIInputType input_type);

G_END_DECLS
