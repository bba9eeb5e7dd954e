/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The event stream parser gives the same events however the stream is cut, those that a plain reading
 * of the standard gives, and holds its limit. Input: the limit, the number of cuts, the lengths of the
 * pieces, the stream. */
#include <string.h>

#include "fuzz.h"
#include "unit/sse-oracle.h"

static void
collect (TaskingAISseParser *parser, GString *events, gsize limit)
{
  TaskingAISseEvent event;
  gsize n = taskingai_sse_parser_get_n_events (parser);

  for (gsize i = 0; i < n; i++)
    {
      g_assert (taskingai_sse_parser_peek (parser, i, &event));
      g_assert_cmpuint (event.length, <=, limit);
    }
  g_assert (!taskingai_sse_parser_peek (parser, n, &event));
  sse_oracle_collect (parser, events);
  g_assert_cmpuint (taskingai_sse_parser_get_n_events (parser), ==, 0);
}

typedef struct {
  GString *events;
  gboolean ok, partial;
} Outcome;

/* @lengths are those of the pieces, again and again; 0 stands for all the rest. */
static Outcome
parse (FuzzInput stream, gsize limit, const char *lengths, gsize n_lengths, gboolean at_once)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (limit);
  Outcome outcome = { .events = g_string_new (NULL), .ok = TRUE };

  for (gsize i = 0; stream.length > 0; i++)
    {
      gsize wanted = n_lengths > 0 ? (guint8) lengths[i % n_lengths] : 0;
      gsize length = wanted > 0 ? wanted : G_MAXSIZE;
      g_autofree char *piece = fuzz_take_piece (&stream, &length);

      outcome.ok = taskingai_sse_parser_feed (parser, piece, length) && outcome.ok;
      if (at_once)
        collect (parser, outcome.events, limit);
      /* An event, a line of it, and the piece that made it too large. */
      if (at_once)
        g_assert_cmpuint (taskingai_sse_parser_get_n_bytes (parser), <=,
                          2 * limit + 16 + (outcome.ok ? 0 : length));
      if (!outcome.ok)
        break;
    }
  g_assert (outcome.ok || !taskingai_sse_parser_feed (parser, "\n", 1));
  collect (parser, outcome.events, limit);
  outcome.partial = taskingai_sse_parser_has_partial (parser);
  return outcome;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  guint8 size_byte = fuzz_take_byte (&input);
  gsize limit = size_byte == 'u' ? 1 << 20 : size_byte + 1;
  gsize n_lengths = fuzz_take_byte (&input) % 8;
  g_autofree char *lengths = fuzz_take_piece (&input, &n_lengths);
  Outcome whole = parse (input, limit, NULL, 0, FALSE);
  Outcome pieces = parse (input, limit, lengths, n_lengths, TRUE);
  Outcome late = parse (input, limit, lengths, n_lengths, FALSE);
  gboolean partial;
  GString *plain = sse_oracle_read (input.bytes, input.length, &partial);

  g_assert (g_string_equal (whole.events, pieces.events));
  g_assert (g_string_equal (whole.events, late.events));
  g_assert_cmpint (whole.ok, ==, pieces.ok);
  g_assert_cmpint (whole.ok, ==, late.ok);
  if (whole.ok)
    {
      g_assert (g_string_equal (whole.events, plain));
      g_assert_cmpint (whole.partial, ==, partial);
      g_assert_cmpint (whole.partial, ==, pieces.partial);
      g_assert_cmpint (whole.partial, ==, late.partial);
    }
  else
    {
      g_assert_cmpuint (whole.events->len, <=, plain->len);
      g_assert (memcmp (whole.events->str, plain->str, whole.events->len) == 0);
    }
  g_string_free (plain, TRUE);
  g_string_free (whole.events, TRUE);
  g_string_free (pieces.events, TRUE);
  g_string_free (late.events, TRUE);
  return 0;
}
