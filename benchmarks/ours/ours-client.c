/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ours.h"

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer loaded)
{
  TaskingAIAssistant *assistant =
      taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (source), result, NULL);

  g_clear_object (&assistant);
  *(bool *) loaded = true;
}

/* A process loads its TLS library once. raw does so when it opens, this library with its first call:
 * by this one, so that streams that begin cold do not count it as theirs. */
static void
load (OursClient *self)
{
  bool loaded = false;

  taskingai_assistants_get_async (self->assistants, BENCH_ASSISTANT_ID, NULL, on_loaded, &loaded);
  while (!loaded)
    ours_turn (self);
}

void *
ours_open (const BenchOptions *options)
{
  OursClient *self = g_new0 (OursClient, 1);

  self->client = taskingai_client_new ();
  taskingai_client_set_host (self->client, options->host);
  taskingai_client_set_api_key (self->client, BENCH_API_KEY);
  if (options->ca_file != NULL)
    taskingai_client_set_ca_file (self->client, options->ca_file);
  self->assistants = taskingai_client_get_assistants (self->client);
  self->inference = taskingai_client_get_inference (self->client);
  self->items = g_new0 (long, options->concurrency);
  if (options->kind == BENCH_STREAM && options->warmup == 0)
    load (self);
  return self;
}

void
ours_start (BenchSlot *slot)
{
  switch (slot->options->kind)
    {
    case BENCH_GET:
      ours_get (slot);
      break;
    case BENCH_CHAT:
      ours_chat (slot);
      break;
    case BENCH_EMBEDDINGS:
      ours_embeddings (slot);
      break;
    case BENCH_LIST_ALL:
      ours_list_all (slot);
      break;
    case BENCH_STREAM:
      ours_stream (slot);
      break;
    }
}

void
ours_turn (void *client)
{
  (void) client;
  g_main_context_iteration (NULL, TRUE);
}

void
ours_close (void *client)
{
  OursClient *self = client;

  g_object_unref (self->client);
  g_free (self->items);
  g_free (self);
}
