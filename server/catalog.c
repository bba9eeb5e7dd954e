/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "catalog.h"

#include <gio/gio.h>
#include <string.h>

struct _Catalog {
  json_object *providers;
  json_object *schemas;
  json_object *bundles;
  json_object *codes;
};

GBytes *
catalog_read (const char *name)
{
  g_autofree char *path = g_strconcat ("/taskingai/local/", name, NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static json_object *
read_json (const char *name)
{
  g_autoptr (GBytes) bytes = catalog_read (name);

  return json_from_text (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static json_object *
find (json_object *list, const char *member, const char *id)
{
  for (gsize i = 0; i < json_object_array_length (list); i++)
    {
      json_object *item = json_object_array_get_idx (list, i);

      if (json_is_string (json_member (item, member), id))
        return item;
    }
  return NULL;
}

static gboolean
has_text (json_object *list, const char *text)
{
  for (gsize i = 0; i < json_object_array_length (list); i++)
    if (json_is_string (json_object_array_get_idx (list, i), text))
      return TRUE;
  return FALSE;
}

/* The provider is named by the first part of the id. */
static void
complete_schema (json_object *schema, json_object *configs)
{
  const char *id = json_member_string (schema, "model_schema_id");
  g_autofree char *provider = g_strndup (id, strcspn (id, "/"));
  json_object *allowed = json_member (schema, "allowed_configs");
  json_object *described = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (allowed); i++)
    {
      const char *name = json_object_get_string (json_object_array_get_idx (allowed, i));

      json_object_array_add (described, json_object_get (find (configs, "config_id", name)));
    }
  json_set_string (schema, "object", "ModelSchema");
  json_set_string (schema, "provider_id", provider);
  json_set (schema, "config_schemas", described);
}

static void
complete_provider (json_object *provider, json_object *schemas)
{
  json_object *types = json_object_new_array ();
  gint64 count = 0;

  for (gsize i = 0; i < json_object_array_length (schemas); i++)
    {
      json_object *schema = json_object_array_get_idx (schemas, i);
      json_object *type = json_member (schema, "type");

      if (!json_is_string (json_member (schema, "provider_id"),
                           json_member_string (provider, "provider_id")))
        continue;
      count++;
      if (!has_text (types, json_object_get_string (type)))
        json_object_array_add (types, json_object_get (type));
    }
  json_set_string (provider, "object", "Provider");
  json_set_int (provider, "num_model_schemas", count);
  json_set (provider, "model_types", types);
}

/* "integer_array" is an array of integers to a model, a URL of a file a string. */
static json_object *
function_property (json_object *parameter)
{
  const char *type = json_member_string (parameter, "type");
  json_object *property = json_object_new_object ();
  json_object *items = NULL;

  if (g_str_has_suffix (type, "_array"))
    {
      g_autofree char *item = g_strndup (type, strlen (type) - strlen ("_array"));

      items = json_set_string (json_object_new_object (), "type", item);
      type = "array";
    }
  else if (g_str_has_suffix (type, "_url"))
    type = "string";
  json_set_string (property, "type", type);
  json_set (property, "items", items);
  json_set_string (property, "description", json_member_string (parameter, "description"));
  return json_set (property, "enum", NULL);
}

static void
complete_plugin (json_object *plugin, const char *bundle_id)
{
  json_object *parameters = json_set_string (json_object_new_object (), "type", "object");
  json_object *properties = json_object_new_object ();
  json_object *required = json_object_new_array ();
  json_object *function = json_object_new_object ();

  json_object_object_foreach (json_member (plugin, "input_schema"), name, parameter)
  {
    json_set (properties, name, function_property (parameter));
    if (json_member_bool (parameter, "required"))
      json_object_array_add (required, json_object_new_string (name));
  }
  json_set (parameters, "properties", properties);
  json_set (parameters, "required", required);
  json_set_string (function, "name", json_member_string (plugin, "plugin_id"));
  json_set_string (function, "description", json_member_string (plugin, "description"));
  json_set (plugin, "function_def", json_set (function, "parameters", parameters));
  json_set_string (plugin, "object", "Plugin");
  json_set_string (plugin, "bundle_id", bundle_id);
}

static void
complete_bundle (json_object *bundle)
{
  json_object *plugins = json_member (bundle, "plugins");
  gsize n = json_object_array_length (plugins);

  for (gsize i = 0; i < n; i++)
    complete_plugin (json_object_array_get_idx (plugins, i),
                     json_member_string (bundle, "bundle_id"));
  json_set_string (bundle, "object", "Bundle");
  json_set_int (bundle, "num_plugins", (gint64) n);
}

Catalog *
catalog_new (void)
{
  Catalog *catalog = g_new0 (Catalog, 1);
  g_autoptr (json_object) configs = read_json ("configs.json");

  catalog->providers = read_json ("providers.json");
  catalog->schemas = read_json ("model-schemas.json");
  catalog->bundles = read_json ("bundles.json");
  catalog->codes = read_json ("template-codes.json");
  for (gsize i = 0; i < json_object_array_length (catalog->schemas); i++)
    complete_schema (json_object_array_get_idx (catalog->schemas, i), configs);
  for (gsize i = 0; i < json_object_array_length (catalog->providers); i++)
    complete_provider (json_object_array_get_idx (catalog->providers, i), catalog->schemas);
  for (gsize i = 0; i < json_object_array_length (catalog->bundles); i++)
    complete_bundle (json_object_array_get_idx (catalog->bundles, i));
  return catalog;
}

void
catalog_free (Catalog *catalog)
{
  json_object_put (catalog->providers);
  json_object_put (catalog->schemas);
  json_object_put (catalog->bundles);
  json_object_put (catalog->codes);
  g_free (catalog);
}

json_object *
catalog_get_providers (Catalog *catalog)
{
  return catalog->providers;
}

json_object *
catalog_get_schemas (Catalog *catalog)
{
  return catalog->schemas;
}

json_object *
catalog_get_bundles (Catalog *catalog)
{
  return catalog->bundles;
}

json_object *
catalog_get_codes (Catalog *catalog, const char *module)
{
  return json_member (catalog->codes, module);
}

json_object *
catalog_find_provider (Catalog *catalog, const char *id)
{
  return find (catalog->providers, "provider_id", id);
}

json_object *
catalog_find_schema (Catalog *catalog, const char *id)
{
  return find (catalog->schemas, "model_schema_id", id);
}

json_object *
catalog_find_bundle (Catalog *catalog, const char *id)
{
  return find (catalog->bundles, "bundle_id", id);
}

json_object *
catalog_find_plugin (json_object *bundle, const char *id)
{
  return find (json_member (bundle, "plugins"), "plugin_id", id);
}

gboolean
catalog_schema_is_for (json_object *schema, const char *type)
{
  json_object *own = json_member (schema, "type");

  return json_is_string (own, type) || json_is_string (own, "wildcard");
}

gboolean
catalog_provider_is_for (json_object *provider, const char *type)
{
  json_object *types = json_member (provider, "model_types");

  return has_text (types, type) || has_text (types, "wildcard");
}
