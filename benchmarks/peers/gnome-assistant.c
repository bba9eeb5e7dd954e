/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gnome-assistant.h"

static char *
dup_member (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member (object, name));
}

static GStrv
dup_strings (JsonObject *object, const char *name)
{
  JsonArray *array = json_object_get_array_member (object, name);
  guint length = json_array_get_length (array);
  GStrv strings = g_new0 (char *, length + 1);

  for (guint i = 0; i < length; i++)
    strings[i] = g_strdup (json_array_get_string_element (array, i));
  return strings;
}

static void
clear_ref (gpointer data)
{
  GnomeRef *self = data;

  g_free (self->type);
  g_free (self->id);
}

static GArray *
dup_refs (JsonObject *object, const char *name)
{
  JsonArray *array = json_object_get_array_member (object, name);
  guint length = json_array_get_length (array);
  GArray *refs = g_array_sized_new (FALSE, FALSE, sizeof (GnomeRef), length);

  g_array_set_clear_func (refs, clear_ref);
  for (guint i = 0; i < length; i++)
    {
      JsonObject *element = json_array_get_object_element (array, i);
      GnomeRef ref = { dup_member (element, "type"), dup_member (element, "id") };

      g_array_append_val (refs, ref);
    }
  return refs;
}

static GHashTable *
dup_map (JsonObject *object, const char *name)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  json_object_iter_init (&iter, json_object_get_object_member (object, name));
  while (json_object_iter_next (&iter, &key, &value))
    g_hash_table_insert (map, g_strdup (key), json_node_dup_string (value));
  return map;
}

GnomeAssistant *
gnome_assistant_new (JsonObject *object)
{
  GnomeAssistant *self = g_new0 (GnomeAssistant, 1);
  JsonObject *memory = json_object_get_object_member (object, "memory");
  JsonObject *retrieval_configs = json_object_get_object_member (object, "retrieval_configs");

  self->assistant_id = dup_member (object, "assistant_id");
  self->model_id = dup_member (object, "model_id");
  self->name = dup_member (object, "name");
  self->description = dup_member (object, "description");
  self->prompts = dup_strings (object, "system_prompt_template");
  self->memory_type = dup_member (memory, "type");
  self->max_messages = json_object_get_int_member (memory, "max_messages");
  self->max_tokens = json_object_get_int_member (memory, "max_tokens");
  self->tools = dup_refs (object, "tools");
  self->retrievals = dup_refs (object, "retrievals");
  self->method = dup_member (retrieval_configs, "method");
  self->top_k = json_object_get_int_member (retrieval_configs, "top_k");
  self->retrieval_max_tokens = json_object_get_int_member (retrieval_configs, "max_tokens");
  self->metadata = dup_map (object, "metadata");
  self->created_timestamp = json_object_get_int_member (object, "created_timestamp");
  self->updated_timestamp = json_object_get_int_member (object, "updated_timestamp");
  return self;
}

void
gnome_assistant_free (GnomeAssistant *self)
{
  g_free (self->assistant_id);
  g_free (self->model_id);
  g_free (self->name);
  g_free (self->description);
  g_strfreev (self->prompts);
  g_free (self->memory_type);
  g_array_unref (self->tools);
  g_array_unref (self->retrievals);
  g_free (self->method);
  g_hash_table_unref (self->metadata);
  g_free (self);
}
