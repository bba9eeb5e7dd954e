/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_CHAT_COMPLETION_FUNCTION (taskingai_chat_completion_function_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIChatCompletionFunction, taskingai_chat_completion_function,
                      TASKINGAI, CHAT_COMPLETION_FUNCTION, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionFunction *taskingai_chat_completion_function_new (void)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_function_get_name (TaskingAIChatCompletionFunction *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_function_set_name (TaskingAIChatCompletionFunction *self,
                                                  const char *name);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_function_get_description (
    TaskingAIChatCompletionFunction *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_function_set_description (TaskingAIChatCompletionFunction *self,
                                                         const char *description);

TASKINGAI_AVAILABLE_IN_1_0
GVariant *taskingai_chat_completion_function_get_parameters (TaskingAIChatCompletionFunction *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_function_set_parameters (TaskingAIChatCompletionFunction *self,
                                                        GVariant *parameters);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_chat_completion_function_dup_parameters_json (TaskingAIChatCompletionFunction *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_chat_completion_function_set_parameters_json (
    TaskingAIChatCompletionFunction *self, const char *json, GError **error);

G_END_DECLS
