/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-chat-completion-request.h"

G_BEGIN_DECLS

/* Whether the answer comes in pieces: the service's choice, by the method that is called. */
void taskingai_chat_completion_request_set_stream (TaskingAIChatCompletionRequest *self,
                                                   gboolean stream);

G_END_DECLS
