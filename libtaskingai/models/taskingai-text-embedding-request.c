/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-text-embedding-request.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAITextEmbeddingRequest:
 *
 * Texts to be turned into vectors.
 *
 * Since: 1.0
 */

struct _TaskingAITextEmbeddingRequest {
  TaskingAIModel parent_instance;

  char *model_id;
  char **input;
  int input_type;
};

G_DEFINE_FINAL_TYPE (TaskingAITextEmbeddingRequest, taskingai_text_embedding_request,
                     TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAITextEmbeddingRequest, model_id, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAITextEmbeddingRequest, input, STRV, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD_OF (TaskingAITextEmbeddingRequest, input_type, ENUM, TASKINGAI_FIELD_WRITABLE,
                      taskingai_input_type_get_type),
};

static void
taskingai_text_embedding_request_class_init (TaskingAITextEmbeddingRequestClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_text_embedding_request_init (TaskingAITextEmbeddingRequest *self)
{
}

/**
 * taskingai_text_embedding_request_new:
 * @model_id: (nullable): the id of a text embedding model
 *
 * Makes a request without texts.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAITextEmbeddingRequest *
taskingai_text_embedding_request_new (const char *model_id)
{
  return g_object_new (TASKINGAI_TYPE_TEXT_EMBEDDING_REQUEST, "model-id", model_id, NULL);
}

/**
 * TaskingAITextEmbeddingRequest:model-id:
 *
 * The id of a text embedding model.
 *
 * Since: 1.0
 */

/**
 * taskingai_text_embedding_request_get_model_id:
 * @self: a request
 *
 * Gets the id of the model.
 *
 * Returns: (transfer none) (nullable): the id of the model, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAITextEmbeddingRequest, taskingai_text_embedding_request,
                         const char *, model_id)

/**
 * taskingai_text_embedding_request_set_model_id:
 * @self: a request
 * @model_id: (nullable): the id of the model, or `NULL` to unset it
 *
 * Sets the id of the model.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAITextEmbeddingRequest, taskingai_text_embedding_request,
                         const char *, model_id, string)

/**
 * TaskingAITextEmbeddingRequest:input:
 *
 * The texts, one vector each.
 *
 * The TaskingAI API accepts empty texts, and no texts at all.
 *
 * Since: 1.0
 */

/**
 * taskingai_text_embedding_request_get_input:
 * @self: a request
 *
 * Gets the texts.
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the texts, or `NULL` if they are
 *   not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAITextEmbeddingRequest, taskingai_text_embedding_request,
                         const char *const *, input)

/**
 * taskingai_text_embedding_request_set_input:
 * @self: a request
 * @input: (nullable) (array zero-terminated=1): the texts, or `NULL` to unset them
 *
 * Sets the texts.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAITextEmbeddingRequest, taskingai_text_embedding_request,
                         const char *const *, input, strv)

/**
 * TaskingAITextEmbeddingRequest:input-type:
 *
 * What the vectors will be used for, a hint to the provider.
 *
 * Since: 1.0
 */

/**
 * taskingai_text_embedding_request_get_input_type:
 * @self: a request
 *
 * Gets the use of the vectors.
 *
 * Returns: the use of the vectors
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAITextEmbeddingRequest, taskingai_text_embedding_request,
                         TaskingAIInputType, input_type)

/**
 * taskingai_text_embedding_request_set_input_type:
 * @self: a request
 * @input_type: the use of the vectors
 *
 * Sets the use of the vectors.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAITextEmbeddingRequest, taskingai_text_embedding_request,
                         TaskingAIInputType, input_type, enum)
