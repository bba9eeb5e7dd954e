/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-values.h"

#include <stdlib.h>

void
raw_chat_read (RawChat *self, json_object *data)
{
  json_object *message = raw_json_member (data, "message");
  json_object *usage = raw_json_member (data, "usage");

  self->finish_reason = raw_json_string (data, "finish_reason");
  self->role = raw_json_string (message, "role");
  self->content = raw_json_string (message, "content");
  self->input_tokens = raw_json_int (usage, "input_tokens");
  self->output_tokens = raw_json_int (usage, "output_tokens");
  self->created_timestamp = raw_json_int (data, "created_timestamp");
}

void
raw_chat_clear (RawChat *self)
{
  free (self->content);
  free (self->role);
  free (self->finish_reason);
}

void
raw_chunk_read (RawChunk *self, json_object *object)
{
  self->role = raw_json_string (object, "role");
  self->delta = raw_json_string (object, "delta");
  self->index = raw_json_int (object, "index");
  self->created_timestamp = raw_json_int (object, "created_timestamp");
}

void
raw_chunk_clear (RawChunk *self)
{
  free (self->role);
  free (self->delta);
}

void
raw_page_read (RawPage *self, json_object *data)
{
  self->count = json_object_array_length (data);
  self->items = calloc (self->count + 1, sizeof *self->items);
  for (size_t i = 0; i < self->count; i++)
    raw_assistant_read (&self->items[i], json_object_array_get_idx (data, i));
}

void
raw_page_clear (RawPage *self)
{
  for (size_t i = 0; i < self->count; i++)
    raw_assistant_clear (&self->items[i]);
  free (self->items);
}

static double *
read_vector (json_object *entry, size_t *length)
{
  json_object *array = raw_json_array (entry, "embedding", length);
  double *vector = malloc (*length * sizeof *vector);

  for (size_t i = 0; i < *length; i++)
    vector[i] = json_object_get_double (json_object_array_get_idx (array, i));
  return vector;
}

void
raw_embeddings_read (RawEmbeddings *self, json_object *data)
{
  self->count = json_object_array_length (data);
  self->vectors = calloc (self->count + 1, sizeof *self->vectors);
  self->numbers = 0;
  for (size_t i = 0; i < self->count; i++)
    {
      size_t dimensions;

      self->vectors[i] = read_vector (json_object_array_get_idx (data, i), &dimensions);
      self->numbers += (long) dimensions;
    }
}

void
raw_embeddings_clear (RawEmbeddings *self)
{
  for (size_t i = 0; i < self->count; i++)
    free (self->vectors[i]);
  free (self->vectors);
}
