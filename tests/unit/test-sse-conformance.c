/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The WHATWG HTML standard on event streams, rule by rule; then whatever streams its grammar can
 * make, held against the standard's own steps. */

#include <string.h>

#include "sse-oracle.h"
#include "stream/taskingai-event-decode.h"
#include "taskingai-error.h"

#define BOM "\xef\xbb\xbf"
#define SHORT 40 /* bytes up to which a stream is also cut in three, everywhere */

/* A stream, and its events written as TYPE=DATA| one after the other. */
typedef struct {
  const char *rule;
  const char *bytes;
  gsize length;
  const char *events;
  gsize events_length;
  gboolean partial;
} Case;

#define CASE(rule, bytes, events)                                                                  \
  {                                                                                                \
    rule, bytes, sizeof bytes - 1, events, sizeof events - 1, FALSE                                \
  }
#define CUT(rule, bytes, events)                                                                   \
  {                                                                                                \
    rule, bytes, sizeof bytes - 1, events, sizeof events - 1, TRUE                                 \
  }

static const Case cases[] = {
  /* decoding */
  CASE ("nothing", "", ""),
  CASE ("one byte order mark at the start is skipped", BOM "data: a\n\n", "message=a|"),
  CASE ("nothing but a byte order mark", BOM, ""),
  CASE ("a second byte order mark is text", BOM BOM "data: a\n\ndata: b\n\n", "message=b|"),
  CASE ("a byte order mark later is text", "data: a\n\n" BOM "data: b\n\n", "message=a|"),
  CASE ("a byte order mark behind a line end is text", "\n" BOM "data: a\n\ndata: b\n\n",
        "message=b|"),
  CASE ("a byte order mark in data is data", "data: " BOM "a\n\n", "message=" BOM "a|"),
  CASE ("a byte order mark before a comment", BOM ": hi\ndata: a\n\n", "message=a|"),
  CASE ("a byte order mark before an empty line", BOM "\n\rdata: a\n\n", "message=a|"),
  CASE ("half a byte order mark is text",
        "\xef\xbb"
        "data: a\n\ndata: b\n\n",
        "message=b|"),
  CASE ("one byte of a byte order mark is text",
        "\xef"
        "data: a\n\ndata: b\n\n",
        "message=b|"),
  CASE ("a broken byte order mark is text",
        "\xef\xbb\xbe"
        "data: a\n\ndata: b\n\n",
        "message=b|"),
  CUT ("a stream of half a byte order mark", "\xef\xbb", ""),
  CASE ("UTF-8 is text", "data: \xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\n\n",
        "message=\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80|"),
  /* the standard puts U+FFFD here; the parser passes bytes on, see test_not_utf8 () */
  CASE ("what is not UTF-8 is passed on", "data: \xff\xc3\n\ndata: \xe2\x82\n\n",
        "message=\xff\xc3|message=\xe2\x82|"),
  /* lines */
  CASE ("LF ends a line", "data: a\ndata: b\n\ndata: c\n\n", "message=a\nb|message=c|"),
  CASE ("CR ends a line", "data: a\rdata: b\r\rdata: c\r\r", "message=a\nb|message=c|"),
  CASE ("CRLF ends one line", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n",
        "message=a\nb|message=c|"),
  CASE ("line ends may be mixed", "data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r",
        "message=a\nb\nc|message=d|"),
  CASE ("CR CRLF is two line ends", "data: a\r\r\ndata: b\n\n", "message=a|message=b|"),
  CASE ("LF CR is two line ends", "data: a\n\rdata: b\n\n", "message=a|message=b|"),
  CASE ("CR LF LF is two line ends", "data: a\r\n\ndata: b\r\n\n", "message=a|message=b|"),
  CASE ("CR LF CR is two line ends", "data: a\r\n\rdata: b\r\n\r", "message=a|message=b|"),
  CASE ("many empty lines are one end", "\n\n\r\r\n\ndata: a\n\n\n\r\r\r\n", "message=a|"),
  CASE ("other separators are text",
        "data: a\x0b\x0c\xe2\x80\xa8\xc2\x85"
        "b\n\n",
        "message=a\x0b\x0c\xe2\x80\xa8\xc2\x85"
        "b|"),
  CASE ("NUL is text", "data: a\0b\n\ndata\0: c\n\n\0\n\n", "message=a\0b|"),
  CASE ("a line of NUL is not empty", "data: a\n\0\ndata: b\n\n", "message=a\nb|"),
  CASE ("a line of a space is not empty", "data: a\n \ndata: b\n\n", "message=a\nb|"),
  CUT ("the end of the stream ends no event", "data: a\n\ndata: b\n", "message=a|"),
  CUT ("the end of the stream ends no line", "data: a\n\ndata: b", "message=a|"),
  CUT ("a field name at the end", "data: a\n\nda", "message=a|"),
  CUT ("an event type at the end", "data: a\n\nevent: log\n", "message=a|"),
  CUT ("an unknown field at the end", "data: a\n\nfoo", "message=a|"),
  CASE ("an unknown line at the end", "data: a\n\nfoo\n", "message=a|"),
  CASE ("a comment at the end", "data: a\n\n: keep-ali", "message=a|"),
  /* comments */
  CASE ("comments", ": hi\n:\n\n:data: x\ndata: a\n: in between\ndata: b\n\n: end\n",
        "message=a\nb|"),
  CASE ("a comment is not an empty line", "data: a\n:\ndata: b\n\n", "message=a\nb|"),
  CASE ("a space before the colon makes no comment", " : x\ndata: a\n\n", "message=a|"),
  /* fields */
  CASE ("a space behind the colon is removed", "data: a\n\n", "message=a|"),
  CASE ("no space behind the colon", "data:a\n\n", "message=a|"),
  CASE ("only one space is removed", "data:  a \n\n", "message= a |"),
  CASE ("a value of one space is empty", "data: \n\ndata:  \n\n", "message=|message= |"),
  CASE ("no other white space is removed", "data:\ta\n\ndata:\x0b\n\n",
        "message=\ta|message=\x0b|"),
  CASE ("a space before the colon belongs to the name", "data : a\ndata: b\n\n", "message=b|"),
  CASE ("a space before the name belongs to it", " data: a\ndata: b\n\n", "message=b|"),
  CASE ("the first colon ends the name", "data: a: b:\n\ndata::c\n\n", "message=a: b:|message=:c|"),
  CASE ("a line without a colon is a name", "data\n\nevent\ndata: a\n\n", "message=|message=a|"),
  CASE ("an empty name is a comment", ":a\ndata: b\n\n", "message=b|"),
  CASE ("unknown fields are ignored", "foo: 1\ndata: a\nbar\nx:\n\n", "message=a|"),
  CASE ("names are compared as they are", "DATA: 1\nData: 2\nEVENT: x\ndata: a\n\n", "message=a|"),
  CASE ("the beginning of a name is not the name", "d: 1\nda: 2\ndat: 3\ne\neven: 4\ndata: a\n\n",
        "message=a|"),
  CASE ("what goes on behind a name is not the name",
        "data2: 1\ndatadata: 2\ndata-x: 3\nevents: 4\nevent.a: 5\ndata: a\n\n", "message=a|"),
  CASE ("a name with NUL is not the name", "event\0: x\ndata: a\n\n", "message=a|"),
  CASE ("a name with a byte order mark is not the name", "data" BOM ": x\ndata: a\n\n",
        "message=a|"),
  /* data */
  CASE ("lines of data are joined by LF", "data: a\ndata: b\ndata: c\n\n", "message=a\nb\nc|"),
  CASE ("lines of data that are empty", "data\ndata:\ndata: \ndata: x\ndata\n\n",
        "message=\n\n\nx\n|"),
  CASE ("two empty lines of data are one LF", "data\ndata\n\n", "message=\n|"),
  CASE ("an empty line of data is an event", "data\n\ndata:\n\n", "message=|message=|"),
  CASE ("other lines between those of data", "data: a\nid: 1\n: x\nfoo\nretry: 1\ndata: b\n\n",
        "message=a\nb|"),
  CASE ("only the LF that was added is removed", "data: a\ndata\n\n", "message=a\n|"),
  /* events */
  CASE ("the type of an event", "event: log\ndata: a\n\n", "log=a|"),
  CASE ("the type counts for one event", "event: log\ndata: a\n\ndata: b\n\n", "log=a|message=b|"),
  CASE ("a type behind data", "data: a\nevent: log\ndata: b\n\n", "log=a\nb|"),
  CASE ("the last type counts", "event: a\nevent: b\ndata: x\n\n", "b=x|"),
  CASE ("an empty type is no type", "event: a\nevent\ndata: x\n\nevent:\ndata: y\n\n",
        "message=x|message=y|"),
  CASE ("a type of spaces", "event:  \ndata: x\n\n", " =x|"),
  CASE ("a type without data is forgotten", "event: a\n\ndata: x\n\n", "message=x|"),
  CASE ("a type ends at NUL", "event: a\0b\ndata: x\n\n", "a=x|"),
  CASE ("an event without data is none", "event: a\nid: 1\n\n\nfoo\n\n", ""),
  /* id and retry tell how to connect again, which nobody does in the middle of an answer */
  CASE ("id", "id: 7\ndata: a\n\nid: 8\n\nid\ndata: b\n\n", "message=a|message=b|"),
  CASE ("id with NUL", "id: 1\0002\ndata: a\n\n", "message=a|"),
  CASE ("retry", "retry: 100\ndata: a\n\nretry\n\nretry: 1x\ndata: b\n\nretry: -1\n\n",
        "message=a|message=b|"),
  /* as the servers write */
  CASE ("an answer",
        "data: {\"object\": \"MessageChunk\", \"index\": 0, \"delta\": \"Hi\"}\n\n"
        "data: [DONE]\n\n",
        "message={\"object\": \"MessageChunk\", \"index\": 0, \"delta\": \"Hi\"}|message=[DONE]|"),
};

