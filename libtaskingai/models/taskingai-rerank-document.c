/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-rerank-document.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIRerankDocument:
 *
 * A document that was reranked.
 *
 * Since: 1.0
 */

struct _TaskingAIRerankDocument {
  TaskingAIModel parent_instance;

  char *text;
};

G_DEFINE_FINAL_TYPE (TaskingAIRerankDocument, taskingai_rerank_document, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIRerankDocument, text, STRING, TASKINGAI_FIELD_READ_ONLY),
};

static void
taskingai_rerank_document_class_init (TaskingAIRerankDocumentClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_rerank_document_init (TaskingAIRerankDocument *self)
{
}

/**
 * TaskingAIRerankDocument:text:
 *
 * The text of the document.
 *
 * Since: 1.0
 */

/**
 * taskingai_rerank_document_get_text:
 * @self: a document
 *
 * Gets the text.
 *
 * Returns: (transfer none) (nullable): the text, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRerankDocument, taskingai_rerank_document, const char *, text)
