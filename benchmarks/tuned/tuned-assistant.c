/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "tuned-json.h"
#include "tuned-values.h"

#include <stdlib.h>
#include <string.h>

static bool
read_prompts (TaskingAIJsonReader *reader, void *at)
{
  RawAssistant *self = at;

  if (!taskingai_json_reader_enter_array (reader))
    return false;
  while (taskingai_json_reader_next_element (reader))
    tuned_read_string (
        reader, tuned_grow ((void **) &self->prompts, &self->prompt_count, sizeof *self->prompts));
  return true;
}

static bool
read_memory (TaskingAIJsonReader *reader, void *at)
{
  static const TunedMember members[] = {
    TUNED_MEMBER ("type", RawAssistant, memory_type, tuned_read_string),
    TUNED_MEMBER ("max_messages", RawAssistant, max_messages, tuned_read_int),
    TUNED_MEMBER ("max_tokens", RawAssistant, max_tokens, tuned_read_int),
  };

  return tuned_read_object (reader, members, G_N_ELEMENTS (members), at);
}

static bool
read_configs (TaskingAIJsonReader *reader, void *at)
{
  static const TunedMember members[] = {
    TUNED_MEMBER ("top_k", RawAssistant, top_k, tuned_read_int),
    TUNED_MEMBER ("max_tokens", RawAssistant, retrieval_max_tokens, tuned_read_int),
    TUNED_MEMBER ("method", RawAssistant, method, tuned_read_string),
  };

  return tuned_read_object (reader, members, G_N_ELEMENTS (members), at);
}

static bool
read_refs (TaskingAIJsonReader *reader, RawRef **refs, size_t *count)
{
  static const TunedMember members[] = {
    TUNED_MEMBER ("type", RawRef, type, tuned_read_string),
    TUNED_MEMBER ("id", RawRef, id, tuned_read_string),
  };

  if (!taskingai_json_reader_enter_array (reader))
    return false;
  while (taskingai_json_reader_next_element (reader))
    tuned_read_object (reader, members, G_N_ELEMENTS (members),
                       tuned_grow ((void **) refs, count, sizeof **refs));
  return true;
}

static bool
read_tools (TaskingAIJsonReader *reader, void *at)
{
  RawAssistant *self = at;

  return read_refs (reader, &self->tools, &self->tool_count);
}

static bool
read_retrievals (TaskingAIJsonReader *reader, void *at)
{
  RawAssistant *self = at;

  return read_refs (reader, &self->retrievals, &self->retrieval_count);
}

static bool
read_metadata (TaskingAIJsonReader *reader, void *at)
{
  RawAssistant *self = at;
  const char *key;
  size_t length;

  if (!taskingai_json_reader_enter_object (reader))
    return false;
  while (taskingai_json_reader_next_member (reader, &key, &length))
    {
      RawRef *entry =
          tuned_grow ((void **) &self->metadata, &self->metadata_count, sizeof *self->metadata);

      entry->type = strndup (key, length);
      tuned_read_string (reader, &entry->id);
    }
  return true;
}

static bool
read_assistant (TaskingAIJsonReader *reader, void *at)
{
  static const TunedMember members[] = {
    TUNED_MEMBER ("assistant_id", RawAssistant, assistant_id, tuned_read_string),
    TUNED_MEMBER ("model_id", RawAssistant, model_id, tuned_read_string),
    TUNED_MEMBER ("name", RawAssistant, name, tuned_read_string),
    TUNED_MEMBER ("description", RawAssistant, description, tuned_read_string),
    { "system_prompt_template", 22, 0, read_prompts },
    { "memory", 6, 0, read_memory },
    { "tools", 5, 0, read_tools },
    { "retrievals", 10, 0, read_retrievals },
    { "retrieval_configs", 17, 0, read_configs },
    { "metadata", 8, 0, read_metadata },
    TUNED_MEMBER ("created_timestamp", RawAssistant, created_timestamp, tuned_read_int),
    TUNED_MEMBER ("updated_timestamp", RawAssistant, updated_timestamp, tuned_read_int),
  };

  return tuned_read_object (reader, members, G_N_ELEMENTS (members), at);
}

static bool
read_assistants (TaskingAIJsonReader *reader, void *at)
{
  TunedPage *self = at;

  if (!taskingai_json_reader_enter_array (reader))
    return false;
  while (taskingai_json_reader_next_element (reader))
    read_assistant (reader, tuned_grow ((void **) &self->data, &self->count, sizeof *self->data));
  return true;
}

bool
tuned_read_assistant (RawAssistant *self, const char *text, size_t length)
{
  static const TunedMember members[] = { { "data", 4, 0, read_assistant } };

  memset (self, 0, sizeof *self);
  return tuned_read_document (text, length, members, G_N_ELEMENTS (members), self);
}

bool
tuned_read_page (TunedPage *self, const char *text, size_t length)
{
  static const TunedMember members[] = {
    { "data", 4, 0, read_assistants },
    TUNED_MEMBER ("has_more", TunedPage, has_more, tuned_read_bool),
  };

  memset (self, 0, sizeof *self);
  return tuned_read_document (text, length, members, G_N_ELEMENTS (members), self);
}

void
tuned_page_clear (TunedPage *self)
{
  for (size_t i = 0; i < self->count; i++)
    raw_assistant_clear (&self->data[i]);
  free (self->data);
}
