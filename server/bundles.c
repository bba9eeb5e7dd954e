/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "bundles.h"

#include "auth.h"
#include "bundle-instances.h"
#include "icons.h"
#include "listing.h"
#include "reply.h"

static json_object *
present (Request *request, json_object *bundle)
{
  const char *id = json_member_string (bundle, "bundle_id");
  g_autoptr (json_object) instance = store_get (request->app->store, BUNDLE_INSTANCE_KIND, id);
  g_autofree char *icon = icons_bundle_url (request, id);
  json_object *copy = json_object_new_object ();

  json_object_object_foreach (bundle, name, value) json_set (copy, name, json_object_get (value));
  json_set_string (copy, "icon_url", icon);
  return json_set_bool (copy, "registered", instance != NULL);
}

static const Field list_fields[] = {
  LISTING_OFFSET_FIELDS,
  { .name = "lang", .type = FIELD_STRING, .range = RANGE (1, 50), .fallback = "\"en\"" },
  { .name = NULL },
};
static const Schema list_schema = { .fields = list_fields };

void
bundles_list (Request *request)
{
  g_autoptr (json_object) query = request_validate_query (request, &list_schema);
  json_object *bundles = catalog_get_bundles (request->app->catalog);
  json_object *all;

  if (query == NULL)
    return;
  all = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (bundles); i++)
    json_object_array_add (all, present (request, json_object_array_get_idx (bundles, i)));
  listing_reply_offset (request, query, all);
}

static const Field plugins_fields[] = {
  { .name = "bundle_id", .type = FIELD_STRING, .range = RANGE (1, 50) },
  { .name = "lang", .type = FIELD_STRING, .range = RANGE (1, 50), .fallback = "\"en\"" },
  { .name = NULL },
};
static const Schema plugins_schema = { .fields = plugins_fields };

/* The service looks for the bundle before it looks at the credential. */
void
bundles_list_plugins (Request *request)
{
  g_autoptr (json_object) query = request_validate_query (request, &plugins_schema);
  const char *id = json_member_string (query, "bundle_id");
  json_object *bundle;

  if (query == NULL)
    return;
  if (id == NULL)
    {
      reply_error (request, ERROR_DATA_MODEL_VALIDATION,
                   "{'type': 'string_type', 'loc': ('bundle_id',), "
                   "'msg': 'Input should be a valid string', 'input': None}");
      return;
    }
  if (!auth_check (request))
    return;
  bundle = catalog_find_bundle (request->app->catalog, id);
  if (bundle == NULL)
    {
      reply_error (request, ERROR_NOT_FOUND, "Bundle %s not found.", id);
      return;
    }
  reply_data (request, json_object_get (json_member (bundle, "plugins")));
}
