/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "action-schema.h"

#include <string.h>

static const char *const types[] = { "bearer", "basic", "custom", "none", NULL };

static const Field type_field = { .name = "type", .type = FIELD_ENUM, .choices = types };
static const Field secret_field = { .name = "secret",
                                    .type = FIELD_STRING,
                                    .range = RANGE (1, 1024) };
static const Field text_field = { .name = "text", .type = FIELD_STRING, .range = RANGE (1, 8192) };
static const Field content_field = {
  .name = "content", .type = FIELD_MAP, .items = &text_field, .range = RANGE (0, 16)
};

static json_object *
fail (Validation *validation, json_object *input, const char *reason)
{
  validation_fail (validation, "value_error", input, "Value error, %s", reason);
  return NULL;
}

/* One member that the type asks for. */
static json_object *
take (Validation *validation, const Field *field, json_object *input)
{
  json_object *value;

  validation_enter (validation, field->name);
  value = validate_field (validation, field, json_member (input, field->name));
  validation_leave (validation);
  return value;
}

static gboolean
has_empty_name (json_object *content)
{
  return json_member (content, "") != NULL;
}

/* What the type does not need is forgotten. */
static json_object *
take_secrets (Validation *validation, json_object *input, json_object *authentication)
{
  const char *type = json_member_string (authentication, "type");
  gboolean custom = strcmp (type, "custom") == 0;

  json_set (authentication, "secret", NULL);
  json_set (authentication, "content", NULL);
  if (strcmp (type, "none") == 0)
    return authentication;
  if (custom && json_member (input, "content") == NULL)
    return fail (validation, input, "Content is required for custom authentication.");
  if (custom && has_empty_name (json_member (input, "content")))
    return fail (validation, input, "Content keys should not be empty.");
  if (custom)
    return json_set (authentication, "content", take (validation, &content_field, input));
  if (json_member (input, "secret") == NULL)
    return fail (validation, input, "Secret is required for bearer and basic authentication.");
  return json_set (authentication, "secret", take (validation, &secret_field, input));
}

static json_object *
convert_authentication (Validation *validation, json_object *input)
{
  g_autoptr (json_object) authentication = json_object_new_object ();

  if (!json_object_is_type (input, json_type_object))
    return fail (validation, input, "Authentication should be a dict.");
  if (json_member (input, "type") == NULL)
    return fail (validation, input, "Type is required for authentication.");
  json_set_bool (authentication, "encrypted", FALSE);
  json_set (authentication, "type", take (validation, &type_field, input));
  if (validation_failed (validation) || take_secrets (validation, input, authentication) == NULL)
    return NULL;
  return g_steal_pointer (&authentication);
}

#define NO_AUTHENTICATION "{\"encrypted\":false,\"type\":\"none\",\"secret\":null,\"content\":null}"

static const Field create_fields[] = {
  { .name = "openapi_schema", .type = FIELD_MAP, .required = TRUE },
  { .name = "authentication",
    .type = FIELD_CUSTOM,
    .convert = convert_authentication,
    .fallback = NO_AUTHENTICATION },
  { .name = NULL },
};
static const Field update_fields[] = {
  { .name = "openapi_schema", .type = FIELD_MAP },
  { .name = "authentication", .type = FIELD_CUSTOM, .convert = convert_authentication },
  { .name = NULL },
};
static const Field run_fields[] = {
  { .name = "parameters", .type = FIELD_MAP, .nullable = TRUE },
  { .name = NULL },
};

const Schema action_create_schema = { .fields = create_fields };
const Schema action_update_schema = { .fields = update_fields };
const Schema action_run_schema = { .fields = run_fields };
