/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-slot-private.h"

/* Whole objects from JSON text. */

static inline gboolean
has_key (const TaskingAIField *field, const char *key, gsize length)
{
  return field->key_length == length && memcmp (field->key, key, length) == 0;
}

/* Servers send members in a constant order, so the search begins where the last one ended. */
static const TaskingAIField *
find_field_from (TaskingAIModelClass *klass, const char *key, gsize length, guint start)
{
  for (guint i = start; i < klass->n_fields; i++)
    if (has_key (&klass->fields[i], key, length))
      return &klass->fields[i];

  for (guint i = 0; i < start; i++)
    if (has_key (&klass->fields[i], key, length))
      return &klass->fields[i];

  return NULL;
}

const TaskingAIField *
taskingai_model_find_field (TaskingAIModel *self, const char *key, gsize length)
{
  return find_field_from (TASKINGAI_MODEL_GET_CLASS (self), key, length, 0);
}

gboolean
taskingai_model_read_object_name (TaskingAIModel *self, TaskingAIJsonReader *reader)
{
  const char *expected = TASKINGAI_MODEL_GET_CLASS (self)->object;
  g_autofree char *problem = NULL;
  const char *name;
  gsize length;

  if (taskingai_json_reader_read_slice (reader, &name, &length)
      && taskingai_model_key_is (name, length, expected))
    {
      self->object_seen = TRUE;
      return TRUE;
    }

  if (!taskingai_json_reader_failed (reader))
    {
      problem = g_strdup_printf ("should be \"%s\"", expected);
      taskingai_json_reader_fail (reader, g_intern_string (problem));
    }
  taskingai_json_reader_prepend_key (reader, "object");
  return FALSE;
}

static gboolean
read_extra (TaskingAIModel *self, const char *key, gsize length, TaskingAIJsonReader *reader)
{
  g_autofree char *name = g_strndup (key, length);
  const char *text;

  if (!taskingai_json_reader_read_raw (reader, &text, &length))
    {
      taskingai_json_reader_prepend_key (reader, name);
      return FALSE;
    }

  taskingai_model_put_extra (self, g_steal_pointer (&name), g_strndup (text, length));
  return TRUE;
}

static gboolean
read_member (TaskingAIModel *self, const char *key, gsize length, const TaskingAIField **next,
             TaskingAIJsonReader *reader)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);
  const TaskingAIField *field;

  if (klass->object != NULL && taskingai_model_key_is (key, length, "object"))
    return taskingai_model_read_object_name (self, reader);

  field = find_field_from (klass, key, length, *next - klass->fields);
  if (field == NULL)
    return read_extra (self, key, length, reader);

  *next = field + 1;
  return taskingai_model_read_field (self, field, reader);
}

gboolean
taskingai_model_read (TaskingAIModel *self, TaskingAIJsonReader *reader)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);
  const TaskingAIField *next = klass->fields;
  const TaskingAIField *end = klass->fields + klass->n_fields;
  const char *key;
  gsize length;
  gboolean ok;

  if (!taskingai_json_reader_enter_object (reader))
    return FALSE;

  for (;;)
    {
      if (next < end && taskingai_json_reader_skip_key (reader, next->key, next->key_length))
        ok = taskingai_model_read_field (self, next++, reader);
      else if (taskingai_json_reader_next_member (reader, &key, &length))
        ok = read_member (self, key, length, &next, reader);
      else
        return !taskingai_json_reader_failed (reader);

      if (!ok)
        return FALSE;
    }
}

const char *
taskingai_model_peek_text (TaskingAIModel *self, const char *member, const char *key)
{
  const TaskingAIField *field = taskingai_model_find_field (self, member, strlen (member));

  return taskingai_part_peek_text (taskingai_model_slot (self, field), key);
}

const char *
taskingai_model_peek_id (TaskingAIModel *self)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].kind == TASKINGAI_FIELD_STRING
        && (klass->fields[i].flags & TASKINGAI_FIELD_REQUIRED) != 0)
      return *(char **) taskingai_model_slot (self, &klass->fields[i]);

  return NULL;
}

gboolean
taskingai_model_check_required (TaskingAIModel *self, TaskingAIJsonReader *reader)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);

  if ((klass->required & ~(self->present & ~self->null)) == 0)
    return TRUE;

  for (guint i = 0; i < klass->n_fields; i++)
    if ((klass->fields[i].flags & TASKINGAI_FIELD_REQUIRED) != 0
        && !taskingai_model_is_set (self, &klass->fields[i]))
      {
        taskingai_json_reader_fail (reader, "is missing");
        taskingai_json_reader_prepend_key (reader, klass->fields[i].key);
        break;
      }
  return FALSE;
}

gpointer
taskingai_model_new_from_reader (GType type, TaskingAIJsonReader *reader)
{
  g_autoptr (TaskingAIModel) self = g_object_new (type, NULL);

  if (!taskingai_model_read (self, reader) || !taskingai_model_check_required (self, reader))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * taskingai_model_new_from_json:
 * @type: a class derived from `TaskingAIModel`
 * @json: the text of one JSON object, as the server would send it
 * @error: a place for an error
 *
 * Makes a model from JSON text.
 *
 * The text need not be complete: members that only the server gives may be missing. Wrong types and
 * broken JSON give [error@TaskingAI.ApiError.MALFORMED] with the path of the mistake. Of members of one
 * name the last counts.
 *
 * Returns: (transfer full): a new object of @type
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_model_new_from_json (GType type, const char *json, GError **error)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_autoptr (TaskingAIModel) self = NULL;

  g_return_val_if_fail (g_type_is_a (type, TASKINGAI_TYPE_MODEL), NULL);
  g_return_val_if_fail (!G_TYPE_IS_ABSTRACT (type), NULL);
  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (type, NULL);
  taskingai_json_reader_init (&reader, json, strlen (json));
  if (taskingai_model_read (self, &reader) && taskingai_json_reader_at_end (&reader))
    return g_steal_pointer (&self);

  if (!taskingai_json_reader_failed (&reader))
    taskingai_json_reader_fail (&reader, "is followed by something else");
  g_propagate_error (error, taskingai_json_reader_to_error (&reader));
  return NULL;
}
