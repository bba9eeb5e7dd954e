/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-chat-completion.h"

G_BEGIN_DECLS

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_chat_completion_get_text (TaskingAIChatCompletion *self);

G_END_DECLS
