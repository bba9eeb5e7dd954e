/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The JSON reader takes each text whole or refuses it, by whichever of its ways, and as json-c does;
 * what it read, the writer writes so that the reader reads the same again. Input: the text. */
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "unit/json-oracle.h"
#include "json/taskingai-json-reader.h"
#include "json/taskingai-json-value.h"
#include "json/taskingai-json-writer.h"

static gboolean copy_value (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer);

static gboolean
copy_members (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer)
{
  const char *key;
  gsize length;

  taskingai_json_writer_begin_object (writer);
  taskingai_json_reader_enter_object (reader);
  while (taskingai_json_reader_next_member (reader, &key, &length))
    {
      g_autofree char *name = g_strndup (key, length);

      g_assert_cmpuint (strlen (name), ==, length);
      g_assert (g_utf8_validate (name, -1, NULL));
      taskingai_json_writer_key (writer, name);
      if (!copy_value (reader, writer))
        return FALSE;
    }
  taskingai_json_writer_end_object (writer);
  return !taskingai_json_reader_failed (reader);
}

static gboolean
copy_elements (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer)
{
  taskingai_json_writer_begin_array (writer);
  taskingai_json_reader_enter_array (reader);
  while (taskingai_json_reader_next_element (reader))
    if (!copy_value (reader, writer))
      return FALSE;
  taskingai_json_writer_end_array (writer);
  return !taskingai_json_reader_failed (reader);
}

static gboolean
copy_string (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer)
{
  g_autofree char *value = NULL;

  if (!taskingai_json_reader_read_string (reader, &value))
    return FALSE;
  g_assert (g_utf8_validate (value, -1, NULL));
  taskingai_json_writer_string (writer, value);
  return TRUE;
}

static gboolean
is_integer (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  return copy[strspn (copy, "-0123456789")] == '\0';
}

/* As it stands; whatever of it a type can hold has to come back from the writer. */
static gboolean
copy_number (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer)
{
  g_auto (TaskingAIJsonReader) integers = { 0 }, doubles = { 0 };
  const char *text;
  gsize length;
  gint64 integer;
  double value;

  if (!taskingai_json_reader_read_raw (reader, &text, &length))
    return FALSE;
  taskingai_json_reader_init (&integers, text, length);
  taskingai_json_reader_init (&doubles, text, length);
  if (taskingai_json_reader_read_double (&doubles, &value))
    {
      g_autofree char *copy = g_strndup (text, length);

      g_assert (isfinite (value));
      g_assert (value == g_ascii_strtod (copy, NULL));
      g_assert (taskingai_json_reader_at_end (&doubles));
    }
  if (taskingai_json_reader_read_int64 (&integers, &integer))
    {
      g_assert (taskingai_json_reader_at_end (&integers));
      g_assert (value == (double) integer);
    }
  if (!taskingai_json_reader_failed (&integers) && is_integer (text, length))
    taskingai_json_writer_int64 (writer, integer);
  else if (!taskingai_json_reader_failed (&doubles) && !is_integer (text, length))
    taskingai_json_writer_double (writer, value);
  else
    taskingai_json_writer_raw (writer, text, (gssize) length);
  return TRUE;
}

static gboolean
copy_value (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer)
{
  gboolean boolean;

  switch (taskingai_json_reader_peek (reader))
    {
    case TASKINGAI_JSON_OBJECT:
      return copy_members (reader, writer);
    case TASKINGAI_JSON_ARRAY:
      return copy_elements (reader, writer);
    case TASKINGAI_JSON_STRING:
      return copy_string (reader, writer);
    case TASKINGAI_JSON_NUMBER:
      return copy_number (reader, writer);
    case TASKINGAI_JSON_BOOLEAN:
      if (!taskingai_json_reader_read_boolean (reader, &boolean))
        return FALSE;
      taskingai_json_writer_boolean (writer, boolean);
      return TRUE;
    case TASKINGAI_JSON_NULL:
      taskingai_json_writer_null (writer);
      return taskingai_json_reader_read_null (reader);
    case TASKINGAI_JSON_ERROR:
    default:
      g_assert (taskingai_json_reader_failed (reader));
      return FALSE;
    }
}

