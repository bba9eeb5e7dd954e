/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-writer.h"

#include <math.h>
#include <string.h>

#include "comma-locale.h"
#include "json-fixture.h"

static char *
written_string (const char *value)
{
  g_auto (TaskingAIJsonWriter) writer = { 0 };

  taskingai_json_writer_init (&writer);
  taskingai_json_writer_string (&writer, value);
  return taskingai_json_writer_steal (&writer, NULL);
}

static char *
written_double (double value)
{
  g_auto (TaskingAIJsonWriter) writer = { 0 };

  taskingai_json_writer_init (&writer);
  taskingai_json_writer_double (&writer, value);
  return taskingai_json_writer_steal (&writer, NULL);
}

static void
test_commas (void)
{
  g_auto (TaskingAIJsonWriter) writer = { 0 };
  g_autofree char *text = NULL;
  gsize length;

  taskingai_json_writer_init (&writer);
  taskingai_json_writer_begin_object (&writer);
  taskingai_json_writer_key (&writer, "a");
  taskingai_json_writer_begin_array (&writer);
  taskingai_json_writer_begin_array (&writer);
  taskingai_json_writer_end_array (&writer);
  taskingai_json_writer_begin_object (&writer);
  taskingai_json_writer_end_object (&writer);
  taskingai_json_writer_int64 (&writer, 1);
  taskingai_json_writer_double (&writer, 0.5);
  taskingai_json_writer_end_array (&writer);
  taskingai_json_writer_key (&writer, "b");
  taskingai_json_writer_null (&writer);
  taskingai_json_writer_key (&writer, "c");
  taskingai_json_writer_boolean (&writer, TRUE);
  taskingai_json_writer_key (&writer, "d");
  taskingai_json_writer_raw (&writer, "[ 1 ] and more", 5);
  taskingai_json_writer_key (&writer, "e");
  taskingai_json_writer_raw (&writer, "false", -1);
  taskingai_json_writer_key (&writer, "f\"");
  taskingai_json_writer_boolean (&writer, FALSE);
  taskingai_json_writer_key (&writer, "");
  taskingai_json_writer_string (&writer, NULL);
  taskingai_json_writer_end_object (&writer);
  text = taskingai_json_writer_steal (&writer, &length);
  g_assert_cmpstr (text, ==,
                   "{\"a\":[[],{},1,0.5],\"b\":null,\"c\":true,\"d\":[ 1 ],\"e\":false,"
                   "\"f\\\"\":false,\"\":null}");
  g_assert_cmpuint (length, ==, strlen (text));
}

static void
test_strings (void)
{
  static const struct {
    const char *value, *json;
  } cases[] = {
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "\"\\/", "\"\\\"\\\\/\"" },
    { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
    { "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80 \xe2\x80\xa8",
      "\"\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80 \xe2\x80\xa8\"" },
    { "a\xff"
      "b",
      "\"a\xef\xbf\xbd"
      "b\"" },
    { "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
    { "\xc3", "\"\xef\xbf\xbd\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = written_string (cases[i].value);

      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

/* Each byte at each place around a block; valid text comes back as it was. */
static void
test_strings_round_trip (void)
{
  for (gsize length = 1; length < 36; length++)
    for (int byte = 1; byte < 256; byte++)
      {
        g_autofree char *value = g_strnfill (length, 'x');
        g_autofree char *json = NULL;
        g_autofree char *read = NULL;

        value[length - 1] = (char) byte;
        json = written_string (value);
        g_autoptr (Fixture) fixture = reading (json);
        g_assert_true (taskingai_json_reader_read_string (&fixture->reader, &read));
        g_assert_true (taskingai_json_reader_at_end (&fixture->reader));
        if (byte < 0x80)
          g_assert_cmpstr (read, ==, value);
      }
}

static void
test_integers (void)
{
  static const struct {
    gint64 value;
    const char *json;
  } cases[] = {
    { 0, "0" },
    { -1, "-1" },
    { 10, "10" },
    { 1730300010000, "1730300010000" },
    { G_MAXINT64, "9223372036854775807" },
    { G_MININT64, "-9223372036854775808" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (TaskingAIJsonWriter) writer = { 0 };

      taskingai_json_writer_init (&writer);
      taskingai_json_writer_int64 (&writer, cases[i].value);
      g_assert_cmpstr (writer.out->str, ==, cases[i].json);
    }
}

static void
test_doubles (void)
{
  static const struct {
    double value;
    const char *json;
  } cases[] = {
    { 0, "0.0" },
    { -0.0, "-0.0" },
    { 1, "1.0" },
    { -2.5, "-2.5" },
    { 0.1, "0.1" },
    { 0.7, "0.7" },
    { 100, "100.0" },
    { 1234567.25, "1234567.25" },
    { 1e15, "1e+15" },
    { 1e300, "1e+300" },
    { 0.30000000000000004, "0.30000000000000004" },
    { 5e-324, "5e-324" },
    { 1.7976931348623157e308, "1.7976931348623157e+308" },
    { 1.0 / 3, "0.3333333333333333" },
    { NAN, "null" },
    { -INFINITY, "null" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = written_double (cases[i].value);

      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/commas", test_commas);
  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/strings/round-trip", test_strings_round_trip);
  comma_locale_add_test ("/json-writer/integers", test_integers);
  comma_locale_add_test ("/json-writer/doubles", test_doubles);
  return g_test_run ();
}
