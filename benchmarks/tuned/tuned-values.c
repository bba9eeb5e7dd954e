/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "tuned-values.h"

#include "tuned-json.h"

#include <stdlib.h>
#include <string.h>

static bool
read_chat_message (TaskingAIJsonReader *reader, void *at)
{
  static const TunedMember members[] = {
    TUNED_MEMBER ("role", TunedChat, role, tuned_read_string),
    TUNED_MEMBER ("content", TunedChat, content, tuned_read_string),
  };

  return tuned_read_object (reader, members, G_N_ELEMENTS (members), at);
}

static bool
read_chat_usage (TaskingAIJsonReader *reader, void *at)
{
  static const TunedMember members[] = {
    TUNED_MEMBER ("input_tokens", TunedChat, input_tokens, tuned_read_int),
    TUNED_MEMBER ("output_tokens", TunedChat, output_tokens, tuned_read_int),
  };

  return tuned_read_object (reader, members, G_N_ELEMENTS (members), at);
}

static bool
read_chat_data (TaskingAIJsonReader *reader, void *at)
{
  static const TunedMember members[] = {
    TUNED_MEMBER ("finish_reason", TunedChat, finish_reason, tuned_read_string),
    { "message", 7, 0, read_chat_message },
    TUNED_MEMBER ("created_timestamp", TunedChat, created_timestamp, tuned_read_int),
    { "usage", 5, 0, read_chat_usage },
  };

  return tuned_read_object (reader, members, G_N_ELEMENTS (members), at);
}

bool
tuned_read_chat (TunedChat *self, const char *text, size_t length)
{
  static const TunedMember members[] = { { "data", 4, 0, read_chat_data } };

  memset (self, 0, sizeof *self);
  return tuned_read_document (text, length, members, G_N_ELEMENTS (members), self);
}

void
tuned_chat_clear (TunedChat *self)
{
  free (self->finish_reason);
  free (self->role);
  free (self->content);
}

static bool
read_numbers (TaskingAIJsonReader *reader, void *at)
{
  TunedVector *self = at;

  return taskingai_json_reader_read_doubles (reader, &self->numbers, &self->count);
}

static bool
read_vectors (TaskingAIJsonReader *reader, void *at)
{
  static const TunedMember members[] = { { "embedding", 9, 0, read_numbers } };
  TunedVectors *self = at;

  if (!taskingai_json_reader_enter_array (reader))
    return false;
  while (taskingai_json_reader_next_element (reader))
    tuned_read_object (reader, members, G_N_ELEMENTS (members),
                       tuned_grow ((void **) &self->data, &self->count, sizeof *self->data));
  return true;
}

bool
tuned_read_vectors (TunedVectors *self, const char *text, size_t length)
{
  static const TunedMember members[] = { { "data", 4, 0, read_vectors } };

  memset (self, 0, sizeof *self);
  return tuned_read_document (text, length, members, G_N_ELEMENTS (members), self);
}

void
tuned_vectors_clear (TunedVectors *self)
{
  for (size_t i = 0; i < self->count; i++)
    free (self->data[i].numbers);
  free (self->data);
}

/* A chunk, or the completion after the last one. */
typedef struct {
  bool is_chunk;
  RawChunk chunk;
  TunedChat completion;
} Event;

static bool
read_object_name (TaskingAIJsonReader *reader, void *at)
{
  static const char chunk[] = "ChatCompletionChunk";
  const char *value;
  size_t length;

  if (!taskingai_json_reader_read_slice (reader, &value, &length))
    return false;
  *(bool *) at = length == sizeof chunk - 1 && memcmp (value, chunk, length) == 0;
  return true;
}

void
tuned_read_event (RawStream *stream, const char *text, size_t length, RawChunkFunc func,
                  void *user_data)
{
  static const TunedMember members[] = {
    TUNED_MEMBER ("object", Event, is_chunk, read_object_name),
    TUNED_MEMBER ("role", Event, chunk.role, tuned_read_string),
    TUNED_MEMBER ("index", Event, chunk.index, tuned_read_int),
    TUNED_MEMBER ("delta", Event, chunk.delta, tuned_read_string),
    TUNED_MEMBER ("created_timestamp", Event, chunk.created_timestamp, tuned_read_int),
    TUNED_MEMBER ("message", Event, completion, read_chat_message),
  };
  Event event = { 0 };

  if (!tuned_read_document (text, length, members, G_N_ELEMENTS (members), &event))
    stream->malformed = true;
  else if (event.is_chunk)
    func (user_data, &event.chunk);
  else if (stream->content == NULL)
    stream->content = g_steal_pointer (&event.completion.content);
  free (event.chunk.role);
  free (event.chunk.delta);
  tuned_chat_clear (&event.completion);
}
