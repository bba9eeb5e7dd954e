/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-openai-chat-completion-chunk.h"

G_BEGIN_DECLS

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_openai_chat_completion_chunk_get_delta (
    TaskingAIOpenaiChatCompletionChunk *self);

G_END_DECLS
