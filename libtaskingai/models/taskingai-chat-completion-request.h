/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-chat-completion-configs.h"
#include "taskingai-chat-completion-function.h"
#include "taskingai-chat-completion-message.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_CHAT_COMPLETION_REQUEST (taskingai_chat_completion_request_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIChatCompletionRequest, taskingai_chat_completion_request, TASKINGAI,
                      CHAT_COMPLETION_REQUEST, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionRequest *taskingai_chat_completion_request_new (const char *model_id)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_request_get_model_id (TaskingAIChatCompletionRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_set_model_id (TaskingAIChatCompletionRequest *self,
                                                     const char *model_id);

TASKINGAI_AVAILABLE_IN_1_0
GPtrArray *taskingai_chat_completion_request_get_messages (TaskingAIChatCompletionRequest *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_add_message (TaskingAIChatCompletionRequest *self,
                                                    TaskingAIChatCompletionMessage *message);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_set_messages (TaskingAIChatCompletionRequest *self,
                                                     GPtrArray *messages);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_add_system_message (TaskingAIChatCompletionRequest *self,
                                                           const char *content);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_add_user_message (TaskingAIChatCompletionRequest *self,
                                                         const char *content);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_add_assistant_message (TaskingAIChatCompletionRequest *self,
                                                              const char *content);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_add_function_message (TaskingAIChatCompletionRequest *self,
                                                             const char *id, const char *content);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionConfigs *taskingai_chat_completion_request_get_configs (
    TaskingAIChatCompletionRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_set_configs (TaskingAIChatCompletionRequest *self,
                                                    TaskingAIChatCompletionConfigs *configs);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_request_get_function_call (
    TaskingAIChatCompletionRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_set_function_call (TaskingAIChatCompletionRequest *self,
                                                          const char *function_call);

TASKINGAI_AVAILABLE_IN_1_0
GPtrArray *taskingai_chat_completion_request_get_functions (TaskingAIChatCompletionRequest *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_add_function (TaskingAIChatCompletionRequest *self,
                                                     TaskingAIChatCompletionFunction *function);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_request_set_functions (TaskingAIChatCompletionRequest *self,
                                                      GPtrArray *functions);

G_END_DECLS
