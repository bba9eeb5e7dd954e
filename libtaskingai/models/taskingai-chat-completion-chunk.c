/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-chat-completion-chunk.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIChatCompletionChunk:
 *
 * A piece of an answer, while the model is still writing.
 *
 * The texts of all chunks in order are the text of the [class@TaskingAI.ChatCompletion] that ends
 * the stream.
 *
 * Since: 1.0
 */

struct _TaskingAIChatCompletionChunk {
  TaskingAIModel parent_instance;

  int role;
  gint64 index;
  char *delta;
  gint64 created_timestamp;
};

G_DEFINE_FINAL_TYPE (TaskingAIChatCompletionChunk, taskingai_chat_completion_chunk,
                     TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_OF (TaskingAIChatCompletionChunk, role, ENUM, TASKINGAI_FIELD_READ_ONLY,
                      taskingai_role_get_type),
  TASKINGAI_FIELD (TaskingAIChatCompletionChunk, index, INT64, TASKINGAI_FIELD_READ_ONLY),
  TASKINGAI_FIELD (TaskingAIChatCompletionChunk, delta, STRING, TASKINGAI_FIELD_READ_ONLY),
  TASKINGAI_FIELD (TaskingAIChatCompletionChunk, created_timestamp, INT64,
                   TASKINGAI_FIELD_READ_ONLY),
};

static void
taskingai_chat_completion_chunk_class_init (TaskingAIChatCompletionChunkClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), "ChatCompletionChunk", fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_chat_completion_chunk_init (TaskingAIChatCompletionChunk *self)
{
}

/**
 * TaskingAIChatCompletionChunk:role:
 *
 * Who speaks: always the assistant.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_chunk_get_role:
 * @self: a chunk
 *
 * Gets the role.
 *
 * Returns: the role
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionChunk, taskingai_chat_completion_chunk,
                         TaskingAIRole, role)

/**
 * TaskingAIChatCompletionChunk:index:
 *
 * The number of the chunk, from 0.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_chunk_get_index:
 * @self: a chunk
 *
 * Gets the number of the chunk.
 *
 * Returns: the number of the chunk, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionChunk, taskingai_chat_completion_chunk, gint64,
                         index)

/**
 * TaskingAIChatCompletionChunk:delta:
 *
 * The text that is new.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_chunk_get_delta:
 * @self: a chunk
 *
 * Gets the new text.
 *
 * Returns: (transfer none) (nullable): the new text, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionChunk, taskingai_chat_completion_chunk,
                         const char *, delta)

/**
 * TaskingAIChatCompletionChunk:created-timestamp:
 *
 * When the chunk was made, in milliseconds since the Unix epoch, UTC.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_chunk_get_created_timestamp:
 * @self: a chunk
 *
 * Gets the time of creation.
 *
 * Returns: the time of creation, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionChunk, taskingai_chat_completion_chunk, gint64,
                         created_timestamp)
