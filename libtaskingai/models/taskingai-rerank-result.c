/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-rerank-result.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIRerankResult:
 *
 * Documents sorted by how well they answer a query.
 *
 * Since: 1.0
 */

struct _TaskingAIRerankResult {
  TaskingAIModel parent_instance;

  GPtrArray *results;
  TaskingAIUsage *usage;
};

G_DEFINE_FINAL_TYPE (TaskingAIRerankResult, taskingai_rerank_result, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_OF (TaskingAIRerankResult, results, LIST,
                      TASKINGAI_FIELD_READ_ONLY | TASKINGAI_FIELD_REQUIRED,
                      taskingai_rerank_item_get_type),
  TASKINGAI_FIELD_OF (TaskingAIRerankResult, usage, OBJECT, TASKINGAI_FIELD_READ_ONLY,
                      taskingai_usage_get_type),
};

static void
taskingai_rerank_result_class_init (TaskingAIRerankResultClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_rerank_result_init (TaskingAIRerankResult *self)
{
}

/**
 * taskingai_rerank_result_get_results:
 * @self: a result
 *
 * Gets the documents, best first.
 *
 * Returns: (transfer container) (element-type TaskingAIRerankItem): the documents, best first, in a
 *   new array
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_GETTER (TaskingAIRerankResult, taskingai_rerank_result, results)

/**
 * TaskingAIRerankResult:usage:
 *
 * How many tokens were used.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_result_get_usage:
 * @self: a result
 *
 * Gets the number of tokens used.
 *
 * Returns: (transfer none) (nullable): the usage, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankResult, taskingai_rerank_result, TaskingAIUsage *, usage)
