/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_USAGE (taskingai_usage_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIUsage, taskingai_usage, TASKINGAI, USAGE, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_usage_get_input_tokens (TaskingAIUsage *self);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_usage_get_output_tokens (TaskingAIUsage *self);

G_END_DECLS
