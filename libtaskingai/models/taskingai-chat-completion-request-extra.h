/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-chat-completion-request.h"

G_BEGIN_DECLS

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

G_END_DECLS
