/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-retrieval-ref.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIRetrievalRef:
 *
 * A source that an assistant retrieves from: a collection.
 *
 * Since: 1.0
 */

struct _TaskingAIRetrievalRef {
  TaskingAIModel parent_instance;

  int retrieval_type;
  char *id;
};

G_DEFINE_FINAL_TYPE (TaskingAIRetrievalRef, taskingai_retrieval_ref, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_NAMED (TaskingAIRetrievalRef, retrieval_type, "type", ENUM,
                         TASKINGAI_FIELD_WRITABLE, taskingai_retrieval_type_get_type),
  TASKINGAI_FIELD (TaskingAIRetrievalRef, id, STRING, TASKINGAI_FIELD_WRITABLE),
};

static void
taskingai_retrieval_ref_class_init (TaskingAIRetrievalRefClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_retrieval_ref_init (TaskingAIRetrievalRef *self)
{
}

/**
 * taskingai_retrieval_ref_new_collection:
 * @collection_id: the id of a collection
 *
 * Makes a reference to a collection.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIRetrievalRef *
taskingai_retrieval_ref_new_collection (const char *collection_id)
{
  g_return_val_if_fail (collection_id != NULL, NULL);

  return g_object_new (TASKINGAI_TYPE_RETRIEVAL_REF, "retrieval-type",
                       TASKINGAI_RETRIEVAL_TYPE_COLLECTION, "id", collection_id, NULL);
}

/**
 * TaskingAIRetrievalRef:retrieval-type:
 *
 * The kind of source.
 *
 * On the wire it is called `type`.
 *
 * Since: 1.0
 */

/**
 * taskingai_retrieval_ref_get_retrieval_type:
 * @self: a reference to a source
 *
 * Gets the kind of source.
 *
 * Returns: the kind of source
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRetrievalRef, taskingai_retrieval_ref, TaskingAIRetrievalType,
                         retrieval_type)

/**
 * taskingai_retrieval_ref_set_retrieval_type:
 * @self: a reference to a source
 * @retrieval_type: the kind of source
 *
 * Sets the kind of source.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRetrievalRef, taskingai_retrieval_ref, TaskingAIRetrievalType,
                         retrieval_type, enum)

/**
 * TaskingAIRetrievalRef:id:
 *
 * The id of the collection.
 *
 * Since: 1.0
 */

/**
 * taskingai_retrieval_ref_get_id:
 * @self: a reference to a source
 *
 * Gets the id of the collection.
 *
 * Returns: (transfer none) (nullable): the id of the collection, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIRetrievalRef, taskingai_retrieval_ref, const char *, id)

/**
 * taskingai_retrieval_ref_set_id:
 * @self: a reference to a source
 * @id: (nullable): the id of the collection, or `NULL` to unset it
 *
 * Sets the id of the collection.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIRetrievalRef, taskingai_retrieval_ref, const char *, id, string)