/* ---- the table ---- */

static void
check (const char *name, const char *bytes, gsize length, const gsize *cuts, gsize n_cuts)
{
  for (int at_once = 0; at_once < 2; at_once++)
    {
      g_autofree char *difference = sse_oracle_check (bytes, length, cuts, n_cuts, at_once);

      if (difference == NULL)
        continue;
      g_autofree char *printable = g_strescape (bytes, NULL);
      g_error ("%s, first cut at %" G_GSIZE_FORMAT ": %s: %s", name, n_cuts > 0 ? cuts[0] : 0,
               printable, difference);
    }
}

static void
check_bytewise (const char *name, const char *bytes, gsize length)
{
  g_autofree gsize *cuts = g_new (gsize, length + 1);

  for (gsize i = 0; i < length; i++)
    cuts[i] = i;
  check (name, bytes, length, cuts, length);
}

/* The standard's steps say what the table says, and so does the parser. */
static void
test_whole (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      gboolean partial;
      g_autoptr (GString) events = sse_oracle_read (c->bytes, c->length, &partial);

      g_test_message ("%s", c->rule);
      g_assert_cmpmem (events->str, events->len, c->events, c->events_length);
      g_assert_cmpint (partial, ==, c->partial);
      check (c->rule, c->bytes, c->length, NULL, 0);
    }
}

