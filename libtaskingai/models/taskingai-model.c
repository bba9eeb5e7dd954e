/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model.h"

#include "models/taskingai-model-slot-private.h"

/**
 * TaskingAIModel:
 *
 * Plain data of the API: the base of every object that is sent or received.
 *
 * A model knows which of its members are set. A member that the server sent as null, or not at all,
 * reads as zero or `NULL`, and [method@TaskingAI.Model.has_member] is false for it. Setting a
 * string, object or list to `NULL`, or an enumeration to its unknown value, unsets the member.
 *
 * Members of a newer server, which this version has no property for, are kept: they are listed by
 * [method@TaskingAI.Model.list_members] and written by [method@TaskingAI.Model.to_json].
 *
 * A model may be read by several threads at a time, but must not be changed meanwhile.
 *
 * Since: 1.0
 */

enum {
  PROP_OBJECT = 1,
};

G_DEFINE_ABSTRACT_TYPE (TaskingAIModel, taskingai_model, G_TYPE_OBJECT)

static void
get_field_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  TaskingAIModel *self = TASKINGAI_MODEL (object);
  const TaskingAIField *field = &TASKINGAI_MODEL_GET_CLASS (self)->fields[property_id - 1];
  gpointer slot = taskingai_model_slot (self, field);

  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
      g_value_set_string (value, *(char **) slot);
      break;
    case TASKINGAI_FIELD_INT64:
      g_value_set_int64 (value, *(gint64 *) slot);
      break;
    case TASKINGAI_FIELD_DOUBLE:
      g_value_set_double (value, *(double *) slot);
      break;
    case TASKINGAI_FIELD_BOOLEAN:
      g_value_set_boolean (value, *(gboolean *) slot);
      break;
    case TASKINGAI_FIELD_ENUM:
      g_value_set_enum (value, *(int *) slot);
      break;
    case TASKINGAI_FIELD_STRV:
      g_value_set_boxed (value, *(char ***) slot);
      break;
    case TASKINGAI_FIELD_OBJECT:
      g_value_set_object (value, taskingai_part_get (slot));
      break;
    case TASKINGAI_FIELD_JSON:
      g_value_take_variant (value, taskingai_model_dup_variant (*(char **) slot));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
