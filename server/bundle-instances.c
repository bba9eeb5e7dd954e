/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "bundle-instances.h"

#include "credentials.h"
#include "icons.h"
#include "ids.h"
#include "listing.h"
#include "reply.h"
#include "stored.h"

/* Returns @instance. */
static json_object *
present (Request *request, json_object *instance)
{
  const char *id = json_member_string (instance, "bundle_id");
  json_object *bundle = catalog_find_bundle (request->app->catalog, id);
  g_autofree char *icon = icons_bundle_url (request, id);

  json_set (instance, "plugins", json_object_get (json_member (bundle, "plugins")));
  json_set (instance, "description", json_object_get (json_member (bundle, "description")));
  return json_set_string (instance, "icon_url", icon);
}

void
bundle_instances_list (Request *request)
{
  static const char *const filters[] = { "bundle_instance_id", "name", NULL };
  const ListingSource source = { BUNDLE_INSTANCE_KIND, "", filters, NULL };
  gboolean has_more = FALSE;
  json_object *list = listing_read (request, &source, &has_more);

  if (list == NULL)
    return;
  for (gsize i = 0; i < json_object_array_length (list); i++)
    present (request, json_object_array_get_idx (list, i));
  reply_list (request, list, has_more);
}

/* FALSE: refused, and the request is answered. */
static gboolean
check_credentials (Request *request, json_object *bundle, json_object *credentials)
{
  const char *id = json_member_string (bundle, "bundle_id");
  json_object *schema = json_member (bundle, "credentials_schema");
  const char *missing = credentials_find_missing (credentials, schema, NULL);

  if (json_object_object_length (schema) == 0)
    return TRUE;
  if (json_object_object_length (credentials) == 0)
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "body: Value error, Failed to load default credentials for provider %s from env",
                 id);
  else if (missing != NULL)
    reply_error (request, ERROR_REQUEST_VALIDATION, "body: Value error, %s is required", missing);
  else
    reply_error (request, ERROR_CREDENTIALS,
                 "The service of bundle %s is not reached from here, so its credentials cannot be "
                 "checked",
                 id);
  return FALSE;
}

static gboolean
save (Request *request, json_object *instance)
{
  const char *id = json_member_string (instance, "bundle_instance_id");

  return stored_save (request, BUNDLE_INSTANCE_KIND, id, "", instance);
}

static const Field create_fields[] = {
  { .name = "bundle_id", .type = FIELD_STRING, .required = TRUE },
  { .name = "name", .type = FIELD_STRING, .range = RANGE (0, 127), .fallback = "\"\"" },
  { .name = "credentials", .type = FIELD_MAP, .fallback = "{}" },
  { .name = "max_count", .type = FIELD_INT, .range = AT_LEAST (0) },
  { .name = NULL },
};
static const Schema create_schema = { .fields = create_fields };

/* The bundle that a body names; NULL: not to be registered, and the request is answered. */
static json_object *
find_bundle (Request *request, json_object *body)
{
  const char *id = json_member_string (body, "bundle_id");
  json_object *bundle = catalog_find_bundle (request->app->catalog, id);
  g_autoptr (json_object) other = store_get (request->app->store, BUNDLE_INSTANCE_KIND, id);

  if (bundle == NULL)
    reply_error (request, ERROR_NOT_FOUND, "Bundle %s not found.", id);
  else if (other != NULL)
    reply_error (request, ERROR_DUPLICATE, "Bundle instance %s already exists", id);
  else if (check_credentials (request, bundle, json_member (body, "credentials")))
    return bundle;
  return NULL;
}

void
bundle_instances_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &create_schema);
  json_object *bundle = body != NULL ? find_bundle (request, body) : NULL;
  g_autoptr (json_object) instance = NULL;
  const char *id;
  gint64 now;

  if (bundle == NULL)
    return;
  id = json_member_string (bundle, "bundle_id");
  now = clock_stamp ();
  instance = json_set_string (json_object_new_object (), "object", "BundleInstance");
  json_set_string (instance, "bundle_instance_id", id);
  json_set_string (instance, "bundle_id", id);
  json_set_string (instance, "name", json_member_string (body, "name"));
  json_set (instance, "metadata", json_object_new_object ());
  json_set (instance, "display_credentials",
            credentials_display (json_member (body, "credentials"),
                                 json_member (bundle, "credentials_schema")));
  json_set_int (instance, "created_timestamp", now);
  json_set_int (instance, "updated_timestamp", now);
  if (save (request, instance))
    reply_data (request, present (request, g_steal_pointer (&instance)));
}

/* NULL: not there, and the request is answered. */
static json_object *
find (Request *request, const char **id)
{
  *id = request_get_word (request, 0, "bundle_instance_id");
  return *id != NULL ? stored_find (request, BUNDLE_INSTANCE_KIND, *id) : NULL;
}

void
bundle_instances_get (Request *request)
{
  const char *id;
  json_object *instance = find (request, &id);

  if (instance != NULL)
    reply_data (request, present (request, instance));
}

static const Field update_fields[] = {
  { .name = "name", .type = FIELD_STRING, .required = TRUE },
  { .name = "credentials", .type = FIELD_MAP, .required = TRUE },
  { .name = NULL },
};
static const Schema update_schema = { .fields = update_fields };

void
bundle_instances_update (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &update_schema);
  g_autoptr (json_object) instance = NULL;
  json_object *bundle;
  const char *id;

  if (body != NULL)
    instance = find (request, &id);
  if (instance == NULL)
    return;
  bundle = catalog_find_bundle (request->app->catalog, id);
  if (!check_credentials (request, bundle, json_member (body, "credentials")))
    return;
  json_set_string (instance, "name", json_member_string (body, "name"));
  json_set_int (instance, "updated_timestamp", clock_stamp ());
  if (save (request, instance))
    reply_data (request, present (request, g_steal_pointer (&instance)));
}

void
bundle_instances_delete (Request *request)
{
  const char *id;
  g_autoptr (json_object) instance = find (request, &id);

  if (instance != NULL)
    stored_delete (request, BUNDLE_INSTANCE_KIND, id);
}