static void
test_bytewise (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_bytewise (cases[i].rule, cases[i].bytes, cases[i].length);
}

static void
test_every_split (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize at = 0; at <= cases[i].length; at++)
      check (cases[i].rule, cases[i].bytes, cases[i].length, &at, 1);
}

static void
test_every_pair_of_splits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize a = 0; cases[i].length <= SHORT && a <= cases[i].length; a++)
      for (gsize b = a; b <= cases[i].length; b++)
        check (cases[i].rule, cases[i].bytes, cases[i].length, (const gsize[]){ a, b }, 2);
}

/* ---- other streams ---- */

/* All streams of up to five such pieces, whole and byte by byte; six take ten times as long. */
static void
test_exhaustive (void)
{
  static const char *const pieces[] = { "data", "event", ":", " ", "\r", "\n", "x" };
  gsize most = g_test_slow () ? 6 : 5;
  gsize n_streams = 1;

  for (gsize n = 1; n <= most; n++)
    {
      n_streams *= G_N_ELEMENTS (pieces);
      for (gsize i = 0; i < n_streams; i++)
        {
          g_autoptr (GString) text = g_string_new (NULL);

          for (gsize j = 0, rest = i; j < n; j++, rest /= G_N_ELEMENTS (pieces))
            g_string_append (text, pieces[rest % G_N_ELEMENTS (pieces)]);
          check ("exhaustive", text->str, text->len, NULL, 0);
          check_bytewise ("exhaustive", text->str, text->len);
        }
    }
}

