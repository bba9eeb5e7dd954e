/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_TEXT_EMBEDDING (taskingai_text_embedding_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAITextEmbedding, taskingai_text_embedding, TASKINGAI, TEXT_EMBEDDING,
                      TaskingAIModel)

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_text_embedding_get_index (TaskingAITextEmbedding *self);

TASKINGAI_AVAILABLE_IN_1_0
const double *taskingai_text_embedding_get_embedding (TaskingAITextEmbedding *self,
                                                      gsize *n_values);

TASKINGAI_AVAILABLE_IN_1_0
GBytes *taskingai_text_embedding_get_embedding_bytes (TaskingAITextEmbedding *self)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
