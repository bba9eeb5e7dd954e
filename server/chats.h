/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Chats with an assistant, and their memory. */

#pragma once

#include "request.h"

/* NULL: the assistant has no such chat, and the request is answered. */
json_object *chats_find (Request *request, const char *assistant_id, const char *chat_id);
/* The same by the path's first two parameters, which are checked. */
json_object *chats_find_by_path (Request *request);
/* Takes @memory. */
gboolean chats_remember (Store *store, json_object *chat, json_object *memory);

void chats_list (Request *request);
void chats_create (Request *request);
void chats_get (Request *request);
void chats_update (Request *request);
void chats_delete (Request *request);
void chats_clean_context (Request *request);
