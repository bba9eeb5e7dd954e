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

/* A completion, up to its text and from there on. */
typedef struct {
  const char *head;
  const char *tail;
} ChatForm;

static const ChatForm native_chat = {
  .head =
      "{\"status\":\"success\",\"data\":{\"object\":\"ChatCompletion\",\"finish_reason\":\"stop\","
      "\"message\":{\"content\":\"",
  .tail = "\",\"role\":\"assistant\",\"function_calls\":null},\"created_timestamp\":1730300004000,"
          "\"usage\":{\"input_tokens\":31,\"output_tokens\":86},\"fallback_index\":null}}",
};

static const ChatForm openai_chat = {
  .head =
      "{\"id\":\"chatcmpl-q8WnE4rTy6uIo1pAs3dFg5hJkL7zX\",\"choices\":[{\"finish_reason\":\"stop\","
      "\"index\":0,\"logprobs\":null,\"message\":{\"role\":\"assistant\",\"content\":\"",
  .tail = "\"}}],\"created\":1730300004,\"model\":\"TpKq3vXa\",\"object\":\"chat.completion\","
          "\"system_fingerprint\":null,"
          "\"usage\":{\"completion_tokens\":86,\"prompt_tokens\":31,\"total_tokens\":117}}",
};

/* What is before all vectors, before the number of each and after all. */
typedef struct {
  const char *head;
  const char *index;
  const char *tail;
} VectorsForm;

static const VectorsForm native_vectors = {
  .head = "{\"status\":\"success\",\"data\":[",
  .index = "{\"index\":",
  .tail = "],\"usage\":{\"input_tokens\":64}}",
};

static const VectorsForm openai_vectors = {
  .head = "{\"object\":\"list\",\"data\":[",
  .index = "{\"object\":\"embedding\",\"index\":",
  .tail = "],\"model\":\"TpEm8dRz\",\"usage\":{\"prompt_tokens\":64,\"total_tokens\":64}}",
};

static const char filler[] =
    "The old light tower is thirty-four metres tall, counted from the quay to the lamp, and has "
    "a hundred and ninety-two steps, all of stone but the last twelve.\\nIt was lit with "
    "whale oil at first, then with paraffin, and since 1931 with electricity; on a clear "
    "night it is seen from twenty sea miles away. Visitors may climb it from spring to autumn, "
    "and are asked to leave their umbrellas below.";

static LoadText chats[2];         /* native, OpenAI's form */
static LoadText embeddings[2][2]; /* the same; 9 decimals, all digits */
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
make_chat (const ChatForm *form)
{
  int missing = CHAT_LENGTH - (int) (strlen (form->head) + strlen (form->tail));
  size_t length;
  char *body;
  LoadText self;

  if (missing < 0 || missing >= (int) sizeof filler)
    abort ();
  body = load_text_format (&length, "%s%.*s%s", form->head, missing, filler, form->tail);
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
print_vector (char *at, bool all_digits, unsigned long long *state)
{
  for (int i = 0; i < BENCH_DIMENSIONS; i++)
    at += sprintf (at, all_digits ? "%s%.17g" : "%s%.9f", i > 0 ? "," : "", next_number (state));
  return at + sprintf (at, "]}");
}

static LoadText
make_embeddings (const VectorsForm *form, bool all_digits)
{
  char *body = malloc ((size_t) (BENCH_INPUTS + 1) * (BENCH_DIMENSIONS + 8) * NUMBER_ROOM);
  unsigned long long state = 1;
  LoadText self;
  char *at;

  if (body == NULL)
    abort ();
  at = body + sprintf (body, "%s", form->head);
  for (int index = 0; index < BENCH_INPUTS; index++)
    {
      at += sprintf (at, "%s%s%d,\"embedding\":[", index > 0 ? "," : "", form->index, index);
      at = print_vector (at, all_digits, &state);
    }
  sprintf (at, "%s", form->tail);
  self = whole_answer ("200 OK", body);
  free (body);
  return self;
}

void
load_answers_init (void)
{
  chats[false] = make_chat (&native_chat);
  chats[true] = make_chat (&openai_chat);
  for (int all_digits = false; all_digits <= true; all_digits++)
    {
      embeddings[false][all_digits] = make_embeddings (&native_vectors, all_digits);
      embeddings[true][all_digits] = make_embeddings (&openai_vectors, all_digits);
    }
  not_found = whole_answer ("404 Not Found",
                            "{\"status\":\"error\",\"error\":{\"code\":\"OBJECT_NOT_FOUND\","
                            "\"message\":\"Not served here.\"}}");
  invalid = whole_answer ("422 Unprocessable Entity",
                          "{\"status\":\"error\",\"error\":{\"code\":\"REQUEST_VALIDATION_ERROR\","
                          "\"message\":\"Not served here.\"}}");
}

LoadText
load_answer_chat (bool openai)
{
  return chats[openai];
}

LoadText
load_answer_embeddings (bool openai, bool all_digits)
{
  return embeddings[openai][all_digits];
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
