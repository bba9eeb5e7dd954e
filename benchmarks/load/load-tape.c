/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-tape.h"

#include "stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_DATA (LOAD_TAPE_LONGEST_EVENT - 12)

/* Between the last digit of the stamp and the end of its HTTP chunk. */
#define AFTER_STAMP (sizeof "}\n\n\r\n" - 1)
#define WORD_LENGTH 4

static const char head[] = "HTTP/1.1 200 OK\r\n"
                           "date: Thu, 31 Oct 2024 12:00:00 GMT\r\nserver: uvicorn\r\n"
                           "content-type: text/event-stream; charset=utf-8\r\n"
                           "transfer-encoding: chunked\r\n\r\n";

static const char openai_tail[] = "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n";

static const char words[][WORD_LENGTH + 1] = { " fog", " bay", " sea", " tug", " oar", " ebb" };

struct LoadTape {
  const char *head; /* of an event, up to its number */
  const char *middle;
  const char *tail; /* from after the word; the stamp is the last member */
  char *bytes;
  size_t event_at[LOAD_TAPE_EVENTS + 1];
};

static LoadTape native = {
  .head = "data: {\"object\": \"ChatCompletionChunk\", \"role\": \"assistant\", \"index\": ",
  .middle = ", \"delta\": \"",
  .tail = "\", \"created_timestamp\": 1730300012001}\n\n",
};

static LoadTape openai = {
  .head = "data: {\"id\": \"chatcmpl-q8WnE4rTy6uIo1pAs3dFg5hJkL7zX\", \"model\": \"TpKq3vXa\", "
          "\"object\": \"chat.completion.chunk\", \"system_fingerprint\": null, "
          "\"choices\": [{\"finish_reason\": null, \"logprobs\": null, \"index\": ",
  .middle = ", \"delta\": {\"role\": \"assistant\", \"content\": \"",
  .tail = "\"}}], \"created\": 1730300012001}\n\n",
};

static LoadText tails[LOAD_TAPE_EVENTS + 1];

static const char *
word_of (long event)
{
  return words[(size_t) event % (sizeof words / sizeof *words)];
}

static size_t
print_event (const LoadTape *self, char *at, long event)
{
  char data[LONGEST_DATA];
  int length = snprintf (data, sizeof data, "%s%ld%s%s%s", self->head, event, self->middle,
                         word_of (event), self->tail);

  return (size_t) sprintf (at, "%x\r\n%s\r\n", (unsigned int) length, data);
}

static void
print_tape (LoadTape *self)
{
  self->bytes = malloc ((size_t) LOAD_TAPE_EVENTS * LOAD_TAPE_LONGEST_EVENT);
  if (self->bytes == NULL)
    abort ();
  for (long event = 0; event < LOAD_TAPE_EVENTS; event++)
    self->event_at[event + 1] =
        self->event_at[event] + print_event (self, self->bytes + self->event_at[event], event);
}

void
load_tape_init (void)
{
  print_tape (&native);
  print_tape (&openai);
}

const LoadTape *
load_tape (bool is_openai)
{
  return is_openai ? &openai : &native;
}

LoadText
load_tape_head (void)
{
  return LOAD_TEXT (head);
}

LoadText
load_tape_events (const LoadTape *self, long first, long end)
{
  return (LoadText){ self->bytes + self->event_at[first],
                     self->event_at[end] - self->event_at[first] };
}

static LoadText
print_tail (long events)
{
  char *content = calloc ((size_t) events + 1, WORD_LENGTH);
  char *data;
  LoadText tail;
  size_t length;

  if (content == NULL)
    abort ();
  for (long event = 0; event < events; event++)
    memcpy (content + event * WORD_LENGTH, word_of (event), WORD_LENGTH);
  data = load_text_format (&length,
                           "data: {\"object\": \"ChatCompletion\", \"finish_reason\": \"stop\", "
                           "\"message\": {\"content\": \"%s\", \"role\": \"assistant\", "
                           "\"function_calls\": null}, \"created_timestamp\": 1730300012004, "
                           "\"usage\": {\"input_tokens\": 12, \"output_tokens\": %ld}}\n\n",
                           content, events);
  tail.at = load_text_format (&tail.length, "%zx\r\n%s\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n",
                              length, data);
  free (data);
  free (content);
  return tail;
}

LoadText
load_tape_tail (const LoadTape *self, long events)
{
  if (self == &openai)
    return LOAD_TEXT (openai_tail);
  if (tails[events].at == NULL)
    tails[events] = print_tail (events);
  return tails[events];
}

void
load_tape_stamp (char *end, int64_t stamp)
{
  char *digit = end - AFTER_STAMP;

  for (int i = 0; i < STAMP_DIGITS; i++)
    {
      *--digit = (char) ('0' + stamp % 10);
      stamp /= 10;
    }
}
