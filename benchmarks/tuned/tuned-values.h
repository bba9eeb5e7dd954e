/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "raw-assistant.h"
#include "raw-stream.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* The answers as structs. Each function reads a whole answer and is false when it is not what it
 * should be; what it has filled is to be cleared all the same. */

typedef struct {
  RawAssistant *data;
  size_t count;
  gboolean has_more;
} TunedPage;

typedef struct {
  char *finish_reason;
  char *role;
  char *content;
  int64_t input_tokens;
  int64_t output_tokens;
  int64_t created_timestamp;
} TunedChat;

typedef struct {
  double *numbers;
  size_t count;
} TunedVector;

typedef struct {
  TunedVector *data;
  size_t count;
} TunedVectors;

bool tuned_read_assistant (RawAssistant *self, const char *text, size_t length);

bool tuned_read_page (TunedPage *self, const char *text, size_t length);
void tuned_page_clear (TunedPage *self);

bool tuned_read_chat (TunedChat *self, const char *text, size_t length);
void tuned_chat_clear (TunedChat *self);

bool tuned_read_vectors (TunedVectors *self, const char *text, size_t length);
void tuned_vectors_clear (TunedVectors *self);

/* A RawEventFunc. */
void tuned_read_event (RawStream *stream, const char *text, size_t length, RawChunkFunc func,
                       void *user_data);
