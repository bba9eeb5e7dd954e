/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The conversions of taskingai-json-value.h that need no tree. */

#include "json/taskingai-json-value.h"

#include <math.h>
#include <string.h>

#include "taskingai-error-private.h"
#include "json/taskingai-json-hash.h"
#include "json/taskingai-json-reader.h"
#include "json/taskingai-json-writer.h"

static gboolean
refuse (GError **error, const char *text)
{
  g_propagate_error (error,
                     taskingai_error_new_literal (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL, text));
  return FALSE;
}

static gboolean write_variant (TaskingAIJsonWriter *writer, GVariant *variant, guint depth,
                               GError **error);

static gboolean
write_child (TaskingAIJsonWriter *writer, GVariant *variant, gsize index, guint depth,
             GError **error)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (variant, index);

  return write_variant (writer, child, depth, error);
}

static gboolean
write_member (TaskingAIJsonWriter *writer, GVariant *entry, guint depth, GError **error)
{
  g_autoptr (GVariant) key = g_variant_get_child_value (entry, 0);

  if (!g_variant_is_of_type (key, G_VARIANT_TYPE_STRING)
      && !g_variant_is_of_type (key, G_VARIANT_TYPE_OBJECT_PATH)
      && !g_variant_is_of_type (key, G_VARIANT_TYPE_SIGNATURE))
    return refuse (error, "The names of JSON members have to be strings");
  taskingai_json_writer_key (writer, g_variant_get_string (key, NULL));
  return write_child (writer, entry, 1, depth, error);
}

static gboolean
write_object (TaskingAIJsonWriter *writer, GVariant *dictionary, guint depth, GError **error)
{
  gsize n = g_variant_n_children (dictionary);

  taskingai_json_writer_begin_object (writer);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (dictionary, i);

      if (!write_member (writer, entry, depth, error))
        return FALSE;
    }
  taskingai_json_writer_end_object (writer);
  return TRUE;
}

static gboolean
write_array (TaskingAIJsonWriter *writer, GVariant *array, guint depth, GError **error)
{
  gsize n = g_variant_n_children (array);

  taskingai_json_writer_begin_array (writer);
  for (gsize i = 0; i < n; i++)
    if (!write_child (writer, array, i, depth, error))
      return FALSE;
  taskingai_json_writer_end_array (writer);
  return TRUE;
}

static gboolean
write_double (TaskingAIJsonWriter *writer, double value, GError **error)
{
  if (!isfinite (value))
    return refuse (error, "JSON has no infinite numbers and no NaN");
  taskingai_json_writer_double (writer, value);
  return TRUE;
}

static void
write_uint64 (TaskingAIJsonWriter *writer, guint64 value)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, value);
  taskingai_json_writer_raw (writer, text, -1);
}

