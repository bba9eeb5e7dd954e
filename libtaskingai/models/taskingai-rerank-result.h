/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"
#include "taskingai-rerank-item.h"
#include "taskingai-usage.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_RERANK_RESULT (taskingai_rerank_result_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIRerankResult, taskingai_rerank_result, TASKINGAI, RERANK_RESULT,
                      TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
GPtrArray *taskingai_rerank_result_get_results (TaskingAIRerankResult *self)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIUsage *taskingai_rerank_result_get_usage (TaskingAIRerankResult *self);

G_END_DECLS
