/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-client.h"

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
