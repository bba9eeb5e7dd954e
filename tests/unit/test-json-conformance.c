/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* RFC 8259 case by case: what has to be accepted, what has to be refused, and what it leaves open,
 * with the choice that was made. json-c is asked about each case, too. */

#include <string.h>

#include "json-fixture.h"
#include "json-oracle.h"

typedef struct {
  const char *text;
  gsize length;
  gboolean accepted;
  const char *problem; /* NULL: any */
} Case;

#define ACCEPT(text)                                                                               \
  {                                                                                                \
    text, sizeof text - 1, TRUE, NULL                                                              \
  }
#define REFUSE(text)                                                                               \
  {                                                                                                \
    text, sizeof text - 1, FALSE, NULL                                                             \
  }
#define REFUSE_SINCE(problem, text)                                                                \
  {                                                                                                \
    text, sizeof text - 1, FALSE, problem                                                          \
  }

static const Case must_accept[] = {
  /* structure */
  ACCEPT ("[]"),
  ACCEPT ("{}"),
  ACCEPT (" [ ] "),
  ACCEPT ("\t\n\r {}\n"),
  ACCEPT ("[[]]"),
  ACCEPT ("[[],[[]]]"),
  ACCEPT ("{\"a\":{}}"),
  ACCEPT ("{\"\":0}"),
  ACCEPT ("{\"a\":1,\"a\":2}"),
  ACCEPT ("[1,\n2\t,\r3 ]"),
  ACCEPT ("{ \"a\" : [ ] , \"b\" : { } }"),
  ACCEPT ("[{},{}]"),
  /* lone values */
  ACCEPT ("null"),
  ACCEPT ("true"),
  ACCEPT ("false"),
  ACCEPT ("0"),
  ACCEPT ("\"\""),
  ACCEPT (" \"a\" "),
  ACCEPT ("-1"),
  /* numbers */
  ACCEPT ("[0]"),
  ACCEPT ("[-0]"),
  ACCEPT ("[-0.0]"),
  ACCEPT ("[0e1]"),
  ACCEPT ("[0e+1]"),
  ACCEPT ("[0E-0]"),
  ACCEPT ("[1e00]"),
  ACCEPT ("[123.456e78]"),
  ACCEPT ("[20e1]"),
  ACCEPT ("[1.0]"),
  ACCEPT ("[1E22]"),
  ACCEPT ("[1E-2]"),
  ACCEPT ("[-123456789012345678901234567890]"),
  ACCEPT ("[0.000000000000000001]"),
  ACCEPT ("[1e-999]"),
  ACCEPT ("[5e-324]"),
  ACCEPT ("[1.7976931348623157e308]"),
  ACCEPT ("[9007199254740993]"),
  /* strings */
  ACCEPT ("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]"),
  ACCEPT ("[\"\\u0041\\u00e4\\u20ac\\uFFFF\"]"),
  ACCEPT ("[\"\\uD83D\\uDE00\"]"),
  ACCEPT ("[\"\\ud834\\udd1e\"]"),
  ACCEPT ("[\"\\\\u0000\"]"),
  ACCEPT ("[\"\\\\n\"]"),
  ACCEPT ("[\"a/*b*/c\"]"),
  ACCEPT ("[\"\x7f\"]"),
  ACCEPT ("[\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"]"),
  ACCEPT ("[\"\xe2\x80\xa8\xe2\x80\xa9\"]"),
  ACCEPT ("[\"\xef\xbf\xbf\xef\xb7\x90\"]"),
  ACCEPT ("[\"\xf4\x8f\xbf\xbf\"]"),
  ACCEPT ("{\"\\u0061\\n\":\"\xc3\xa4\"}"),
  ACCEPT ("[1e-0010]"),
  ACCEPT ("[0.10]"),
  ACCEPT ("[-0e+1,-0.0E-1]"),
  ACCEPT ("[9223372036854775807,9223372036854775808,-9223372036854775808,-9223372036854775809]"),
  ACCEPT ("[18446744073709551615,18446744073709551616]"),
  ACCEPT ("[\"\\u000a\\u001F\\u007f\\u0080\\u07FF\\u0800\\ud7ff\\ue000\"]"),
  ACCEPT ("[\"\\ud800\\udc00\\udbff\\udfff\"]"),
  ACCEPT ("[\"\\\\ud800\"]"),
  ACCEPT ("[\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\"]"),
  ACCEPT ("[\"\xef\xbb\xbf\"]"),
  ACCEPT ("{\"\xc3\xa4\":{\"\":{\"\":null}}}"),
  ACCEPT ("\r\n\t [\r\n\t 1\r\n\t ,\r\n\t 2\r\n\t ]\r\n\t "),
};

