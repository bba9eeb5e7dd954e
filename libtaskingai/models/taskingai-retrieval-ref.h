/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../taskingai-enums.h"
#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_RETRIEVAL_REF (taskingai_retrieval_ref_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIRetrievalRef, taskingai_retrieval_ref, TASKINGAI, RETRIEVAL_REF,
                      TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRetrievalRef *taskingai_retrieval_ref_new_collection (const char *collection_id)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRetrievalType taskingai_retrieval_ref_get_retrieval_type (TaskingAIRetrievalRef *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_retrieval_ref_set_retrieval_type (TaskingAIRetrievalRef *self,
                                                 TaskingAIRetrievalType retrieval_type);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_retrieval_ref_get_id (TaskingAIRetrievalRef *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_retrieval_ref_set_id (TaskingAIRetrievalRef *self, const char *id);

G_END_DECLS
