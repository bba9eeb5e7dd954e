/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-stream.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX "data: "

static void
take_event (RawStream *self, const char *event, size_t length, RawChunkFunc func, void *user_data)
{
  const size_t prefix = strlen (PREFIX);

  if (length < prefix || memcmp (event, PREFIX, prefix) != 0)
    {
      self->malformed = true;
      return;
    }
  if (length == prefix + 6 && memcmp (event + prefix, "[DONE]", 6) == 0)
    {
      self->done = true;
      return;
    }
  self->read_event (self, event + prefix, length - prefix, func, user_data);
}

static void
append (RawStream *self, const char *data, size_t length)
{
  if (length == 0)
    return;
  if (self->length + length > self->size)
    {
      self->size = (self->length + length) * 2;
      self->rest = realloc (self->rest, self->size);
    }
  memcpy (self->rest + self->length, data, length);
  self->length += length;
}

/* memchr () looks at many bytes at a time, memmem () for so short a needle at one. */
static const char *
find_blank_line (const char *at, const char *end)
{
  while ((at = memchr (at, '\n', (size_t) (end - at))) != NULL)
    {
      if (at + 1 < end && at[1] == '\n')
        return at;
      at++;
    }
  return NULL;
}

/* The number of bytes that whole events took. */
static size_t
take_events (RawStream *self, const char *data, size_t length, RawChunkFunc func, void *user_data)
{
  const char *at = data;
  const char *end;

  while ((end = find_blank_line (at, data + length)) != NULL)
    {
      take_event (self, at, (size_t) (end - at), func, user_data);
      at = end + 2;
    }
  return (size_t) (at - data);
}

void
raw_stream_feed (RawStream *self, const char *data, size_t length, RawChunkFunc func,
                 void *user_data)
{
  size_t taken;

  if (self->length == 0)
    {
      taken = take_events (self, data, length, func, user_data);
      append (self, data + taken, length - taken);
      return;
    }
  append (self, data, length);
  taken = take_events (self, self->rest, self->length, func, user_data);
  self->length -= taken;
  memmove (self->rest, self->rest + taken, self->length);
}

void
raw_stream_reset (RawStream *self)
{
  free (self->content);
  self->content = NULL;
  self->length = 0;
  self->done = false;
  self->malformed = false;
}

void
raw_stream_clear (RawStream *self)
{
  raw_stream_reset (self);
  free (self->rest);
}
