/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json-oracle.h"

#include <json-c/json.h>
#include <string.h>

#include "json/taskingai-json-reader.h"
#include "json/taskingai-json-value.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_object, json_object_put)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_tokener, json_tokener_free)

/* ---- where json-c is laxer ---- */

typedef struct {
  const char *problem; /* of the reader */
  const char *why;
  gboolean (*applies) (const char *where, const char *end); /* NULL: always */
} Exception;

static gboolean
begins_with (const char *text, const char *end, const char *word)
{
  return (gsize) (end - text) >= strlen (word) && memcmp (text, word, strlen (word)) == 0;
}

static gboolean
is_no_number_word (const char *where, const char *end)
{
  return begins_with (where, end, "NaN") || begins_with (where, end, "Infinity");
}

static gboolean
is_apostrophe (const char *where, const char *end)
{
  return begins_with (where, end, "'");
}

/* A leading zero, or nothing before or behind the point, or an infinite one. */
static gboolean
is_lax_number (const char *where, const char *end)
{
  const char *digits = where + (*where == '-');
  const char *point = digits;

  while (point < end && g_ascii_isdigit (*point))
    point++;
  if (begins_with (where, end, "-Infinity") || (point - digits > 1 && *digits == '0'))
    return TRUE;
  return point < end && *point == '.'
         && (point == digits || point + 1 == end || !g_ascii_isdigit (point[1]));
}

/* As many continuation bytes as the first byte announces. */
static gboolean
has_shape_of_utf8 (const char *where, const char *end)
{
  guchar first = *where;
  int n = (first & 0xe0) == 0xc0 ? 1 : (first & 0xf0) == 0xe0 ? 2 : (first & 0xf8) == 0xf0 ? 3 : 0;

  if (n == 0 || end - where <= n)
    return FALSE;
  for (int i = 1; i <= n; i++)
    if ((where[i] & 0xc0) != 0x80)
      return FALSE;
  return TRUE;
}

static const Exception exceptions[] = {
  { "holds a bare control character", "json-c takes control characters in strings", NULL },
  { "holds the character U+0000", "json-c takes \\u0000", NULL },
  { "holds half a surrogate pair", "json-c reads half a surrogate pair as U+FFFD", NULL },
  { "is not valid UTF-8", "json-c looks at the shape of UTF-8 only", has_shape_of_utf8 },
  { "is not a valid number", "json-c takes 00, -01, 01.5, 1., -.5 and -Infinity", is_lax_number },
  { "is not a JSON value", "json-c takes NaN and Infinity", is_no_number_word },
  { "lacks a member name", "json-c takes names in apostrophes", is_apostrophe },
  { "is out of range", "json-c reads what no double holds as infinite", NULL },
  { "is nested too deeply", "the limit is the reader's own", NULL },
};

/* json-c 0.16 takes a pair of escapes for a lone half if the low 16 bits of the character it makes
 * look like one, as U+1D800 does. @text is valid. */
static gboolean
has_misread_pair (const char *text)
{
  while ((text = strchr (text, '\\')) != NULL)
    {
      guint high = 0;

      for (int i = 2; text[1] == 'u' && i < 6; i++)
        high = high << 4 | (guint) g_ascii_xdigit_value (text[i]);
      if (high >= 0xd800 && high < 0xdc00 && (high & 0x3e) == 0x36)
        return TRUE;
      text += 2;
    }
  return FALSE;
}

static const char *
find_exception (const TaskingAIJsonReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (strcmp (exceptions[i].problem, reader->problem) == 0
        && (exceptions[i].applies == NULL || exceptions[i].applies (reader->where, reader->end)))
      return exceptions[i].why;
  return NULL;
}

/* ---- what the reader reads, as a tree ---- */

