/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_TOOL_REF (taskingai_tool_ref_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIToolRef, taskingai_tool_ref, TASKINGAI, TOOL_REF, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIToolRef *taskingai_tool_ref_new_action (const char *action_id) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIToolRef *taskingai_tool_ref_new_plugin (const char *bundle_instance_id,
                                                 const char *plugin_id) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIToolType taskingai_tool_ref_get_tool_type (TaskingAIToolRef *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_tool_ref_set_tool_type (TaskingAIToolRef *self, TaskingAIToolType tool_type);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_tool_ref_get_id (TaskingAIToolRef *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_tool_ref_set_id (TaskingAIToolRef *self, const char *id);

G_END_DECLS
