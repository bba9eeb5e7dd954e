/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_FUNCTION_CALL (taskingai_function_call_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIFunctionCall, taskingai_function_call, TASKINGAI, FUNCTION_CALL,
                      TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIFunctionCall *taskingai_function_call_new (void) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_function_call_get_id (TaskingAIFunctionCall *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_function_call_set_id (TaskingAIFunctionCall *self, const char *id);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_function_call_get_name (TaskingAIFunctionCall *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_function_call_set_name (TaskingAIFunctionCall *self, const char *name);

TASKINGAI_AVAILABLE_IN_1_0
GVariant *taskingai_function_call_get_arguments (TaskingAIFunctionCall *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_function_call_set_arguments (TaskingAIFunctionCall *self, GVariant *arguments);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_function_call_dup_arguments_json (TaskingAIFunctionCall *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_function_call_set_arguments_json (TaskingAIFunctionCall *self, const char *json,
                                                     GError **error);

G_END_DECLS
