/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-event.h"

#include <string.h>

static void
deliver_chunk (json_object *object, RawChunkFunc func, void *user_data)
{
  RawChunk chunk;

  raw_chunk_read (&chunk, object);
  func (user_data, &chunk);
  raw_chunk_clear (&chunk);
}

static void
take_object (RawStream *self, json_object *object, RawChunkFunc func, void *user_data)
{
  const char *type = json_object_get_string (raw_json_member (object, "object"));

  if (type == NULL)
    self->malformed = true;
  else if (strcmp (type, "ChatCompletionChunk") == 0)
    deliver_chunk (object, func, user_data);
  else if (strcmp (type, "ChatCompletion") == 0 && self->content == NULL)
    self->content = raw_json_string (raw_json_member (object, "message"), "content");
}

void
raw_read_event (RawStream *stream, const char *text, size_t length, RawChunkFunc func,
                void *user_data)
{
  json_object *object = raw_json_parse (text, length);

  take_object (stream, object, func, user_data);
  json_object_put (object);
}
