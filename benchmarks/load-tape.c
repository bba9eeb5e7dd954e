/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-tape.h"

#include "stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Between the last digit of created_timestamp and the end of its HTTP chunk. */
#define AFTER_STAMP (sizeof "}\n\n\r\n" - 1)
#define WORD_LENGTH 4

static const char head[] = "HTTP/1.1 200 OK\r\n"
                           "date: Thu, 31 Oct 2024 12:00:00 GMT\r\nserver: uvicorn\r\n"
                           "content-type: text/event-stream; charset=utf-8\r\n"
                           "transfer-encoding: chunked\r\n\r\n";

static const char words[][WORD_LENGTH + 1] = { " fog", " bay", " sea", " tug", " oar", " ebb" };

static char *tape;
static size_t event_at[LOAD_TAPE_EVENTS + 1];
static LoadText tails[LOAD_TAPE_EVENTS + 1];

static const char *
word_of (long event)
{
  return words[(size_t) event % (sizeof words / sizeof *words)];
}

static size_t
print_event (char *at, size_t size, long event)
{
  char data[160];
  int length = snprintf (data, sizeof data,
                         "data: {\"object\": \"ChatCompletionChunk\", \"role\": \"assistant\", "
                         "\"index\": %ld, \"delta\": \"%s\", \"created_timestamp\": 1730300012001}"
                         "\n\n",
                         event, word_of (event));

  return (size_t) snprintf (at, size, "%x\r\n%s\r\n", (unsigned int) length, data);
}

void
load_tape_init (void)
{
  const size_t longest = 160;

  tape = malloc (LOAD_TAPE_EVENTS * longest);
  if (tape == NULL)
    abort ();
  for (long event = 0; event < LOAD_TAPE_EVENTS; event++)
    event_at[event + 1] = event_at[event] + print_event (tape + event_at[event], longest, event);
}

LoadText
load_tape_head (void)
{
  return LOAD_TEXT (head);
}

LoadText
load_tape_events (long first, long end)
{
  return (LoadText){ tape + event_at[first], event_at[end] - event_at[first] };
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
load_tape_tail (long events)
{
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
