/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json-fixture.h"
#include "taskingai-error.h"

/* Reads a value with the call for its type, all the way down; other than skip it converts. */
static gboolean
walk (TaskingAIJsonReader *reader)
{
  g_autofree char *string = NULL;
  const char *key;
  gsize length;
  double number;
  gboolean boolean;

  switch (taskingai_json_reader_peek (reader))
    {
    case TASKINGAI_JSON_OBJECT:
      taskingai_json_reader_enter_object (reader);
      while (taskingai_json_reader_next_member (reader, &key, &length))
        if (!walk (reader))
          return FALSE;
      return !taskingai_json_reader_failed (reader);
    case TASKINGAI_JSON_ARRAY:
      taskingai_json_reader_enter_array (reader);
      while (taskingai_json_reader_next_element (reader))
        if (!walk (reader))
          return FALSE;
      return !taskingai_json_reader_failed (reader);
    case TASKINGAI_JSON_STRING:
      return taskingai_json_reader_read_string (reader, &string);
    case TASKINGAI_JSON_NUMBER:
      return taskingai_json_reader_read_double (reader, &number);
    case TASKINGAI_JSON_BOOLEAN:
      return taskingai_json_reader_read_boolean (reader, &boolean);
    case TASKINGAI_JSON_NULL:
      return taskingai_json_reader_read_null (reader);
    default:
      return FALSE;
    }
}

static gboolean
is_json (const char *text, gsize length)
{
  g_autoptr (Fixture) skipped = fixture_new (text, length);
  g_autoptr (Fixture) walked = fixture_new (text, length);
  gboolean skips = taskingai_json_reader_skip (&skipped->reader)
                   && taskingai_json_reader_at_end (&skipped->reader);
  gboolean walks = walk (&walked->reader) && taskingai_json_reader_at_end (&walked->reader);

  g_assert_cmpint (skips, ==, walks);
  g_assert_cmpint (skips, ==, !taskingai_json_reader_failed (&skipped->reader));
  return skips;
}

static void
test_no_text (void)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };

  taskingai_json_reader_init (&reader, NULL, 0);
  g_assert_cmpint (taskingai_json_reader_peek (&reader), ==, TASKINGAI_JSON_ERROR);
  g_assert_cmpstr (reader.problem, ==, "ends too early");
}

static const char document[] =
    "{\"id\":\"X5lM\\u00e4\",\"n\":-12.5e+3,\"t\":true,\"f\":false,\"x\":null,\"e\":{},\"l\":[],"
    "\"list\":[1,[2,{\"a\":\"\\ud83d\\ude00 \xf0\x9f\x98\x80 \xe2\x82\xac\"}],\"plain text that is"
    " longer than a block\"],\"escaped\\n\":\"\\\\\\\"\"}";

static void
test_truncation (void)
{
  gsize length = strlen (document);

  g_assert_true (is_json (document, length));
  for (gsize i = 0; i < length; i++)
    g_assert_false (is_json (document, i));
}

/* Whatever single byte is damaged, nothing is read outside and both ways agree. */
static void
test_damage (void)
{
  gsize length = strlen (document);

  for (gsize i = 0; i < length; i++)
    for (int byte = 0; byte < 256; byte += byte < 128 ? 1 : 13)
      {
        g_autofree char *damaged = g_memdup2 (document, length);

        damaged[i] = (char) byte;
        is_json (damaged, length);
      }
}

static void
test_depth (void)
{
  static const char *const brackets[][3] = { { "[", "", "]" },
                                             { "{\"a\":", "1", "}" },
                                             { " [ [], ", "0", " ] " } };

  for (gsize i = 0; i < G_N_ELEMENTS (brackets); i++)
    {
      guint allowed = TASKINGAI_JSON_MAX_DEPTH - i / 2; /* the last kind has one more inside */
      g_autofree char *good = nested (allowed, brackets[i][0], brackets[i][1], brackets[i][2]);
      g_autofree char *bad = nested (allowed + 1, brackets[i][0], brackets[i][1], brackets[i][2]);
      g_autofree char *abyss = nested (5000000, brackets[i][0], "", "");

      g_assert_true (is_json (good, strlen (good)));
      g_assert_false (is_json (bad, strlen (bad)));
      g_assert_false (is_json (abyss, strlen (abyss)));
    }
}

