/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-message-extra.h"

#include "models/taskingai-model-private.h"

static TaskingAIMessage *
message_new (TaskingAIRole role, const char *text)
{
  TaskingAIMessage *self = taskingai_message_new ();
  g_autoptr (TaskingAIMessageContent) content = taskingai_message_content_new (text);
  taskingai_message_set_role (self, role);
  taskingai_message_set_content (self, content);
  return self;
}

/**
 * taskingai_message_new_user:
 * @text: what the user says
 *
 * Makes a message of the user.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIMessage *
taskingai_message_new_user (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return message_new (TASKINGAI_ROLE_USER, text);
}

/**
 * taskingai_message_new_assistant:
 * @text: what the assistant says
 *
 * Makes a message of the assistant, such as a greeting.
 *
 * Returns: (transfer full): a new object
 *
 * Since: 1.0
 */
TaskingAIMessage *
taskingai_message_new_assistant (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return message_new (TASKINGAI_ROLE_ASSISTANT, text);
}

/**
 * taskingai_message_get_text:
 * @self: a message
 *
 * Gets the text of the content.
 *
 * Returns: (transfer none) (nullable): the text, or `NULL` if there is none
 *
 * Since: 1.0
 */
const char *
taskingai_message_get_text (TaskingAIMessage *self)
{
  g_return_val_if_fail (TASKINGAI_IS_MESSAGE (self), NULL);
  return taskingai_model_peek_text (TASKINGAI_MODEL (self), "content", "text");
}
