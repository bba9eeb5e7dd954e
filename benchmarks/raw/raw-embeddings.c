/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-client.h"
#include "raw-values.h"

static void
embeddings_done (void *user_data, const char *body, size_t length, const char *error)
{
  json_object *document;
  json_object *data = raw_client_parse (user_data, body, length, error, &document);
  RawEmbeddings embeddings;

  raw_embeddings_read (&embeddings, data);
  json_object_put (document);
  raw_embeddings_clear (&embeddings);
  bench_slot_done (user_data, embeddings.numbers);
}

void
raw_embeddings (BenchSlot *slot)
{
  json_object *body = json_object_new_object ();
  json_object *input = json_object_new_array ();

  for (int i = 0; i < BENCH_INPUTS; i++)
    json_object_array_add (input, json_object_new_string (slot->options->text));
  json_object_object_add (body, "model_id", json_object_new_string (BENCH_EMBEDDING_MODEL_ID));
  json_object_object_add (body, "input", input);
  raw_client_post (slot, "/v1/inference/text_embedding", body, NULL, embeddings_done);
}