static GString *
random_stream (void)
{
  static const char *const pieces[] = {
    "data", "data: ", "data:x\n", "event: t\n", "event",      "id: 1\n",  "retry:",
    "\n",   "\n\n",   "\r",       "\r\n",       ":",          " ",        ": c\n",
    BOM,    "\xef",   "\xff",     "\xc3\xa4",   "foo: 1\r\n", "{\"a\":1}"
  };
  GString *text = g_string_new (g_test_rand_bit () ? BOM : "");
  int n = g_test_rand_int_range (1, 30);

  for (int i = 0; i < n; i++)
    if (g_test_rand_int_range (0, 12) == 0)
      g_string_append_c (text, (char) g_test_rand_int_range (0, 256));
    else
      g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return text;
}

static void
test_random (void)
{
  int n_streams = g_test_slow () ? 200000 : 10000;

  for (int i = 0; i < n_streams; i++)
    {
      g_autoptr (GString) text = random_stream ();
      gsize cuts[64];
      gsize n_cuts = 0;

      for (gsize at = 0; at < text->len && n_cuts < G_N_ELEMENTS (cuts); n_cuts++)
        {
          at += (gsize) g_test_rand_int_range (1, 9);
          cuts[n_cuts] = at = MIN (at, text->len);
        }
      check ("random", text->str, text->len, cuts, n_cuts);
    }
}

/* Complete cases one behind the other, in one stream that does not seem to end. */
static void
test_endless (void)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (1000);
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GString) events = g_string_new (NULL);
  gboolean partial;

  while (bytes->len < 300000)
    {
      const Case *c = &cases[g_test_rand_int_range (0, G_N_ELEMENTS (cases))];

      g_string_append_len (bytes, c->bytes, (gssize) c->length);
      g_string_append (bytes, "\n\n");
    }
  for (gsize i = 0, size; i < bytes->len; i += size)
    {
      size = (gsize) g_test_rand_int_range (1, 3000);
      size = MIN (size, bytes->len - i);
      g_assert_true (taskingai_sse_parser_feed (parser, bytes->str + i, size));
      if (g_test_rand_int_range (0, 4) == 0)
        sse_oracle_collect (parser, events);
    }
  sse_oracle_collect (parser, events);
  g_autoptr (GString) expected = sse_oracle_read (bytes->str, bytes->len, &partial);
  g_assert_cmpmem (events->str, events->len, expected->str, expected->len);
  g_assert_cmpuint (taskingai_sse_parser_get_n_bytes (parser), ==, 0);
}

/* Where the standard would put U+FFFD the bytes stay, so that what reads them can tell: an answer
 * that was damaged on its way is an error and not another answer. */
static void
test_not_utf8 (void)
{
  g_autoptr (TaskingAISseParser) parser = taskingai_sse_parser_new (1000);
  static const char bytes[] = "data: {\"object\":\"MessageChunk\",\"delta\":\"a\xc3\"}\n\n";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  TaskingAISseEvent event;

  g_assert_true (taskingai_sse_parser_feed (parser, bytes, sizeof bytes - 1));
  g_assert_true (taskingai_sse_parser_next (parser, &event));
  g_assert_false (taskingai_event_append_delta (&event, text, NULL, &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "is not valid UTF-8"));
  g_assert_cmpuint (text->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sse-conformance/whole", test_whole);
  g_test_add_func ("/sse-conformance/bytewise", test_bytewise);
  g_test_add_func ("/sse-conformance/every-split", test_every_split);
  g_test_add_func ("/sse-conformance/every-pair-of-splits", test_every_pair_of_splits);
  g_test_add_func ("/sse-conformance/exhaustive", test_exhaustive);
  g_test_add_func ("/sse-conformance/random", test_random);
  g_test_add_func ("/sse-conformance/endless", test_endless);
  g_test_add_func ("/sse-conformance/not-utf-8", test_not_utf8);
  return g_test_run ();
}
