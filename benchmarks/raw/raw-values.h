/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "raw-assistant.h"

/* The other answers as a plain C program would hold them. */

typedef struct {
  char *finish_reason;
  char *role;
  char *content;
  int64_t input_tokens;
  int64_t output_tokens;
  int64_t created_timestamp;
} RawChat;

void raw_chat_read (RawChat *self, json_object *data);

void raw_chat_clear (RawChat *self);

typedef struct {
  char *role;
  char *delta;
  int64_t index;
  int64_t created_timestamp;
} RawChunk;

void raw_chunk_read (RawChunk *self, json_object *object);

void raw_chunk_clear (RawChunk *self);

typedef struct {
  RawAssistant *items;
  size_t count;
} RawPage;

void raw_page_read (RawPage *self, json_object *data);

void raw_page_clear (RawPage *self);

typedef struct {
  double **vectors;
  size_t count;
  long numbers; /* of all vectors */
} RawEmbeddings;

void raw_embeddings_read (RawEmbeddings *self, json_object *data);

void raw_embeddings_clear (RawEmbeddings *self);
