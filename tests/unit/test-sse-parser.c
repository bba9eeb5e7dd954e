/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "stream/taskingai-sse-parser.h"

#include <string.h>

#define LIMIT 1000
#define BEYOND ((gsize) 65 * 1024 * 1024 + 1)

/* Feeds from memory that ends where the piece does. */
static gboolean
feed (TaskingAISseParser *parser, const char *bytes, gsize length)
{
  g_autofree char *copy = g_memdup2 (bytes, length);

  return taskingai_sse_parser_feed (parser, copy, length);
}

static void
test_peek (void)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
  TaskingAISseEvent event;

  g_assert_false (taskingai_sse_parser_peek (parser, 0, &event));
  feed (parser, "data: a\n\nevent: log\ndata: b\n\ndata: c\n", 37);
  g_assert_cmpuint (taskingai_sse_parser_get_n_events (parser), ==, 2);
  g_assert_true (taskingai_sse_parser_peek (parser, 1, &event));
  g_assert_cmpmem (event.data, event.length, "b", 1);
  g_assert_cmpstr (event.type, ==, "log");
  g_assert_false (taskingai_sse_parser_peek (parser, 2, &event));
  g_assert_true (taskingai_sse_parser_next (parser, &event));
  g_assert_cmpmem (event.data, event.length, "a", 1);
  g_assert_true (taskingai_sse_parser_peek (parser, 0, &event));
  g_assert_cmpmem (event.data, event.length, "b", 1);
  g_assert_true (taskingai_sse_parser_next (parser, &event));
  g_assert_cmpstr (event.type, ==, "log");
  g_assert_false (taskingai_sse_parser_next (parser, &event));
  g_assert_true (taskingai_sse_parser_has_partial (parser));
}

/* The queue keeps its data while more arrives, and gives the memory back. */
static void
test_queue (void)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
  TaskingAISseEvent event;
  char text[64];

  for (int round = 0; round < 50; round++)
    {
      for (int i = 0; i < 100; i++)
        {
          int length = g_snprintf (text, sizeof text, "event: t%d\ndata: %d\ndata: x\n\n", i, i);

          g_assert_true (feed (parser, text, (gsize) length));
        }
      g_assert_cmpuint (taskingai_sse_parser_get_n_events (parser), ==, 100);
      for (int i = 0; i < 100; i++)
        {
          g_assert_true (taskingai_sse_parser_next (parser, &event));
          g_snprintf (text, sizeof text, "%d\nx", i);
          g_assert_cmpmem (event.data, event.length, text, strlen (text));
          g_snprintf (text, sizeof text, "t%d", i);
          g_assert_cmpstr (event.type, ==, text);
        }
      g_assert_cmpuint (taskingai_sse_parser_get_n_bytes (parser), ==, 0);
    }
}

static char *
line_of (const char *prefix, gsize n, const char *suffix)
{
  g_autofree char *filling = g_strnfill (n, 'x');

  return g_strconcat (prefix, filling, suffix, NULL);
}

/* An event of LIMIT bytes passes, in one line or many; one more byte does not, nor does any other
 * line of that length. What came before stays readable, whatever the pieces. */
static void
test_limit (void)
{
  const struct {
    char *bytes;
    gboolean good;
  } cases[] = {
    { line_of ("data: ", LIMIT, "\n\n"), TRUE },
    { line_of ("data:", LIMIT, "\n\n"), TRUE },
    { line_of ("data: ", LIMIT + 1, "\n\n"), FALSE },
    { line_of ("data: ", LIMIT + 1, ""), FALSE },
    { line_of ("data: a\ndata: ", LIMIT - 2, "\n\n"), TRUE },
    { line_of ("data: a\ndata: ", LIMIT - 1, "\n\n"), FALSE },
    { line_of ("data: ", LIMIT, "\ndata\n\n"), FALSE },
    { line_of (":", LIMIT, "\n\n"), TRUE },
    { line_of (":", LIMIT + 10, "\n\n"), FALSE },
    { line_of (":", LIMIT + 10, ""), FALSE },
    { line_of ("id: ", LIMIT + 10, "\n\n"), FALSE },
    { line_of ("event: ", LIMIT + 10, "\n\n"), FALSE },
    { line_of ("", LIMIT + 10, ""), FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bytes = g_strconcat ("data: before\n\n", cases[i].bytes, NULL);
      gsize length = strlen (bytes);

      for (gsize size = 1; size <= length; size = size < length ? MIN (size * 7, length) : size + 1)
        {
          g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
          TaskingAISseEvent event;
          gboolean good = TRUE;

          for (gsize at = 0; at < length; at += size)
            good = feed (parser, bytes + at, MIN (size, length - at)) && good;
          g_assert_cmpint (good, ==, cases[i].good);
          g_assert_true (taskingai_sse_parser_next (parser, &event));
          g_assert_cmpmem (event.data, event.length, "before", 6);
          if (!good)
            g_assert_false (feed (parser, "\n\ndata: after\n\n", 15));
          g_assert_true (good || !taskingai_sse_parser_next (parser, &event));
        }
      g_free (cases[i].bytes);
    }
}

/* Comments between the lines of an event, or behind a queue, are not kept. */
static void
test_comments_take_no_memory (void)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
  g_autofree char *comment = line_of (": ", 500, "\n");
  TaskingAISseEvent event;

  feed (parser, "data: a\n\ndata: b\n", 17);
  for (int i = 0; i < 20000; i++)
    {
      g_assert_true (feed (parser, comment, strlen (comment)));
      g_assert_cmpuint (taskingai_sse_parser_get_n_bytes (parser), <, 100);
    }
  feed (parser, "data: c\n\n", 9);
  g_assert_true (taskingai_sse_parser_next (parser, &event));
  g_assert_true (taskingai_sse_parser_next (parser, &event));
  g_assert_cmpmem (event.data, event.length, "b\nc", 3);
}

