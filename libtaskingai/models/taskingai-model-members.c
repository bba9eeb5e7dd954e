/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-slot-private.h"

#include "json/taskingai-json-value.h"

/* Members by their names on the wire, known or not; and whole models compared and copied. */

static gboolean
is_object_name (TaskingAIModel *self, const char *member)
{
  return TASKINGAI_MODEL_GET_CLASS (self)->object != NULL && g_str_equal (member, "object");
}

static const TaskingAIField *
find_member (TaskingAIModel *self, const char *member)
{
  return taskingai_model_find_field (self, member, strlen (member));
}

/**
 * taskingai_model_list_members:
 * @self: a model
 *
 * Lists the members that have a value, by their names on the wire.
 *
 * Members of a newer server come last.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names
 *
 * Since: 1.0
 */
char **
taskingai_model_list_members (TaskingAIModel *self)
{
  g_autofree const char **extra = NULL;
  g_autoptr (GPtrArray) names = NULL;
  TaskingAIModelClass *klass;

  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), NULL);

  klass = TASKINGAI_MODEL_GET_CLASS (self);
  names = g_ptr_array_new_with_free_func (g_free);
  if (self->object_seen)
    g_ptr_array_add (names, g_strdup ("object"));
  for (guint i = 0; i < klass->n_fields; i++)
    if (taskingai_model_is_set (self, &klass->fields[i]))
      g_ptr_array_add (names, g_strdup (klass->fields[i].key));

  extra = taskingai_model_extra_names (self);
  for (const char **name = extra; *name != NULL; name++)
    if (taskingai_model_has_member (self, *name))
      g_ptr_array_add (names, g_strdup (*name));

  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

/**
 * taskingai_model_has_member:
 * @self: a model
 * @member: a name on the wire, such as "max_tokens"
 *
 * Whether a member has a value.
 *
 * It tells a zero that the server sent, or that was set, from a member that is absent or null.
 *
 * Returns: true if the member is there and not null
 *
 * Since: 1.0
 */
gboolean
taskingai_model_has_member (TaskingAIModel *self, const char *member)
{
  const TaskingAIField *field;

  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), FALSE);
  g_return_val_if_fail (member != NULL, FALSE);

  if (is_object_name (self, member))
    return self->object_seen;

  field = find_member (self, member);
  if (field != NULL)
    return taskingai_model_is_set (self, field);

  member = taskingai_model_peek_extra (self, member);
  return member != NULL && !g_str_equal (member, "null");
}

/**
 * taskingai_model_unset_member:
 * @self: a model
 * @member: a name on the wire, such as "max_tokens"
 *
 * Makes a member absent, known or not.
 *
 * It is then not sent at all: the server uses its default when it creates an object, and leaves the
 * member as it is when it updates one.
 *
 * Since: 1.0
 */
void
taskingai_model_unset_member (TaskingAIModel *self, const char *member)
{
  const TaskingAIField *field;

  g_return_if_fail (TASKINGAI_IS_MODEL (self));
  g_return_if_fail (member != NULL);

  field = find_member (self, member);
  if (is_object_name (self, member))
    self->object_seen = FALSE;
  else if (field != NULL)
    taskingai_model_unset_field (self, field);
  else if (taskingai_model_drop_extra (self, member))
    taskingai_model_touch_extra (self, member);
}

static char *
dup_object_name_json (TaskingAIModel *self)
{
  return self->object_seen ? g_strdup_printf ("\"%s\"", TASKINGAI_MODEL_GET_CLASS (self)->object)
                           : NULL;
}

/**
 * taskingai_model_dup_member_json:
 * @self: a model
 * @member: a name on the wire, such as "max_tokens"
 *
 * Gets one member as JSON text, known or not.
 *
 * Returns: (transfer full) (nullable): the JSON of the value, "null" for a null of the server, or
 *   `NULL` if the member is absent
 *
 * Since: 1.0
 */
char *
taskingai_model_dup_member_json (TaskingAIModel *self, const char *member)
{
  g_auto (TaskingAIJsonWriter) writer = { 0 };
  const TaskingAIField *field;

  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), NULL);
  g_return_val_if_fail (member != NULL, NULL);

  if (is_object_name (self, member))
    return dup_object_name_json (self);

  field = find_member (self, member);
  if (field == NULL)
    return g_strdup (taskingai_model_peek_extra (self, member));

  if (!taskingai_model_is_set (self, field))
    return (self->present & taskingai_model_bit (self, field)) != 0 ? g_strdup ("null") : NULL;

  taskingai_json_writer_init (&writer);
  taskingai_model_write_field (self, field, &writer, TASKINGAI_WRITE_ALL);
  return taskingai_json_writer_steal (&writer, NULL);
}

static gboolean
read_member (TaskingAIModel *self, const char *member, const TaskingAIField *field,
             TaskingAIJsonReader *reader)
{
  if (is_object_name (self, member))
    return taskingai_model_read_object_name (self, reader);

  if (!taskingai_model_read_field (self, field, reader))
    return FALSE;

  self->changed |= taskingai_model_bit (self, field);
  taskingai_model_notify_field (self, field);
  return TRUE;
}

