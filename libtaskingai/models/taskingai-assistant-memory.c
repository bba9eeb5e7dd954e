/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-assistant-memory.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIAssistantMemory:
 *
 * How an assistant remembers a chat.
 *
 * There are three kinds, see [enum@TaskingAI.MemoryType]; each has its constructor.
 *
 * Since: 1.0
 */

struct _TaskingAIAssistantMemory {
  TaskingAIModel parent_instance;

  int memory_type;
  gint64 max_messages;
  gint64 max_tokens;
};

G_DEFINE_FINAL_TYPE (TaskingAIAssistantMemory, taskingai_assistant_memory, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_NAMED (TaskingAIAssistantMemory, memory_type, "type", ENUM,
                         TASKINGAI_FIELD_WRITABLE, taskingai_memory_type_get_type),
  TASKINGAI_FIELD (TaskingAIAssistantMemory, max_messages, INT64, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD (TaskingAIAssistantMemory, max_tokens, INT64, TASKINGAI_FIELD_WRITABLE),
};

static void
taskingai_assistant_memory_class_init (TaskingAIAssistantMemoryClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_assistant_memory_init (TaskingAIAssistantMemory *self)
{
}

/**
 * taskingai_assistant_memory_new:
 *
 * Makes a memory with nothing set.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIAssistantMemory *
taskingai_assistant_memory_new (void)
{
  return g_object_new (TASKINGAI_TYPE_ASSISTANT_MEMORY, NULL);
}

/**
 * taskingai_assistant_memory_new_zero:
 *
 * Makes a memory that forgets everything after each answer.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIAssistantMemory *
taskingai_assistant_memory_new_zero (void)
{
  return g_object_new (TASKINGAI_TYPE_ASSISTANT_MEMORY, "memory-type", TASKINGAI_MEMORY_TYPE_ZERO,
                       NULL);
}

/**
 * taskingai_assistant_memory_new_naive:
 *
 * Makes a memory that keeps everything, up to 65535 characters.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIAssistantMemory *
taskingai_assistant_memory_new_naive (void)
{
  return g_object_new (TASKINGAI_TYPE_ASSISTANT_MEMORY, "memory-type", TASKINGAI_MEMORY_TYPE_NAIVE,
                       NULL);
}

/**
 * taskingai_assistant_memory_new_message_window:
 * @max_messages: how many messages to keep, 1 to 1024
 * @max_tokens: how many tokens to keep, 1 to 8192
 *
 * Makes a memory that keeps a recent window of messages.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIAssistantMemory *
taskingai_assistant_memory_new_message_window (gint64 max_messages, gint64 max_tokens)
{
  return g_object_new (TASKINGAI_TYPE_ASSISTANT_MEMORY, "memory-type",
                       TASKINGAI_MEMORY_TYPE_MESSAGE_WINDOW, "max-messages", max_messages,
                       "max-tokens", max_tokens, NULL);
}

/**
 * TaskingAIAssistantMemory:memory-type:
 *
 * The kind of memory.
 *
 * On the wire it is called `type`.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_memory_get_memory_type:
 * @self: a memory
 *
 * Gets the kind of memory.
 *
 * Returns: the kind of memory
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistantMemory, taskingai_assistant_memory, TaskingAIMemoryType,
                         memory_type)

/**
 * taskingai_assistant_memory_set_memory_type:
 * @self: a memory
 * @memory_type: the kind of memory
 *
 * Sets the kind of memory.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistantMemory, taskingai_assistant_memory, TaskingAIMemoryType,
                         memory_type, enum)

/**
 * TaskingAIAssistantMemory:max-messages:
 *
 * How many messages a window of messages holds.
 *
 * The TaskingAI API allows 1 to 1024 and demands it for a window of messages; other kinds ignore
 * it.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_memory_get_max_messages:
 * @self: a memory
 *
 * Gets the number of messages.
 *
 * Returns: the number of messages, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistantMemory, taskingai_assistant_memory, gint64, max_messages)

/**
 * taskingai_assistant_memory_set_max_messages:
 * @self: a memory
 * @max_messages: the number of messages
 *
 * Sets the number of messages.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistantMemory, taskingai_assistant_memory, gint64, max_messages,
                         int64)

/**
 * TaskingAIAssistantMemory:max-tokens:
 *
 * How many tokens a window of messages holds.
 *
 * The TaskingAI API allows 1 to 8192. A window of messages without it is accepted, but its first
 * answer fails.
 *
 * Since: 1.0
 */

/**
 * taskingai_assistant_memory_get_max_tokens:
 * @self: a memory
 *
 * Gets the number of tokens.
 *
 * Returns: the number of tokens, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIAssistantMemory, taskingai_assistant_memory, gint64, max_tokens)

/**
 * taskingai_assistant_memory_set_max_tokens:
 * @self: a memory
 * @max_tokens: the number of tokens
 *
 * Sets the number of tokens.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIAssistantMemory, taskingai_assistant_memory, gint64, max_tokens,
                         int64)
