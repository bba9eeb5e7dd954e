/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "model-document.h"

#include <string.h>

#include "configs.h"
#include "credentials.h"
#include "reply.h"

static const char *const types[] = { "chat_completion", "text_embedding", "rerank", "wildcard",
                                     NULL };

static const Field fallback_fields[] = {
  { .name = "model_id", .type = FIELD_STRING, .required = TRUE },
  { .name = NULL },
};
static const Schema fallback_schema = { .fields = fallback_fields };
static const Field fallback_item = { .name = "fallback",
                                     .type = FIELD_OBJECT,
                                     .schema = &fallback_schema };
static const Field fallbacks_fields[] = {
  { .name = "model_list", .type = FIELD_LIST, .required = TRUE, .items = &fallback_item },
  { .name = NULL },
};
static const Schema fallbacks_schema = { .fields = fallbacks_fields };

#define OPTIONAL_FIELDS                                                                            \
  {                                                                                                \
    .name = "provider_model_id", .type = FIELD_STRING, .nullable = TRUE, .range = RANGE (1, 255)   \
  },                                                                                               \
      { .name = "type", .type = FIELD_ENUM, .nullable = TRUE, .choices = types },                  \
      { .name = "properties", .type = FIELD_MAP, .nullable = TRUE },                               \
      { .name = "configs", .type = FIELD_MAP, .nullable = TRUE },                                  \
      { .name = "fallbacks",                                                                       \
        .type = FIELD_OBJECT,                                                                      \
        .nullable = TRUE,                                                                          \
        .schema = &fallbacks_schema },                                                             \
  {                                                                                                \
    .name = NULL                                                                                   \
  }

static const Field create_fields[] = {
  { .name = "name", .type = FIELD_STRING, .required = TRUE, .range = RANGE (1, 256) },
  { .name = "model_schema_id", .type = FIELD_STRING, .required = TRUE, .range = RANGE (1, 127) },
  { .name = "credentials", .type = FIELD_MAP, .required = TRUE },
  OPTIONAL_FIELDS
};
static const Field update_fields[] = {
  { .name = "name", .type = FIELD_STRING, .nullable = TRUE, .range = RANGE (1, 255) },
  { .name = "model_schema_id", .type = FIELD_STRING, .nullable = TRUE, .range = RANGE (1, 127) },
  { .name = "credentials", .type = FIELD_MAP, .nullable = TRUE },
  OPTIONAL_FIELDS
};

const Schema model_create_schema = { .fields = create_fields };
const Schema model_update_schema = { .fields = update_fields };

/* Of models whose schema leaves the properties open. */
static const Field chat_fields[] = {
  { .name = "function_call", .type = FIELD_BOOL, .fallback = "false" },
  { .name = "streaming", .type = FIELD_BOOL, .fallback = "false" },
  { .name = "vision", .type = FIELD_BOOL, .fallback = "false" },
  { .name = "input_token_limit", .type = FIELD_INT, .nullable = TRUE, .range = AT_LEAST (1) },
  { .name = "output_token_limit", .type = FIELD_INT, .nullable = TRUE, .range = AT_LEAST (1) },
  { .name = NULL },
};
static const Field embedding_fields[] = {
  { .name = "embedding_size", .type = FIELD_INT, .required = TRUE, .range = RANGE (1, 2000) },
  { .name = "input_token_limit", .type = FIELD_INT, .range = AT_LEAST (1), .fallback = "512" },
  { .name = "max_batch_size", .type = FIELD_INT, .range = AT_LEAST (1), .fallback = "512" },
  { .name = NULL },
};
static const Field rerank_fields[] = { { .name = NULL } };

static json_object *
open_properties (Request *request, const char *type, json_object *given)
{
  gboolean chat = strcmp (type, "chat_completion") == 0;
  const Schema schema = { .fields = chat                                   ? chat_fields
                                    : strcmp (type, "text_embedding") == 0 ? embedding_fields
                                                                           : rerank_fields };
  g_autoptr (json_object) none = json_object_new_object ();
  g_auto (Problem) problem = { 0 };
  json_object *properties =
      validate (&schema, given != NULL ? given : none, "properties", &problem);

  if (problem.message != NULL)
    {
      reply_invalid (request, problem.message, problem.debug);
      return NULL;
    }
  if (chat && json_member (properties, "input_token_limit") == NULL)
    json_set (properties, "input_token_limit", NULL);
  if (chat && json_member (properties, "output_token_limit") == NULL)
    json_set (properties, "output_token_limit", NULL);
  return properties;
}

