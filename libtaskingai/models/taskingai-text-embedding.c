/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-text-embedding.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAITextEmbedding:
 *
 * The vector of one text.
 *
 * Since: 1.0
 */

struct _TaskingAITextEmbedding {
  TaskingAIModel parent_instance;

  gint64 index;
  TaskingAIDoubles embedding;
};

G_DEFINE_FINAL_TYPE (TaskingAITextEmbedding, taskingai_text_embedding, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAITextEmbedding, index, INT64, TASKINGAI_FIELD_READ_ONLY),
  TASKINGAI_FIELD (TaskingAITextEmbedding, embedding, DOUBLES,
                   TASKINGAI_FIELD_READ_ONLY | TASKINGAI_FIELD_REQUIRED),
};

static void
taskingai_text_embedding_class_init (TaskingAITextEmbeddingClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_text_embedding_init (TaskingAITextEmbedding *self)
{
}

/**
 * TaskingAITextEmbedding:index:
 *
 * The position of the text in the request, from 0.
 *
 * Since: 1.0
 */

/**
 * taskingai_text_embedding_get_index:
 * @self: an embedding
 *
 * Gets the position of the text.
 *
 * Returns: the position of the text, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAITextEmbedding, taskingai_text_embedding, gint64, index)

/**
 * taskingai_text_embedding_get_embedding:
 * @self: an embedding
 * @n_values: (out) (optional): a place for the number of values
 *
 * Gets the vector.
 *
 * The models of the TaskingAI API give vectors of length 1.
 *
 * Returns: (transfer none) (nullable) (array length=n_values): the values, `NULL` if there are none
 *
 * Since: 1.0
 */
const double *
taskingai_text_embedding_get_embedding (TaskingAITextEmbedding *self, gsize *n_values)
{
  g_return_val_if_fail (TASKINGAI_IS_TEXT_EMBEDDING (self), NULL);

  if (n_values != NULL)
    *n_values = self->embedding.n_values;
  return self->embedding.values;
}

/**
 * taskingai_text_embedding_get_embedding_bytes:
 * @self: an embedding
 *
 * Gets the vector as the bytes of its doubles, in the byte order of the machine.
 *
 * Nothing is copied. NumPy, typed arrays and the like can look at the bytes as they are.
 *
 * Returns: (transfer full): the bytes, 8 for each value
 *
 * Since: 1.0
 */
GBytes *
taskingai_text_embedding_get_embedding_bytes (TaskingAITextEmbedding *self)
{
  g_return_val_if_fail (TASKINGAI_IS_TEXT_EMBEDDING (self), NULL);

  if (self->embedding.bytes == NULL)
    return g_bytes_new (NULL, 0);
  return g_bytes_ref (self->embedding.bytes);
}
