/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-chat-completion-message.h"
#include "taskingai-model.h"
#include "taskingai-usage.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_CHAT_COMPLETION (taskingai_chat_completion_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIChatCompletion, taskingai_chat_completion, TASKINGAI,
                      CHAT_COMPLETION, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIFinishReason taskingai_chat_completion_get_finish_reason (TaskingAIChatCompletion *self);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionMessage *taskingai_chat_completion_get_message (
    TaskingAIChatCompletion *self);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_get_text (TaskingAIChatCompletion *self);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_chat_completion_get_created_timestamp (TaskingAIChatCompletion *self);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIUsage *taskingai_chat_completion_get_usage (TaskingAIChatCompletion *self);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_chat_completion_get_fallback_index (TaskingAIChatCompletion *self);

G_END_DECLS
