/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-chat-completion.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIChatCompletion:
 *
 * A complete answer of a model.
 *
 * Since: 1.0
 */

struct _TaskingAIChatCompletion {
  TaskingAIModel parent_instance;

  int finish_reason;
  TaskingAIChatCompletionMessage *message;
  gint64 created_timestamp;
  TaskingAIUsage *usage;
  gint64 fallback_index;
};

G_DEFINE_FINAL_TYPE (TaskingAIChatCompletion, taskingai_chat_completion, TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_OF (TaskingAIChatCompletion, finish_reason, ENUM, TASKINGAI_FIELD_READ_ONLY,
                      taskingai_finish_reason_get_type),
  TASKINGAI_FIELD_OF (TaskingAIChatCompletion, message, OBJECT, TASKINGAI_FIELD_READ_ONLY,
                      taskingai_chat_completion_message_get_type),
  TASKINGAI_FIELD (TaskingAIChatCompletion, created_timestamp, INT64, TASKINGAI_FIELD_READ_ONLY),
  TASKINGAI_FIELD_OF (TaskingAIChatCompletion, usage, OBJECT, TASKINGAI_FIELD_READ_ONLY,
                      taskingai_usage_get_type),
  TASKINGAI_FIELD (TaskingAIChatCompletion, fallback_index, INT64, TASKINGAI_FIELD_READ_ONLY),
};

static void
taskingai_chat_completion_class_init (TaskingAIChatCompletionClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), "ChatCompletion", fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_chat_completion_init (TaskingAIChatCompletion *self)
{
}

/**
 * TaskingAIChatCompletion:finish-reason:
 *
 * Why the model stopped.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_get_finish_reason:
 * @self: a completion
 *
 * Gets why the model stopped.
 *
 * Returns: the reason
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletion, taskingai_chat_completion, TaskingAIFinishReason,
                         finish_reason)

/**
 * TaskingAIChatCompletion:message:
 *
 * What the model says, or which functions it asks for.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_get_message:
 * @self: a completion
 *
 * Gets the message.
 *
 * Returns: (transfer none) (nullable): the message, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletion, taskingai_chat_completion,
                         TaskingAIChatCompletionMessage *, message)

/**
 * taskingai_chat_completion_get_text:
 * @self: a completion
 *
 * Gets the text of the message.
 *
 * Returns: (transfer none) (nullable): the text, or `NULL` if the model only asks for functions
 *
 * Since: 1.0
 */
const char *
taskingai_chat_completion_get_text (TaskingAIChatCompletion *self)
{
  g_return_val_if_fail (TASKINGAI_IS_CHAT_COMPLETION (self), NULL);

  return self->message != NULL ? taskingai_chat_completion_message_get_content (self->message)
                               : NULL;
}

/**
 * TaskingAIChatCompletion:created-timestamp:
 *
 * When the answer was made, in milliseconds since the Unix epoch, UTC.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_get_created_timestamp:
 * @self: a completion
 *
 * Gets the time of creation.
 *
 * Returns: the time of creation, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletion, taskingai_chat_completion, gint64,
                         created_timestamp)

/**
 * TaskingAIChatCompletion:usage:
 *
 * How many tokens were used.
 *
 * The numbers are estimates if the provider does not report any.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_get_usage:
 * @self: a completion
 *
 * Gets the number of tokens used.
 *
 * Returns: (transfer none) (nullable): the usage, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletion, taskingai_chat_completion, TaskingAIUsage *,
                         usage)

/**
 * TaskingAIChatCompletion:fallback-index:
 *
 * Which fallback model has answered.
 *
 * The TaskingAI API declares it but gives null only.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_get_fallback_index:
 * @self: a completion
 *
 * Gets the index of the fallback model.
 *
 * Returns: the index of the fallback model, or 0 if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletion, taskingai_chat_completion, gint64, fallback_index)