/* Each byte at each place of a string, to meet every lane of a block and every tail. */
static void
test_bytes_in_strings (void)
{
  for (gsize length = 1; length < 40; length++)
    for (gsize at = 0; at < length; at++)
      for (int byte = 0; byte < 256; byte++)
        {
          g_autoptr (GString) text = g_string_new ("\"");
          gboolean plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
          const char *value;
          gsize n;

          for (gsize i = 0; i < length; i++)
            g_string_append_c (text, i == at ? (char) byte : 'a');
          g_string_append_c (text, '"');
          g_autoptr (Fixture) fixture = fixture_new (text->str, text->len);
          gboolean read = taskingai_json_reader_read_slice (&fixture->reader, &value, &n)
                          && taskingai_json_reader_at_end (&fixture->reader);

          g_assert_cmpint (read, ==, plain);
          if (plain)
            g_assert_cmpmem (value, n, text->str + 1, length);
        }
}

static void
test_utf8 (void)
{
  static const char *const good[] = { "\xc2\x80",         "\xdf\xbf",         "\xe0\xa0\x80",
                                      "\xed\x9f\xbf",     "\xee\x80\x80",     "\xef\xbf\xbf",
                                      "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\xc3\xa4\xc3\xb6" };
  static const char *const bad[] = { "\x80",
                                     "\xbf",
                                     "\xc0\x80",
                                     "\xc1\xbf",
                                     "\xc3",
                                     "\xc3\x28",
                                     "\xe0\x80\x80",
                                     "\xe0\x9f\xbf",
                                     "\xed\xa0\x80",
                                     "\xed\xbf\xbf",
                                     "\xe2\x82",
                                     "\xe2\x28\xa1",
                                     "\xe2\x82\x28",
                                     "\xf0\x80\x80",
                                     "\xf0\x8f\xbf\xbf",
                                     "\xf0\x90\x80",
                                     "\xf0\x28\x8c",
                                     "\xf4\x90\x80",
                                     "\xf4\x90\x80\x80",
                                     "\xf5\x80\x80\x80",
                                     "\xf8\x88\x80\x80\x80",
                                     "\xfe",
                                     "\xff",
                                     "\xc3\xa4\xa4",
                                     "\xf0\x9f\x98\x28" };

  for (gsize before = 0; before < 36; before++)
    {
      g_autofree char *padding = g_strnfill (before, 'x');

      for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
        {
          g_autofree char *text = g_strdup_printf ("[\"%s%s\",\"%s%s%s\"]", padding, good[i],
                                                   good[i], padding, good[i]);

          g_assert_true (is_json (text, strlen (text)));
        }
      for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
        {
          g_autofree char *text = g_strdup_printf ("\"%s%s\"", padding, bad[i]);
          g_autofree char *key = g_strdup_printf ("{\"%s%sx\":1}", padding, bad[i]);

          g_assert_false (is_json (text, strlen (text)));
          g_assert_false (is_json (text, strlen (text) - 1));
          g_assert_false (is_json (key, strlen (key)));
        }
    }
}

