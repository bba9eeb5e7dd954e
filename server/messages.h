/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The messages of a chat: all that was said, remembered or not. */

#pragma once

#include "memory.h"
#include "request.h"

#define MESSAGE_KIND "message"

/* Not stored yet. @metadata is taken, and may be NULL. */
json_object *messages_new (json_object *chat, const char *role, const char *text,
                           json_object *metadata);
gboolean messages_save (Store *store, json_object *message);

void messages_list (Request *request);
void messages_create (Request *request);
void messages_get (Request *request);
void messages_update (Request *request);
void messages_delete (Request *request);
