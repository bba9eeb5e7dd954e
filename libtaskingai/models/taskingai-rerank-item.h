/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"
#include "taskingai-rerank-document.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_RERANK_ITEM (taskingai_rerank_item_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIRerankItem, taskingai_rerank_item, TASKINGAI, RERANK_ITEM,
                      TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_rerank_item_get_index (TaskingAIRerankItem *self);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRerankDocument *taskingai_rerank_item_get_document (TaskingAIRerankItem *self);

TASKINGAI_AVAILABLE_IN_1_0
double taskingai_rerank_item_get_relevance_score (TaskingAIRerankItem *self);

G_END_DECLS
