/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-value.h"

#include <json-c/json.h>
#include <string.h>

#include "taskingai-error-private.h"
#include "json/taskingai-json-number.h"
#include "json/taskingai-json-reader.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_object, json_object_put)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_tokener, json_tokener_free)

/* json-c reads more than JSON (NaN, bare control characters), and turns integers of more than 64
 * bits into the nearest that fits. So the text is checked first, and such integers get a ".0". */

static gboolean
fits_integer (const TaskingAIJsonNumber *number)
{
  gsize length = (gsize) (number->end - number->text);
  char copy[24] = "";

  if (number->negative)
    return number->exponent == 0 && number->digits <= (guint64) G_MAXINT64 + 1;
  if (length >= sizeof copy)
    return FALSE;
  memcpy (copy, number->text, length);
  return g_ascii_string_to_unsigned (copy, 10, 0, G_MAXUINT64, NULL, NULL);
}

/* @wide_ends: where the wide integers end. */
static gboolean
check_number (TaskingAIJsonReader *reader, GArray *wide_ends)
{
  TaskingAIJsonNumber number;
  const char *text;
  gsize length;
  double value;

  if (!taskingai_json_reader_read_raw (reader, &text, &length))
    return FALSE;
  taskingai_json_number_scan (&number, text, text + length);
  if (number.integer && fits_integer (&number))
    return TRUE;
  if (taskingai_json_number_to_double (&number, &value) != NULL)
    return taskingai_json_reader_fail (reader, "is out of range");
  if (number.integer)
    g_array_append_val (wide_ends, reader->cursor);
  return TRUE;
}

static gboolean
check_value (TaskingAIJsonReader *reader, guint max_depth, GArray *wide_ends)
{
  TaskingAIJsonType type = taskingai_json_reader_peek (reader);
  const char *key;
  gsize length;

  if (type == TASKINGAI_JSON_NUMBER)
    return check_number (reader, wide_ends);
  if (type != TASKINGAI_JSON_OBJECT && type != TASKINGAI_JSON_ARRAY)
    return taskingai_json_reader_skip (reader);
  if (reader->depth == max_depth)
    return taskingai_json_reader_fail (reader, "is nested too deeply");
  if (type == TASKINGAI_JSON_OBJECT)
    {
      taskingai_json_reader_enter_object (reader);
      while (taskingai_json_reader_next_member (reader, &key, &length))
        if (!check_value (reader, max_depth, wide_ends))
          return FALSE;
    }
  else
    {
      taskingai_json_reader_enter_array (reader);
      while (taskingai_json_reader_next_element (reader))
        if (!check_value (reader, max_depth, wide_ends))
          return FALSE;
    }
  return !taskingai_json_reader_failed (reader);
}

static char *
mark_wide_integers (const char *json, const GArray *wide_ends)
{
  GString *marked = g_string_new (NULL);

  for (guint i = 0; i < wide_ends->len; i++)
    {
      const char *end = g_array_index (wide_ends, const char *, i);

      g_string_append_len (marked, json, end - json);
      g_string_append (marked, ".0");
      json = end;
    }
  g_string_append (marked, json);
  return g_string_free (marked, FALSE);
}

/* The text for json-c. */
static char *
check_text (const char *json, guint max_depth, GError **error)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_autoptr (GArray) wide_ends = g_array_new (FALSE, FALSE, sizeof (const char *));

  taskingai_json_reader_init (&reader, json, strlen (json));
  if (reader.end - reader.start > G_MAXINT / 4) /* json-c counts in int */
    taskingai_json_reader_fail (&reader, "is too long");
  if (check_value (&reader, max_depth, wide_ends) && taskingai_json_reader_at_end (&reader))
    return mark_wide_integers (json, wide_ends);
  g_propagate_error (error, taskingai_json_reader_to_error (&reader));
  return NULL;
}

/* json-c 0.16 takes a pair of escapes for half a one if the low 16 bits of its character look like
 * that, as those of U+1D800 do; so it gets the characters themselves. */
static char *
without_escapes (char *text)
{
  char *plain = strstr (text, "\\u") != NULL ? taskingai_json_normalize (text, NULL) : NULL;

  if (plain == NULL)
    return text;
  g_free (text);
  return plain;
}

/* FALSE with an error; a tree that is NULL is the value null. */
static gboolean
parse (const char *json, guint max_depth, json_object **tree, GError **error)
{
  g_autofree char *text = check_text (json, max_depth, error);
  g_autoptr (json_tokener) tokener = NULL;

  if (text == NULL)
    return FALSE;
  text = without_escapes (text);
  tokener = json_tokener_new_ex ((int) max_depth + 1);
  json_tokener_set_flags (tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  /* With its NUL, or a number at the end would be waiting for more. */
  *tree = json_tokener_parse_ex (tokener, text, (int) strlen (text) + 1);
  if (json_tokener_get_error (tokener) == json_tokener_success)
    return TRUE;
  g_propagate_error (
      error, taskingai_error_new (TASKINGAI_API_ERROR_MALFORMED, NULL, "The JSON text: %s",
                                  json_tokener_error_desc (json_tokener_get_error (tokener))));
  return FALSE;
}

static GVariant *to_variant (json_object *value);

static GVariant *
object_to_variant (json_object *object)
{
  struct json_object_iterator end = json_object_iter_end (object);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (struct json_object_iterator i = json_object_iter_begin (object);
       !json_object_iter_equal (&i, &end); json_object_iter_next (&i))
    g_variant_builder_add (&builder, "{sv}", json_object_iter_peek_name (&i),
                           to_variant (json_object_iter_peek_value (&i)));
  return g_variant_builder_end (&builder);
}

static GVariant *
array_to_variant (json_object *array)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (gsize i = 0; i < json_object_array_length (array); i++)
    g_variant_builder_add (&builder, "v", to_variant (json_object_array_get_idx (array, i)));
  return g_variant_builder_end (&builder);
}

