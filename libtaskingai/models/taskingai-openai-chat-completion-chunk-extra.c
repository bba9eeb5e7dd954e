/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-openai-chat-completion-chunk-extra.h"

/**
 * taskingai_openai_chat_completion_chunk_get_delta:
 * @self: a chunk
 *
 * Gets the text of the first choice.
 *
 * Returns: (transfer none) (nullable): the text, or `NULL` if there is none
 *
 * Since: 1.0
 */
const char *
taskingai_openai_chat_completion_chunk_get_delta (TaskingAIOpenaiChatCompletionChunk *self)
{
  g_return_val_if_fail (TASKINGAI_IS_OPENAI_CHAT_COMPLETION_CHUNK (self), NULL);
  g_autoptr (GPtrArray) choices = taskingai_openai_chat_completion_chunk_get_choices (self);
  if (choices->len == 0)
    return NULL;
  TaskingAIOpenaiMessage *delta = taskingai_openai_choice_get_delta (choices->pdata[0]);
  return delta != NULL ? taskingai_openai_message_get_content (delta) : NULL;
}