/* The basic types; FALSE if @variant is something else. */
static gboolean
write_integer (TaskingAIJsonWriter *writer, GVariant *variant)
{
  switch (g_variant_classify (variant))
    {
    case G_VARIANT_CLASS_BYTE:
      taskingai_json_writer_int64 (writer, g_variant_get_byte (variant));
      return TRUE;
    case G_VARIANT_CLASS_INT16:
      taskingai_json_writer_int64 (writer, g_variant_get_int16 (variant));
      return TRUE;
    case G_VARIANT_CLASS_UINT16:
      taskingai_json_writer_int64 (writer, g_variant_get_uint16 (variant));
      return TRUE;
    case G_VARIANT_CLASS_INT32:
      taskingai_json_writer_int64 (writer, g_variant_get_int32 (variant));
      return TRUE;
    case G_VARIANT_CLASS_UINT32:
      taskingai_json_writer_int64 (writer, g_variant_get_uint32 (variant));
      return TRUE;
    case G_VARIANT_CLASS_HANDLE:
      taskingai_json_writer_int64 (writer, g_variant_get_handle (variant));
      return TRUE;
    case G_VARIANT_CLASS_INT64:
      taskingai_json_writer_int64 (writer, g_variant_get_int64 (variant));
      return TRUE;
    case G_VARIANT_CLASS_UINT64:
      write_uint64 (writer, g_variant_get_uint64 (variant));
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
write_maybe (TaskingAIJsonWriter *writer, GVariant *variant, guint depth, GError **error)
{
  if (g_variant_n_children (variant) > 0)
    return write_child (writer, variant, 0, depth, error);
  taskingai_json_writer_null (writer);
  return TRUE;
}

static gboolean
write_variant (TaskingAIJsonWriter *writer, GVariant *variant, guint depth, GError **error)
{
  if (depth > 2 * TASKINGAI_JSON_MAX_DEPTH) /* containers and their boxes */
    return refuse (error, "The value is nested too deeply for JSON");
  switch (g_variant_classify (variant))
    {
    case G_VARIANT_CLASS_BOOLEAN:
      taskingai_json_writer_boolean (writer, g_variant_get_boolean (variant));
      return TRUE;
    case G_VARIANT_CLASS_STRING:
    case G_VARIANT_CLASS_OBJECT_PATH:
    case G_VARIANT_CLASS_SIGNATURE:
      taskingai_json_writer_string (writer, g_variant_get_string (variant, NULL));
      return TRUE;
    case G_VARIANT_CLASS_DOUBLE:
      return write_double (writer, g_variant_get_double (variant), error);
    case G_VARIANT_CLASS_VARIANT:
      return write_child (writer, variant, 0, depth + 1, error);
    case G_VARIANT_CLASS_MAYBE:
      return write_maybe (writer, variant, depth + 1, error);
    case G_VARIANT_CLASS_ARRAY:
      if (g_variant_is_of_type (variant, G_VARIANT_TYPE_DICTIONARY))
        return write_object (writer, variant, depth + 1, error);
      return write_array (writer, variant, depth + 1, error);
    case G_VARIANT_CLASS_TUPLE:
      return write_array (writer, variant, depth + 1, error);
    default:
      return write_integer (writer, variant)
             || refuse (error, "A dictionary entry alone is no JSON value");
    }
}

char *
taskingai_json_from_variant (GVariant *variant, GError **error)
{
  g_autoptr (GVariant) own = g_variant_ref_sink (variant);
  g_auto (TaskingAIJsonWriter) writer = { 0 };

  taskingai_json_writer_init (&writer);
  if (!write_variant (&writer, own, 0, error))
    return NULL;
  return taskingai_json_writer_steal (&writer, NULL);
}

static gboolean
read_map_value (TaskingAIJsonReader *reader, char **value)
{
  const char *text;
  gsize length;

  if (taskingai_json_reader_peek (reader) == TASKINGAI_JSON_STRING)
    return taskingai_json_reader_read_string (reader, value);
  if (!taskingai_json_reader_read_raw (reader, &text, &length))
    return FALSE;
  *value = g_strndup (text, length);
  return TRUE;
}

static gboolean
read_map (TaskingAIJsonReader *reader, GHashTable *map)
{
  const char *key;
  gsize length;

  if (!taskingai_json_reader_enter_object (reader))
    return FALSE;
  while (taskingai_json_reader_next_member (reader, &key, &length))
    {
      g_autofree char *name = g_strndup (key, length);
      char *value;

      if (!read_map_value (reader, &value))
        return FALSE;
      g_hash_table_replace (map, g_steal_pointer (&name), value);
    }
  return taskingai_json_reader_at_end (reader);
}

GHashTable *
taskingai_json_to_string_map (const char *json, GError **error)
{
  g_autoptr (GHashTable) map =
      g_hash_table_new_full (taskingai_json_hash, g_str_equal, g_free, g_free);
  g_auto (TaskingAIJsonReader) reader = { 0 };

  taskingai_json_reader_init (&reader, json, strlen (json));
  if (read_map (&reader, map))
    return g_steal_pointer (&map);
  g_propagate_error (error, taskingai_json_reader_to_error (&reader));
  return NULL;
}

/* In the order of the names, so that equal maps give equal texts. */
char *
taskingai_json_from_string_map (GHashTable *map)
{
  g_auto (TaskingAIJsonWriter) writer = { 0 };
  GList *names = g_list_sort (g_hash_table_get_keys (map), (GCompareFunc) strcmp);

  taskingai_json_writer_init (&writer);
  taskingai_json_writer_begin_object (&writer);
  for (GList *name = names; name != NULL; name = name->next)
    {
      taskingai_json_writer_key (&writer, name->data);
      taskingai_json_writer_string (&writer, g_hash_table_lookup (map, name->data));
    }
  taskingai_json_writer_end_object (&writer);
  g_list_free (names);
  return taskingai_json_writer_steal (&writer, NULL);
}

static gboolean copy_value (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer);

static gboolean
copy_object (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer)
{
  const char *key;
  gsize length;

  if (!taskingai_json_reader_enter_object (reader))
    return FALSE;
  taskingai_json_writer_begin_object (writer);
  while (taskingai_json_reader_next_member (reader, &key, &length))
    {
      g_autofree char *name = g_strndup (key, length);

      taskingai_json_writer_key (writer, name);
      if (!copy_value (reader, writer))
        return FALSE;
    }
  taskingai_json_writer_end_object (writer);
  return !taskingai_json_reader_failed (reader);
}

static gboolean
copy_array (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer)
{
  if (!taskingai_json_reader_enter_array (reader))
    return FALSE;
  taskingai_json_writer_begin_array (writer);
  while (taskingai_json_reader_next_element (reader))
    if (!copy_value (reader, writer))
      return FALSE;
  taskingai_json_writer_end_array (writer);
  return !taskingai_json_reader_failed (reader);
}

/* Numbers keep their spelling, and with it any precision. */
static gboolean
copy_value (TaskingAIJsonReader *reader, TaskingAIJsonWriter *writer)
{
  g_autofree char *string = NULL;
  const char *text;
  gsize length;

  switch (taskingai_json_reader_peek (reader))
    {
    case TASKINGAI_JSON_OBJECT:
      return copy_object (reader, writer);
    case TASKINGAI_JSON_ARRAY:
      return copy_array (reader, writer);
    case TASKINGAI_JSON_STRING:
      if (!taskingai_json_reader_read_string (reader, &string))
        return FALSE;
      taskingai_json_writer_string (writer, string);
      return TRUE;
    default:
      if (!taskingai_json_reader_read_raw (reader, &text, &length))
        return FALSE;
      taskingai_json_writer_raw (writer, text, (gssize) length);
      return TRUE;
    }
}

char *
taskingai_json_normalize (const char *json, GError **error)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_auto (TaskingAIJsonWriter) writer = { 0 };

  taskingai_json_reader_init (&reader, json, strlen (json));
  taskingai_json_writer_init (&writer);
  if (copy_value (&reader, &writer) && taskingai_json_reader_at_end (&reader))
    return taskingai_json_writer_steal (&writer, NULL);
  g_propagate_error (error, taskingai_json_reader_to_error (&reader));
  return NULL;
}
