/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-client.h"

#include <stdlib.h>

static double *
read_vector (json_object *entry, size_t *length)
{
  json_object *array = raw_json_array (entry, "embedding", length);
  double *vector = malloc (*length * sizeof *vector);

  for (size_t i = 0; i < *length; i++)
    vector[i] = json_object_get_double (json_object_array_get_idx (array, i));
  return vector;
}

static void
embeddings_done (void *user_data, const char *body, size_t length, const char *error)
{
  json_object *document;
  json_object *data = raw_client_parse (user_data, body, length, error, &document);
  size_t count = json_object_array_length (data);
  double **vectors = calloc (count, sizeof *vectors);
  long numbers = 0;

  for (size_t i = 0; i < count; i++)
    {
      size_t dimensions;

      vectors[i] = read_vector (json_object_array_get_idx (data, i), &dimensions);
      numbers += (long) dimensions;
    }
  json_object_put (document);
  for (size_t i = 0; i < count; i++)
    free (vectors[i]);
  free (vectors);
  bench_slot_done (user_data, numbers);
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