static GVariant *
int_to_variant (json_object *number)
{
  guint64 value = json_object_get_uint64 (number); /* 0 if it is negative */

  return value > G_MAXINT64 ? g_variant_new_uint64 (value)
                            : g_variant_new_int64 (json_object_get_int64 (number));
}

/* Floating. Recursion ends with the depth that was checked. */
static GVariant *
to_variant (json_object *value)
{
  switch (json_object_get_type (value))
    {
    case json_type_object:
      return object_to_variant (value);
    case json_type_array:
      return array_to_variant (value);
    case json_type_string:
      return g_variant_new_string (json_object_get_string (value));
    case json_type_int:
      return int_to_variant (value);
    case json_type_double:
      return g_variant_new_double (json_object_get_double (value));
    case json_type_boolean:
      return g_variant_new_boolean (json_object_get_boolean (value));
    case json_type_null:
    default:
      return g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
    }
}

GVariant *
taskingai_json_to_variant (const char *json, GError **error)
{
  g_autoptr (json_object) tree = NULL;

  if (!parse (json, TASKINGAI_JSON_MAX_VARIANT_DEPTH, &tree, error))
    return NULL;
  return g_variant_ref_sink (to_variant (tree));
}

static gboolean values_equal (json_object *a, json_object *b);

static gboolean
objects_equal (json_object *a, json_object *b)
{
  struct json_object_iterator end = json_object_iter_end (a);

  if (json_object_object_length (a) != json_object_object_length (b))
    return FALSE;
  for (struct json_object_iterator i = json_object_iter_begin (a);
       !json_object_iter_equal (&i, &end); json_object_iter_next (&i))
    {
      json_object *other;

      if (!json_object_object_get_ex (b, json_object_iter_peek_name (&i), &other)
          || !values_equal (json_object_iter_peek_value (&i), other))
        return FALSE;
    }
  return TRUE;
}

static gboolean
arrays_equal (json_object *a, json_object *b)
{
  gsize length = json_object_array_length (a);

  if (length != json_object_array_length (b))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!values_equal (json_object_array_get_idx (a, i), json_object_array_get_idx (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
ints_equal (json_object *a, json_object *b)
{
  return json_object_get_int64 (a) == json_object_get_int64 (b)
         && json_object_get_uint64 (a) == json_object_get_uint64 (b);
}

/* Exactly: not by way of a double for the integer. */
static gboolean
int_equals_double (json_object *integer, double number)
{
  guint64 value = json_object_get_uint64 (integer);

  if (value > 0)
    return number >= 1 && number < 0x1p64 && (guint64) number == value
           && (double) (guint64) number == number;
  return number >= -0x1p63 && number <= 0 && (gint64) number == json_object_get_int64 (integer)
         && (double) (gint64) number == number;
}

static gboolean
is_number (json_object *value)
{
  return json_object_is_type (value, json_type_int)
         || json_object_is_type (value, json_type_double);
}

static gboolean
numbers_equal (json_object *a, json_object *b)
{
  gboolean a_is_int = json_object_is_type (a, json_type_int);
  gboolean b_is_int = json_object_is_type (b, json_type_int);

  if (a_is_int && b_is_int)
    return ints_equal (a, b);
  if (a_is_int)
    return int_equals_double (a, json_object_get_double (b));
  if (b_is_int)
    return int_equals_double (b, json_object_get_double (a));
  return json_object_get_double (a) == json_object_get_double (b);
}

static gboolean
strings_equal (json_object *a, json_object *b)
{
  return strcmp (json_object_get_string (a), json_object_get_string (b)) == 0;
}

static gboolean
values_equal (json_object *a, json_object *b)
{
  json_type type = json_object_get_type (a);

  if (is_number (a) && is_number (b))
    return numbers_equal (a, b);
  if (type != json_object_get_type (b))
    return FALSE;
  switch (type)
    {
    case json_type_object:
      return objects_equal (a, b);
    case json_type_array:
      return arrays_equal (a, b);
    case json_type_string:
      return strings_equal (a, b);
    case json_type_boolean:
      return json_object_get_boolean (a) == json_object_get_boolean (b);
    default:
      return type == json_type_null;
    }
}

gboolean
taskingai_json_equal (const char *a, const char *b)
{
  g_autoptr (json_object) a_tree = NULL;
  g_autoptr (json_object) b_tree = NULL;

  if (strcmp (a, b) == 0)
    return TRUE;
  return parse (a, TASKINGAI_JSON_MAX_DEPTH, &a_tree, NULL)
         && parse (b, TASKINGAI_JSON_MAX_DEPTH, &b_tree, NULL) && values_equal (a_tree, b_tree);
}
