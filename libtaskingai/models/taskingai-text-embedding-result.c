/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-text-embedding-result.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAITextEmbeddingResult:
 *
 * The vectors of all texts of a request.
 *
 * Since: 1.0
 */

struct _TaskingAITextEmbeddingResult {
  TaskingAIModel parent_instance;

  GPtrArray *data;
  TaskingAIUsage *usage;
};

G_DEFINE_FINAL_TYPE (TaskingAITextEmbeddingResult, taskingai_text_embedding_result,
                     TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_OF (TaskingAITextEmbeddingResult, data, LIST,
                      TASKINGAI_FIELD_READ_ONLY | TASKINGAI_FIELD_REQUIRED,
                      taskingai_text_embedding_get_type),
  TASKINGAI_FIELD_OF (TaskingAITextEmbeddingResult, usage, OBJECT, TASKINGAI_FIELD_READ_ONLY,
                      taskingai_usage_get_type),
};

static void
taskingai_text_embedding_result_class_init (TaskingAITextEmbeddingResultClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_text_embedding_result_init (TaskingAITextEmbeddingResult *self)
{
}

/**
 * taskingai_text_embedding_result_get_data:
 * @self: a result
 *
 * Gets the vectors in the order of the texts.
 *
 * Returns: (transfer container) (element-type TaskingAITextEmbedding): the vectors in the order of
 *   the texts, in a new array
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_GETTER (TaskingAITextEmbeddingResult, taskingai_text_embedding_result, data)

/**
 * TaskingAITextEmbeddingResult:usage:
 *
 * How many tokens were used.
 *
 * Since: 1.0
 */

/**
 * taskingai_text_embedding_result_get_usage:
 * @self: a result
 *
 * Gets the number of tokens used.
 *
 * Returns: (transfer none) (nullable): the usage, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAITextEmbeddingResult, taskingai_text_embedding_result,
                         TaskingAIUsage *, usage)
