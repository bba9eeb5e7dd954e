/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "providers.h"

#include <string.h>

#include "icons.h"
#include "listing.h"
#include "reply.h"

static const char *const types[] = { "chat_completion", "text_embedding", "rerank", "wildcard",
                                     NULL };

static json_object *
present (Request *request, json_object *provider)
{
  g_autofree char *icon =
      icons_provider_url (request, json_member_string (provider, "provider_id"));
  json_object *copy = json_object_new_object ();

  json_object_object_foreach (provider, name, value) json_set (copy, name, json_object_get (value));
  return json_set_string (copy, "icon_svg_url", icon);
}

static const Field list_fields[] = {
  LISTING_OFFSET_FIELDS,
  { .name = "type", .type = FIELD_ENUM, .choices = types },
  { .name = NULL },
};
static const Schema list_schema = { .fields = list_fields };

void
providers_list (Request *request)
{
  g_autoptr (json_object) query = request_validate_query (request, &list_schema);
  json_object *providers = catalog_get_providers (request->app->catalog);
  const char *type = json_member_string (query, "type");
  json_object *chosen;

  if (query == NULL)
    return;
  chosen = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (providers); i++)
    {
      json_object *provider = json_object_array_get_idx (providers, i);

      if (type == NULL || catalog_provider_is_for (provider, type))
        json_object_array_add (chosen, present (request, provider));
    }
  listing_reply_offset (request, query, chosen);
}

static const Field get_fields[] = {
  { .name = "provider_id", .type = FIELD_STRING, .required = TRUE, .range = RANGE (1, 50) },
  { .name = NULL },
};
static const Schema get_schema = { .fields = get_fields };

void
providers_get (Request *request)
{
  g_autoptr (json_object) query = request_validate_query (request, &get_schema);
  const char *id = json_member_string (query, "provider_id");
  json_object *provider = id != NULL ? catalog_find_provider (request->app->catalog, id) : NULL;

  if (provider != NULL)
    reply_data (request, present (request, provider));
  else if (id != NULL)
    reply_error (request, ERROR_NOT_FOUND, "Provider %s not found.", id);
}

static const Field schemas_fields[] = {
  LISTING_OFFSET_FIELDS,
  { .name = "type", .type = FIELD_ENUM, .choices = types },
  { .name = "provider_id", .type = FIELD_STRING, .range = RANGE (1, 50) },
  { .name = NULL },
};
static const Schema schemas_schema = { .fields = schemas_fields };

void
providers_list_schemas (Request *request)
{
  g_autoptr (json_object) query = request_validate_query (request, &schemas_schema);
  json_object *schemas = catalog_get_schemas (request->app->catalog);
  const char *type = json_member_string (query, "type");
  const char *provider = json_member_string (query, "provider_id");
  json_object *chosen;

  if (query == NULL)
    return;
  chosen = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (schemas); i++)
    {
      json_object *schema = json_object_array_get_idx (schemas, i);

      if ((type == NULL || catalog_schema_is_for (schema, type))
          && (provider == NULL || json_is_string (json_member (schema, "provider_id"), provider)))
        json_object_array_add (chosen, json_object_get (schema));
    }
  listing_reply_offset (request, query, chosen);
}

static const Field get_schema_fields[] = {
  { .name = "model_schema_id", .type = FIELD_STRING, .required = TRUE, .range = RANGE (1, 255) },
  { .name = NULL },
};
static const Schema get_schema_schema = { .fields = get_schema_fields };

void
providers_get_schema (Request *request)
{
  g_autoptr (json_object) query = request_validate_query (request, &get_schema_schema);
  const char *id = json_member_string (query, "model_schema_id");
  json_object *schema = id != NULL ? catalog_find_schema (request->app->catalog, id) : NULL;

  if (schema != NULL)
    reply_data (request, json_object_get (schema));
  else if (id != NULL)
    reply_error (request, ERROR_NOT_FOUND, "Model schema %s not found.", id);
}