/* The text as the writer writes it, or NULL if the reader refuses it. */
static char *
copy_text (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_auto (TaskingAIJsonWriter) writer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_json_reader_init (&reader, text, length);
  taskingai_json_writer_init (&writer);
  if (copy_value (&reader, &writer) && taskingai_json_reader_at_end (&reader))
    return taskingai_json_writer_steal (&writer, NULL);
  g_assert (taskingai_json_reader_failed (&reader));
  g_assert (!taskingai_json_reader_skip (&reader));
  error = taskingai_json_reader_to_error (&reader);
  fuzz_check_error (error);
  return NULL;
}

static gboolean
skip_text (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };

  taskingai_json_reader_init (&reader, text, length);
  return taskingai_json_reader_skip (&reader) && taskingai_json_reader_at_end (&reader);
}

/* An array of numbers gives what its elements give one by one. */
static void
check_doubles (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) whole = { 0 }, single = { 0 };
  g_autofree double *values = NULL;
  gsize n_values = 0, n = 0;
  double value;

  taskingai_json_reader_init (&whole, text, length);
  taskingai_json_reader_init (&single, text, length);
  if (!taskingai_json_reader_read_doubles (&whole, &values, &n_values))
    n_values = G_MAXSIZE;
  if (taskingai_json_reader_enter_array (&single))
    while (taskingai_json_reader_next_element (&single)
           && taskingai_json_reader_read_double (&single, &value))
      {
        g_assert (n_values == G_MAXSIZE || (n < n_values && values[n] == value));
        n++;
      }
  g_assert_cmpint (taskingai_json_reader_failed (&single), ==, n_values == G_MAXSIZE);
  g_assert (n_values == G_MAXSIZE || n == n_values);
  g_assert_cmpstr (whole.problem, ==, single.problem);
}

/* An object's members as texts: what was no text stays what it was. */
static void
check_map (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) map = taskingai_json_to_string_map (text, &error);
  g_autofree char *written = NULL;
  g_autoptr (GHashTable) again = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (map == NULL)
    {
      fuzz_check_error (error);
      return;
    }
  written = taskingai_json_from_string_map (map);
  again = taskingai_json_to_string_map (written, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (map), ==, g_hash_table_size (again));
  g_hash_table_iter_init (&iter, map);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_assert_cmpstr (value, ==, g_hash_table_lookup (again, key));
}

/* Free-form values: by way of a tree, of a GVariant and of @copy it is the same value. */
static void
check_forms (const char *text, const char *copy)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *normal = taskingai_json_normalize (text, &error);
  g_autoptr (GVariant) variant = NULL;
  g_autofree char *again = NULL;

  if (normal == NULL)
    {
      fuzz_check_error (error);
      return;
    }
  variant = taskingai_json_to_variant (text, &error); /* no number out of range, and not too deep */
  if (variant == NULL)
    {
      fuzz_check_error (error);
      return;
    }
  g_assert (taskingai_json_equal (text, normal));
  g_assert (taskingai_json_equal (text, copy));
  g_assert (taskingai_json_equal (copy, text));
  g_assert (g_variant_is_normal_form (variant));
  again = taskingai_json_from_variant (variant, &error);
  g_assert_no_error (error);
  g_assert (taskingai_json_equal (text, again));
  check_map (text);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  g_autofree char *text = fuzz_take_piece (&input, &size);
  g_autofree char *copy = copy_text (text, size);
  g_autofree char *again = NULL;
  g_autofree char *terminated = g_strndup (text, size);
  g_autofree char *difference = json_oracle_check (size > 0 ? text : "", size, NULL);

  g_assert_cmpstr (difference, ==, NULL);
  g_assert_cmpint (copy != NULL, ==, skip_text (text, size));
  check_doubles (text, size);
  if (copy == NULL)
    return 0;
  again = copy_text (copy, strlen (copy));
  g_assert_cmpstr (copy, ==, again);
  g_assert_cmpuint (strlen (terminated), ==, size);
  check_forms (terminated, copy);
  return 0;
}
