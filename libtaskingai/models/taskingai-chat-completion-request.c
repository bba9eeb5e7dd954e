/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-chat-completion-request.h"

#include "models/taskingai-chat-completion-request-private.h"
#include "models/taskingai-model-accessors-private.h"

/**
 * TaskingAIChatCompletionRequest:
 *
 * What a model, or an assistant without a chat, is asked.
 *
 * Nothing of it is stored by the server.
 *
 * Since: 1.0
 */

struct _TaskingAIChatCompletionRequest {
  TaskingAIModel parent_instance;

  char *model_id;
  GPtrArray *messages;
  TaskingAIChatCompletionConfigs *configs;
  char *function_call;
  GPtrArray *functions;
  gboolean stream;
};

G_DEFINE_FINAL_TYPE (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                     TASKINGAI_TYPE_MODEL)

static const TaskingAIField fields[] = {
  TASKINGAI_FIELD (TaskingAIChatCompletionRequest, model_id, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD_OF (TaskingAIChatCompletionRequest, messages, LIST, TASKINGAI_FIELD_WRITABLE,
                      taskingai_chat_completion_message_get_type),
  TASKINGAI_FIELD_OF (TaskingAIChatCompletionRequest, configs, OBJECT, TASKINGAI_FIELD_WRITABLE,
                      taskingai_chat_completion_configs_get_type),
  TASKINGAI_FIELD (TaskingAIChatCompletionRequest, function_call, STRING, TASKINGAI_FIELD_WRITABLE),
  TASKINGAI_FIELD_OF (TaskingAIChatCompletionRequest, functions, LIST, TASKINGAI_FIELD_WRITABLE,
                      taskingai_chat_completion_function_get_type),
  TASKINGAI_FIELD (TaskingAIChatCompletionRequest, stream, BOOLEAN,
                   TASKINGAI_FIELD_WRITABLE | TASKINGAI_FIELD_HIDDEN),
};

static void
taskingai_chat_completion_request_class_init (TaskingAIChatCompletionRequestClass *klass)
{
  taskingai_model_class_install (TASKINGAI_MODEL_CLASS (klass), NULL, fields,
                                 G_N_ELEMENTS (fields));
}

static void
taskingai_chat_completion_request_init (TaskingAIChatCompletionRequest *self)
{
}

/**
 * taskingai_chat_completion_request_new:
 * @model_id: (nullable): the id of a chat completion model or assistant
 *
 * Makes a request without messages.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIChatCompletionRequest *
taskingai_chat_completion_request_new (const char *model_id)
{
  TaskingAIChatCompletionRequest *self =
      g_object_new (TASKINGAI_TYPE_CHAT_COMPLETION_REQUEST, NULL);

  taskingai_model_assign_string (self, &self->model_id, model_id);
  return self;
}

/**
 * TaskingAIChatCompletionRequest:model-id:
 *
 * The id of what answers: a chat completion model, or an assistant.
 *
 * The TaskingAI API tells them apart by length: 8 characters for a model, 24 for an assistant.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_request_get_model_id:
 * @self: a request
 *
 * Gets the id of the model or assistant.
 *
 * Returns: (transfer none) (nullable): the id of the model or assistant, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                         const char *, model_id)

/**
 * taskingai_chat_completion_request_set_model_id:
 * @self: a request
 * @model_id: (nullable): the id of the model or assistant, or `NULL` to unset it
 *
 * Sets the id of the model or assistant.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                         const char *, model_id, string)

/**
 * taskingai_chat_completion_request_get_messages:
 * @self: a request
 *
 * Gets the messages.
 *
 * The TaskingAI API demands at least one with a text. A system message comes first; every function
 * call is followed by its answer.
 *
 * Returns: (transfer container) (element-type TaskingAIChatCompletionMessage): the messages, in a
 *   new array
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_GETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                              messages)

/**
 * taskingai_chat_completion_request_add_message:
 * @self: a request
 * @message: a message
 *
 * Appends a message to the messages.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_ADDER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                             TaskingAIChatCompletionMessage, messages, message)

/**
 * taskingai_chat_completion_request_set_messages:
 * @self: a request
 * @messages: (nullable) (element-type TaskingAIChatCompletionMessage): the messages, or `NULL` to
 *   unset them
 *
 * Sets the messages.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                         GPtrArray *, messages, list)

/**
 * taskingai_chat_completion_request_add_system_message:
 * @self: a request
 * @content: the instructions
 *
 * Appends instructions for the model.
 *
 * Since: 1.0
 */
void
taskingai_chat_completion_request_add_system_message (TaskingAIChatCompletionRequest *self,
                                                      const char *content)
{
  g_autoptr (TaskingAIChatCompletionMessage) message = NULL;

  g_return_if_fail (TASKINGAI_IS_CHAT_COMPLETION_REQUEST (self));
  g_return_if_fail (content != NULL);

  message = taskingai_chat_completion_message_new_system (content);
  taskingai_model_append_to_list (self, &self->messages, message);
}

/**
 * taskingai_chat_completion_request_add_user_message:
 * @self: a request
 * @content: the text
 *
 * Appends a message of the one who asks.
 *
 * Since: 1.0
 */
void
taskingai_chat_completion_request_add_user_message (TaskingAIChatCompletionRequest *self,
                                                    const char *content)
{
  g_autoptr (TaskingAIChatCompletionMessage) message = NULL;

  g_return_if_fail (TASKINGAI_IS_CHAT_COMPLETION_REQUEST (self));
  g_return_if_fail (content != NULL);

  message = taskingai_chat_completion_message_new_user (content);
  taskingai_model_append_to_list (self, &self->messages, message);
}

/**
 * taskingai_chat_completion_request_add_assistant_message:
 * @self: a request
 * @content: the text
 *
 * Appends an earlier answer of the model.
 *
 * Since: 1.0
 */
void
taskingai_chat_completion_request_add_assistant_message (TaskingAIChatCompletionRequest *self,
                                                         const char *content)
{
  g_autoptr (TaskingAIChatCompletionMessage) message = NULL;

  g_return_if_fail (TASKINGAI_IS_CHAT_COMPLETION_REQUEST (self));
  g_return_if_fail (content != NULL);

  message = taskingai_chat_completion_message_new_assistant (content);
  taskingai_model_append_to_list (self, &self->messages, message);
}

/**
 * taskingai_chat_completion_request_add_function_message:
 * @self: a request
 * @id: the id of the function call
 * @content: the result of the function, usually JSON text
 *
 * Appends the result of a function.
 *
 * Since: 1.0
 */
void
taskingai_chat_completion_request_add_function_message (TaskingAIChatCompletionRequest *self,
                                                        const char *id, const char *content)
{
  g_autoptr (TaskingAIChatCompletionMessage) message = NULL;

  g_return_if_fail (TASKINGAI_IS_CHAT_COMPLETION_REQUEST (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (content != NULL);

  message = taskingai_chat_completion_message_new_function (id, content);
  taskingai_model_append_to_list (self, &self->messages, message);
}

/**
 * TaskingAIChatCompletionRequest:configs:
 *
 * Sampling settings, which assistants ignore.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_request_get_configs:
 * @self: a request
 *
 * Gets the settings.
 *
 * Returns: (transfer none) (nullable): the settings, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                         TaskingAIChatCompletionConfigs *, configs)

/**
 * taskingai_chat_completion_request_set_configs:
 * @self: a request
 * @configs: (nullable): the settings, or `NULL` to unset it
 *
 * Sets the settings.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                         TaskingAIChatCompletionConfigs *, configs, object)

/**
 * TaskingAIChatCompletionRequest:function-call:
 *
 * Whether functions are called: `auto`, `none`, or the name of one; assistants ignore it.
 *
 * Since: 1.0
 */

/**
 * taskingai_chat_completion_request_get_function_call:
 * @self: a request
 *
 * Gets whether functions are called.
 *
 * Returns: (transfer none) (nullable): a word or a name, or `NULL` if it is not set
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_GETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                         const char *, function_call)

/**
 * taskingai_chat_completion_request_set_function_call:
 * @self: a request
 * @function_call: (nullable): whether functions are called, or `NULL` to unset it
 *
 * Sets whether functions are called.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                         const char *, function_call, string)

/**
 * taskingai_chat_completion_request_get_functions:
 * @self: a request
 *
 * Gets the functions that the model may ask for.
 *
 * Returns: (transfer container) (element-type TaskingAIChatCompletionFunction): the functions that
 *   the model may ask for, in a new array
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_GETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                              functions)

/**
 * taskingai_chat_completion_request_add_function:
 * @self: a request
 * @function: a function
 *
 * Appends a function to the functions that the model may ask for.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_LIST_ADDER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                             TaskingAIChatCompletionFunction, functions, function)

/**
 * taskingai_chat_completion_request_set_functions:
 * @self: a request
 * @functions: (nullable) (element-type TaskingAIChatCompletionFunction): the functions that the
 *   model may ask for, or `NULL` to unset them
 *
 * Sets the functions that the model may ask for.
 *
 * Since: 1.0
 */
TASKINGAI_DEFINE_SETTER (TaskingAIChatCompletionRequest, taskingai_chat_completion_request,
                         GPtrArray *, functions, list)

void
taskingai_chat_completion_request_set_stream (TaskingAIChatCompletionRequest *self, gboolean stream)
{
  taskingai_model_assign_boolean (self, &self->stream, stream);
}
