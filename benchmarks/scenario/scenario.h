/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "options.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The scenarios, driven alike for every client: so many callers, each starting its next operation
 * from within the end of its last one, until all are done. A client brings four functions, does the
 * whole job of each operation (HTTP, JSON, values with their own strings, freeing them) and tells
 * how much it got, so that a run with wrong answers is no result. */

typedef struct BenchRun BenchRun;

typedef struct {
  BenchRun *run;
  const BenchOptions *options;
  void *client; /* what open () returned */
  int index;    /* below the concurrency: where the client may keep what is this caller's */
  int64_t started_ns;
  long done_before; /* of all callers, when this one started */
  long chunks;
  bool starting;
  bool finished;
} BenchSlot;

typedef struct {
  const char *name;
  void *(*open) (const BenchOptions *options);
  void (*start) (BenchSlot *slot); /* begins one operation; a blocking client also ends it here */
  void (*turn) (void *client);     /* waits for something to happen and delivers it */
  void (*close) (void *client);
} BenchClient;

/* The operation is over. AMOUNT: 1 for get and chat, numbers for embeddings, items for list-all,
 * chunks for stream. */
void bench_slot_done (BenchSlot *slot, long amount);

/* A stream's chunk has arrived; CREATED_TIMESTAMP is its member of that name. */
void bench_slot_chunk (BenchSlot *slot, int64_t created_timestamp);

_Noreturn void bench_slot_fail (BenchSlot *slot, const char *message);

int bench_main (int argc, char **argv, const BenchClient *client);
