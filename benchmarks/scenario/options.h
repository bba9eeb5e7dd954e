/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* What a run is asked to do, from the command line; equal for all clients. */

typedef enum {
  BENCH_GET,        /* one assistant */
  BENCH_CHAT,       /* one chat completion, whole */
  BENCH_EMBEDDINGS, /* BENCH_INPUTS vectors */
  BENCH_LIST_ALL,   /* every assistant, page by page */
  BENCH_STREAM,     /* one chat completion, chunk by chunk */
} BenchKind;

#define BENCH_API_KEY "tkBenchmarkOnly0123456789abcdefgh"
#define BENCH_ASSISTANT_ID "X5lMBenchmarkItem0000000"
#define BENCH_CHAT_MODEL_ID "TpKq3vXa"
#define BENCH_EMBEDDING_MODEL_ID "TpEm8dRz"
#define BENCH_SYSTEM_TEXT "You are the guide of a harbour museum. Answer in two sentences."
#define BENCH_PAGE_LIMIT 100
#define BENCH_ITEMS 10000
#define BENCH_INPUTS 16
#define BENCH_DIMENSIONS 1536

typedef struct {
  BenchKind kind;
  const char *scenario;
  const char *host;    /* without the /v1 */
  const char *ca_file; /* NULL: the system's */
  int concurrency;
  long requests; /* operations in all, after the warm-up */
  long warmup;
  int events; /* chunks of one stream */
  int spacing_ms;
  int digits;
  char text[64]; /* the user's message, or each embedding input: tells the server what to answer */
} BenchOptions;

/* Ends the program with a usage message when the command line makes no sense. */
void bench_options_parse (BenchOptions *self, int argc, char **argv);
