/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-chat-completion-extra.h"

#include "models/taskingai-model-private.h"

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

  return taskingai_model_peek_text (TASKINGAI_MODEL (self), "message", "content");
}