/* What the schema leaves open, the request must tell. */
static gboolean
apply_open_type (Request *request, json_object *document, json_object *body)
{
  static const char *const names[] = { "type", "provider_model_id" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      json_object *value = json_member (body, names[i]);

      if (value != NULL)
        json_set (document, names[i], json_object_get (value));
    }
  if (json_member (document, "type") == NULL
      || json_is_string (json_member (document, "type"), "wildcard"))
    reply_error (request, ERROR_REQUEST_VALIDATION, "Model type is required for wildcard models.");
  else if (json_member (document, "provider_model_id") == NULL)
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "Provider model ID is required for wildcard models.");
  else
    return TRUE;
  return FALSE;
}

static gboolean
apply_schema (Request *request, json_object *document, json_object *body, json_object *schema)
{
  json_object *properties = json_member (schema, "properties");
  json_object *given = json_member (body, "properties");

  json_set (document, "model_schema_id", json_object_get (json_member (schema, "model_schema_id")));
  json_set (document, "provider_id", json_object_get (json_member (schema, "provider_id")));
  if (json_is_string (json_member (schema, "type"), "wildcard"))
    {
      if (!apply_open_type (request, document, body))
        return FALSE;
    }
  else
    {
      json_set (document, "type", json_object_get (json_member (schema, "type")));
      json_set (document, "provider_model_id",
                json_object_get (json_member (schema, "provider_model_id")));
    }
  if (properties == NULL)
    properties = open_properties (request, json_member_string (document, "type"),
                                  given != NULL ? given : json_member (document, "properties"));
  else
    json_object_get (properties);
  json_set (document, "properties", properties);
  return properties != NULL;
}

static gboolean
apply_credentials (Request *request, json_object *document, json_object *credentials)
{
  json_object *provider =
      catalog_find_provider (request->app->catalog, json_member_string (document, "provider_id"));
  json_object *schema = json_member (provider, "credentials_schema");
  json_object *described = json_member (schema, "properties");
  const char *missing;
  gboolean odd;
  json_object *value;

  if (credentials == NULL)
    return TRUE;
  missing = credentials_find_missing (credentials, described, json_member (schema, "required"));
  value = credentials_find_odd (credentials, &odd);
  if (odd)
    reply_error (request, ERROR_INTERNAL, "'%s' object has no attribute 'encode'",
                 json_python_type (value));
  else if (missing != NULL && json_object_object_length (credentials) == 0)
    reply_error (request, ERROR_REQUEST_VALIDATION, "Env %s is not set", missing);
  else if (missing != NULL)
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "Model credentials validation failed. %s is required.", missing);
  else
    {
      json_set (document, "display_credentials", credentials_display (credentials, described));
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_allowed (json_object *schema, const char *name)
{
  json_object *allowed = json_member (schema, "allowed_configs");

  for (gsize i = 0; i < json_object_array_length (allowed); i++)
    if (json_is_string (json_object_array_get_idx (allowed, i), name))
      return TRUE;
  return FALSE;
}

/* Empty settings keep the old ones, which another schema may refuse. */
static gboolean
apply_configs (Request *request, json_object *document, json_object *given, json_object *schema)
{
  json_object *configs = json_member (document, "configs");
  g_autoptr (json_object) known = NULL;
  g_autofree char *fault = NULL;

  if (given != NULL && json_object_object_length (given) > 0)
    configs = given;
  if (configs != NULL)
    {
      json_object_object_foreach (configs, name, value)
      {
        (void) value;
        if (is_allowed (schema, name))
          continue;
        reply_error (request, ERROR_REQUEST_VALIDATION,
                     "Model credentials validation failed. %s is not allowed for the model %s.",
                     name, json_member_string (schema, "model_schema_id"));
        return FALSE;
      }
    }
  known = configs_prepare (configs, &fault);
  if (fault != NULL)
    {
      reply_error (request, ERROR_REQUEST_VALIDATION, "Model credentials validation failed. %s",
                   fault);
      return FALSE;
    }
  json_set (document, "configs", g_steal_pointer (&known));
  return TRUE;
}

static gboolean
check_fallback (Request *request, json_object *document, const char *id)
{
  const Model *model = models_find (request->app->models, id);
  json_object *type = json_member (document, "type");
  g_autofree char *wanted = g_ascii_strup (json_object_get_string (type), -1);

  if (model == NULL)
    reply_not_found (request, MODEL_KIND, id);
  else if (!json_is_string (type, model_type_name (model->type)))
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "Fallback model %s type %s is not the same as model schema type: ModelType.%s.",
                 id, model_type_name (model->type), wanted);
  else
    return TRUE;
  return FALSE;
}

