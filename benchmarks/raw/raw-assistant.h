/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "raw-json.h"

/* An assistant as a plain C program would hold it: every string its own. */

typedef struct {
  char *type;
  char *id;
} RawRef;

typedef struct {
  char *assistant_id;
  char *model_id;
  char *name;
  char *description;
  char **prompts;
  size_t prompt_count;
  char *memory_type;
  int64_t max_messages;
  int64_t max_tokens;
  RawRef *tools;
  size_t tool_count;
  RawRef *retrievals;
  size_t retrieval_count;
  char *method;
  int64_t top_k;
  int64_t retrieval_max_tokens;
  RawRef *metadata; /* key and value */
  size_t metadata_count;
  int64_t created_timestamp;
  int64_t updated_timestamp;
} RawAssistant;

void raw_assistant_read (RawAssistant *self, json_object *object);

void raw_assistant_clear (RawAssistant *self);
