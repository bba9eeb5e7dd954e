/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-slot-private.h"

#include <string.h>

/* Models as JSON text, whole or what a request needs; and what has changed in them. */

const char *
taskingai_model_enum_nick (const TaskingAIField *field, int value)
{
  const GEnumValue *found = g_enum_get_value (g_type_class_peek (field->get_type ()), value);

  return found != NULL ? found->value_nick : NULL;
}

static void
write_enum (TaskingAIModel *self, const TaskingAIField *field, TaskingAIJsonWriter *writer)
{
  const char *extra = taskingai_model_peek_extra (self, field->key);
  int value = *(int *) taskingai_model_slot (self, field);

  if (extra != NULL)
    taskingai_json_writer_raw (writer, extra, -1);
  else
    taskingai_json_writer_string (writer, taskingai_model_enum_nick (field, value));
}

static void
write_strv (char **strings, TaskingAIJsonWriter *writer)
{
  taskingai_json_writer_begin_array (writer);
  for (char **string = strings; *string != NULL; string++)
    taskingai_json_writer_string (writer, *string);
  taskingai_json_writer_end_array (writer);
}

static void
write_list (TaskingAIParts *list, TaskingAIJsonWriter *writer, TaskingAIWriteMode mode)
{
  taskingai_json_writer_begin_array (writer);
  for (guint i = 0; i < taskingai_parts_get_length (list); i++)
    taskingai_model_write (taskingai_part_get (&list->items[i]), writer, mode);
  taskingai_json_writer_end_array (writer);
}

static void
write_doubles (const TaskingAIDoubles *doubles, TaskingAIJsonWriter *writer)
{
  taskingai_json_writer_begin_array (writer);
  for (gsize i = 0; i < doubles->n_values; i++)
    taskingai_json_writer_double (writer, doubles->values[i]);
  taskingai_json_writer_end_array (writer);
}

void
taskingai_model_write_field (TaskingAIModel *self, const TaskingAIField *field,
                             TaskingAIJsonWriter *writer, TaskingAIWriteMode mode)
{
  gpointer slot = taskingai_model_slot (self, field);

  /* The server replaces parts as a whole. */
  if (mode == TASKINGAI_WRITE_UPDATE)
    mode = TASKINGAI_WRITE_CREATE;

  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
      taskingai_json_writer_string (writer, *(char **) slot);
      break;
    case TASKINGAI_FIELD_INT64:
      taskingai_json_writer_int64 (writer, *(gint64 *) slot);
      break;
    case TASKINGAI_FIELD_DOUBLE:
      taskingai_json_writer_double (writer, *(double *) slot);
      break;
    case TASKINGAI_FIELD_BOOLEAN:
      taskingai_json_writer_boolean (writer, *(gboolean *) slot);
      break;
    case TASKINGAI_FIELD_ENUM:
      write_enum (self, field, writer);
      break;
    case TASKINGAI_FIELD_STRV:
      write_strv (*(char ***) slot, writer);
      break;
    case TASKINGAI_FIELD_OBJECT:
      taskingai_model_write (taskingai_part_get (slot), writer, mode);
      break;
    case TASKINGAI_FIELD_LIST:
      write_list (*(TaskingAIParts **) slot, writer, mode);
      break;
    case TASKINGAI_FIELD_MAP:
    case TASKINGAI_FIELD_JSON:
      taskingai_json_writer_raw (writer, *(char **) slot, -1);
      break;
    case TASKINGAI_FIELD_DOUBLES:
      write_doubles (slot, writer);
      break;
    }
}

/* Whether anything was set or unset, here or deeper: then a part has to be sent again. */
static gboolean is_touched (TaskingAIModel *self);

static gboolean
is_part_touched (TaskingAIPart *part)
{
  return taskingai_part_is_object (part) && is_touched (taskingai_part_get (part));
}

