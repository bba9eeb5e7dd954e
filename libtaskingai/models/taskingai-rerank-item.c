/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-rerank-item.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIRerankItem:
 *
 * The place of one document in a reranked list.
 *
 * Since: 1.0
 */

struct _TaskingAIRerankItem {
  TaskingAIModel parent_instance;

  gint64 index;
  TaskingAIRerankDocument *document;
  double relevance_score;
};

G_DEFINE_FINAL_TYPE (TaskingAIRerankItem, taskingai_rerank_item, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIRerankItem, index, INT64, TASKINGAI_FIELD_READ_ONLY),
  TASKINGAI_FIELD_OF (TaskingAIRerankItem, document, OBJECT, TASKINGAI_FIELD_READ_ONLY,
                      taskingai_rerank_document_get_type),
  TASKINGAI_FIELD (TaskingAIRerankItem, relevance_score, DOUBLE, TASKINGAI_FIELD_READ_ONLY),
};

static void
taskingai_rerank_item_class_init (TaskingAIRerankItemClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_rerank_item_init (TaskingAIRerankItem *self)
{
}

/**
 * TaskingAIRerankItem:index:
 *
 * The position of the document in the request, from 0.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_item_get_index:
 * @self: an item
 *
 * Gets the position of the document.
 *
 * Returns: the position of the document, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankItem, taskingai_rerank_item, gint64, index)

/**
 * TaskingAIRerankItem:document:
 *
 * The document.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_item_get_document:
 * @self: an item
 *
 * Gets the document.
 *
 * Returns: (transfer none) (nullable): the document, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankItem, taskingai_rerank_item, TaskingAIRerankDocument *,
                         document)

/**
 * TaskingAIRerankItem:relevance-score:
 *
 * How well the document answers the query; higher is better.
 *
 * The scale is that of the model.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_item_get_relevance_score:
 * @self: an item
 *
 * Gets the score.
 *
 * Returns: the score, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankItem, taskingai_rerank_item, double, relevance_score)
