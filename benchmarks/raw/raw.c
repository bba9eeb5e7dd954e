/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The base of all comparisons. */

#include "raw-client.h"
#include "raw-event.h"

static void *
raw_open (const BenchOptions *options)
{
  return raw_client_open (options, raw_read_event);
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

int
main (int argc, char **argv)
{
  static const BenchClient client = { "raw", raw_open, raw_start, raw_client_turn,
                                      raw_client_close };

  return bench_main (argc, argv, &client);
}
