/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_LIST_OPTIONS (taskingai_list_options_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIListOptions, taskingai_list_options, TASKINGAI, LIST_OPTIONS,
                      TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIListOptions *taskingai_list_options_new (void) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_list_options_get_limit (TaskingAIListOptions *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_list_options_set_limit (TaskingAIListOptions *self, gint64 limit);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAISortOrder taskingai_list_options_get_order (TaskingAIListOptions *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_list_options_set_order (TaskingAIListOptions *self, TaskingAISortOrder order);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_list_options_get_after (TaskingAIListOptions *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_list_options_set_after (TaskingAIListOptions *self, const char *after);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_list_options_get_before (TaskingAIListOptions *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_list_options_set_before (TaskingAIListOptions *self, const char *before);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_list_options_get_prefix_filter (TaskingAIListOptions *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_list_options_set_prefix_filter (TaskingAIListOptions *self,
                                               const char *prefix_filter);

G_END_DECLS