static gboolean
apply_fallbacks (Request *request, json_object *document, json_object *fallbacks)
{
  json_object *list = json_member (fallbacks, "model_list");
  g_autoptr (json_object) seen = json_object_new_object ();

  if (fallbacks == NULL)
    return TRUE;
  for (gsize i = 0; i < json_object_array_length (list); i++)
    {
      const char *id = json_member_string (json_object_array_get_idx (list, i), "model_id");

      if (json_member (seen, id) != NULL)
        {
          reply_error (request, ERROR_REQUEST_VALIDATION,
                       "Duplicate fallback model ID %s detected.", id);
          return FALSE;
        }
      json_set_bool (seen, id, TRUE);
      if (!check_fallback (request, document, id))
        return FALSE;
    }
  json_set (document, "fallbacks", json_object_get (fallbacks));
  return TRUE;
}

gboolean
model_document_apply (Request *request, json_object *document, json_object *body)
{
  const char *schema_id = json_member_string (body, "model_schema_id");
  json_object *schema;

  if (schema_id == NULL)
    schema_id = json_member_string (document, "model_schema_id");
  schema = catalog_find_schema (request->app->catalog, schema_id);
  if (schema == NULL)
    {
      reply_error (request, ERROR_NOT_FOUND, "Model schema %s not found.", schema_id);
      return FALSE;
    }
  return apply_schema (request, document, body, schema)
         && apply_credentials (request, document, json_member (body, "credentials"))
         && apply_fallbacks (request, document, json_member (body, "fallbacks"))
         && apply_configs (request, document, json_member (body, "configs"), schema);
}

static json_object *
describe_properties (const Model *model)
{
  json_object *properties = json_object_new_object ();

  if (model->type == MODEL_EMBEDDING)
    return json_set_int (properties, "embedding_size", model->embedding_size);
  json_set_bool (properties, "function_call", model->function_call);
  json_set_bool (properties, "streaming", model->streaming);
  json_set_bool (properties, "vision", FALSE);
  json_set (properties, "input_token_limit", NULL);
  return json_set (properties, "output_token_limit", NULL);
}

json_object *
model_document_describe (Catalog *catalog, const Model *model)
{
  json_object *schema = catalog_find_schema (catalog, model->schema_id);
  json_object *properties = json_member (schema, "properties");
  json_object *list = json_object_new_array ();
  json_object *document = json_set_string (json_object_new_object (), "object", "Model");
  g_autofree char *provider = g_strndup (model->schema_id, strcspn (model->schema_id, "/"));

  for (gsize i = 0; model->fallbacks != NULL && model->fallbacks[i] != NULL; i++)
    json_object_array_add (
        list, json_set_string (json_object_new_object (), "model_id", model->fallbacks[i]));
  json_set_string (document, "model_id", model->id);
  json_set_string (document, "model_schema_id", model->schema_id);
  json_set_string (document, "provider_id", provider);
  json_set_string (document, "provider_model_id", model->name);
  json_set_string (document, "name", model->name);
  json_set_string (document, "type", model_type_name (model->type));
  json_set (document, "properties",
            properties != NULL ? json_object_get (properties) : describe_properties (model));
  json_set (document, "fallbacks", json_set (json_object_new_object (), "model_list", list));
  json_set (document, "configs", json_object_new_object ());
  json_set (document, "display_credentials", json_object_new_object ());
  json_set_int (document, "created_timestamp", 0);
  return json_set_int (document, "updated_timestamp", 0);
}

char *
model_document_name (App *app, const char *id)
{
  g_autoptr (json_object) document = store_get (app->store, MODEL_KIND, id);
  const Model *model = models_find (app->models, id);

  if (document != NULL)
    return g_strdup (json_member_string (document, "name"));
  return model != NULL ? g_strdup (model->name) : NULL;
}
