/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-assistant.h"

#include <stdlib.h>
#include <string.h>

static char **
read_strings (json_object *object, const char *name, size_t *count)
{
  json_object *array = raw_json_array (object, name, count);
  char **strings = calloc (*count + 1, sizeof *strings);

  for (size_t i = 0; i < *count; i++)
    strings[i] = strdup (json_object_get_string (json_object_array_get_idx (array, i)));
  return strings;
}

static RawRef *
read_refs (json_object *object, const char *name, size_t *count)
{
  json_object *array = raw_json_array (object, name, count);
  RawRef *refs = calloc (*count + 1, sizeof *refs);

  for (size_t i = 0; i < *count; i++)
    {
      json_object *ref = json_object_array_get_idx (array, i);

      refs[i].type = raw_json_string (ref, "type");
      refs[i].id = raw_json_string (ref, "id");
    }
  return refs;
}

static RawRef *
read_metadata (json_object *object, size_t *count)
{
  json_object *metadata = raw_json_member (object, "metadata");
  RawRef *entries = calloc ((size_t) json_object_object_length (metadata) + 1, sizeof *entries);

  *count = 0;
  json_object_object_foreach (metadata, key, value)
  {
    entries[*count].type = strdup (key);
    entries[(*count)++].id = strdup (json_object_get_string (value));
  }
  return entries;
}

void
raw_assistant_read (RawAssistant *self, json_object *object)
{
  json_object *memory = raw_json_member (object, "memory");
  json_object *retrieval_configs = raw_json_member (object, "retrieval_configs");

  self->assistant_id = raw_json_string (object, "assistant_id");
  self->model_id = raw_json_string (object, "model_id");
  self->name = raw_json_string (object, "name");
  self->description = raw_json_string (object, "description");
  self->prompts = read_strings (object, "system_prompt_template", &self->prompt_count);
  self->memory_type = raw_json_string (memory, "type");
  self->max_messages = raw_json_int (memory, "max_messages");
  self->max_tokens = raw_json_int (memory, "max_tokens");
  self->tools = read_refs (object, "tools", &self->tool_count);
  self->retrievals = read_refs (object, "retrievals", &self->retrieval_count);
  self->method = raw_json_string (retrieval_configs, "method");
  self->top_k = raw_json_int (retrieval_configs, "top_k");
  self->retrieval_max_tokens = raw_json_int (retrieval_configs, "max_tokens");
  self->metadata = read_metadata (object, &self->metadata_count);
  self->created_timestamp = raw_json_int (object, "created_timestamp");
  self->updated_timestamp = raw_json_int (object, "updated_timestamp");
}

static void
free_refs (RawRef *refs, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      free (refs[i].type);
      free (refs[i].id);
    }
  free (refs);
}

void
raw_assistant_clear (RawAssistant *self)
{
  for (size_t i = 0; i < self->prompt_count; i++)
    free (self->prompts[i]);
  free (self->prompts);
  free_refs (self->tools, self->tool_count);
  free_refs (self->retrievals, self->retrieval_count);
  free_refs (self->metadata, self->metadata_count);
  free (self->method);
  free (self->memory_type);
  free (self->description);
  free (self->name);
  free (self->model_id);
  free (self->assistant_id);
}
