/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An assistant answering a list of messages without a chat. Nothing is stored. */

#pragma once

#include "chat-reply.h"

extern const ChatDialect assistant_dialect;

/* For dialects of their own: how a failure of an assistant is told. */
void assistant_run_refuse (ChatReply *reply, const char *message);
json_object *assistant_run_failure (ChatReply *reply, const char *message);

/* Takes @context. */
void assistant_run (Request *request, const char *assistant_id, json_object *body,
                    const ChatDialect *dialect, gpointer context, GDestroyNotify free_context);
