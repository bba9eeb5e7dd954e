/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-assistant-memory.h"
#include "taskingai-model.h"
#include "taskingai-retrieval-config.h"
#include "taskingai-retrieval-ref.h"
#include "taskingai-tool-ref.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_ASSISTANT (taskingai_assistant_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIAssistant, taskingai_assistant, TASKINGAI, ASSISTANT, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistant *taskingai_assistant_new (void) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_assistant_get_assistant_id (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_assistant_get_model_id (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_model_id (TaskingAIAssistant *self, const char *model_id);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_assistant_get_name (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_name (TaskingAIAssistant *self, const char *name);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_assistant_get_description (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_description (TaskingAIAssistant *self, const char *description);

TASKINGAI_AVAILABLE_IN_1_0
const char *const *taskingai_assistant_get_system_prompt_template (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_system_prompt_template (TaskingAIAssistant *self,
                                                     const char *const *system_prompt_template);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistantMemory *taskingai_assistant_get_memory (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_memory (TaskingAIAssistant *self, TaskingAIAssistantMemory *memory);

TASKINGAI_AVAILABLE_IN_1_0
GPtrArray *taskingai_assistant_get_tools (TaskingAIAssistant *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_add_tool (TaskingAIAssistant *self, TaskingAIToolRef *tool);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_tools (TaskingAIAssistant *self, GPtrArray *tools);

TASKINGAI_AVAILABLE_IN_1_0
GPtrArray *taskingai_assistant_get_retrievals (TaskingAIAssistant *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_add_retrieval (TaskingAIAssistant *self, TaskingAIRetrievalRef *retrieval);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_retrievals (TaskingAIAssistant *self, GPtrArray *retrievals);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRetrievalConfig *taskingai_assistant_get_retrieval_configs (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_retrieval_configs (TaskingAIAssistant *self,
                                                TaskingAIRetrievalConfig *retrieval_configs);

TASKINGAI_AVAILABLE_IN_1_0
GHashTable *taskingai_assistant_get_metadata (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistant_set_metadata (TaskingAIAssistant *self, GHashTable *metadata);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_assistant_dup_metadata_json (TaskingAIAssistant *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_assistant_set_metadata_json (TaskingAIAssistant *self, const char *json,
                                                GError **error);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_assistant_get_created_timestamp (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
GDateTime *taskingai_assistant_dup_created_datetime (TaskingAIAssistant *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_assistant_get_updated_timestamp (TaskingAIAssistant *self);

TASKINGAI_AVAILABLE_IN_1_0
GDateTime *taskingai_assistant_dup_updated_datetime (TaskingAIAssistant *self)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
