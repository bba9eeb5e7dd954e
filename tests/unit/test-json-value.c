/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-value.h"

#include <math.h>
#include <string.h>

#include "comma-locale.h"
#include "json-colliding.h"
#include "json-fixture.h"
#include "taskingai-error.h"
#include "json/taskingai-json-hash.h"

static GVariant *
parse_variant (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *variant = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return variant;
}

static void
test_to_variant (void)
{
  static const struct {
    const char *json, *variant;
  } cases[] = {
    { "null", "@mv nothing" },
    { "true", "true" },
    { " \"\\u00e4 \\n\" ", "'\xc3\xa4 \\n'" },
    { "{\"\\ud836\\udc00\":\"\\uDAF6\\udd8C\"}", "{'\xf0\x9d\xa0\x80': <'\xf3\x8d\xa6\x8c'>}" },
    { "0", "int64 0" },
    { "-9223372036854775808", "int64 -9223372036854775808" },
    { "9223372036854775807", "int64 9223372036854775807" },
    { "9223372036854775808", "uint64 9223372036854775808" },
    { "18446744073709551615", "uint64 18446744073709551615" },
    { "18446744073709551616", "18446744073709551616.0" },
    { "-9223372036854775809", "-9223372036854775809.0" },
    { "123456789012345678901234567890", "123456789012345678901234567890.0" },
    { "[1,18446744073709551616,36893488147419103232]",
      "[<int64 1>, <18446744073709551616.0>, <36893488147419103232.0>]" },
    { "0.5", "0.5" },
    { "1.0", "1.0" },
    { "-0.0", "-0.0" },
    { "1e3", "1000.0" },
    { "[]", "@av []" },
    { "{}", "@a{sv} {}" },
    { "[1,\"a\",null,[true]]", "[<int64 1>, <'a'>, <@mv nothing>, <[<true>]>]" },
    { "{\"a\":{\"b\":[{}]}}", "{'a': <{'b': <[<@a{sv} {}>]>}>}" },
    { "{\"a\":1,\"a\":2}", "{'a': <int64 2>}" },
    { "{\"\":\"\"}", "{'': <''>}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) expected = parse_variant (cases[i].variant);
      g_autoptr (GVariant) variant = taskingai_json_to_variant (cases[i].json, &error);

      g_test_message ("%s", cases[i].json);
      g_assert_no_error (error);
      g_assert_false (g_variant_is_floating (variant));
      g_assert_cmpvariant (variant, expected);
    }
}

static void
test_malformed (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{",
    "[1,]",
    "{\"a\":1,}",
    "nan",
    "NaN",
    "[NaN]",
    "Infinity",
    "-Infinity",
    "01",
    "+1",
    "1.",
    "'a'",
    "[1] x",
    "1 2",
    "\"a\nb\"",
    "\"\xff\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "1e999",
    "[-1e999]",
    "True",
    "/* c */ 1",
    "{\"a\":1",
    "tru",
    "\xef\xbb\xbf{}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) map_error = NULL;
      g_autofree char *normal = taskingai_json_normalize (texts[i], NULL);

      g_assert_null (taskingai_json_to_variant (texts[i], &error));
      g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
      g_assert_null (taskingai_json_to_string_map (texts[i], &map_error));
      g_assert_error (map_error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
      g_assert_cmpint (normal != NULL, ==, strstr (texts[i], "e999") != NULL);
      g_assert_false (taskingai_json_equal (texts[i], "1"));
      g_assert_null (taskingai_json_to_variant (texts[i], NULL));
    }
}

/* As deep as allowed, a value survives the way through bytes; deeper ones are refused. */
static void
test_depth (void)
{
  g_autofree char *deepest = nested (TASKINGAI_JSON_MAX_VARIANT_DEPTH, "{\"a\":", "\"x\"", "}");
  g_autofree char *deeper = nested (TASKINGAI_JSON_MAX_VARIANT_DEPTH + 1, "[", "", "]");
  g_autofree char *abyss = nested (100000, "[", "", "]");
  g_autoptr (GVariant) variant = taskingai_json_to_variant (deepest, NULL);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (variant);
  g_autoptr (GVariant) copy =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
  g_autofree char *json = taskingai_json_from_variant (copy, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_variant_is_normal_form (copy));
  g_assert_cmpstr (json, ==, deepest);
  g_assert_null (taskingai_json_to_variant (deeper, &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
  g_assert_null (taskingai_json_to_variant (abyss, NULL));
  g_assert_null (taskingai_json_normalize (abyss, NULL));
}

static void
test_from_variant (void)
{
  static const struct {
    const char *variant, *json;
  } cases[] = {
    { "@mv nothing", "null" },
    { "@mi 5", "5" },
    { "<<<'a'>>>", "\"a\"" },
    { "true", "true" },
    { "byte 0xff", "255" },
    { "int16 -1", "-1" },
    { "uint16 1", "1" },
    { "int32 -2", "-2" },
    { "uint32 4294967295", "4294967295" },
    { "int64 -9223372036854775808", "-9223372036854775808" },
    { "uint64 18446744073709551615", "18446744073709551615" },
    { "1.0", "1.0" },
    { "0.1", "0.1" },
    { "-0.0", "-0.0" },
    { "'a\"\xc3\xa4'", "\"a\\\"\xc3\xa4\"" },
    { "objectpath '/a'", "\"/a\"" },
    { "signature 'as'", "\"as\"" },
    { "@as []", "[]" },
    { "['a', 'b']", "[\"a\",\"b\"]" },
    { "[1, 2]", "[1,2]" },
    { "[[1], @ai []]", "[[1],[]]" },
    { "@a{sv} {}", "{}" },
    { "{'a': 'b'}", "{\"a\":\"b\"}" },
    { "{'a': <[<true>, <@mv nothing>]>, 'b': <{'c': 1}>}", "{\"a\":[true,null],\"b\":{\"c\":1}}" },
    { "{objectpath '/a': 1}", "{\"/a\":1}" },
    { "('a', 1, [true])", "[\"a\",1,[true]]" },
    { "()", "[]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) variant = parse_variant (cases[i].variant);
      g_autofree char *json = taskingai_json_from_variant (variant, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

static void
test_from_variant_refused (void)
{
  g_autoptr (GVariant) dictionary = parse_variant ("[{1: 'a'}]");
  GVariant *variants[] = { g_variant_new_double (NAN), g_variant_new_double (-INFINITY),
                           g_variant_new_dict_entry (g_variant_new_string ("a"),
                                                     g_variant_new_string ("b")),
                           dictionary, g_variant_new_string ("deep") };

  for (int i = 0; i < 300; i++)
    variants[4] = g_variant_new_variant (variants[4]);
  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (taskingai_json_from_variant (variants[i], &error));
      g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_INVALID_REQUEST);
    }
}

/* What was read, written, and read again is the same. */
static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "{\"a\":[1,-2,18446744073709551615,0.1,1.0,-0.0,1e+300,\"x\\u0001\\n\",true,false,null,{},[]]}",
    "[12345678901234567890123,5e-324,1.7976931348623157e+308]",
    "\"\xf0\x9f\x98\x80\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GVariant) variant = taskingai_json_to_variant (texts[i], NULL);
      g_autofree char *json = taskingai_json_from_variant (variant, NULL);
      g_autoptr (GVariant) again = taskingai_json_to_variant (json, NULL);

      g_assert_true (taskingai_json_equal (texts[i], json));
      g_assert_cmpvariant (variant, again);
    }
}

static void
test_string_map (void)
{
  g_autoptr (GHashTable) map = taskingai_json_to_string_map (
      " { \"b\" : \"x\\ty\", \"a\": 1.50, \"c\":[1, {\"d\" : null}],\"e\":null, \"b\":\"last\","
      "\"\":\"\" } ",
      NULL);
  g_autoptr (GHashTable) empty = taskingai_json_to_string_map ("{}", NULL);
  g_autofree char *json = taskingai_json_from_string_map (map);
  g_autofree char *nothing = taskingai_json_from_string_map (empty);

  g_assert_cmpuint (g_hash_table_size (map), ==, 5);
  g_assert_cmpstr (g_hash_table_lookup (map, "a"), ==, "1.50");
  g_assert_cmpstr (g_hash_table_lookup (map, "b"), ==, "last");
  g_assert_cmpstr (g_hash_table_lookup (map, "c"), ==, "[1, {\"d\" : null}]");
  g_assert_cmpstr (g_hash_table_lookup (map, "e"), ==, "null");
  g_assert_cmpstr (json, ==,
                   "{\"\":\"\",\"a\":\"1.50\",\"b\":\"last\",\"c\":\"[1, {\\\"d\\\" : null}]\","
                   "\"e\":\"null\"}");
  g_assert_cmpstr (nothing, ==, "{}");
}

/* The two examples of those who made it, and that what is easy elsewhere is not easy here. */
static void
test_hash (void)
{
  static const guint64 key[2] = { G_GUINT64_CONSTANT (0x0706050403020100),
                                  G_GUINT64_CONSTANT (0x0f0e0d0c0b0a0908) };
  static const char text[] = "\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16";
  g_autoptr (GHashTable) hashes = g_hash_table_new (NULL, NULL);

  g_assert_cmphex (taskingai_json_siphash (key, "", 0), ==,
                   G_GUINT64_CONSTANT (0x726fdb47dd0e0e31));
  g_assert_cmphex (taskingai_json_siphash (key, text, 15), ==,
                   G_GUINT64_CONSTANT (0xa129ca6149be45e5));
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = json_colliding_name (i);

      g_assert_cmpuint (g_str_hash (name), ==, g_str_hash ("bAbAbAbAbAbAbAbAbAbAbAbAbAbAbAbA"));
      g_hash_table_add (hashes, GUINT_TO_POINTER (taskingai_json_hash (name)));
    }
  g_assert_cmpuint (g_hash_table_size (hashes), >, 990);
}

static void
test_normalize (void)
{
  static const struct {
    const char *json, *normal;
  } cases[] = {
    { " [ 1 , 2 ] ", "[1,2]" },
    { "{ \"b\" : 1.50 , \"a\" : [ ] }", "{\"b\":1.50,\"a\":[]}" },
    { "\"\\u00e4\\/\\u0001\\ud83d\\ude00\"", "\"\xc3\xa4/\\u0001\xf0\x9f\x98\x80\"" },
    { "123456789012345678901234567890", "123456789012345678901234567890" },
    { "{\"a\\n\":null}", "{\"a\\n\":null}" },
    { " true", "true" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = taskingai_json_normalize (cases[i].json, NULL);

      g_assert_cmpstr (normal, ==, cases[i].normal);
    }
}

static void
test_equal (void)
{
  static const struct {
    const char *a, *b;
    gboolean equal;
  } cases[] = {
    { "1", " 1 ", TRUE },
    { "1", "1.0", TRUE },
    { "1", "1e0", TRUE },
    { "0", "-0.0", TRUE },
    { "-5", "-5.0", TRUE },
    { "100", "1e2", TRUE },
    { "0.1", "1e-1", TRUE },
    { "9007199254740993", "9007199254740992.0", FALSE },
    { "9007199254740993", "9007199254740993.0", FALSE }, /* which no double holds */
    { "9007199254740992", "9007199254740992.0", TRUE },
    { "18446744073709551615", "18446744073709551616", FALSE },
    { "18446744073709551616", "18446744073709551616.0", TRUE },
    { "-9223372036854775808", "-9223372036854775808.0", TRUE },
    { "9223372036854775807", "9223372036854775808", FALSE },
    { "-1", "18446744073709551615", FALSE },
    { "1", "2", FALSE },
    { "1", "1.5", FALSE },
    { "1", "\"1\"", FALSE },
    { "0", "false", FALSE },
    { "null", "false", FALSE },
    { "null", " null", TRUE },
    { "true", "false", FALSE },
    { "{\"a\":1,\"b\":[2]}", "{ \"b\" : [2.0], \"a\" : 1 }", TRUE },
    { "{\"a\":1}", "{\"a\":1,\"b\":2}", FALSE },
    { "{\"a\":null}", "{\"b\":null}", FALSE },
    { "{\"a\":null}", "{}", FALSE },
    { "[1,2]", "[2,1]", FALSE },
    { "[1]", "[1,1]", FALSE },
    { "[]", "{}", FALSE },
    { "\"\\u00e4\"", "\"\xc3\xa4\"", TRUE },
    { "\"a\"", "\"b\"", FALSE },
    { "1", "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].a, cases[i].b);
      g_assert_cmpint (taskingai_json_equal (cases[i].a, cases[i].b), ==, cases[i].equal);
      g_assert_cmpint (taskingai_json_equal (cases[i].b, cases[i].a), ==, cases[i].equal);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  comma_locale_add_test ("/json-value/to-variant", test_to_variant);
  g_test_add_func ("/json-value/malformed", test_malformed);
  g_test_add_func ("/json-value/depth", test_depth);
  comma_locale_add_test ("/json-value/from-variant", test_from_variant);
  g_test_add_func ("/json-value/from-variant/refused", test_from_variant_refused);
  comma_locale_add_test ("/json-value/round-trip", test_round_trip);
  comma_locale_add_test ("/json-value/string-map", test_string_map);
  g_test_add_func ("/json-value/hash", test_hash);
  g_test_add_func ("/json-value/normalize", test_normalize);
  comma_locale_add_test ("/json-value/equal", test_equal);
  return g_test_run ();
}
