/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What is possible at most with libcurl: the base, with every trick of transport that is known to
 * help, and typed reading in place of json-c. No objects, no main loop, no error messages. */

#include "raw-client.h"
#include "tuned-calls.h"
#include "tuned-values.h"

static void *
tuned_open (const BenchOptions *options)
{
  return raw_client_open (options, tuned_read_event);
}

static void
tuned_start (BenchSlot *slot)
{
  switch (slot->options->kind)
    {
    case BENCH_GET:
      tuned_get (slot);
      break;
    case BENCH_CHAT:
      tuned_chat (slot);
      break;
    case BENCH_EMBEDDINGS:
      tuned_embeddings (slot);
      break;
    case BENCH_LIST_ALL:
      tuned_list_all (slot);
      break;
    case BENCH_STREAM:
      tuned_chat_stream (slot);
      break;
    }
}

int
main (int argc, char **argv)
{
  static const BenchClient client = { "tuned", tuned_open, tuned_start, raw_client_turn,
                                      raw_client_close };

  return bench_main (argc, argv, &client);
}
