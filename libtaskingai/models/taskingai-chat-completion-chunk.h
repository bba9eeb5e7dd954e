/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_CHAT_COMPLETION_CHUNK (taskingai_chat_completion_chunk_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIChatCompletionChunk, taskingai_chat_completion_chunk, TASKINGAI,
                      CHAT_COMPLETION_CHUNK, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRole taskingai_chat_completion_chunk_get_role (TaskingAIChatCompletionChunk *self);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_chat_completion_chunk_get_index (TaskingAIChatCompletionChunk *self);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_chunk_get_delta (TaskingAIChatCompletionChunk *self);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_chat_completion_chunk_get_created_timestamp (TaskingAIChatCompletionChunk *self);

G_END_DECLS
