/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What an assistant remembers of a chat, as a JSON object kept within the chat. */

#pragma once

#include "json.h"

typedef enum {
  MEMORY_OK,
  MEMORY_FULL,
  MEMORY_BROKEN, /* a window without a token limit, with --quirks */
} MemoryResult;

/* An empty one, by the settings of an assistant. */
json_object *memory_new (json_object *settings);
/* The memory with one message more; NULL and @result tell why not. */
json_object *memory_append (json_object *memory, const char *role, const char *text,
                            gboolean quirks, MemoryResult *result);
void memory_clear (json_object *memory);
/* What forbids an answer now, or NULL. */
const char *memory_complaint (json_object *memory);
/* The messages as a model gets them. */
json_object *memory_dialogue (json_object *memory);
const char *memory_result_text (MemoryResult result);
