/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-chat-completion-message.h"

#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIChatCompletionMessage:
 *
 * A message of a stateless chat completion, sent or received.
 *
 * Each role has its constructor. What an assistant says can be sent back as it was received.
 *
 * Since: 1.0
 */

struct _TaskingAIChatCompletionMessage {
  TaskingAIModel parent_instance;

  int role;
  char *content;
  char *id;
  GPtrArray *function_calls;
};

G_DEFINE_FINAL_TYPE (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                     TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD_OF (TaskingAIChatCompletionMessage, role, ENUM, TASKINGAI_FIELD_WRITABLE,
                      taskingai_role_get_type),
  TASKINGAI_FIELD (TaskingAIChatCompletionMessage, content, STRING,
                   TASKINGAI_FIELD_WRITABLE | TASKINGAI_FIELD_NULLED),
  TASKINGAI_FIELD (TaskingAIChatCompletionMessage, id, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD_OF (TaskingAIChatCompletionMessage, function_calls, LIST,
                      TASKINGAI_FIELD_WRITABLE, taskingai_function_call_get_type),
};

static void
taskingai_chat_completion_message_class_init (TaskingAIChatCompletionMessageClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_chat_completion_message_init (TaskingAIChatCompletionMessage *self)
{
}

/* Without going by property names, which would take as long as writing the message out. */
static TaskingAIChatCompletionMessage *
message_new (TaskingAIRole role, const char *content)
{
  TaskingAIChatCompletionMessage *self =
      g_object_new (TASKINGAI_TYPE_CHAT_COMPLETION_MESSAGE, NULL);

  taskingai_model_assign_enum (self, (int *) &self->role, role);
  taskingai_model_assign_string (self, &self->content, content);
  return self;
}

/**
 * taskingai_chat_completion_message_new_system:
 * @content: the instructions
 *
 * Makes a message with instructions for the model.
 *
 * The TaskingAI API allows one such message, at the beginning.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIChatCompletionMessage *
taskingai_chat_completion_message_new_system (const char *content)
{
  g_return_val_if_fail (content != NULL, NULL);

  return message_new (TASKINGAI_ROLE_SYSTEM, content);
}

/**
 * taskingai_chat_completion_message_new_user:
 * @content: the text
 *
 * Makes a message of the one who asks.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIChatCompletionMessage *
taskingai_chat_completion_message_new_user (const char *content)
{
  g_return_val_if_fail (content != NULL, NULL);

  return message_new (TASKINGAI_ROLE_USER, content);
}

/**
 * taskingai_chat_completion_message_new_assistant:
 * @content: (nullable): the text, or `NULL` if it only calls functions
 *
 * Makes a message of the model.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIChatCompletionMessage *
taskingai_chat_completion_message_new_assistant (const char *content)
{
  return message_new (TASKINGAI_ROLE_ASSISTANT, content);
}

/**
 * taskingai_chat_completion_message_new_function:
 * @id: the id of the function call
 * @content: the result of the function, usually JSON text
 *
 * Makes a message with the result of a function.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIChatCompletionMessage *
taskingai_chat_completion_message_new_function (const char *id, const char *content)
{
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (content != NULL, NULL);

  TaskingAIChatCompletionMessage *self = message_new (TASKINGAI_ROLE_FUNCTION, content);
  taskingai_model_assign_string (self, &self->id, id);
  return self;
}

/**
 * TaskingAIChatCompletionMessage:role:
 *
 * Who speaks.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_message_get_role:
 * @self: a message
 *
 * Gets the role.
 *
 * Returns: the role
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                         TaskingAIRole, role)

/**
 * taskingai_chat_completion_message_set_role:
 * @self: a message
 * @role: the role
 *
 * Sets the role.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                         TaskingAIRole, role, enum)

/**
 * TaskingAIChatCompletionMessage:content:
 *
 * The text of the message.
 *
 * It is `NULL` in a message that only calls functions. Images are given as Markdown in the text.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_message_get_content:
 * @self: a message
 *
 * Gets the text.
 *
 * Returns: (transfer none) (nullable): the text, or `NULL` if there is none
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                         const char *, content)

/**
 * taskingai_chat_completion_message_set_content:
 * @self: a message
 * @content: (nullable): the text, or `NULL` to unset it
 *
 * Sets the text.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                         const char *, content, string)

/**
 * TaskingAIChatCompletionMessage:id:
 *
 * The id of the function call that the message answers.
 *
 * Only messages of [enum@TaskingAI.Role.FUNCTION] have one.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_message_get_id:
 * @self: a message
 *
 * Gets the id of the function call.
 *
 * Returns: (transfer none) (nullable): the id of the function call, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                         const char *, id)

/**
 * taskingai_chat_completion_message_set_id:
 * @self: a message
 * @id: (nullable): the id of the function call, or `NULL` to unset it
 *
 * Sets the id of the function call.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                         const char *, id, string)

/**
 * taskingai_chat_completion_message_get_function_calls:
 * @self: a message
 *
 * Gets the function calls that the model asks for.
 *
 * Returns: (transfer container) (element-type TaskingAIFunctionCall): the function calls that the
 *   model asks for, in a new array
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_GETTER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                              function_calls)

/**
 * taskingai_chat_completion_message_add_function_call:
 * @self: a message
 * @function_call: a function call
 *
 * Appends a function call to the function calls that the model asks for.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_ADDER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                             TaskingAIFunctionCall, function_calls, function_call)

/**
 * taskingai_chat_completion_message_set_function_calls:
 * @self: a message
 * @function_calls: (nullable) (element-type TaskingAIFunctionCall): the function calls that the
 *   model asks for, or `NULL` to unset them
 *
 * Sets the function calls that the model asks for.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionMessage, taskingai_chat_completion_message,
                         GPtrArray *, function_calls, list)