static const Case must_refuse[] = {
  /* nothing, or too much */
  REFUSE (""),
  REFUSE (" "),
  REFUSE ("[] []"),
  REFUSE ("[]x"),
  REFUSE ("1 2"),
  REFUSE ("{}{}"),
  REFUSE ("\"a\"\"b\""),
  REFUSE ("[1]]"),
  REFUSE ("{}}"),
  REFUSE ("null,"),
  /* structure */
  REFUSE ("["),
  REFUSE ("]"),
  REFUSE ("{"),
  REFUSE ("}"),
  REFUSE ("[1,]"),
  REFUSE ("[,1]"),
  REFUSE ("[1,,2]"),
  REFUSE ("[,]"),
  REFUSE ("[1 2]"),
  REFUSE ("[1;2]"),
  REFUSE ("[1:2]"),
  REFUSE ("[}"),
  REFUSE ("{]"),
  REFUSE ("[1}"),
  REFUSE ("{\"a\":1]"),
  REFUSE ("{\"a\"}"),
  REFUSE ("{\"a\":}"),
  REFUSE ("{\"a\" 1}"),
  REFUSE ("{\"a\":1,}"),
  REFUSE ("{,}"),
  REFUSE ("{:1}"),
  REFUSE ("{1:1}"),
  REFUSE ("{a:1}"),
  REFUSE ("{'a':1}"),
  REFUSE ("{\"a\":1 \"b\":2}"),
  REFUSE ("{\"a\":1,,\"b\":2}"),
  REFUSE ("{\"a\"::1}"),
  REFUSE ("{null:1}"),
  REFUSE ("{[]:1}"),
  REFUSE ("[\"a\",\n4\n,1,"),
  REFUSE ("[]["),
  REFUSE ("[\"a\""),
  /* literals */
  REFUSE ("nul"),
  REFUSE ("nulll"),
  REFUSE ("Null"),
  REFUSE ("NULL"),
  REFUSE ("tru"),
  REFUSE ("TRUE"),
  REFUSE ("True"),
  REFUSE ("fals"),
  REFUSE ("falsey"),
  REFUSE ("undefined"),
  REFUSE ("nan"),
  REFUSE ("NaN"),
  REFUSE ("Infinity"),
  REFUSE ("-Infinity"),
  REFUSE ("[nan]"),
  REFUSE ("None"),
  /* numbers */
  REFUSE ("+1"),
  REFUSE ("-"),
  REFUSE ("--1"),
  REFUSE ("01"),
  REFUSE ("-01"),
  REFUSE ("00"),
  REFUSE ("1."),
  REFUSE (".1"),
  REFUSE ("-.1"),
  REFUSE ("1.e1"),
  REFUSE ("1e"),
  REFUSE ("1e+"),
  REFUSE ("1e-"),
  REFUSE ("1ee1"),
  REFUSE ("1.2.3"),
  REFUSE ("0x10"),
  REFUSE ("1_000"),
  REFUSE ("1,000"),
  REFUSE ("1a"),
  REFUSE ("0e"),
  REFUSE ("[1.]"),
  REFUSE ("[-]"),
  REFUSE ("[+1]"),
  REFUSE ("[1e1.5]"),
  REFUSE ("[- 1]"),
  REFUSE ("[0 1]"),
  REFUSE ("\xef\xbc\x91"),
  /* strings */
  REFUSE ("\""),
  REFUSE ("\"a"),
  REFUSE ("'a'"),
  REFUSE ("[\"a\nb\"]"),
  REFUSE ("[\"a\tb\"]"),
  REFUSE ("[\"\x01\"]"),
  REFUSE ("[\"\x1f\"]"),
  REFUSE ("[\"\\\"]"),
  REFUSE ("[\"\\x41\"]"),
  REFUSE ("[\"\\a\"]"),
  REFUSE ("[\"\\u\"]"),
  REFUSE ("[\"\\u12\"]"),
  REFUSE ("[\"\\u123g\"]"),
  REFUSE ("[\"\\U0041\"]"),
  REFUSE ("[\"\\ 1\"]"),
  REFUSE ("[\"\\\n\"]"),
  REFUSE ("[\"\\\xc3\xa4\"]"),
  /* what others let pass */
  REFUSE ("[1] // c"),
  REFUSE ("/* c */ []"),
  REFUSE ("[1] # c"),
  REFUSE ("[\xc2\xa0]"),
  REFUSE ("[\x0c]"),
  REFUSE ("[\v1]"),
  REFUSE ("{\"a\":1}\xe2\x80\xa8"),
  REFUSE ("[1,2"),
  REFUSE ("[1,"),
  REFUSE ("[\"a\",\"b"),
  REFUSE ("{\"a\":[1,{\"b\":2]}"),
  REFUSE ("[[[]"),
  REFUSE ("{\"a\":1}{"),
  REFUSE ("{\"a\":1}#"),
  REFUSE ("{\"a\":1}/**/"),
  REFUSE ("[1,/**/2]"),
  REFUSE ("{\"a\":\"b\",c:1}"),
  REFUSE ("{\"a\":0x1}"),
  REFUSE ("{\"a\" \"b\"}"),
  REFUSE ("{\"a\"=1}"),
  REFUSE ("[+Infinity]"),
  REFUSE ("[-NaN]"),
  REFUSE ("[1e1e1]"),
  REFUSE ("[0.3e]"),
  REFUSE ("[0.3e+]"),
  REFUSE ("[-0x1]"),
  REFUSE ("[1\xc2\xa0]"),
  REFUSE ("[\xe2\x80\x8b 1]"),
  REFUSE ("\"\\\""),
  REFUSE ("\"\\u00A\""),
  REFUSE ("\"\\u 041\""),
  REFUSE ("\"\\uD83D\\u\""),
  REFUSE ("\"\\u+041\""),
  REFUSE ("\"\\0\""),
  REFUSE ("\"\\v\""),
  REFUSE ("\"\\'\""),
  /* NUL is neither white space nor an end */
  REFUSE ("[]\0"),
  REFUSE ("\0[]"),
  REFUSE ("[\"a\0b\"]"),
  REFUSE ("[1\0]"),
  REFUSE ("{\0}"),
  REFUSE ("[\"a\\\0\"]"),
};

