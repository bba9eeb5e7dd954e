/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The reader against json-c, both ways, with texts that chance writes. GLib prints the seed, which
 * --seed takes back. */

#include <string.h>

#include "comma-locale.h"
#include "json-oracle.h"

#define MAX_DEPTH 6

static int
count_texts (void)
{
  return g_test_slow () ? 1000000 : 30000;
}

/* Random numbers as one likes them: mostly from GLib's, 32 bits at a time. */
static guint
below (guint n)
{
  return (guint) g_test_rand_int () % n;
}

static gboolean
one_in (guint n)
{
  return below (n) == 0;
}

static void
check (const char *text, gsize length, guint counts[3])
{
  JsonVerdict verdict;
  g_autofree char *difference = json_oracle_check (text, length, &verdict);

  if (difference != NULL)
    {
      g_autofree char *printable = g_strescape (text, NULL);

      g_error ("%s: %s", difference, printable);
    }
  counts[verdict.accepted ? 0 : verdict.json_c_agrees ? 1 : 2]++;
}

static void
report (const guint counts[3])
{
  g_test_message ("accepted by both: %u, refused by both: %u, accepted by json-c alone: %u",
                  counts[0], counts[1], counts[2]);
  g_assert_cmpuint (counts[0], >, count_texts () / 100);
  g_assert_cmpuint (counts[1], >, count_texts () / 100);
}

/* ---- texts by the grammar ---- */

static void
add_space (GString *text)
{
  static const char spaces[] = " \n\r\t";

  while (one_in (6))
    g_string_append_c (text, spaces[below (4)]);
}

static void
add_digits (GString *text)
{
  guint n = one_in (8) ? below (40) : below (4);

  for (guint i = 0; i <= n; i++)
    g_string_append_c (text, (char) ('0' + below (10)));
}

static void
add_number (GString *text)
{
  static const char *const borders[] = {
    "9223372036854775807",     "9223372036854775808",     "-9223372036854775808",
    "-9223372036854775809",    "18446744073709551615",    "18446744073709551616",
    "9007199254740993",        "1.7976931348623157e308",  "1.7976931348623159e308",
    "2.2250738585072011e-308", "4.9406564584124654e-324", "2.4703282292062327e-324",
  };

  if (one_in (12))
    {
      g_string_append (text, borders[below (G_N_ELEMENTS (borders))]);
      return;
    }
  if (one_in (3))
    g_string_append_c (text, '-');
  if (one_in (4))
    g_string_append_c (text, '0');
  else
    {
      g_string_append_c (text, (char) ('1' + below (9)));
      add_digits (text);
    }
  if (one_in (3))
    {
      g_string_append_c (text, '.');
      add_digits (text);
    }
  if (one_in (4))
    g_string_append_printf (text, "%c%s%u", one_in (2) ? 'e' : 'E',
                            (const char *const[]){ "", "-", "+" }[below (3)],
                            below (one_in (3) ? 400 : 40));
}

static void
add_character (GString *text)
{
  static const char *const escapes[] = { "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t" };
  static const gunichar ends[] = { 0x80, 0x800, 0xd800, 0x10000, 0x110000 };
  guint kind = below (12);
  gunichar character;

  if (kind < 8)
    g_string_append_c (text, (char) ('a' + below (26)));
  else if (kind == 8)
    g_string_append (text, escapes[below (G_N_ELEMENTS (escapes))]);
  else if (kind == 9)
    g_string_append_printf (text, one_in (2) ? "\\u%04x" : "\\u%04X", below (0xd7ff) + 1);
  else if (kind == 10)
    g_string_append_printf (text, "\\uD%X%02x\\ud%x%02X", 8 + below (4), below (256),
                            12 + below (4), below (256));
  else
    {
      character = ends[below (4)] + below (0x700);
      g_string_append_unichar (text, g_unichar_validate (character) ? character : 0xe000);
    }
}

static void
add_string (GString *text)
{
  guint n = one_in (10) ? below (60) : below (6);

  g_string_append_c (text, '"');
  for (guint i = 0; i < n; i++)
    add_character (text);
  g_string_append_c (text, '"');
}

static void add_value (GString *text, guint depth);