static void
test_strings (void)
{
  static const struct {
    const char *json, *value;
  } cases[] = {
    { "\"\"", "" },
    { "\"plain\"", "plain" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
    { "\"a\\u0041\\u00E4\\u20aC!\"", "aA\xc3\xa4\xe2\x82\xac!" },
    { "\"\\uD83D\\uDE00\\ud83d\\ude01\"", "\xf0\x9f\x98\x80\xf0\x9f\x98\x81" },
    { "\"\xc3\xa4\\u0001\\uffff\"", "\xc3\xa4\x01\xef\xbf\xbf" },
    { "\"long enough for a block \\n and another of them\"",
      "long enough for a block \n and another of them" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) owned = reading (cases[i].json);
      g_autoptr (Fixture) sliced = reading (cases[i].json);
      g_autofree char *value = NULL;
      const char *slice;
      gsize length;

      g_assert_true (taskingai_json_reader_read_string (&owned->reader, &value));
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_true (taskingai_json_reader_read_slice (&sliced->reader, &slice, &length));
      g_assert_cmpmem (slice, length, cases[i].value, strlen (cases[i].value));
      g_assert_true (taskingai_json_reader_at_end (&sliced->reader));
    }
}

/* What a program sees of a failure. */
static void
test_messages (void)
{
  static const struct {
    const char *json, *message;
  } cases[] = {
    { "", "The JSON text ends too early (byte 0)" },
    { "{\"data\":[1,2", "The JSON text ends too early (byte 12)" },
    { "{\"data\":[1 2]}", "The JSON text lacks a comma or a closing bracket (byte 11)" },
    { "{\"data\" 1}", "The JSON text lacks a colon (byte 8)" },
    { "{\"secret\\x\":1}", "The JSON text has an unknown escape (byte 8)" },
    { "[\"\\ud800\"]", "The JSON text holds half a surrogate pair (byte 2)" },
    { "[\"a\xff\"]", "The JSON text is not valid UTF-8 (byte 3)" },
    { "[\"a\n\"]", "The JSON text holds a bare control character (byte 3)" },
    { "[1] x", "The JSON text goes on after its end (byte 4)" },
    { "[maybe]", "The JSON text is not a JSON value (byte 1)" },
    { "[trie]", "The JSON text is not a JSON value (byte 1)" },
    { "[1.]", "The JSON text is not a valid number (byte 1)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = reading (cases[i].json);
      g_autoptr (GError) error = NULL;

      g_assert_false (taskingai_json_reader_skip (&fixture->reader)
                      && taskingai_json_reader_at_end (&fixture->reader));
      error = taskingai_json_reader_to_error (&fixture->reader);
      g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_path (void)
{
  g_autoptr (Fixture) fixture = reading ("{\"data\":[{\"memory\":{\"max_tokens\":\"many\"}}]}");
  TaskingAIJsonReader *reader = &fixture->reader;
  g_autoptr (GError) error = NULL;
  const char *key;
  gsize length;
  gint64 value;

  taskingai_json_reader_prepend_key (reader, "ignored before a problem");
  g_assert_true (taskingai_json_reader_enter_object (reader));
  g_assert_true (taskingai_json_reader_next_member (reader, &key, &length));
  g_assert_true (taskingai_json_reader_enter_array (reader));
  g_assert_true (taskingai_json_reader_next_element (reader));
  g_assert_true (taskingai_json_reader_enter_object (reader));
  g_assert_true (taskingai_json_reader_next_member (reader, &key, &length));
  g_assert_cmpmem (key, length, "memory", 6);
  g_assert_true (taskingai_json_reader_enter_object (reader));
  g_assert_true (taskingai_json_reader_next_member (reader, &key, &length));
  g_assert_false (taskingai_json_reader_read_int64 (reader, &value));
  taskingai_json_reader_prepend_key (reader, "max_tokens");
  taskingai_json_reader_prepend_key (reader, "memory");
  taskingai_json_reader_prepend_index (reader, 3);
  taskingai_json_reader_prepend_key (reader, "data");
  error = taskingai_json_reader_to_error (reader);
  g_assert_cmpstr (error->message, ==, "data[3].memory.max_tokens should be an integer (byte 33)");
}

static void
test_wrong_types (void)
{
  static const char *const values[] = { "{}", "[]", "\"\"", "0", "true", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      {
        g_autoptr (Fixture) fixture = reading (values[i]);
        TaskingAIJsonReader *reader = &fixture->reader;
        g_autofree char *string = NULL;
        double number;
        gboolean boolean;
        gboolean results[] = { j == 0 && taskingai_json_reader_enter_object (reader),
                               j == 1 && taskingai_json_reader_enter_array (reader),
                               j == 2 && taskingai_json_reader_read_string (reader, &string),
                               j == 3 && taskingai_json_reader_read_double (reader, &number),
                               j == 4 && taskingai_json_reader_read_boolean (reader, &boolean),
                               j == 5 && taskingai_json_reader_read_null (reader) };

        g_assert_cmpint (results[j], ==, i == j);
        g_assert_cmpint (taskingai_json_reader_failed (reader), ==, i != j);
      }
}

/* After a mistake nothing goes on, and the first problem stays. */
static void
test_sticky (void)
{
  g_autoptr (Fixture) fixture = reading ("[1,2]");
  TaskingAIJsonReader *reader = &fixture->reader;
  const char *text;
  gsize length;
  gint64 value;

  g_assert_true (taskingai_json_reader_enter_array (reader));
  g_assert_true (taskingai_json_reader_next_element (reader));
  g_assert_true (taskingai_json_reader_read_int64 (reader, &value));
  g_assert_false (taskingai_json_reader_fail (reader, "should be even"));
  g_assert_false (taskingai_json_reader_fail (reader, "should be small"));
  g_assert_false (taskingai_json_reader_next_element (reader));
  g_assert_false (taskingai_json_reader_read_int64 (reader, &value));
  g_assert_false (taskingai_json_reader_skip (reader));
  g_assert_false (taskingai_json_reader_read_raw (reader, &text, &length));
  g_assert_false (taskingai_json_reader_at_end (reader));
  g_assert_cmpint (taskingai_json_reader_peek (reader), ==, TASKINGAI_JSON_ERROR);
  g_assert_cmpstr (reader->problem, ==, "should be even");
  g_assert_cmpint (reader->where - reader->start, ==, 1);
}

static void
test_unread_value (void)
{
  g_autoptr (Fixture) fixture = reading ("[1,2]");

  g_assert_true (taskingai_json_reader_enter_array (&fixture->reader));
  g_assert_true (taskingai_json_reader_next_element (&fixture->reader));
  g_assert_false (taskingai_json_reader_next_element (&fixture->reader));
  g_assert_true (taskingai_json_reader_failed (&fixture->reader));
}

static void
test_raw (void)
{
  g_autoptr (Fixture) fixture = reading ("{\"a\" : { \"b\" : [1.50, \"\\u00e4\"] } , \"c\":7}");
  TaskingAIJsonReader *reader = &fixture->reader;
  const char *key, *text;
  gsize length;

  g_assert_true (taskingai_json_reader_enter_object (reader));
  g_assert_true (taskingai_json_reader_next_member (reader, &key, &length));
  g_assert_true (taskingai_json_reader_read_raw (reader, &text, &length));
  g_assert_cmpmem (text, length, "{ \"b\" : [1.50, \"\\u00e4\"] }", 26);
  g_assert_true (taskingai_json_reader_next_member (reader, &key, &length));
  g_assert_cmpmem (key, length, "c", 1);
  g_assert_true (taskingai_json_reader_read_raw (reader, &text, &length));
  g_assert_cmpmem (text, length, "7", 1);
  g_assert_false (taskingai_json_reader_next_member (reader, &key, &length));
  g_assert_true (taskingai_json_reader_at_end (reader));
}

static void
test_skip_key (void)
{
  static const struct {
    const char *json; /* of which the first member was read */
    gboolean skipped;
  } cases[] = {
    { "{\"a\":1,\"key\":2}", TRUE },
    { "{\"a\":1, \"key\": 2}", TRUE },
    { "{\"a\":1,  \"key\":2}", FALSE },
    { "{\"a\":1,\"key\" :2}", FALSE },
    { "{\"a\":1,\"keys\":2}", FALSE },
    { "{\"a\":1,\"ke\":2}", FALSE },
    { "{\"a\":1,\"k\\u0065y\":2}", FALSE },
    { "{\"a\":1,\"key\"2}", FALSE },
    { "{\"a\":1\"key\":2}", FALSE },
    { "{\"a\":1}", FALSE },
    { "{\"a\":1,\"key\":", FALSE },
    { "{\"a\":1,\"key\"", FALSE },
    { "{\"a\":1,", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = reading (cases[i].json);
      TaskingAIJsonReader *reader = &fixture->reader;
      const char *before;

      g_test_message ("%s", cases[i].json);
      g_assert_true (taskingai_json_reader_enter_object (reader));
      g_assert_false (taskingai_json_reader_skip_key (reader, "key", 3));
      g_assert_true (taskingai_json_reader_skip_key (reader, "a", 1));
      g_assert_true (taskingai_json_reader_skip (reader));
      before = reader->cursor;
      g_assert_cmpint (taskingai_json_reader_skip_key (reader, "key", 3), ==, cases[i].skipped);
      g_assert_false (taskingai_json_reader_failed (reader));
      g_assert_true (cases[i].skipped || reader->cursor == before);
      g_assert_true (!cases[i].skipped || taskingai_json_reader_skip (reader));
    }
}

/* Grammar is all that skip asks of a number, since nobody wants its value. */
static void
test_skip_huge_number (void)
{
  g_autoptr (Fixture) fixture = reading ("[1e999]");

  g_assert_true (taskingai_json_reader_skip (&fixture->reader));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reader/no-text", test_no_text);
  g_test_add_func ("/json-reader/truncation", test_truncation);
  g_test_add_func ("/json-reader/damage", test_damage);
  g_test_add_func ("/json-reader/depth", test_depth);
  g_test_add_func ("/json-reader/bytes-in-strings", test_bytes_in_strings);
  g_test_add_func ("/json-reader/utf-8", test_utf8);
  g_test_add_func ("/json-reader/strings", test_strings);
  g_test_add_func ("/json-reader/messages", test_messages);
  g_test_add_func ("/json-reader/path", test_path);
  g_test_add_func ("/json-reader/wrong-types", test_wrong_types);
  g_test_add_func ("/json-reader/sticky", test_sticky);
  g_test_add_func ("/json-reader/unread-value", test_unread_value);
  g_test_add_func ("/json-reader/raw", test_raw);
  g_test_add_func ("/json-reader/skip-key", test_skip_key);
  g_test_add_func ("/json-reader/skip-huge-number", test_skip_huge_number);
  return g_test_run ();
}
