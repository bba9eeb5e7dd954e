/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-slot-private.h"

#include "json/taskingai-json-hash.h"
#include "json/taskingai-json-value.h"

/* What is done to one struct member, by its kind; and the members that are no fields. */

static void
clear_doubles (TaskingAIDoubles *doubles)
{
  g_clear_pointer (&doubles->bytes, g_bytes_unref);
  doubles->values = NULL;
  doubles->n_values = 0;
}

void
taskingai_model_clear_slot (TaskingAIModel *self, const TaskingAIField *field)
{
  gpointer slot = taskingai_model_slot (self, field);

  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
    case TASKINGAI_FIELD_MAP:
    case TASKINGAI_FIELD_JSON:
      g_clear_pointer ((char **) slot, g_free);
      break;
    case TASKINGAI_FIELD_INT64:
      *(gint64 *) slot = 0;
      break;
    case TASKINGAI_FIELD_DOUBLE:
      *(double *) slot = 0;
      break;
    case TASKINGAI_FIELD_BOOLEAN:
    case TASKINGAI_FIELD_ENUM:
      *(int *) slot = 0;
      break;
    case TASKINGAI_FIELD_STRV:
      g_clear_pointer ((char ***) slot, g_free);
      break;
    case TASKINGAI_FIELD_OBJECT:
      g_clear_pointer ((TaskingAIPart *) slot, taskingai_part_free);
      break;
    case TASKINGAI_FIELD_LIST:
      g_clear_pointer ((TaskingAIParts **) slot, taskingai_parts_free);
      break;
    case TASKINGAI_FIELD_DOUBLES:
      clear_doubles (slot);
      break;
    }
}

char **
taskingai_model_pack_strings (const char *const *strings)
{
  guint n = g_strv_length ((char **) strings);
  gsize size = (n + 1) * sizeof (char *);
  char **packed;
  char *text;

  for (guint i = 0; i < n; i++)
    size += strlen (strings[i]) + 1;
  packed = g_malloc (size);
  text = (char *) &packed[n + 1];
  for (guint i = 0; i < n; i++)
    {
      packed[i] = text;
      text = g_stpcpy (text, strings[i]) + 1;
    }
  packed[n] = NULL;
  return packed;
}

static TaskingAIParts *
copy_list (TaskingAIParts *list)
{
  TaskingAIParts *copy = NULL;

  for (guint i = 0; i < taskingai_parts_get_length (list); i++)
    taskingai_parts_append (&copy, taskingai_model_copy (taskingai_part_get (&list->items[i])));
  return copy;
}

static void
copy_doubles (TaskingAIDoubles *doubles, const TaskingAIDoubles *source)
{
  *doubles = *source;
  g_bytes_ref (doubles->bytes);
}

/* Both slots belong to a field that is set in @source and empty in @self. */
void
taskingai_model_copy_slot (TaskingAIModel *self, TaskingAIModel *source,
                           const TaskingAIField *field)
{
  gpointer slot = taskingai_model_slot (self, field);
  gpointer from = taskingai_model_slot (source, field);

  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
    case TASKINGAI_FIELD_MAP:
    case TASKINGAI_FIELD_JSON:
      *(char **) slot = g_strdup (*(char **) from);
      break;
    case TASKINGAI_FIELD_INT64:
      *(gint64 *) slot = *(gint64 *) from;
      break;
    case TASKINGAI_FIELD_DOUBLE:
      *(double *) slot = *(double *) from;
      break;
    case TASKINGAI_FIELD_BOOLEAN:
    case TASKINGAI_FIELD_ENUM:
      *(int *) slot = *(int *) from;
      break;
    case TASKINGAI_FIELD_STRV:
      *(char ***) slot = taskingai_model_pack_strings (*(const char *const **) from);
      break;
    case TASKINGAI_FIELD_OBJECT:
      *(TaskingAIPart *) slot = taskingai_model_copy (taskingai_part_get (from));
      break;
    case TASKINGAI_FIELD_LIST:
      *(TaskingAIParts **) slot = copy_list (*(TaskingAIParts **) from);
      break;
    case TASKINGAI_FIELD_DOUBLES:
      copy_doubles (slot, from);
      break;
    }
}

