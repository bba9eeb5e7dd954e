/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "raw-json.h"
#include "raw-net.h"
#include "raw-stream.h"
#include "scenario.h"

/* The scenarios as a careful C programmer writes them with libcurl and json-c alone. */

/* What a caller keeps from one callback to the next. */
typedef struct {
  RawStream stream;
  long items;
  char after[64];
} RawCaller;

typedef struct {
  RawNet *net;
  RawCaller *callers; /* one for each slot */
  int caller_count;
} RawClient;

/* The functions of a BenchClient, but for start; streams are read by READ_EVENT. */
void *raw_client_open (const BenchOptions *options, RawEventFunc read_event);
void raw_client_turn (void *client);
void raw_client_close (void *client);

RawCaller *raw_client_caller (BenchSlot *slot);

/* Begins a request for which DONE will be called with the slot. */
void raw_client_send (BenchSlot *slot, const char *path, RawDone done);

/* The same with a body, which it takes over; DATA is NULL when the answer is no stream. */
void raw_client_post (BenchSlot *slot, const char *path, json_object *body, RawData data,
                      RawDone done);

/* The answer's data member. The document is the caller's to free. Ends the program rather than to
 * return NULL. */
json_object *raw_client_parse (BenchSlot *slot, const char *body, size_t length, const char *error,
                               json_object **document);

void raw_get (BenchSlot *slot);

void raw_list_all (BenchSlot *slot);

void raw_chat (BenchSlot *slot);

void raw_chat_stream (BenchSlot *slot);

void raw_embeddings (BenchSlot *slot);
