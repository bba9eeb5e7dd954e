/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_RETRIEVAL_CONFIG (taskingai_retrieval_config_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIRetrievalConfig, taskingai_retrieval_config, TASKINGAI,
                      RETRIEVAL_CONFIG, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRetrievalConfig *taskingai_retrieval_config_new (void) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRetrievalMethod taskingai_retrieval_config_get_method (TaskingAIRetrievalConfig *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_retrieval_config_set_method (TaskingAIRetrievalConfig *self,
                                            TaskingAIRetrievalMethod method);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_retrieval_config_get_top_k (TaskingAIRetrievalConfig *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_retrieval_config_set_top_k (TaskingAIRetrievalConfig *self, gint64 top_k);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_retrieval_config_get_max_tokens (TaskingAIRetrievalConfig *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_retrieval_config_set_max_tokens (TaskingAIRetrievalConfig *self, gint64 max_tokens);

TASKINGAI_AVAILABLE_IN_1_0
double taskingai_retrieval_config_get_score_threshold (TaskingAIRetrievalConfig *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_retrieval_config_set_score_threshold (TaskingAIRetrievalConfig *self,
                                                     double score_threshold);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_retrieval_config_get_function_description (TaskingAIRetrievalConfig *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_retrieval_config_set_function_description (TaskingAIRetrievalConfig *self,
                                                          const char *function_description);

G_END_DECLS
