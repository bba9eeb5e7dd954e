/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gnome-client.h"

static void *
gnome_open (const BenchOptions *options)
{
  GnomeClient *self = g_new0 (GnomeClient, 1);

  /* By default 10 connections, 2 of them to one host. */
  self->session = soup_session_new_with_options ("max-conns", options->concurrency,
                                                 "max-conns-per-host", options->concurrency, NULL);
  self->items = g_new0 (long, options->concurrency);
  return self;
}

static void
gnome_start (BenchSlot *slot)
{
  switch (slot->options->kind)
    {
    case BENCH_GET:
      gnome_get (slot);
      break;
    case BENCH_CHAT:
      gnome_chat (slot);
      break;
    case BENCH_EMBEDDINGS:
      gnome_embeddings (slot);
      break;
    case BENCH_LIST_ALL:
      gnome_list_all (slot);
      break;
    case BENCH_STREAM:
      gnome_stream (slot);
      break;
    }
}

static void
gnome_turn (void *client)
{
  (void) client;
  g_main_context_iteration (NULL, TRUE);
}

static void
gnome_close (void *client)
{
  GnomeClient *self = client;

  g_object_unref (self->session);
  g_free (self->items);
  g_free (self);
}

int
main (int argc, char **argv)
{
  static const BenchClient client = { "libsoup", gnome_open, gnome_start, gnome_turn, gnome_close };

  return bench_main (argc, argv, &client);
}