#define OUT_OF_RANGE "is out of range"
#define HALF "holds half a surrogate pair"
#define NOT_UTF8 "is not valid UTF-8"
#define NO_VALUE "is not a JSON value"

/* What the RFC allows and leaves to the reader. */
static const Case choices[] = {
  /* Numbers that no double holds are refused, not made infinite; those that are nearly zero are
   * zero, and more digits than a double has are rounded. */
  REFUSE_SINCE (OUT_OF_RANGE, "1e999"),
  REFUSE_SINCE (OUT_OF_RANGE, "-1e999"),
  REFUSE_SINCE (OUT_OF_RANGE, "[1e309]"),
  REFUSE_SINCE (OUT_OF_RANGE, "[123e400]"),
  REFUSE_SINCE (OUT_OF_RANGE, "[1.7976931348623159e308]"),
  REFUSE_SINCE (OUT_OF_RANGE, "[1e99999999999999999999]"),
  ACCEPT ("[1.7976931348623158e308]"),
  ACCEPT ("[0e99999999999999999999]"),
  ACCEPT ("[1e-99999999999999999999,-1e-400,2e-324]"),
  ACCEPT ("[0.1000000000000000055511151231257827021181583404541015625]"),
  /* Half a surrogate pair is no character, and could not be sent back. */
  REFUSE_SINCE (HALF, "[\"\\ud800\"]"),
  REFUSE_SINCE (HALF, "[\"\\udbff\"]"),
  REFUSE_SINCE (HALF, "[\"\\udc00\"]"),
  REFUSE_SINCE (HALF, "[\"\\udfff\"]"),
  REFUSE_SINCE (HALF, "[\"\\ud800a\"]"),
  REFUSE_SINCE (HALF, "[\"\\ud800\\n\"]"),
  REFUSE_SINCE (HALF, "[\"\\ud800\\ud800\"]"),
  REFUSE_SINCE (HALF, "[\"\\ud800\\u0041\"]"),
  REFUSE_SINCE (HALF, "[\"\\ud800\\ue000\"]"),
  REFUSE_SINCE (HALF, "[\"\\udc00\\ud800\"]"),
  REFUSE_SINCE (HALF, "[\"\\ud800\\udc00\\udc00\"]"),
  REFUSE_SINCE (HALF, "[\"\\ud800\xed\xb0\x80\"]"),
  REFUSE_SINCE (HALF, "{\"\\ud800\":1}"),
  /* Strings end at NUL in C, so none may hold one. */
  REFUSE_SINCE ("holds the character U+0000", "[\"\\u0000\"]"),
  REFUSE_SINCE ("holds the character U+0000", "[\"a\\u0000b\"]"),
  REFUSE_SINCE ("holds the character U+0000", "{\"\\u0000\":1}"),
  /* The encoding is UTF-8, without a mark, and nothing is guessed from broken text. */
  REFUSE_SINCE (NO_VALUE, "\xef\xbb\xbf[]"),
  REFUSE_SINCE (NO_VALUE, "\xff\xfe[\0]\0"),
  REFUSE_SINCE (NO_VALUE, "\0[\0]"),
  REFUSE_SINCE (NO_VALUE, "\xff"),
  REFUSE_SINCE (NO_VALUE, "[\xff]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\x80\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xbf\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xc0\xaf\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xc1\xbf\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xc3\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xe4\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xe0\x80\xaf\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xe0\x9f\xbf\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xe2\x82\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xed\xa0\x80\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xed\xa0\xbd\xed\xb8\x80\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xed\xbf\xbf\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xf0\x80\x80\xaf\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xf0\x8f\xbf\xbf\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xf0\x9f\x98\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xf4\x90\x80\x80\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xf5\x80\x80\x80\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xf8\x88\x80\x80\x80\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xfc\x84\x80\x80\x80\x80\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xfe\"]"),
  REFUSE_SINCE (NOT_UTF8, "[\"\xff\"]"),
  REFUSE_SINCE (NOT_UTF8, "{\"\xff\":1}"),
  ACCEPT ("[\"\xef\xbf\xbe\xef\xbf\xbf\xf4\x8f\xbf\xbf\"]"), /* no characters, but valid */
  /* Of members of one name the last counts: see also test-models. */
  ACCEPT ("{\"a\":1,\"a\":[2],\"a\":{\"a\":3}}"),
};