set_field_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  TaskingAIModel *self = TASKINGAI_MODEL (object);
  const TaskingAIField *field = &TASKINGAI_MODEL_GET_CLASS (self)->fields[property_id - 1];
  gpointer slot = taskingai_model_slot (self, field);

  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
      taskingai_model_assign_string (self, slot, g_value_get_string (value));
      break;
    case TASKINGAI_FIELD_INT64:
      taskingai_model_assign_int64 (self, slot, g_value_get_int64 (value));
      break;
    case TASKINGAI_FIELD_DOUBLE:
      taskingai_model_assign_double (self, slot, g_value_get_double (value));
      break;
    case TASKINGAI_FIELD_BOOLEAN:
      taskingai_model_assign_boolean (self, slot, g_value_get_boolean (value));
      break;
    case TASKINGAI_FIELD_ENUM:
      taskingai_model_assign_enum (self, slot, g_value_get_enum (value));
      break;
    case TASKINGAI_FIELD_STRV:
      taskingai_model_assign_strv (self, slot, g_value_get_boxed (value));
      break;
    case TASKINGAI_FIELD_OBJECT:
      taskingai_model_assign_object (self, slot, g_value_get_object (value));
      break;
    case TASKINGAI_FIELD_JSON:
      taskingai_model_assign_variant (self, slot, g_value_get_variant (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* The ranges are those of the types: what the server allows is its own business. */
static GParamSpec *
new_pspec (const TaskingAIField *field, const char *name, GParamFlags flags)
{
  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
      return g_param_spec_string (name, NULL, NULL, NULL, flags);
    case TASKINGAI_FIELD_INT64:
      return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case TASKINGAI_FIELD_DOUBLE:
      return g_param_spec_double (name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
    case TASKINGAI_FIELD_BOOLEAN:
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    case TASKINGAI_FIELD_ENUM:
      return g_param_spec_enum (name, NULL, NULL, field->get_type (), 0, flags);
    case TASKINGAI_FIELD_STRV:
      return g_param_spec_boxed (name, NULL, NULL, G_TYPE_STRV, flags);
    case TASKINGAI_FIELD_OBJECT:
      return g_param_spec_object (name, NULL, NULL, field->get_type (), flags);
    case TASKINGAI_FIELD_JSON:
      return g_param_spec_variant (name, NULL, NULL, G_VARIANT_TYPE_ANY, NULL, flags);
    default:
      return NULL;
    }
}

static GParamSpec *
install_property (GObjectClass *klass, guint property_id, const TaskingAIField *field)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  g_autofree char *name = g_strdup (field->property != NULL ? field->property : field->key);
  GParamSpec *pspec;

  if ((field->flags & TASKINGAI_FIELD_WRITABLE) != 0)
    flags |= G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY;

  pspec = new_pspec (field, g_intern_string (g_strdelimit (name, "_", '-')), flags);
  if (pspec != NULL)
    g_object_class_install_property (klass, property_id, pspec);
  return pspec;
}

void
taskingai_model_class_install (TaskingAIModelClass *klass, const char *object,
                               const TaskingAIField *fields, guint n_fields)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GTypeQuery query;

  g_assert (n_fields <= 64);

  klass->object = object;
  klass->fields = fields;
  klass->n_fields = n_fields;
  klass->pspecs = g_new0 (GParamSpec *, n_fields);
  klass->required = 0;
  g_type_query (G_TYPE_FROM_CLASS (klass), &query);
  klass->instance_size = query.instance_size;

  /* GObject gives a derived class none of its parent's. */
  object_class->get_property = get_field_property;
  object_class->set_property = set_field_property;

  for (guint i = 0; i < n_fields; i++)
    {
      klass->pspecs[i] = install_property (object_class, i + 1, &fields[i]);
      if ((fields[i].flags & TASKINGAI_FIELD_REQUIRED) != 0)
        klass->required |= G_GUINT64_CONSTANT (1) << i;
    }
}

static void
taskingai_model_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_OBJECT:
      g_value_set_string (value, taskingai_model_get_object (TASKINGAI_MODEL (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

void
taskingai_model_clear (TaskingAIModel *self)
{
  const TaskingAIField *fields = TASKINGAI_MODEL_GET_CLASS (self)->fields;
  guint64 present = self->present;

  for (guint i = 0; present != 0; i++, present >>= 1)
    if ((present & 1) != 0)
      taskingai_model_clear_slot (self, &fields[i]);

  g_clear_pointer (&self->extra, g_hash_table_unref);
  g_clear_pointer (&self->extra_changed, g_hash_table_unref);
}

static void
taskingai_model_finalize (GObject *object)
{
  taskingai_model_clear (TASKINGAI_MODEL (object));

  G_OBJECT_CLASS (taskingai_model_parent_class)->finalize (object);
}

static void
taskingai_model_class_init (TaskingAIModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = taskingai_model_get_property;
  object_class->finalize = taskingai_model_finalize;

  /**
   * TaskingAIModel:object:
   *
   * What the server calls objects of this class, such as "Assistant".
   *
   * It is `NULL` for classes without a name in the API, mostly parts of other objects.
   *
   * Since: 1.0
   */
  g_object_class_install_property (
      object_class, PROP_OBJECT,
      g_param_spec_string ("object", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
taskingai_model_init (TaskingAIModel *self)
{
}

/**
 * taskingai_model_get_object:
 * @self: a model
 *
 * Gets what the server calls objects of this class.
 *
 * Returns: (transfer none) (nullable): the name, such as "Assistant", or `NULL` if there is none
 *
 * Since: 1.0
 */
const char *
taskingai_model_get_object (TaskingAIModel *self)
{
  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), NULL);

  return TASKINGAI_MODEL_GET_CLASS (self)->object;
}