/* Fed byte by byte this takes minutes if each feed looks at all that is held. */
static void
test_long_event (void)
{
  gsize size = 1024 * 1024;
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (size);
  g_autofree char *bytes = line_of ("data: ", size, "\n\n");
  gsize length = strlen (bytes);
  TaskingAISseEvent event;

  for (gsize i = 0; i < length; i++)
    g_assert_true (taskingai_sse_parser_feed (parser, bytes + i, 1));
  g_assert_true (taskingai_sse_parser_next (parser, &event));
  g_assert_cmpuint (event.length, ==, size);
  g_assert_true (feed (parser, "data: small\n\n", 13));
  g_assert_true (taskingai_sse_parser_next (parser, &event));
  g_assert_cmpmem (event.data, event.length, "small", 5);
}

/* One event of 65 MiB and a byte, in pieces of @size. */
static TaskingAISseParser *
feed_beyond (gsize limit, gsize size, gboolean *fits)
{
  TaskingAISseParser *parser = taskingai_sse_parser_new (limit);
  g_autofree char *bytes = line_of ("data: ", BEYOND, "\n\n");
  gsize length = strlen (bytes);

  *fits = TRUE;
  for (gsize at = 0; at < length && *fits; at += size)
    *fits = taskingai_sse_parser_feed (parser, bytes + at, MIN (size, length - at));
  return parser;
}

/* The limit is what it was set to, and nothing of that size is held for longer than it is needed:
 * neither behind it in the queue, nor behind the beginning of the next line. */
static void
test_beyond_64_mib (void)
{
  static const gsize sizes[] = { BEYOND + 8, 16 * 1024 };
  static const char *const behind[] = { "", "da", "data: [DONE]\n\n", ": c\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (behind); i++)
    {
      gboolean fits;
      const char *rest = behind[i / G_N_ELEMENTS (sizes)];
      g_autoptr (TaskingAISseParser) parser =
          feed_beyond (BEYOND, sizes[i % G_N_ELEMENTS (sizes)], &fits);
      TaskingAISseEvent event;

      g_assert_true (fits);
      g_assert_true (taskingai_sse_parser_feed (parser, rest, strlen (rest)));
      g_assert_true (taskingai_sse_parser_next (parser, &event));
      g_assert_cmpuint (event.length, ==, BEYOND);
      g_assert_cmpint (event.data[BEYOND - 1], ==, 'x');
      g_assert_cmpuint (taskingai_sse_parser_get_size (parser), <, 3 * BEYOND);
      while (taskingai_sse_parser_next (parser, &event))
        g_assert_cmpmem (event.data, event.length, "[DONE]", 6);
      g_assert_cmpuint (taskingai_sse_parser_get_size (parser), <, 1024 * 1024);
    }
}

static void
test_beyond_limit (void)
{
  static const gsize sizes[] = { BEYOND + 8, 16 * 1024 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gboolean fits;
      g_autoptr (TaskingAISseParser) parser = feed_beyond (BEYOND - 1, sizes[i], &fits);
      TaskingAISseEvent event;

      g_assert_false (fits);
      g_assert_false (taskingai_sse_parser_next (parser, &event));
      g_assert_cmpuint (taskingai_sse_parser_get_size (parser), <, 1024 * 1024);
      g_assert_false (taskingai_sse_parser_feed (parser, "\n\n", 2));
    }
}

static void
test_free_with_queue (void)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
  TaskingAISseEvent event;

  feed (parser, "event: a\ndata: 1\n\nevent: b\ndata: 2\n\nevent: c\ndata: 3\n\nevent: d\n", 63);
  g_assert_true (taskingai_sse_parser_next (parser, &event));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sse-parser/peek", test_peek);
  g_test_add_func ("/sse-parser/queue", test_queue);
  g_test_add_func ("/sse-parser/limit", test_limit);
  g_test_add_func ("/sse-parser/comments-take-no-memory", test_comments_take_no_memory);
  g_test_add_func ("/sse-parser/long-event", test_long_event);
  g_test_add_func ("/sse-parser/beyond-64-mib", test_beyond_64_mib);
  g_test_add_func ("/sse-parser/beyond-limit", test_beyond_limit);
  g_test_add_func ("/sse-parser/free-with-queue", test_free_with_queue);
  return g_test_run ();
}