static void
check (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      const Case *c = &cases[i];
      g_autoptr (Fixture) fixture = fixture_new (c->text, c->length);
      g_autofree char *printable = g_strescape (c->text, NULL);
      g_autofree char *difference = NULL;
      JsonVerdict verdict;

      difference = json_oracle_check (fixture->text, c->length, &verdict);
      g_test_message ("%s%s%s", printable, verdict.exception != NULL ? ": " : "",
                      verdict.exception != NULL ? verdict.exception : "");
      g_assert_cmpstr (difference, ==, NULL);
      g_assert_cmpint (verdict.accepted, ==, c->accepted);
      if (c->problem != NULL && strcmp (c->problem, OUT_OF_RANGE) != 0)
        {
          g_assert_false (taskingai_json_reader_skip (&fixture->reader)
                          && taskingai_json_reader_at_end (&fixture->reader));
          g_assert_cmpstr (fixture->reader.problem, ==, c->problem);
        }
    }
}

static void
test_must_accept (void)
{
  check (must_accept, G_N_ELEMENTS (must_accept));
}

static void
test_must_refuse (void)
{
  check (must_refuse, G_N_ELEMENTS (must_refuse));
}

static void
test_choices (void)
{
  check (choices, G_N_ELEMENTS (choices));
}

/* What is accepted is accepted whole: each text that must be, cut anywhere, is not, unless it is a
 * number or nothing but white space is missing. */
static void
test_truncated (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (must_accept); i++)
    {
      const char *text = must_accept[i].text;
      gsize whole = must_accept[i].length;

      while (whole > 0 && strchr (" \t\r\n", text[whole - 1]) != NULL)
        whole--;
      if (strchr ("]}\"el", text[whole - 1]) == NULL)
        continue;
      for (gsize length = 0; length < whole; length++)
        {
          g_autoptr (Fixture) fixture = fixture_new (text, length);

          g_assert_false (taskingai_json_reader_skip (&fixture->reader));
        }
    }
}

/* A number ends where its text ends, or not at all. */
static void
test_truncated_numbers (void)
{
  static const struct {
    const char *text;
    const char *accepted; /* for each length: + or - */
  } numbers[] = {
    { "-10.25e-17", "--++-++--++" },
    { "0.5E+3", "-+-+--+" },
    { "-0", "--+" },
    { "1E9", "-+-+" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (gsize length = 0; length <= strlen (numbers[i].text); length++)
      {
        g_autoptr (Fixture) fixture = fixture_new (numbers[i].text, length);

        g_assert_cmpint (taskingai_json_reader_skip (&fixture->reader), ==,
                         numbers[i].accepted[length] == '+');
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-conformance/must-accept", test_must_accept);
  g_test_add_func ("/json-conformance/must-refuse", test_must_refuse);
  g_test_add_func ("/json-conformance/choices", test_choices);
  g_test_add_func ("/json-conformance/truncated", test_truncated);
  g_test_add_func ("/json-conformance/truncated-numbers", test_truncated_numbers);
  return g_test_run ();
}
