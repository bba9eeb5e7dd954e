/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "stream/taskingai-sse-parser.h"

#include <string.h>

#define LIMIT 1000

/* A stream, and its events written as TYPE=DATA| one after the other. */
typedef struct {
  const char *name;
  const char *bytes;
  const char *events;
  gboolean partial;
} Vector;

static const Vector vectors[] = {
  { "nothing", "", "", FALSE },
  { "one event", "data: a\n\n", "message=a|", FALSE },
  { "no blank after the colon", "data:a\n\n", "message=a|", FALSE },
  { "one blank is removed, not two", "data:  a \n\n", "message= a |", FALSE },
  { "a tab is not removed", "data:\ta\n\n", "message=\ta|", FALSE },
  { "two events", "data: a\n\ndata: b\n\n", "message=a|message=b|", FALSE },
  { "several lines", "data: a\ndata: b\ndata: c\n\n", "message=a\nb\nc|", FALSE },
  { "several lines, some empty", "data\ndata:\ndata: \ndata: x\ndata\n\n", "message=\n\n\nx\n|",
    FALSE },
  { "empty data", "data\n\n", "message=|", FALSE },
  { "empty data with a colon", "data:\n\ndata: \n\n", "message=|message=|", FALSE },
  { "two empty lines of data", "data\ndata\n\n", "message=\n|", FALSE },
  { "CR", "data: a\rdata: b\r\rdata: c\r\r", "message=a\nb|message=c|", FALSE },
  { "CRLF", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", "message=a\nb|message=c|", FALSE },
  { "mixed line ends", "data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r", "message=a\nb\nc|message=d|",
    FALSE },
  { "LF CR is two line ends", "data: a\n\rdata: b\n\n", "message=a|message=b|", FALSE },
  { "many empty lines", "\n\n\r\r\n\ndata: a\n\n\n\n\n", "message=a|", FALSE },
  { "byte order mark",
    "\xef\xbb\xbf"
    "data: a\n\n",
    "message=a|", FALSE },
  { "a second byte order mark is text",
    "\xef\xbb\xbf\xef\xbb\xbf"
    "data: a\n\ndata: b\n\n",
    "message=b|", FALSE },
  { "byte order mark in data",
    "data: \xef\xbb\xbf"
    "a\n\n",
    "message=\xef\xbb\xbf"
    "a|",
    FALSE },
  { "byte order mark later",
    "data: a\n\n\xef\xbb\xbf"
    "data: b\n\n",
    "message=a|", FALSE },
  { "half a byte order mark",
    "\xef\xbb"
    "data: a\n\n",
    "", FALSE },
  { "comments", ": hi\n:\n\n:data: x\ndata: a\n: in between\ndata: b\n\n: end\n", "message=a\nb|",
    FALSE },
  { "type", "event: log\ndata: a\n\ndata: b\n\n", "log=a|message=b|", FALSE },
  { "type after data", "data: a\nevent: log\ndata: b\n\n", "log=a\nb|", FALSE },
  { "the last type counts", "event: a\nevent: b\ndata: x\n\n", "b=x|", FALSE },
  { "empty type", "event: a\nevent\ndata: x\n\nevent:\ndata: y\n\n", "message=x|message=y|",
    FALSE },
  { "type without data is forgotten", "event: a\n\ndata: x\n\n", "message=x|", FALSE },
  { "id and retry", "id: 7\nretry: 100\ndata: a\n\nid: 8\n\nretry\n\n", "message=a|", FALSE },
  { "unknown fields", "foo: 1\ndata: a\nbar\ndatum: 2\ndata2: 3\n data: 4\nDATA: 5\n\n",
    "message=a|", FALSE },
  { "names that begin alike",
    "dat: 1\nda: 2\nd: 3\ndata-x: 4\nevents: 5\neven: 6\ne\n\ndata: a\n\n", "message=a|", FALSE },
  { "colons in data", "data: a: b:\n\ndata::c\n\n", "message=a: b:|message=:c|", FALSE },
  { "UTF-8", "data: \xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\n\n",
    "message=\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80|", FALSE },
  { "not UTF-8 is passed on", "data: \xff\xc3\n\n", "message=\xff\xc3|", FALSE },
  { "other line separators are text",
    "data: a\x0b\x0c\xe2\x80\xa8\xc2\x85"
    "b\n\n",
    "message=a\x0b\x0c\xe2\x80\xa8\xc2\x85"
    "b|",
    FALSE },
  { "no empty line", "data: a\n\ndata: b\n", "message=a|", TRUE },
  { "no line end", "data: a\n\ndata: b", "message=a|", TRUE },
  { "only a field name", "data: a\n\nda", "message=a|", TRUE },
  { "only a type", "data: a\n\nevent: log\n", "message=a|", TRUE },
  { "unfinished comment", "data: a\n\n: keep-ali", "message=a|", FALSE },
  { "as the server writes",
    "data: {\"object\": \"MessageChunk\", \"index\": 0, \"delta\": \"Hi\"}\n\ndata: [DONE]\n\n",
    "message={\"object\": \"MessageChunk\", \"index\": 0, \"delta\": \"Hi\"}|message=[DONE]|",
    FALSE },
};

/* Feeds from memory that ends where the piece does. */
static gboolean
feed (TaskingAISseParser *parser, const char *bytes, gsize length)
{
  g_autofree char *copy = g_memdup2 (bytes, length);

  return taskingai_sse_parser_feed (parser, copy, length);
}

static void
collect (TaskingAISseParser *parser, GString *events)
{
  TaskingAISseEvent event;

  while (taskingai_sse_parser_next (parser, &event))
    {
      g_string_append_printf (events, "%s=", event.type);
      g_string_append_len (events, event.data, (gssize) event.length);
      g_string_append_c (events, '|');
    }
}

static void
check (const Vector *vector, TaskingAISseParser *parser, GString *events)
{
  collect (parser, events);
  g_assert_cmpstr (events->str, ==, vector->events);
  g_assert_cmpint (taskingai_sse_parser_has_partial (parser), ==, vector->partial);
  g_assert_cmpuint (taskingai_sse_parser_get_n_events (parser), ==, 0);
  if (!vector->partial && strstr (vector->name, "comment") == NULL)
    g_assert_cmpuint (taskingai_sse_parser_get_n_bytes (parser), ==, 0);
}

static void
test_whole (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
      g_autoptr (GString) events = g_string_new (NULL);

      g_test_message ("%s", vectors[i].name);
      g_assert_true (feed (parser, vectors[i].bytes, strlen (vectors[i].bytes)));
      check (&vectors[i], parser, events);
    }
}

