/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-client.h"

#include <stdlib.h>

void *
raw_client_open (const BenchOptions *options, RawEventFunc read_event)
{
  RawClient *self = calloc (1, sizeof *self);

  self->net = raw_net_new (options->host, BENCH_API_KEY, options->ca_file, options->concurrency);
  self->callers = calloc ((size_t) options->concurrency + 1, sizeof *self->callers);
  self->caller_count = options->concurrency;
  for (int i = 0; i < self->caller_count; i++)
    self->callers[i].stream.read_event = read_event;
  return self;
}

void
raw_client_turn (void *client)
{
  raw_net_turn (((RawClient *) client)->net);
}

void
raw_client_close (void *client)
{
  RawClient *self = client;

  for (int i = 0; i < self->caller_count; i++)
    raw_stream_clear (&self->callers[i].stream);
  raw_net_free (self->net);
  raw_json_finish ();
  free (self->callers);
  free (self);
}

RawCaller *
raw_client_caller (BenchSlot *slot)
{
  return &((RawClient *) slot->client)->callers[slot->index];
}

void
raw_client_send (BenchSlot *slot, const char *path, RawDone done)
{
  raw_net_start (((RawClient *) slot->client)->net, path, NULL, 0, NULL, done, slot);
}

void
raw_client_post (BenchSlot *slot, const char *path, json_object *body, RawData data, RawDone done)
{
  RawClient *client = slot->client;
  size_t length;
  const char *text = json_object_to_json_string_length (body, JSON_C_TO_STRING_PLAIN, &length);

  raw_net_start (client->net, path, text, length, data, done, slot);
  json_object_put (body);
}

json_object *
raw_client_parse (BenchSlot *slot, const char *body, size_t length, const char *error,
                  json_object **document)
{
  json_object *data;

  if (error != NULL)
    bench_slot_fail (slot, error);
  *document = raw_json_parse (body, length);
  data = raw_json_member (*document, "data");
  if (data == NULL)
    bench_slot_fail (slot, "no data in the answer");
  return data;
}
