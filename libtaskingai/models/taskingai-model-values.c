/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-private.h"

#include "json/taskingai-json-value.h"

/* What getters hand out where the struct keeps something else. */

GPtrArray *
taskingai_model_dup_list (TaskingAIParts *list)
{
  guint length = taskingai_parts_get_length (list);
  GPtrArray *copy = g_ptr_array_new_full (length, g_object_unref);

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (copy, g_object_ref (taskingai_part_get (&list->items[i])));
  return copy;
}

typedef struct {
  char *json; /* of which the map was made */
  GHashTable *map;
} Map;

static void
map_free (gpointer data)
{
  Map *self = data;

  g_free (self->json);
  g_hash_table_unref (self->map);
  g_free (self);
}

/* A map that is handed out for good would have to have no free functions for GJS, and some for
 * everyone else; so the model keeps it. */
GHashTable *
taskingai_model_peek_map (gpointer model, GQuark member, const char *json)
{
  static GMutex mutex; /* of several threads, one makes the map */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  Map *self = g_object_get_qdata (model, member);

  if (self != NULL && g_strcmp0 (self->json, json) == 0)
    return self->map;

  self = g_new (Map, 1);
  self->json = g_strdup (json);
  self->map = json != NULL ? taskingai_json_to_string_map (json, NULL) : NULL;
  if (self->map == NULL)
    self->map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_object_set_qdata_full (model, member, self, map_free);
  return self->map;
}

GVariant *
taskingai_model_dup_variant (const char *json)
{
  return json != NULL ? taskingai_json_to_variant (json, NULL) : NULL;
}

GDateTime *
taskingai_model_dup_datetime (gint64 milliseconds)
{
  g_autoptr (GDateTime) second = NULL;

  if (milliseconds == 0)
    return NULL;

  second = g_date_time_new_from_unix_utc (milliseconds / 1000);
  return second != NULL ? g_date_time_add (second, milliseconds % 1000 * 1000) : NULL;
}
