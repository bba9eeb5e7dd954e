/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "raw-values.h"

#include <stdbool.h>
#include <stddef.h>

/* A streamed chat completion: bytes in, typed chunks out. */

typedef void (*RawChunkFunc) (void *user_data, const RawChunk *chunk);

typedef struct RawStream RawStream;

/* Reads one event's JSON: tells FUNC of a chunk, or notes the final object's content. */
typedef void (*RawEventFunc) (RawStream *stream, const char *text, size_t length, RawChunkFunc func,
                              void *user_data);

struct RawStream {
  RawEventFunc read_event; /* to be set before the first feed */
  char *rest;              /* the start of an event that has not all arrived */
  size_t length;
  size_t size;
  char *content; /* of the final object */
  bool done;
  bool malformed;
};

void raw_stream_feed (RawStream *self, const char *data, size_t length, RawChunkFunc func,
                      void *user_data);

/* Ready for the next stream; keeps the buffer. */
void raw_stream_reset (RawStream *self);

void raw_stream_clear (RawStream *self);
