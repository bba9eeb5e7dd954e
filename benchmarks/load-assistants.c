/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-assistants.h"

#include "options.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID_LENGTH (sizeof BENCH_ASSISTANT_ID - 1)
#define ID_DIGITS 7
#define STRIDE (LOAD_ASSISTANT_LENGTH + 1)
#define NEWEST INT64_C (1730300000123)

static const char format[]
    = "{\"object\":\"Assistant\",\"assistant_id\":\"%.*s%07ld\",\"model_id\":\"TpKq3vXa\","
      "\"name\":\"Harbour guide %07ld\",\"description\":\"%.*s\","
      "\"system_prompt_template\":[\"You are the guide of a harbour museum.\","
      "\"Answer in {{language}}.\"],"
      "\"memory\":{\"type\":\"message_window\",\"max_messages\":20,\"max_tokens\":2000},"
      "\"tools\":[{\"type\":\"action\",\"id\":\"bFBdpL9oKi7uJh5yGt3rFe1D\"}],"
      "\"retrievals\":[{\"type\":\"collection\",\"id\":\"DbgYk4m8q2t6w9z3x7c1v5bn\"}],"
      "\"retrieval_configs\":{\"top_k\":3,\"max_tokens\":4096,\"method\":\"memory\"},"
      "\"metadata\":{\"department\":\"visitors\"},"
      "\"created_timestamp\":%" PRId64 ",\"updated_timestamp\":%" PRId64 "}";

static const char filler[]
    = "Knows the tides, the old light tower and every ship that ever lay at the quay, and says so.";

static char *assistants;

static int
print_assistant (char *at, size_t size, long place, int description)
{
  int64_t created = NEWEST - place * 1000;

  return snprintf (at, size, format, (int) (ID_LENGTH - ID_DIGITS), BENCH_ASSISTANT_ID, place,
                   place, description, filler, created, created);
}

/* The description is what brings every assistant to the one length. */
static int
description_length (void)
{
  int missing = LOAD_ASSISTANT_LENGTH - print_assistant (NULL, 0, 0, 0);

  if (missing < 0 || missing >= (int) sizeof filler)
    {
      fprintf (stderr, "load-server: the filler should have %d characters\n", missing);
      exit (1);
    }
  return missing;
}

void
load_assistants_init (void)
{
  int description = description_length ();

  assistants = malloc (BENCH_ITEMS * STRIDE + 1);
  if (assistants == NULL)
    abort ();
  for (long place = 0; place < BENCH_ITEMS; place++)
    {
      char *at = assistants + place * STRIDE;

      print_assistant (at, STRIDE, place, description);
      at[LOAD_ASSISTANT_LENGTH] = ',';
    }
}

long
load_assistants_count (void)
{
  return BENCH_ITEMS;
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
    return (LoadText) { assistants, 0 };
  return (LoadText) { assistants + first * STRIDE, (size_t) (count * STRIDE - 1) };
}
