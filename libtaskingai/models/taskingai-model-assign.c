/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-slot-private.h"

#include <math.h>

#include "json/taskingai-json-value.h"

/* What setters do: store a copy, remember that the caller has set the member, and tell listeners
 * when the value is another one. Equal values count as set too: update sends them. */

static const TaskingAIField *
field_of_member (TaskingAIModel *self, gconstpointer member)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);
  gsize offset = (const char *) member - (const char *) self;

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].offset == offset)
      return &klass->fields[i];

  g_assert_not_reached ();
}

void
taskingai_model_notify_field (TaskingAIModel *self, const TaskingAIField *field)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (self);
  GParamSpec *pspec = klass->pspecs[field - klass->fields];

  if (pspec != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
mark_assigned (TaskingAIModel *self, const TaskingAIField *field, gboolean differs)
{
  guint64 bit = taskingai_model_bit (self, field);

  self->present |= bit;
  self->null &= ~bit;
  self->changed |= bit;
  taskingai_model_drop_extra (self, field->key);

  if (differs)
    taskingai_model_notify_field (self, field);
}

void
taskingai_model_unset_field (TaskingAIModel *self, const TaskingAIField *field)
{
  guint64 bit = taskingai_model_bit (self, field);
  gboolean differs = taskingai_model_is_set (self, field);

  if ((self->present & bit) == 0)
    return;

  taskingai_model_reset_field (self, field);
  self->changed |= bit;
  if (differs)
    taskingai_model_notify_field (self, field);
}

void
taskingai_model_assign_string (gpointer self, char **member, const char *value)
{
  const TaskingAIField *field = field_of_member (self, member);
  gboolean differs = g_strcmp0 (*member, value) != 0;
  char *old = *member;

  g_return_if_fail (value == NULL || g_utf8_validate (value, -1, NULL));

  if (value == NULL)
    {
      taskingai_model_unset_field (self, field);
      return;
    }

  *member = g_strdup (value);
  g_free (old);
  mark_assigned (self, field, differs);
}

void
taskingai_model_assign_int64 (gpointer self, gint64 *member, gint64 value)
{
  const TaskingAIField *field = field_of_member (self, member);
  gboolean differs = *member != value || !taskingai_model_is_set (self, field);

  *member = value;
  mark_assigned (self, field, differs);
}

void
taskingai_model_assign_double (gpointer self, double *member, double value)
{
  const TaskingAIField *field = field_of_member (self, member);
  gboolean differs = *member != value || !taskingai_model_is_set (self, field);

  g_return_if_fail (isfinite (value));

  *member = value;
  mark_assigned (self, field, differs);
}

void
taskingai_model_assign_boolean (gpointer self, gboolean *member, gboolean value)
{
  const TaskingAIField *field = field_of_member (self, member);
  gboolean differs = !*member != !value || !taskingai_model_is_set (self, field);

  *member = !!value;
  mark_assigned (self, field, differs);
}

void
taskingai_model_assign_enum (gpointer self, int *member, int value)
{
  const TaskingAIField *field = field_of_member (self, member);
  gboolean differs = *member != value;

  g_return_if_fail (taskingai_model_enum_nick (field, value) != NULL);

  if (value == 0)
    {
      taskingai_model_unset_field (self, field);
      return;
    }

  *member = value;
  mark_assigned (self, field, differs);
}

static gboolean
strv_is_utf8 (const char *const *strings)
{
  for (; *strings != NULL; strings++)
    if (!g_utf8_validate (*strings, -1, NULL))
      return FALSE;
  return TRUE;
}

void
taskingai_model_assign_strv (gpointer self, char ***member, const char *const *value)
{
  const TaskingAIField *field = field_of_member (self, member);
  g_autofree char **old = NULL;
  gboolean differs;

  g_return_if_fail (value == NULL || strv_is_utf8 (value));

  if (value == NULL)
    {
      taskingai_model_unset_field (self, field);
      return;
    }

  differs = *member == NULL || !g_strv_equal ((const char *const *) *member, value);
  old = *member;
  *member = taskingai_model_pack_strings (value);
  mark_assigned (self, field, differs);
}

void
taskingai_model_assign_object (gpointer self, TaskingAIPart *member, gpointer value)
{
  const TaskingAIField *field = field_of_member (self, member);
  TaskingAIPart old = *member;
  gboolean differs = old != value;

  g_return_if_fail (value == NULL || G_TYPE_CHECK_INSTANCE_TYPE (value, field->get_type ()));

  if (value == NULL)
    {
      taskingai_model_unset_field (self, field);
      return;
    }

  *member = g_object_ref (value);
  taskingai_part_free (old);
  mark_assigned (self, field, differs);
}

static gboolean
all_have_type (const GPtrArray *list, GType type)
{
  for (guint i = 0; i < list->len; i++)
    if (!G_TYPE_CHECK_INSTANCE_TYPE (list->pdata[i], type))
      return FALSE;
  return TRUE;
}

void
taskingai_model_assign_list (gpointer self, TaskingAIParts **member, GPtrArray *value)
{
  const TaskingAIField *field = field_of_member (self, member);
  TaskingAIParts *old = *member;

  g_return_if_fail (value == NULL || all_have_type (value, field->get_type ()));

  if (value == NULL)
    {
      taskingai_model_unset_field (self, field);
      return;
    }

  *member = NULL;
  for (guint i = 0; i < value->len; i++)
    taskingai_parts_append (member, g_object_ref (value->pdata[i]));
  taskingai_parts_free (old);
  mark_assigned (self, field, TRUE);
}

void
taskingai_model_append_to_list (gpointer self, TaskingAIParts **member, gpointer value)
{
  const TaskingAIField *field = field_of_member (self, member);

  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (value, field->get_type ()));

  taskingai_parts_append (member, g_object_ref (value));
  mark_assigned (self, field, TRUE);
}

static void
take_json (TaskingAIModel *self, char **member, char *json)
{
  const TaskingAIField *field = field_of_member (self, member);
  g_autofree char *old = NULL;

  if (json == NULL || g_str_equal (json, "null"))
    {
      taskingai_model_unset_field (self, field);
      g_free (json);
      return;
    }

  old = *member;
  *member = json;
  mark_assigned (self, field, old == NULL || !taskingai_json_equal (old, json));
}

void
taskingai_model_assign_variant (gpointer self, char **member, GVariant *value)
{
  g_autoptr (GVariant) owned = value != NULL ? g_variant_ref_sink (value) : NULL;
  g_autoptr (GError) error = NULL;
  char *json = NULL;

  if (owned != NULL)
    json = taskingai_json_from_variant (owned, &error);

  if (error != NULL)
    g_critical ("A value of type %s has no form in JSON: %s", g_variant_get_type_string (owned),
                error->message);
  else
    take_json (self, member, json);
}

void
taskingai_model_assign_map (gpointer self, char **member, GHashTable *value)
{
  take_json (self, member, value != NULL ? taskingai_json_from_string_map (value) : NULL);
}
