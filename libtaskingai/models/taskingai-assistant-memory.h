/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_ASSISTANT_MEMORY (taskingai_assistant_memory_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIAssistantMemory, taskingai_assistant_memory, TASKINGAI,
                      ASSISTANT_MEMORY, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistantMemory *taskingai_assistant_memory_new (void) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistantMemory *taskingai_assistant_memory_new_zero (void) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistantMemory *taskingai_assistant_memory_new_naive (void) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistantMemory *taskingai_assistant_memory_new_message_window (
    gint64 max_messages, gint64 max_tokens) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIMemoryType taskingai_assistant_memory_get_memory_type (TaskingAIAssistantMemory *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_memory_set_memory_type (TaskingAIAssistantMemory *self,
                                                 TaskingAIMemoryType memory_type);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_assistant_memory_get_max_messages (TaskingAIAssistantMemory *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_memory_set_max_messages (TaskingAIAssistantMemory *self,
                                                  gint64 max_messages);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_assistant_memory_get_max_tokens (TaskingAIAssistantMemory *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_memory_set_max_tokens (TaskingAIAssistantMemory *self, gint64 max_tokens);

G_END_DECLS
