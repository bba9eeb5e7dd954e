/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-rerank-request.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIRerankRequest:
 *
 * Documents to be sorted by how well they answer a query.
 *
 * Since: 1.0
 */

struct _TaskingAIRerankRequest {
  TaskingAIModel parent_instance;

  char *model_id;
  char *query;
  char **documents;
  gint64 top_n;
};

G_DEFINE_FINAL_TYPE (TaskingAIRerankRequest, taskingai_rerank_request, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIRerankRequest, model_id, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIRerankRequest, query, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIRerankRequest, documents, STRV, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIRerankRequest, top_n, INT64, TASKINGAI_FIELD_WRITABLE),
};

static void
taskingai_rerank_request_class_init (TaskingAIRerankRequestClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_rerank_request_init (TaskingAIRerankRequest *self)
{
}

/**
 * taskingai_rerank_request_new:
 * @model_id: (nullable): the id of a rerank model
 *
 * Makes a request without documents.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIRerankRequest *
taskingai_rerank_request_new (const char *model_id)
{
  return g_object_new (TASKINGAI_TYPE_RERANK_REQUEST, "model-id", model_id, NULL);
}

/**
 * TaskingAIRerankRequest:model-id:
 *
 * The id of a rerank model.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_request_get_model_id:
 * @self: a request
 *
 * Gets the id of the model.
 *
 * Returns: (transfer none) (nullable): the id of the model, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankRequest, taskingai_rerank_request, const char *, model_id)

/**
 * taskingai_rerank_request_set_model_id:
 * @self: a request
 * @model_id: (nullable): the id of the model, or `NULL` to unset it
 *
 * Sets the id of the model.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRerankRequest, taskingai_rerank_request, const char *, model_id,
                         string)

/**
 * TaskingAIRerankRequest:query:
 *
 * The query.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_request_get_query:
 * @self: a request
 *
 * Gets the query.
 *
 * Returns: (transfer none) (nullable): the query, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankRequest, taskingai_rerank_request, const char *, query)

/**
 * taskingai_rerank_request_set_query:
 * @self: a request
 * @query: (nullable): the query, or `NULL` to unset it
 *
 * Sets the query.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRerankRequest, taskingai_rerank_request, const char *, query,
                         string)

/**
 * TaskingAIRerankRequest:documents:
 *
 * The texts of the documents.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_request_get_documents:
 * @self: a request
 *
 * Gets the texts of the documents.
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the texts of the documents, or
 *   `NULL` if they are not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankRequest, taskingai_rerank_request, const char *const *,
                         documents)

/**
 * taskingai_rerank_request_set_documents:
 * @self: a request
 * @documents: (nullable) (array zero-terminated=1): the texts of the documents, or `NULL` to unset
 *   them
 *
 * Sets the texts of the documents.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRerankRequest, taskingai_rerank_request, const char *const *,
                         documents, strv)

/**
 * TaskingAIRerankRequest:top-n:
 *
 * How many of the best documents to give; the TaskingAI API demands it.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_request_get_top_n:
 * @self: a request
 *
 * Gets the number of documents.
 *
 * Returns: the number of documents, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankRequest, taskingai_rerank_request, gint64, top_n)

/**
 * taskingai_rerank_request_set_top_n:
 * @self: a request
 * @top_n: the number of documents
 *
 * Sets the number of documents.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRerankRequest, taskingai_rerank_request, gint64, top_n, int64)
