/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The base of all comparisons. */

#include "raw-client.h"

#include <stdlib.h>

static void *
raw_open (const BenchOptions *options)
{
  RawClient *self = calloc (1, sizeof *self);

  self->net = raw_net_new (options->host, BENCH_API_KEY, options->ca_file, options->concurrency);
  self->callers = calloc ((size_t) options->concurrency + 1, sizeof *self->callers);
  self->caller_count = options->concurrency;
  return self;
}

static void
raw_start (BenchSlot *slot)
{
  switch (slot->options->kind)
    {
    case BENCH_GET:
      raw_get (slot);
      break;
    case BENCH_CHAT:
      raw_chat (slot);
      break;
    case BENCH_EMBEDDINGS:
      raw_embeddings (slot);
      break;
    case BENCH_LIST_ALL:
      raw_list_all (slot);
      break;
    case BENCH_STREAM:
      raw_chat_stream (slot);
      break;
    }
}

static void
raw_turn (void *client)
{
  raw_net_turn (((RawClient *) client)->net);
}

static void
raw_close (void *client)
{
  RawClient *self = client;

  for (int i = 0; i < self->caller_count; i++)
    raw_stream_clear (&self->callers[i].stream);
  raw_net_free (self->net);
  raw_json_finish ();
  free (self->callers);
  free (self);
}

int
main (int argc, char **argv)
{
  static const BenchClient client = { "raw", raw_open, raw_start, raw_turn, raw_close };

  return bench_main (argc, argv, &client);
}