static gboolean
is_field_touched (TaskingAIModel *self, const TaskingAIField *field)
{
  gpointer slot = taskingai_model_slot (self, field);
  TaskingAIParts *list;

  if ((self->changed & taskingai_model_bit (self, field)) != 0)
    return TRUE;

  if (!taskingai_model_is_set (self, field))
    return FALSE;

  if (field->kind == TASKINGAI_FIELD_OBJECT)
    return is_part_touched (slot);

  if (field->kind != TASKINGAI_FIELD_LIST)
    return FALSE;

  list = *(TaskingAIParts **) slot;
  for (guint i = 0; i < taskingai_parts_get_length (list); i++)
    if (is_part_touched (&list->items[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_touched (TaskingAIModel *self)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);

  if (self->changed != 0 || self->extra_changed != NULL)
    return TRUE;

  for (guint i = 0; i < klass->n_fields; i++)
    if (is_field_touched (self, &klass->fields[i]))
      return TRUE;
  return FALSE;
}

/* A null of the server's is not sent back to it; one that the caller asked for is. */
static gboolean
should_write (TaskingAIModel *self, const TaskingAIField *field, TaskingAIWriteMode mode)
{
  guint64 bit = taskingai_model_bit (self, field);
  guint64 sendable = self->present & (~self->null | self->changed);

  if (mode == TASKINGAI_WRITE_ALL)
    return (self->present & bit) != 0;

  if ((field->flags & TASKINGAI_FIELD_WRITABLE) == 0 || (sendable & bit) == 0)
    return FALSE;

  return mode == TASKINGAI_WRITE_CREATE || is_field_touched (self, field);
}

static void
write_member (TaskingAIModel *self, const TaskingAIField *field, TaskingAIJsonWriter *writer,
              TaskingAIWriteMode mode)
{
  if (should_write (self, field, mode))
    {
      taskingai_json_writer_plain_key (writer, field->key, field->key_length);
      if (taskingai_model_is_set (self, field))
        taskingai_model_write_field (self, field, writer, mode);
      else
        taskingai_json_writer_null (writer);
    }
  else if (mode == TASKINGAI_WRITE_CREATE && (field->flags & TASKINGAI_FIELD_NULLED) != 0)
    {
      taskingai_json_writer_plain_key (writer, field->key, field->key_length);
      taskingai_json_writer_null (writer);
    }
  else if (mode == TASKINGAI_WRITE_CREATE && (field->flags & TASKINGAI_FIELD_EMPTIED) != 0)
    {
      taskingai_json_writer_plain_key (writer, field->key, field->key_length);
      taskingai_json_writer_raw (writer, "{}", 2);
    }
}

static void
write_extra (TaskingAIModel *self, TaskingAIJsonWriter *writer, TaskingAIWriteMode mode)
{
  g_autofree const char **names = NULL;

  if (self->extra == NULL)
    return;

  names = taskingai_model_extra_names (self);
  for (const char **name = names; *name != NULL; name++)
    {
      if (mode == TASKINGAI_WRITE_UPDATE
          && (self->extra_changed == NULL || !g_hash_table_contains (self->extra_changed, *name)))
        continue;

      taskingai_json_writer_key (writer, *name);
      taskingai_json_writer_raw (writer, taskingai_model_peek_extra (self, *name), -1);
    }
}

void
taskingai_model_write (TaskingAIModel *self, TaskingAIJsonWriter *writer, TaskingAIWriteMode mode)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);

  taskingai_json_writer_begin_object (writer);
  if (mode == TASKINGAI_WRITE_ALL && self->object_seen)
    {
      taskingai_json_writer_key (writer, "object");
      taskingai_json_writer_string (writer, klass->object);
    }
  for (guint i = 0; i < klass->n_fields; i++)
    write_member (self, &klass->fields[i], writer, mode);
  write_extra (self, writer, mode);
  taskingai_json_writer_end_object (writer);
}

static gboolean
has_extra_changes (TaskingAIModel *self)
{
  GHashTableIter iter;
  gpointer key;

  if (self->extra_changed == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, self->extra_changed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (taskingai_model_peek_extra (self, key) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether an update has anything to say. */
gboolean
taskingai_model_has_changes (TaskingAIModel *self)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    if (should_write (self, &klass->fields[i], TASKINGAI_WRITE_UPDATE))
      return TRUE;
  return has_extra_changes (self);
}

gboolean
taskingai_model_has_change (TaskingAIModel *self, const char *key)
{
  const TaskingAIField *field = taskingai_model_find_field (self, key, strlen (key));
  return field != NULL && should_write (self, field, TASKINGAI_WRITE_UPDATE);
}

/**
 * taskingai_model_to_json:
 * @self: a model
 *
 * Writes the model as JSON text.
 *
 * Everything that the model holds is there, members of a newer server included, so that
 * [ctor@Model.new_from_json] gives an equal model.
 *
 * Returns: (transfer full): compact JSON
 *
 * Since: 1.0
 */
char *
taskingai_model_to_json (TaskingAIModel *self)
{
  g_auto (TaskingAIJsonWriter) writer = { 0 };

  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), NULL);

  taskingai_json_writer_init (&writer);
  taskingai_model_write (self, &writer, TASKINGAI_WRITE_ALL);
  return taskingai_json_writer_steal (&writer, NULL);
}
