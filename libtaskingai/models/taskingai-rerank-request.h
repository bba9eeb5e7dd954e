/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_RERANK_REQUEST (taskingai_rerank_request_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIRerankRequest, taskingai_rerank_request, TASKINGAI, RERANK_REQUEST,
                      TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRerankRequest *taskingai_rerank_request_new (const char *model_id)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_rerank_request_get_model_id (TaskingAIRerankRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_rerank_request_set_model_id (TaskingAIRerankRequest *self, const char *model_id);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_rerank_request_get_query (TaskingAIRerankRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_rerank_request_set_query (TaskingAIRerankRequest *self, const char *query);

TASKINGAI_AVAILABLE_IN_1_0
const char *const *taskingai_rerank_request_get_documents (TaskingAIRerankRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_rerank_request_set_documents (TaskingAIRerankRequest *self,
                                             const char *const *documents);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_rerank_request_get_top_n (TaskingAIRerankRequest *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_rerank_request_set_top_n (TaskingAIRerankRequest *self, gint64 top_n);

G_END_DECLS
