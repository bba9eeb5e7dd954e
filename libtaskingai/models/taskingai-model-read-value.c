/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-slot-private.h"

/* JSON text straight into the struct, one member at a time. Every value is read whole before the
 * old one is let go: a mistake leaves the field as it was, and of duplicates the last one wins. */

static void
replace_string (char **slot, char *value)
{
  g_free (*slot);
  *slot = value;
}

static gboolean
read_string (TaskingAIJsonReader *reader, char **slot)
{
  char *value;

  if (!taskingai_json_reader_read_string (reader, &value))
    return FALSE;

  replace_string (slot, value);
  return TRUE;
}

static gboolean
read_raw (TaskingAIJsonReader *reader, char **slot)
{
  const char *text;
  gsize length;

  if (!taskingai_json_reader_read_raw (reader, &text, &length))
    return FALSE;

  replace_string (slot, g_strndup (text, length));
  return TRUE;
}

static gboolean
read_map (TaskingAIJsonReader *reader, char **slot)
{
  TaskingAIJsonType type = taskingai_json_reader_peek (reader);

  if (type != TASKINGAI_JSON_OBJECT)
    return taskingai_json_reader_fail (reader, "should be an object");

  return read_raw (reader, slot);
}

static gboolean
find_enum_value (const TaskingAIField *field, const char *nick, gsize length, int *value)
{
  const GEnumClass *klass = g_type_class_peek (field->get_type ());

  for (guint i = 0; i < klass->n_values; i++)
    if (klass->values[i].value != 0
        && taskingai_model_key_is (nick, length, klass->values[i].value_nick))
      {
        *value = klass->values[i].value;
        return TRUE;
      }
  return FALSE;
}

/* A string of a newer server reads as UNKNOWN, and its text is kept. */
static gboolean
read_enum (TaskingAIModel *self, const TaskingAIField *field, TaskingAIJsonReader *reader)
{
  int *slot = taskingai_model_slot (self, field);
  const char *start, *nick;
  gsize length;

  taskingai_json_reader_peek (reader);
  start = reader->cursor;
  if (!taskingai_json_reader_read_slice (reader, &nick, &length))
    return FALSE;

  if (find_enum_value (field, nick, length, slot))
    {
      taskingai_model_drop_extra (self, field->key);
      return TRUE;
    }

  *slot = 0;
  taskingai_model_put_extra (self, g_strdup (field->key),
                             g_strndup (start, reader->cursor - start));
  return TRUE;
}

static gboolean
read_strv (TaskingAIJsonReader *reader, char ***slot)
{
  char **value;

  if (!taskingai_json_reader_read_strings (reader, &value))
    return FALSE;

  g_free (*slot);
  *slot = value;
  return TRUE;
}

static gboolean
read_object (const TaskingAIField *field, TaskingAIJsonReader *reader, TaskingAIPart *slot)
{
  TaskingAIPart value = taskingai_part_read (field->get_type (), reader);

  if (value == NULL)
    return FALSE;

  taskingai_part_free (*slot);
  *slot = value;
  return TRUE;
}

static gboolean
read_list (const TaskingAIField *field, TaskingAIJsonReader *reader, TaskingAIParts **slot)
{
  TaskingAIParts *value;

  if (!taskingai_parts_read (&value, field->get_type (), reader))
    return FALSE;

  taskingai_parts_free (*slot);
  *slot = value;
  return TRUE;
}

static gboolean
read_doubles (TaskingAIJsonReader *reader, TaskingAIDoubles *slot)
{
  double *values;
  gsize n_values;

  if (!taskingai_json_reader_read_doubles (reader, &values, &n_values))
    return FALSE;

  g_clear_pointer (&slot->bytes, g_bytes_unref);
  slot->bytes = g_bytes_new_take (values, n_values * sizeof (double));
  slot->values = g_bytes_get_data (slot->bytes, NULL);
  slot->n_values = n_values;
  return TRUE;
}

static gboolean
read_value (TaskingAIModel *self, const TaskingAIField *field, TaskingAIJsonReader *reader)
{
  gpointer slot = taskingai_model_slot (self, field);

  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
      return read_string (reader, slot);
    case TASKINGAI_FIELD_INT64:
      return taskingai_json_reader_read_int64 (reader, slot);
    case TASKINGAI_FIELD_DOUBLE:
      return taskingai_json_reader_read_double (reader, slot);
    case TASKINGAI_FIELD_BOOLEAN:
      return taskingai_json_reader_read_boolean (reader, slot);
    case TASKINGAI_FIELD_ENUM:
      return read_enum (self, field, reader);
    case TASKINGAI_FIELD_STRV:
      return read_strv (reader, slot);
    case TASKINGAI_FIELD_OBJECT:
      return read_object (field, reader, slot);
    case TASKINGAI_FIELD_LIST:
      return read_list (field, reader, slot);
    case TASKINGAI_FIELD_MAP:
      return read_map (reader, slot);
    case TASKINGAI_FIELD_JSON:
      return read_raw (reader, slot);
    case TASKINGAI_FIELD_DOUBLES:
      return read_doubles (reader, slot);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_null (TaskingAIModel *self, const TaskingAIField *field, TaskingAIJsonReader *reader)
{
  guint64 bit = taskingai_model_bit (self, field);

  if (!taskingai_json_reader_read_null (reader))
    return FALSE;

  taskingai_model_reset_field (self, field);
  self->present |= bit;
  self->null |= bit;
  return TRUE;
}

gboolean
taskingai_model_read_field (TaskingAIModel *self, const TaskingAIField *field,
                            TaskingAIJsonReader *reader)
{
  guint64 bit = taskingai_model_bit (self, field);

  if (taskingai_json_reader_peek (reader) == TASKINGAI_JSON_NULL)
    return read_null (self, field, reader);

  if (!read_value (self, field, reader))
    {
      taskingai_json_reader_prepend_key (reader, field->key);
      return FALSE;
    }

  self->present |= bit;
  self->null &= ~bit;
  return TRUE;
}