static void
add_items (GString *text, guint depth, gboolean named)
{
  guint n = below (5);

  g_string_append_c (text, named ? '{' : '[');
  for (guint i = 0; i < n; i++)
    {
      add_space (text);
      if (named && one_in (3)) /* a name that may come again */
        g_string_append_printf (text, "\"%c\"", 'a' + below (2));
      else if (named)
        add_string (text);
      add_space (text);
      g_string_append (text, named ? ":" : "");
      add_value (text, depth + 1);
      g_string_append (text, i + 1 < n ? "," : "");
    }
  add_space (text);
  g_string_append_c (text, named ? '}' : ']');
}

static void
add_value (GString *text, guint depth)
{
  static const char *const words[] = { "true", "false", "null" };
  guint kind = below (depth == 0 ? 3 : depth < MAX_DEPTH ? 8 : 4);

  add_space (text);
  if (depth == 0 ? kind < 2 : kind >= 4 && kind < 7)
    add_items (text, depth, one_in (2));
  else if (kind == 1)
    add_string (text);
  else if (kind == 2)
    g_string_append (text, words[below (3)]);
  else
    add_number (text);
  add_space (text);
}

static void
test_generated (void)
{
  guint counts[3] = { 0 };

  for (int i = 0; i < count_texts (); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      add_value (text, 0);
      check (text->str, text->len, counts);
    }
  g_test_message ("accepted by both: %u of %d", counts[0], count_texts ());
  g_assert_cmpuint (counts[0], >, count_texts () / 2); /* numbers may be out of range */
}

/* ---- texts with mistakes ---- */

static const char *const pieces[] = {
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "\"",
  "\\",
  "'",
  "true",
  "null",
  "-",
  "0",
  "00",
  "01.5",
  ".",
  "1.",
  "-.5",
  "e",
  "1e999",
  "NaN",
  "Infinity",
  "-Infinity",
  "+",
  "\\u",
  "\\u0000",
  "\\ud800",
  "\\udc00",
  "\\ud83d\\ude",
  "\x01",
  "\x7f",
  "\x80",
  "\xc0\x80",
  "\xc3",
  "\xc3\xa4",
  "\xed\xa0\x80",
  "\xe2",
  "\xef\xbf",
  "\xf4\x90",
  "\xf0\x9f",
  "\xff",
  "\xef\xbb\xbf",
  "/**/",
  "//",
  "\v",
  "\f",
  "\xc2\xa0",
  "{\"a\":1,\"a\":2}",
  "[[[[[[",
  "\"\":\"\"",
  "1e-400",
  "999999999999999999999",
  "{'a':1}",
  "\"\t\"",
};

static void
damage (GString *text)
{
  const char *piece = pieces[below (G_N_ELEMENTS (pieces))];
  gsize at = below ((guint) text->len + 1);
  gsize n = below (4) + 1;

  n = MIN (n, text->len - at);

  switch (below (6))
    {
    case 0:
      g_string_erase (text, (gssize) at, (gssize) n);
      break;
    case 1:
      if (at < text->len)
        text->str[at] = (char) below (256);
      break;
    case 2:
      g_string_truncate (text, at);
      break;
    case 3:
      if (n > 0)
        {
          g_autofree char *copy = g_strndup (text->str + at, n);

          g_string_insert (text, below ((guint) text->len + 1), copy);
        }
      break;
    default:
      g_string_insert (text, (gssize) at, piece);
      break;
    }
}

static void
test_damaged (void)
{
  guint counts[3] = { 0 };

  for (int i = 0; i < count_texts (); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = below (3) + 1;

      add_value (text, 0);
      for (guint j = 0; j < n; j++)
        damage (text);
      check (text->str, text->len, counts);
    }
  report (counts);
}

/* Short texts of nothing but pieces, which come near the grammar in ways that damage does not. */
static void
test_pieces (void)
{
  guint counts[3] = { 0 };

  for (int i = 0; i < count_texts (); i++)
    {
      g_autoptr (GString) text = g_string_new (one_in (2) ? "[" : one_in (2) ? "\"" : "");
      guint n = below (5);

      for (guint j = 0; j < n; j++)
        g_string_append (text, pieces[below (G_N_ELEMENTS (pieces))]);
      g_string_append (text, text->str[0] == '[' ? "]" : text->str[0] == '"' ? "\"" : "");
      check (text->str, text->len, counts);
    }
  report (counts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  comma_locale_add_test ("/json-oracle/generated", test_generated);
  g_test_add_func ("/json-oracle/damaged", test_damaged);
  g_test_add_func ("/json-oracle/pieces", test_pieces);
  return g_test_run ();
}
