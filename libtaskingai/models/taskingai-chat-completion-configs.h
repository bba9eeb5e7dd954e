/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_CHAT_COMPLETION_CONFIGS (taskingai_chat_completion_configs_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIChatCompletionConfigs, taskingai_chat_completion_configs, TASKINGAI,
                      CHAT_COMPLETION_CONFIGS, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIChatCompletionConfigs *taskingai_chat_completion_configs_new (void)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
double taskingai_chat_completion_configs_get_temperature (TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_temperature (TaskingAIChatCompletionConfigs *self,
                                                        double temperature);

TASKINGAI_AVAILABLE_IN_1_0
double taskingai_chat_completion_configs_get_top_p (TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_top_p (TaskingAIChatCompletionConfigs *self,
                                                  double top_p);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_chat_completion_configs_get_top_k (TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_top_k (TaskingAIChatCompletionConfigs *self,
                                                  gint64 top_k);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_chat_completion_configs_get_max_tokens (TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_max_tokens (TaskingAIChatCompletionConfigs *self,
                                                       gint64 max_tokens);

TASKINGAI_AVAILABLE_IN_1_0
const char *const *taskingai_chat_completion_configs_get_stop (
    TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_stop (TaskingAIChatCompletionConfigs *self,
                                                 const char *const *stop);

TASKINGAI_AVAILABLE_IN_1_0
double taskingai_chat_completion_configs_get_presence_penalty (
    TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_presence_penalty (TaskingAIChatCompletionConfigs *self,
                                                             double presence_penalty);

TASKINGAI_AVAILABLE_IN_1_0
double taskingai_chat_completion_configs_get_frequency_penalty (
    TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_frequency_penalty (TaskingAIChatCompletionConfigs *self,
                                                              double frequency_penalty);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_chat_completion_configs_get_seed (TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_seed (TaskingAIChatCompletionConfigs *self, gint64 seed);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_configs_get_response_format (
    TaskingAIChatCompletionConfigs *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_chat_completion_configs_set_response_format (TaskingAIChatCompletionConfigs *self,
                                                            const char *response_format);

G_END_DECLS