static gboolean
equal_lists (TaskingAIParts *a, TaskingAIParts *b)
{
  guint length = taskingai_parts_get_length (a);

  if (length != taskingai_parts_get_length (b))
    return FALSE;

  for (guint i = 0; i < length; i++)
    if (!taskingai_model_equal (taskingai_part_get (&a->items[i]),
                                taskingai_part_get (&b->items[i])))
      return FALSE;
  return TRUE;
}

static gboolean
equal_doubles (const TaskingAIDoubles *a, const TaskingAIDoubles *b)
{
  if (a->n_values != b->n_values)
    return FALSE;

  for (gsize i = 0; i < a->n_values; i++)
    if (a->values[i] != b->values[i])
      return FALSE;
  return TRUE;
}

/* Both slots belong to a field that is set. */
gboolean
taskingai_model_equal_slot (TaskingAIModel *self, TaskingAIModel *other,
                            const TaskingAIField *field)
{
  gpointer a = taskingai_model_slot (self, field);
  gpointer b = taskingai_model_slot (other, field);

  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
      return g_str_equal (*(char **) a, *(char **) b);
    case TASKINGAI_FIELD_MAP:
    case TASKINGAI_FIELD_JSON:
      return taskingai_json_equal (*(char **) a, *(char **) b);
    case TASKINGAI_FIELD_INT64:
      return *(gint64 *) a == *(gint64 *) b;
    case TASKINGAI_FIELD_DOUBLE:
      return *(double *) a == *(double *) b;
    case TASKINGAI_FIELD_BOOLEAN:
      return !*(gboolean *) a == !*(gboolean *) b;
    case TASKINGAI_FIELD_ENUM:
      return *(int *) a == *(int *) b;
    case TASKINGAI_FIELD_STRV:
      return g_strv_equal (*(const char *const **) a, *(const char *const **) b);
    case TASKINGAI_FIELD_OBJECT:
      return taskingai_model_equal (taskingai_part_get (a), taskingai_part_get (b));
    case TASKINGAI_FIELD_LIST:
      return equal_lists (*(TaskingAIParts **) a, *(TaskingAIParts **) b);
    case TASKINGAI_FIELD_DOUBLES:
      return equal_doubles (a, b);
    default:
      g_assert_not_reached ();
    }
}

void
taskingai_model_reset_field (TaskingAIModel *self, const TaskingAIField *field)
{
  guint64 bit = taskingai_model_bit (self, field);

  if ((self->present & bit) != 0)
    taskingai_model_clear_slot (self, field);
  self->present &= ~bit;
  self->null &= ~bit;
  taskingai_model_drop_extra (self, field->key);
}

const char *
taskingai_model_peek_extra (TaskingAIModel *self, const char *key)
{
  return self->extra != NULL ? g_hash_table_lookup (self->extra, key) : NULL;
}

void
taskingai_model_put_extra (TaskingAIModel *self, char *key, char *json)
{
  if (self->extra == NULL)
    self->extra = g_hash_table_new_full (taskingai_json_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (self->extra, key, json);
}

gboolean
taskingai_model_drop_extra (TaskingAIModel *self, const char *key)
{
  return self->extra != NULL && g_hash_table_remove (self->extra, key);
}

void
taskingai_model_touch_extra (TaskingAIModel *self, const char *key)
{
  if (self->extra_changed == NULL)
    self->extra_changed = g_hash_table_new_full (taskingai_json_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->extra_changed, g_strdup (key));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The order of a hash table depends on its history; that of the names does not. */
const char **
taskingai_model_extra_names (TaskingAIModel *self)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  if (self->extra != NULL)
    {
      g_hash_table_iter_init (&iter, self->extra);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (taskingai_model_find_field (self, key, strlen (key)) == NULL)
          g_ptr_array_add (names, key);
    }

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (names, FALSE);
}
