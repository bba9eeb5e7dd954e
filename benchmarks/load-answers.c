/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-answers.h"

#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHAT_LENGTH 574
#define NUMBER_ROOM 32

#define HEAD                                                                                       \
  "HTTP/1.1 %s\r\ndate: Thu, 31 Oct 2024 12:00:00 GMT\r\nserver: uvicorn\r\n"                      \
  "content-length: %zu\r\ncontent-type: application/json\r\n\r\n"

static const char chat_format[] =
    "{\"status\":\"success\",\"data\":{\"object\":\"ChatCompletion\",\"finish_reason\":\"stop\","
    "\"message\":{\"content\":\"%.*s\",\"role\":\"assistant\",\"function_calls\":null},"
    "\"created_timestamp\":1730300004000,"
    "\"usage\":{\"input_tokens\":31,\"output_tokens\":86},\"fallback_index\":null}}";

static const char filler[] =
    "The old light tower is thirty-four metres tall, counted from the quay to the lamp, and has "
    "a hundred and ninety-two steps, all of stone but the last twelve.\\nIt was lit with "
    "whale oil at first, then with paraffin, and since 1931 with electricity; on a clear "
    "night it is seen from twenty sea miles away. Visitors may climb it from spring to autumn, "
    "and are asked to leave their umbrellas below.";

static LoadText chat;
static LoadText embeddings[2];
static LoadText not_found;
static LoadText invalid;

int
load_answer_head (char *at, size_t size, size_t body_length)
{
  return snprintf (at, size, HEAD, "200 OK", body_length);
}

static LoadText
whole_answer (const char *status, const char *body)
{
  LoadText self;

  self.at = load_text_format (&self.length, HEAD "%s", status, strlen (body), body);
  return self;
}

static LoadText
make_chat (void)
{
  int missing = CHAT_LENGTH - snprintf (NULL, 0, chat_format, 0, "");
  size_t length;
  char *body;
  LoadText self;

  if (missing < 0 || missing >= (int) sizeof filler)
    abort ();
  body = load_text_format (&length, chat_format, missing, filler);
  self = whole_answer ("200 OK", body);
  free (body);
  return self;
}

/* Always the same numbers, of the size that those of a unit vector have. */
static double
next_number (unsigned long long *state)
{
  *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
  return ((double) (*state >> 11) / 9007199254740992.0 - 0.5) * 0.15;
}

static char *
print_vector (char *at, int index, bool all_digits, unsigned long long *state)
{
  at += sprintf (at, "%s{\"index\":%d,\"embedding\":[", index > 0 ? "," : "", index);
  for (int i = 0; i < BENCH_DIMENSIONS; i++)
    at += sprintf (at, all_digits ? "%s%.17g" : "%s%.9f", i > 0 ? "," : "", next_number (state));
  return at + sprintf (at, "]}");
}

static LoadText
make_embeddings (bool all_digits)
{
  char *body = malloc ((size_t) (BENCH_INPUTS + 1) * (BENCH_DIMENSIONS + 8) * NUMBER_ROOM);
  unsigned long long state = 1;
  LoadText self;
  char *at;

  if (body == NULL)
    abort ();
  at = body + sprintf (body, "{\"status\":\"success\",\"data\":[");
  for (int index = 0; index < BENCH_INPUTS; index++)
    at = print_vector (at, index, all_digits, &state);
  sprintf (at, "],\"usage\":{\"input_tokens\":64}}");
  self = whole_answer ("200 OK", body);
  free (body);
  return self;
}

void
load_answers_init (void)
{
  chat = make_chat ();
  embeddings[false] = make_embeddings (false);
  embeddings[true] = make_embeddings (true);
  not_found = whole_answer ("404 Not Found",
                            "{\"status\":\"error\",\"error\":{\"code\":\"OBJECT_NOT_FOUND\","
                            "\"message\":\"Not served here.\"}}");
  invalid = whole_answer ("422 Unprocessable Entity",
                          "{\"status\":\"error\",\"error\":{\"code\":\"REQUEST_VALIDATION_ERROR\","
                          "\"message\":\"Not served here.\"}}");
}

LoadText
load_answer_chat (void)
{
  return chat;
}

LoadText
load_answer_embeddings (bool all_digits)
{
  return embeddings[all_digits];
}

LoadText
load_answer_not_found (void)
{
  return not_found;
}

LoadText
load_answer_invalid (void)
{
  return invalid;
}
