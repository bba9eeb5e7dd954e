/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_RERANK_DOCUMENT (taskingai_rerank_document_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIRerankDocument, taskingai_rerank_document, TASKINGAI,
                      RERANK_DOCUMENT, TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_rerank_document_get_text (TaskingAIRerankDocument *self);

G_END_DECLS
