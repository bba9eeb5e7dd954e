/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"
#include "taskingai-text-embedding.h"
#include "taskingai-usage.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_TEXT_EMBEDDING_RESULT (taskingai_text_embedding_result_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAITextEmbeddingResult, taskingai_text_embedding_result, TASKINGAI,
                      TEXT_EMBEDDING_RESULT, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
GPtrArray *taskingai_text_embedding_result_get_data (TaskingAITextEmbeddingResult *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIUsage *taskingai_text_embedding_result_get_usage (TaskingAITextEmbeddingResult *self);

G_END_DECLS
