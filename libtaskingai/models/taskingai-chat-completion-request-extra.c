/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-chat-completion-request-extra.h"

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
  taskingai_chat_completion_request_add_message (self, message);
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
  taskingai_chat_completion_request_add_message (self, message);
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
  taskingai_chat_completion_request_add_message (self, message);
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
  taskingai_chat_completion_request_add_message (self, message);
}
