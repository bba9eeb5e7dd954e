/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-function-call.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_CHAT_COMPLETION_MESSAGE (taskingai_chat_completion_message_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIChatCompletionMessage, taskingai_chat_completion_message, TASKINGAI,
                      CHAT_COMPLETION_MESSAGE, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionMessage *taskingai_chat_completion_message_new_system (const char *content)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionMessage *taskingai_chat_completion_message_new_user (const char *content)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionMessage *taskingai_chat_completion_message_new_assistant (
    const char *content) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionMessage *taskingai_chat_completion_message_new_function (
    const char *id, const char *content) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRole taskingai_chat_completion_message_get_role (TaskingAIChatCompletionMessage *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_message_set_role (TaskingAIChatCompletionMessage *self,
                                                 TaskingAIRole role);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_message_get_content (TaskingAIChatCompletionMessage *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_message_set_content (TaskingAIChatCompletionMessage *self,
                                                    const char *content);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_message_get_id (TaskingAIChatCompletionMessage *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_message_set_id (TaskingAIChatCompletionMessage *self,
                                               const char *id);

TASKINGAI_AVAILABLE_IN_1_0
GPtrArray *taskingai_chat_completion_message_get_function_calls (
    TaskingAIChatCompletionMessage *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_message_add_function_call (TaskingAIChatCompletionMessage *self,
                                                          TaskingAIFunctionCall *function_call);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_message_set_function_calls (TaskingAIChatCompletionMessage *self,
                                                           GPtrArray *function_calls);

G_END_DECLS
