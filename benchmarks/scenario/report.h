/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

/* The result of one run: one line of JSON on standard output, the same for every client, read by
 * run.py. What a scenario does not have is NAN here and null there. */

typedef struct {
  const char *scenario;
  const char *client;
  int concurrency;
  int events;
  int spacing_ms;
  long ops;
  double seconds;
  double ops_per_s;
  double p50_us; /* of one operation, from its start to its value in the caller's hands */
  double p99_us;
  long overtaken; /* the most operations of others that were done while one was under way */
  double cpu_us_per_op;
  double chunks_per_s;
  double cpu_us_per_chunk;
  double first_p50_us; /* from the start of a stream to its first chunk */
  double first_p99_us;
  double lag_p50_us; /* from the server's write of a chunk to its callback */
  double lag_p99_us;
  long rss_kb;
  double rss_per_stream_kb;
} Report;

void report_print (const Report *self);