/**
 * taskingai_model_set_member_json:
 * @self: a model
 * @member: a name on the wire, such as "max_tokens"
 * @json: the JSON text of the value
 * @error: a place for an error
 *
 * Sets one member from JSON text, known or not.
 *
 * This reaches members of a newer server. They are sent like those that have a property, and so is a
 * null that is set this way. For known members the type is checked: a wrong one gives
 * [error@TaskingAI.ApiError.MALFORMED], and nothing is changed.
 *
 * Returns: true, or false with an error
 *
 * Since: 1.0
 */
gboolean
taskingai_model_set_member_json (TaskingAIModel *self, const char *member, const char *json,
                                 GError **error)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };
  g_autofree char *value = NULL;
  const TaskingAIField *field;

  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), FALSE);
  g_return_val_if_fail (member != NULL, FALSE);
  g_return_val_if_fail (json != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  /* The whole text first, so that no trailing mistake is found after the value is stored. */
  taskingai_json_reader_init (&reader, json, strlen (json));
  if (!taskingai_json_reader_skip (&reader) || !taskingai_json_reader_at_end (&reader))
    {
      taskingai_json_reader_fail (&reader, "is followed by something else");
      g_propagate_error (error, taskingai_json_reader_to_error (&reader));
      return FALSE;
    }

  field = find_member (self, member);
  if (field == NULL && !is_object_name (self, member))
    {
      taskingai_model_put_extra (self, g_strdup (member), g_strstrip (g_strdup (json)));
      taskingai_model_touch_extra (self, member);
      return TRUE;
    }

  taskingai_json_reader_clear (&reader);
  taskingai_json_reader_init (&reader, json, strlen (json));
  if (read_member (self, member, field, &reader))
    return TRUE;

  g_propagate_error (error, taskingai_json_reader_to_error (&reader));
  return FALSE;
}

/* Whether @other has the extra members of @self, those that are null left out. */
static gboolean
contains_extra (TaskingAIModel *self, TaskingAIModel *other)
{
  GHashTableIter iter;
  gpointer key, value;
  const char *text;

  if (self->extra == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, self->extra);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (g_str_equal (value, "null"))
        continue;
      text = taskingai_model_peek_extra (other, key);
      if (text == NULL || !taskingai_json_equal (value, text))
        return FALSE;
    }
  return TRUE;
}

/**
 * taskingai_model_equal:
 * @self: a model
 * @other: another model
 *
 * Whether two models are of one class and all their members have equal values.
 *
 * Free-form JSON is compared by value too. A null counts as absent; which members have been set
 * since the model was read does not matter.
 *
 * Returns: true if they are equal
 *
 * Since: 1.0
 */
gboolean
taskingai_model_equal (TaskingAIModel *self, TaskingAIModel *other)
{
  TaskingAIModelClass *klass;

  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), FALSE);
  g_return_val_if_fail (TASKINGAI_IS_MODEL (other), FALSE);

  if (self == other)
    return TRUE;

  if (G_OBJECT_TYPE (self) != G_OBJECT_TYPE (other)
      || (self->present & ~self->null) != (other->present & ~other->null))
    return FALSE;

  klass = TASKINGAI_MODEL_GET_CLASS (self);
  for (guint i = 0; i < klass->n_fields; i++)
    if (taskingai_model_is_set (self, &klass->fields[i])
        && !taskingai_model_equal_slot (self, other, &klass->fields[i]))
      return FALSE;
  return contains_extra (self, other) && contains_extra (other, self);
}

static void
copy_extra (TaskingAIModel *self, TaskingAIModel *source)
{
  GHashTableIter iter;
  gpointer key, value;

  if (source->extra != NULL)
    {
      g_hash_table_iter_init (&iter, source->extra);
      while (g_hash_table_iter_next (&iter, &key, &value))
        taskingai_model_put_extra (self, g_strdup (key), g_strdup (value));
    }

  if (source->extra_changed != NULL)
    {
      g_hash_table_iter_init (&iter, source->extra_changed);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        taskingai_model_touch_extra (self, key);
    }
}

/**
 * taskingai_model_copy:
 * @self: a model
 *
 * Copies a model and all models in it.
 *
 * The copy also knows what has been set since the original was read.
 *
 * Returns: (transfer full): an equal model of the same class
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_model_copy (TaskingAIModel *self)
{
  TaskingAIModelClass *klass;
  TaskingAIModel *copy;

  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), NULL);

  klass = TASKINGAI_MODEL_GET_CLASS (self);
  copy = g_object_new (G_OBJECT_TYPE (self), NULL);
  for (guint i = 0; i < klass->n_fields; i++)
    if (taskingai_model_is_set (self, &klass->fields[i]))
      taskingai_model_copy_slot (copy, self, &klass->fields[i]);

  copy->present = self->present;
  copy->null = self->null;
  copy->changed = self->changed;
  copy->object_seen = self->object_seen;
  copy_extra (copy, self);
  return copy;
}