static gboolean
same_bits (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

/* From the token alone; NULL if it is right. */
static const char *
check_number (const char *text, gsize length, double number, const gint64 *integer)
{
  g_autofree char *copy = g_strndup (text, length);

  if (!same_bits (number, g_ascii_strtod (copy, NULL)))
    return "a number is not what the C library makes of it";
  if (integer != NULL && (double) *integer != number)
    return "a number has two values";
  return NULL;
}

static gboolean
read_number (TaskingAIJsonReader *reader, json_object **value, const char **difference)
{
  g_auto (TaskingAIJsonReader) as_double = { 0 };
  g_auto (TaskingAIJsonReader) as_integer = { 0 };
  const char *text;
  gsize length;
  double number;
  gint64 integer;
  gboolean is_integer;

  if (!taskingai_json_reader_read_raw (reader, &text, &length))
    return FALSE;
  taskingai_json_reader_init (&as_double, text, length);
  taskingai_json_reader_init (&as_integer, text, length);
  if (!taskingai_json_reader_read_double (&as_double, &number))
    return taskingai_json_reader_fail (reader, as_double.problem);
  is_integer = taskingai_json_reader_read_int64 (&as_integer, &integer);
  *difference = check_number (text, length, number, is_integer ? &integer : NULL);
  if (memchr (text, '.', length) != NULL || memchr (text, 'e', length) != NULL
      || memchr (text, 'E', length) != NULL)
    is_integer = FALSE;
  *value = is_integer ? json_object_new_int64 (integer) : json_object_new_double (number);
  return *difference == NULL;
}

static gboolean read_value (TaskingAIJsonReader *reader, json_object **value,
                            const char **difference);

static gboolean
read_object (TaskingAIJsonReader *reader, json_object **object, const char **difference)
{
  const char *key;
  gsize length;

  *object = json_object_new_object ();
  taskingai_json_reader_enter_object (reader);
  while (taskingai_json_reader_next_member (reader, &key, &length))
    {
      g_autofree char *name = g_strndup (key, length);
      json_object *value = NULL;
      gboolean read = read_value (reader, &value, difference);

      json_object_object_add (*object, name, value);
      if (!read)
        return FALSE;
    }
  return !taskingai_json_reader_failed (reader);
}

static gboolean
read_array (TaskingAIJsonReader *reader, json_object **array, const char **difference)
{
  *array = json_object_new_array ();
  taskingai_json_reader_enter_array (reader);
  while (taskingai_json_reader_next_element (reader))
    {
      json_object *value = NULL;
      gboolean read = read_value (reader, &value, difference);

      json_object_array_add (*array, value);
      if (!read)
        return FALSE;
    }
  return !taskingai_json_reader_failed (reader);
}

static gboolean
read_string (TaskingAIJsonReader *reader, json_object **string)
{
  g_autofree char *text = NULL;

  if (!taskingai_json_reader_read_string (reader, &text))
    return FALSE;
  *string = json_object_new_string (text);
  return TRUE;
}

static gboolean
read_boolean (TaskingAIJsonReader *reader, json_object **value)
{
  gboolean boolean;

  if (!taskingai_json_reader_read_boolean (reader, &boolean))
    return FALSE;
  *value = json_object_new_boolean (boolean);
  return TRUE;
}

static gboolean
read_value (TaskingAIJsonReader *reader, json_object **value, const char **difference)
{
  switch (taskingai_json_reader_peek (reader))
    {
    case TASKINGAI_JSON_OBJECT:
      return read_object (reader, value, difference);
    case TASKINGAI_JSON_ARRAY:
      return read_array (reader, value, difference);
    case TASKINGAI_JSON_STRING:
      return read_string (reader, value);
    case TASKINGAI_JSON_NUMBER:
      return read_number (reader, value, difference);
    case TASKINGAI_JSON_BOOLEAN:
      return read_boolean (reader, value);
    case TASKINGAI_JSON_NULL:
      return taskingai_json_reader_read_null (reader);
    default:
      return FALSE;
    }
}

/* ---- comparison ---- */

static gboolean trees_equal (json_object *a, json_object *b);

static gboolean
objects_equal (json_object *a, json_object *b)
{
  if (json_object_object_length (a) != json_object_object_length (b))
    return FALSE;
  json_object_object_foreach (a, name, value)
  {
    json_object *other;

    if (!json_object_object_get_ex (b, name, &other) || !trees_equal (value, other))
      return FALSE;
  }
  return TRUE;
}

static gboolean
arrays_equal (json_object *a, json_object *b)
{
  gsize length = json_object_array_length (a);

  for (gsize i = 0; i < length && i < json_object_array_length (b); i++)
    if (!trees_equal (json_object_array_get_idx (a, i), json_object_array_get_idx (b, i)))
      return FALSE;
  return length == json_object_array_length (b);
}

/* An integer outside of 64 bits, which json-c replaces by the nearest inside; from 2^63 on the
 * reader has doubles. */
static gboolean
is_wide_integer (double number, json_object *integer)
{
  guint64 value = json_object_get_uint64 (integer);

  if (value == G_MAXUINT64)
    return number >= 0x1p64;
  if (value > G_MAXINT64)
    return number == (double) value;
  return number <= -0x1p63 && json_object_get_int64 (integer) == G_MININT64;
}

/* @a is the reader's. */
static gboolean
trees_equal (json_object *a, json_object *b)
{
  json_type type = json_object_get_type (a);

  if (type == json_type_double && json_object_is_type (b, json_type_int))
    return is_wide_integer (json_object_get_double (a), b);
  if (type != json_object_get_type (b))
    return FALSE;
  switch (type)
    {
    case json_type_object:
      return objects_equal (a, b);
    case json_type_array:
      return arrays_equal (a, b);
    case json_type_string:
      return json_object_get_string_len (a) == json_object_get_string_len (b)
             && strcmp (json_object_get_string (a), json_object_get_string (b)) == 0;
    case json_type_double:
      return same_bits (json_object_get_double (a), json_object_get_double (b));
    case json_type_int:
      return json_object_get_int64 (a) == json_object_get_int64 (b)
             && json_object_get_uint64 (a) == json_object_get_uint64 (b);
    case json_type_boolean:
      return json_object_get_boolean (a) == json_object_get_boolean (b);
    default:
      return TRUE;
    }
}

/* ---- the check ---- */

/* By the reader; the tree may be incomplete if it is refused. */
static gboolean
read_text (TaskingAIJsonReader *reader, const char *text, gsize length, json_object **tree,
           const char **difference)
{
  taskingai_json_reader_init (reader, text, length);
  return read_value (reader, tree, difference) && taskingai_json_reader_at_end (reader);
}

/* By json-c, as strictly as it can; the text with its NUL. */
static gboolean
parse_text (const char *text, gsize length, json_object **tree)
{
  g_autoptr (json_tokener) tokener = json_tokener_new_ex (TASKINGAI_JSON_MAX_DEPTH + 1);

  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  *tree = json_tokener_parse_ex (tokener, text, (int) length + 1);
  return json_tokener_get_error (tokener) == json_tokener_success
         && json_tokener_get_parse_end (tokener) >= length;
}

/* skip looks at the same grammar, but takes numbers of any size. */
static gboolean
skip_agrees (const char *text, gsize length, const TaskingAIJsonReader *reader)
{
  g_auto (TaskingAIJsonReader) skipped = { 0 };
  gboolean skips;

  taskingai_json_reader_init (&skipped, text, length);
  skips = taskingai_json_reader_skip (&skipped) && taskingai_json_reader_at_end (&skipped);
  if (reader->problem == NULL || strcmp (reader->problem, "is out of range") == 0)
    return skips || reader->problem != NULL;
  return !skips && strcmp (skipped.problem, reader->problem) == 0 && skipped.where == reader->where;
}

/* What is written of a tree reads as the same tree. */
static gboolean
survives_writing (const char *text, json_object *tree)
{
  g_autofree char *written = taskingai_json_normalize (text, NULL);
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_autoptr (json_object) again = NULL;
  const char *difference = NULL;

  return written != NULL && read_text (&reader, written, strlen (written), &again, &difference)
         && trees_equal (again, tree);
}

/* The verdict of both on a text without NUL bytes. */
static const char *
compare (const char *text, gsize length, JsonVerdict *verdict)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_autoptr (json_object) read = NULL;
  g_autoptr (json_object) parsed = NULL;
  const char *difference = NULL;
  gboolean parses = parse_text (text, length, &parsed);

  verdict->accepted = read_text (&reader, text, length, &read, &difference);
  verdict->json_c_agrees = parses == verdict->accepted;
  if (difference != NULL)
    return difference;
  if (!skip_agrees (text, length, &reader))
    return "skipping a value and reading it are not the same";
  if (verdict->accepted && !parses)
    return "json-c refuses what the reader accepts";
  if (verdict->accepted && has_misread_pair (text))
    verdict->exception = "json-c misreads pairs of escapes such as those of U+1D800";
  else if (verdict->accepted && !trees_equal (read, parsed))
    return "json-c reads another value";
  if (verdict->accepted && !survives_writing (text, read))
    return "what is written is another value";
  if (!verdict->accepted && parses)
    verdict->exception = find_exception (&reader);
  return verdict->json_c_agrees || verdict->exception != NULL
             ? NULL
             : "json-c accepts what the reader refuses";
}

/* The reader's view of @text must not depend on what stands behind it: @text ends where it ends,
 * the copy for json-c with a NUL. json-c stops at the first NUL, which JSON never has. */
char *
json_oracle_check (const char *text, gsize length, JsonVerdict *verdict)
{
  g_autofree char *copy = g_strndup (length > 0 ? text : "", length);
  g_auto (TaskingAIJsonReader) reader = { 0 };
  JsonVerdict own = { 0 };
  const char *difference = NULL;
  gboolean skips;

  taskingai_json_reader_init (&reader, text, length);
  skips = taskingai_json_reader_skip (&reader) && taskingai_json_reader_at_end (&reader);
  if (strlen (copy) < length)
    difference = skips ? "a NUL byte is accepted" : NULL;
  else
    difference = compare (copy, length, &own);
  if (difference == NULL && own.accepted && !skips)
    difference = "the text is refused when nothing stands behind it";
  if (verdict != NULL)
    *verdict = own;
  if (difference == NULL)
    return NULL;
  return g_strdup_printf ("%s (reader: %s)", difference,
                          reader.problem != NULL ? reader.problem : "well");
}
