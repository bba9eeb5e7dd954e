/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <math.h>

#include "comma-locale.h"
#include "json-fixture.h"
#include "taskingai-error.h"
#include "json/taskingai-json-writer.h"

static void
test_integers (void)
{
  static const struct {
    const char *json;
    gint64 value;
    const char *problem;
  } cases[] = {
    { "0", 0, NULL },
    { "-0", 0, NULL },
    { "7", 7, NULL },
    { "1730300010000", 1730300010000, NULL },
    { "-12345678", -12345678, NULL },
    { "9223372036854775807", G_MAXINT64, NULL },
    { "-9223372036854775808", G_MININT64, NULL },
    { "2.0", 2, NULL },
    { "1e3", 1000, NULL },
    { "-1.50e1", -15, NULL },
    { "0.0", 0, NULL },
    { "-0.0", 0, NULL },
    { "0e999999999999999999999", 0, NULL },
    { "100e-2", 1, NULL },
    { "2.0000000000000000000000000000", 2, NULL },
    { "9007199254740992.0", 9007199254740992, NULL },
    { "-9007199254740992e0", -9007199254740992, NULL },
    { "9223372036854775808", 0, "is out of range" },
    { "-9223372036854775809", 0, "is out of range" },
    { "18446744073709551616", 0, "is out of range" },
    { "99999999999999999999999999", 0, "is out of range" },
    { "10000000000000000000000000", 0, "is out of range" },
    { "9007199254740993.0", 0, "is out of range" },
    { "1e16", 0, "is out of range" },
    { "1e999999999999999999999", 0, "is out of range" },
    { "1.5", 0, "should be an integer" },
    { "1e-1", 0, "should be an integer" },
    { "1e-999999999999999999999", 0, "should be an integer" },
    { "2.00000000000000000000000000001", 0, "should be an integer" },
    { "\"2\"", 0, "should be an integer" },
    { "true", 0, "should be an integer" },
    { "null", 0, "should be an integer" },
    { "01", 0, "is not a valid number" },
    { "", 0, "ends too early" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = reading (cases[i].json);
      gint64 value = 0;

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (taskingai_json_reader_read_int64 (&fixture->reader, &value), ==,
                       cases[i].problem == NULL);
      g_assert_cmpstr (fixture->reader.problem, ==, cases[i].problem);
      g_assert_cmpint (value, ==, cases[i].value);
    }
}

/* Between other members, most are read in a shorter way. */
static void
test_integers_of_members (void)
{
  static const struct {
    const char *json;
    gint64 value;
    const char *problem;
  } cases[] = {
    { "{\"a\":1}", 1, NULL },
    { "{\"a\":0}", 0, NULL },
    { "{\"a\":-7,", -7, NULL },
    { "{\"a\":1730300010000,", 1730300010000, NULL },
    { "{\"a\":999999999999999999,", 999999999999999999, NULL },
    { "{\"a\":1000000000000000000}", 1000000000000000000, NULL },
    { "{\"a\":9223372036854775807}", G_MAXINT64, NULL },
    { "{\"a\":9223372036854775808}", 0, "is out of range" },
    { "{\"a\":18446744073709551617}", 0, "is out of range" },
    { "{\"a\":100000000000000000000000001}", 0, "is out of range" },
    { "{\"a\":12.0,", 12, NULL },
    { "{\"a\":12.5,", 0, "should be an integer" },
    { "{\"a\":1e2}", 100, NULL },
    { "{\"a\":00}", 0, "is not a valid number" },
    { "{\"a\":-,", 0, "is not a valid number" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = reading (cases[i].json);
      gint64 value = 0;

      g_test_message ("%s", cases[i].json);
      g_assert_true (taskingai_json_reader_enter_object (&fixture->reader));
      g_assert_true (taskingai_json_reader_skip_key (&fixture->reader, "a", 1));
      g_assert_cmpint (taskingai_json_reader_read_int64 (&fixture->reader, &value), ==,
                       cases[i].problem == NULL);
      g_assert_cmpstr (fixture->reader.problem, ==, cases[i].problem);
      g_assert_cmpint (value, ==, cases[i].value);
    }
}

static double
read_double (const char *text)
{
  g_autoptr (Fixture) fixture = reading (text);
  double value = 0;

  g_assert_true (taskingai_json_reader_read_double (&fixture->reader, &value));
  g_assert_true (taskingai_json_reader_at_end (&fixture->reader));
  return value;
}

static guint64
bits_of (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

static void
assert_like_strtod (const char *text)
{
  if (bits_of (read_double (text)) != bits_of (g_ascii_strtod (text, NULL)))
    g_error ("%s is read as %a", text, read_double (text));
}

static void
test_doubles (void)
{
  static const char *const texts[] = {
    "0",
    "-0",
    "0.0",
    "-0.0",
    "-0e9",
    "1",
    "-1",
    "0.1",
    "0.2",
    "0.3",
    "1e22",
    "1e23",
    "1e-22",
    "1e-23",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9007199254740993e1",
    "9007199254740993.0000000000000000000000000000000000000000000000000001",
    "9007199254740992.9999999999999999999999999999999999999999999999999999",
    "123456789012345678",
    "1234567890123456789",
    "12345678901234567890",
    "18446744073709551615",
    "18446744073709551616",
    "0.017453292519943295",
    "0.012345678901234567",
    "-0.00000123456789012345678",
    "3.141592653589793238462643383279502884197",
    "1.7976931348623157e308",
    "1.7976931348623158e308",
    "2.2250738585072014e-308",
    "2.2250738585072011e-308",
    "2.2250738585072011360574097967091319759348195463516456480234261097248222220210769455165295"
    "239081350879141491589130396211068700864386945946455276572074078206217433799881410632673292"
    "535522868813721490129811224514518898490572223072852551331557550159143974763979834118019993"
    "239625482890171070818506906306666559949382757725720157630626906633326475653000092458883164"
    "330377797918696120494973903778297049050510806099407302629371289589500035837999672072543043"
    "602840788957717961509455167482434710307026091446215722898802581825451803257070188608721131"
    "280795122334262883686223215037756666225039825343359745688844239002654981983854879482922068"
    "947216898310996983658468140228542433306603398508864458040010349339704275671864433837704860"
    "37861622771738545623065874679014086723327636718751234567890123456789012345678901e-308",
    "5e-324",
    "4.9e-324",
    "2.5e-324",
    "2.4703282292062327e-324",
    "2.4703282292062328e-324",
    "1e-400",
    "1e-99999999999999999999",
    "0e99999999999999999999",
    "1e+5",
    "1E5",
    "123e-5",
    "8.5e27",
    "1.2345678901234567e27",
    "1.2345678901234567e28",
    "18446744073709551615e27",
    "18446744073709551615e-27",
    "1e27",
    "1e-27",
    "1e28",
    "1e-28",
    "6.02214076e23",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_like_strtod (texts[i]);
  g_assert_true (signbit (read_double ("-0.0")));
  g_assert_true (signbit (read_double ("-0")));
}

static void
test_doubles_out_of_range (void)
{
  static const char *const texts[] = { "1e309", "-1e309", "1.8e308", "1e999999999999999999",
                                       "1797693134862315807937289714053034150799341327100378e999" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (Fixture) fixture = reading (texts[i]);
      double value;

      g_assert_false (taskingai_json_reader_read_double (&fixture->reader, &value));
      g_assert_cmpstr (fixture->reader.problem, ==, "is out of range");
    }
}

static double
random_double (void)
{
  guint64 bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
  double value;

  if (g_test_rand_bit () && g_test_rand_bit ()) /* subnormal, which few patterns are */
    bits &= G_GUINT64_CONSTANT (0x800fffffffffffff) >> g_test_rand_int_range (0, 52);
  memcpy (&value, &bits, sizeof value);
  return value;
}

/* Any double comes back bit by bit, written by the C library with as many digits as tell it apart
 * or by our writer with as few. */
static void
test_doubles_round_trip (void)
{
  int n = g_test_slow () ? 2000000 : 20000;

  for (int i = 0; i < n; i++)
    {
      double value = random_double ();
      g_auto (TaskingAIJsonWriter) writer = { 0 };
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      if (!isfinite (value))
        continue;
      g_ascii_dtostr (text, sizeof text, value);
      taskingai_json_writer_init (&writer);
      taskingai_json_writer_double (&writer, value);
      if (bits_of (read_double (text)) != bits_of (value)
          || bits_of (read_double (writer.out->str)) != bits_of (value))
        g_error ("%s or %s is read as %a or %a", text, writer.out->str, read_double (text),
                 read_double (writer.out->str));
    }
}

static char *
random_decimal (GRand *random)
{
  GString *text = g_string_new (g_rand_boolean (random) ? "-" : "");
  int n_integer = g_rand_int_range (random, 1, 24);
  int n_decimals = g_rand_int_range (random, 0, 24);

  if (g_rand_int_range (random, 0, 3) == 0)
    g_string_append_c (text, '0');
  else
    for (int i = 0; i < n_integer; i++)
      g_string_append_c (text, (char) ('0' + g_rand_int_range (random, i == 0, 10)));
  for (int i = 0; i < n_decimals; i++)
    g_string_append_printf (text, "%s%d", i == 0 ? "." : "", g_rand_int_range (random, 0, 10));
  if (g_rand_boolean (random))
    g_string_append_printf (text, "e%d", g_rand_int_range (random, -45, 45));
  return g_string_free (text, FALSE);
}

static void
test_doubles_like_strtod (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  int n = g_test_slow () ? 2000000 : 20000;

  for (int i = 0; i < n; i++)
    {
      g_autofree char *text = random_decimal (random);

      assert_like_strtod (text);
    }
}

/* Halfway between two doubles, and a breath beside it, with the whole expansion written out. */
static void
test_doubles_halfway (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  int n = g_test_slow () ? 500000 : 5000;

  for (int i = 0; i < n; i++)
    {
      guint64 fraction = (guint64) g_rand_int (random) << 20 | g_rand_int (random) >> 12;
      guint64 half = ((G_GUINT64_CONSTANT (1) << 52) + fraction) * 2 + 1;
      g_autofree char *tie = g_strdup_printf ("%" G_GUINT64_FORMAT, half);
      g_autofree char *above = g_strconcat (tie, ".000000000000000000001", NULL);
      g_autofree char *below =
          g_strdup_printf ("%" G_GUINT64_FORMAT ".999999999999999999999", half - 1);

      assert_like_strtod (tie);
      assert_like_strtod (above);
      assert_like_strtod (below);
    }
}

static void
test_long_numbers (void)
{
  g_autofree char *zeros = g_strnfill (1000000, '0');
  g_autofree char *nines = g_strnfill (1000000, '9');
  g_autofree char *tiny = g_strconcat ("0.", zeros, "1", NULL);
  g_autofree char *shifted = g_strconcat ("0.", zeros, "25e1000002", NULL);
  g_autofree char *big = g_strconcat ("1", zeros, "e-1000000", NULL);
  g_autofree char *huge = g_strconcat ("1", zeros, NULL);
  g_autofree char *almost_one = g_strconcat ("0.", nines, NULL);
  g_autofree char *exponent = g_strconcat ("1e", zeros, "2", NULL);
  g_autoptr (Fixture) fixture = reading (huge);
  g_autoptr (Fixture) again = reading (huge);
  g_autoptr (Fixture) skipped = reading (huge);
  double value;
  gint64 integer;

  g_assert_cmpfloat (read_double (tiny), ==, 0);
  g_assert_cmpfloat (read_double (shifted), ==, 25);
  g_assert_cmpfloat (read_double (big), ==, 1);
  g_assert_cmpfloat (read_double (almost_one), ==, 1);
  g_assert_cmpfloat (read_double (exponent), ==, 100);
  g_assert_false (taskingai_json_reader_read_double (&fixture->reader, &value));
  g_assert_false (taskingai_json_reader_read_int64 (&again->reader, &integer));
  g_assert_cmpstr (again->reader.problem, ==, "is out of range");
  g_assert_true (taskingai_json_reader_skip (&skipped->reader));
}

static void
test_arrays_of_doubles (void)
{
  g_autoptr (GString) text = g_string_new ("[ ");
  g_autofree double *values = NULL;
  gsize n_values;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (text, "%s%d.%03d", i == 0 ? "" : i % 7 == 0 ? " ,\n" : ",", i - 500, i);
  g_string_append (text, " ] ");
  g_autoptr (Fixture) fixture = fixture_new (text->str, text->len);
  g_assert_true (taskingai_json_reader_read_doubles (&fixture->reader, &values, &n_values));
  g_assert_true (taskingai_json_reader_at_end (&fixture->reader));
  g_assert_cmpuint (n_values, ==, 1000);
  g_assert_cmpfloat (values[0], ==, -500.0);
  g_assert_cmpfloat (values[999], ==, 499.999);
  for (gsize i = 0; i < text->len - 2; i++)
    {
      g_autoptr (Fixture) cut = fixture_new (text->str, i);
      double *none;

      g_assert_false (taskingai_json_reader_read_doubles (&cut->reader, &none, &n_values));
    }
}

static void
test_empty_array_of_doubles (void)
{
  g_autoptr (Fixture) fixture = reading ("[]");
  g_autofree double *values = NULL;
  gsize n_values = 1;

  g_assert_true (taskingai_json_reader_read_doubles (&fixture->reader, &values, &n_values));
  g_assert_cmpuint (n_values, ==, 0);
}

static void
test_path_of_doubles (void)
{
  g_autoptr (Fixture) fixture = reading ("[[0.5],[1,2,null]]");
  TaskingAIJsonReader *reader = &fixture->reader;
  g_autoptr (GError) error = NULL;
  gsize n_values;

  g_assert_true (taskingai_json_reader_enter_array (reader));
  for (gsize i = 0; taskingai_json_reader_next_element (reader); i++)
    {
      g_autofree double *values = NULL;

      if (!taskingai_json_reader_read_doubles (reader, &values, &n_values))
        taskingai_json_reader_prepend_index (reader, i);
    }
  error = taskingai_json_reader_to_error (reader);
  g_assert_cmpstr (error->message, ==, "[1][2] should be a number (byte 12)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-number/integers", test_integers);
  g_test_add_func ("/json-number/integers-of-members", test_integers_of_members);
  comma_locale_add_test ("/json-number/doubles", test_doubles);
  g_test_add_func ("/json-number/doubles/out-of-range", test_doubles_out_of_range);
  comma_locale_add_test ("/json-number/doubles/round-trip", test_doubles_round_trip);
  comma_locale_add_test ("/json-number/doubles/like-strtod", test_doubles_like_strtod);
  comma_locale_add_test ("/json-number/doubles/halfway", test_doubles_halfway);
  comma_locale_add_test ("/json-number/long-numbers", test_long_numbers);
  comma_locale_add_test ("/json-number/arrays-of-doubles", test_arrays_of_doubles);
  g_test_add_func ("/json-number/empty-array-of-doubles", test_empty_array_of_doubles);
  g_test_add_func ("/json-number/path-of-doubles", test_path_of_doubles);
  return g_test_run ();
}