/* Pieces of @size bytes; events are taken at once or only at the end. */
static void
check_pieces (const Vector *vector, gsize size, gboolean at_once)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
  g_autoptr (GString) events = g_string_new (NULL);
  gsize length = strlen (vector->bytes);

  for (gsize i = 0; i < length; i += size)
    {
      g_assert_true (feed (parser, vector->bytes + i, MIN (size, length - i)));
      if (at_once)
        collect (parser, events);
    }
  check (vector, parser, events);
}

static void
test_pieces (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    for (gsize size = 1; size < 8; size++)
      {
        check_pieces (&vectors[i], size, TRUE);
        check_pieces (&vectors[i], size, FALSE);
      }
}

static void
test_every_split (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    for (gsize at = 0; at <= strlen (vectors[i].bytes); at++)
      for (int at_once = 0; at_once < 2; at_once++)
        {
          g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
          g_autoptr (GString) events = g_string_new (NULL);

          g_assert_true (feed (parser, vectors[i].bytes, at));
          if (at_once)
            collect (parser, events);
          g_assert_true (feed (parser, vectors[i].bytes + at, strlen (vectors[i].bytes + at)));
          check (&vectors[i], parser, events);
        }
}

/* All vectors that end well, again and again, in random pieces, taken at random moments. */
static void
test_endless (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) events = g_string_new (NULL);

  while (bytes->len < 300000)
    {
      const Vector *vector = &vectors[g_rand_int_range (random, 0, G_N_ELEMENTS (vectors))];

      if (vector->partial || strstr (vector->name, "mark") != NULL
          || strstr (vector->name, "unfinished") != NULL)
        continue;
      g_string_append (bytes, vector->bytes);
      g_string_append (bytes, "\n");
      g_string_append (expected, vector->events);
    }
  for (gsize i = 0; i < bytes->len;)
    {
      gsize size = MIN ((gsize) g_rand_int_range (random, 1, 3000), bytes->len - i);

      g_assert_true (feed (parser, bytes->str + i, size));
      i += size;
      if (g_rand_int_range (random, 0, 4) == 0)
        collect (parser, events);
    }
  collect (parser, events);
  g_assert_cmpstr (events->str, ==, expected->str);
  g_assert_cmpuint (taskingai_sse_parser_get_n_bytes (parser), ==, 0);
}

static void
test_nul_bytes (void)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (LIMIT);
  TaskingAISseEvent event;

  g_assert_true (feed (parser, "data: a\0b\n\0\n\n", 13));
  g_assert_true (taskingai_sse_parser_next (parser, &event));
  g_assert_cmpmem (event.data, event.length, "a\0b", 3);
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
  g_test_add_func ("/sse-parser/whole", test_whole);
  g_test_add_func ("/sse-parser/pieces", test_pieces);
  g_test_add_func ("/sse-parser/every-split", test_every_split);
  g_test_add_func ("/sse-parser/endless", test_endless);
  g_test_add_func ("/sse-parser/nul-bytes", test_nul_bytes);
  g_test_add_func ("/sse-parser/peek", test_peek);
  g_test_add_func ("/sse-parser/queue", test_queue);
  g_test_add_func ("/sse-parser/limit", test_limit);
  g_test_add_func ("/sse-parser/comments-take-no-memory", test_comments_take_no_memory);
  g_test_add_func ("/sse-parser/long-event", test_long_event);
  g_test_add_func ("/sse-parser/free-with-queue", test_free_with_queue);
  return g_test_run ();
}
