/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-assistants.h"

#include "options.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ID_LENGTH (sizeof BENCH_ASSISTANT_ID - 1)
#define ID_DIGITS 7
#define STRIDE (LOAD_ASSISTANT_LENGTH + 1)
#define NEWEST INT64_C (1730300000123)

static const char format[] =
    "{\"object\":\"Assistant\",\"assistant_id\":\"%.*s%07ld\",\"model_id\":\"TpKq3vXa\","
    "\"name\":\"Harbour guide %07ld\",\"description\":\"%.*s\","
    "\"system_prompt_template\":[\"You are the guide of a harbour museum.\","
    "\"Answer in {{language}}.\"],"
    "\"memory\":{\"type\":\"message_window\",\"max_messages\":20,\"max_tokens\":2000},"
    "\"tools\":[{\"type\":\"action\",\"id\":\"bFBdpL9oKi7uJh5yGt3rFe1D\"}],"
    "\"retrievals\":[{\"type\":\"collection\",\"id\":\"DbgYk4m8q2t6w9z3x7c1v5bn\"}],"
    "\"retrieval_configs\":{\"top_k\":3,\"max_tokens\":4096,\"method\":\"memory\"},"
    "\"metadata\":{\"department\":\"visitors\"},"
    "\"created_timestamp\":%" PRId64 ",\"updated_timestamp\":%" PRId64 "}";

static const char filler[] =
    "Knows the tides, the old light tower and every ship that ever lay at the quay, and is glad "
    "to say so to whoever comes in out of the rain.";

static char *assistants;

static char *
format_assistant (size_t *length, long place, int description)
{
  int64_t created = NEWEST - place * 1000;

  return load_text_format (length, format, (int) (ID_LENGTH - ID_DIGITS), BENCH_ASSISTANT_ID, place,
                           place, description, filler, created, created);
}

/* The description is what brings every assistant to the one length. */
static int
description_length (void)
{
  size_t length;

  free (format_assistant (&length, 0, 0));
  if (length > LOAD_ASSISTANT_LENGTH || LOAD_ASSISTANT_LENGTH - length >= sizeof filler)
    abort ();
  return (int) (LOAD_ASSISTANT_LENGTH - length);
}

void
load_assistants_init (void)
{
  int description = description_length ();

  assistants = malloc (BENCH_ITEMS * STRIDE);
  if (assistants == NULL)
    abort ();
  for (long place = 0; place < BENCH_ITEMS; place++)
    {
      size_t length;
      char *assistant = format_assistant (&length, place, description);

      memcpy (assistants + place * STRIDE, assistant, length);
      assistants[place * STRIDE + LOAD_ASSISTANT_LENGTH] = ',';
      free (assistant);
    }
}

long
load_assistants_find (LoadText id)
{
  long place;

  if (id.length < ID_LENGTH || memcmp (id.at, BENCH_ASSISTANT_ID, ID_LENGTH - ID_DIGITS) != 0)
    return -1;
  id.length = ID_LENGTH;
  place = load_text_number (id, "Item", -1);
  return place < BENCH_ITEMS ? place : -1;
}

LoadText
load_assistants_slice (long first, long count)
{
  if (count <= 0)
    return (LoadText){ assistants, 0 };
  return (LoadText){ assistants + first * STRIDE, (size_t) (count * STRIDE - 1) };
}
