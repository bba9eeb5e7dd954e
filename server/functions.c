/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "functions.h"

static const char *const item_types[] = { "string", "number", "integer", "boolean", NULL };
#define STRICT_TYPES "string", "number", "integer", "boolean", "array"
static const char *const loose_types[] = { STRICT_TYPES, "object", NULL };
static const char *const strict_types[] = { STRICT_TYPES, NULL };

static const Field text_item = { .name = "item", .type = FIELD_STRING };

static const Field item_fields[] = {
  { .name = "type", .type = FIELD_ENUM, .required = TRUE, .choices = item_types },
  { .name = NULL },
};
static const Schema item_schema = { .fields = item_fields };

#define PROPERTY_FIELDS(types)                                                                     \
  { .name = "type", .type = FIELD_ENUM, .required = TRUE, .choices = (types) },                    \
      { .name = "description",                                                                     \
        .type = FIELD_STRING,                                                                      \
        .range = RANGE (0, 512),                                                                   \
        .fallback = "\"\"" },                                                                      \
      { .name = "enum", .type = FIELD_LIST, .nullable = TRUE, .items = &text_item },               \
      { .name = "items", .type = FIELD_OBJECT, .nullable = TRUE, .schema = &item_schema },         \
  {                                                                                                \
    .name = NULL                                                                                   \
  }

static const Field loose_property_fields[] = { PROPERTY_FIELDS (loose_types) };
static const Field strict_property_fields[] = { PROPERTY_FIELDS (strict_types) };

static char *
check_property (json_object *property)
{
  const char *type = json_member_string (property, "type");

  if (g_str_equal (type, "array") && json_member (property, "items") == NULL)
    return g_strdup ("items is required when type is 'array'");
  if (!g_str_equal (type, "array") && json_member (property, "items") != NULL)
    return g_strdup ("items is only allowed when type is 'array'");
  if (!g_str_equal (type, "string") && json_member (property, "enum") != NULL)
    return g_strdup ("enum is only allowed when type is 'string'");
  return NULL;
}

static char *
check_parameters (json_object *parameters)
{
  json_object *required = json_member (parameters, "required");
  json_object *properties = json_member (parameters, "properties");

  for (gsize i = 0; i < json_object_array_length (required); i++)
    {
      const char *name = json_object_get_string (json_object_array_get_idx (required, i));

      if (!json_object_object_get_ex (properties, name, NULL))
        return g_strdup_printf ("parameter %s is in required but not in properties", name);
    }
  return NULL;
}

static const Schema loose_property = { .fields = loose_property_fields };
static const Schema strict_property = { .fields = strict_property_fields, .check = check_property };
static const Field loose_property_item = { .name = "property",
                                           .type = FIELD_OBJECT,
                                           .schema = &loose_property };
static const Field strict_property_item = { .name = "property",
                                            .type = FIELD_OBJECT,
                                            .schema = &strict_property };

#define PARAMETERS_FIELDS(property)                                                                \
  { .name = "type", .type = FIELD_STRING, .fallback = "\"object\"" },                              \
      { .name = "properties", .type = FIELD_MAP, .required = TRUE, .items = (property) },          \
      { .name = "required", .type = FIELD_LIST, .items = &text_item, .fallback = "[]" },           \
  {                                                                                                \
    .name = NULL                                                                                   \
  }

static const Field loose_parameters_fields[] = { PARAMETERS_FIELDS (&loose_property_item) };
static const Field strict_parameters_fields[] = { PARAMETERS_FIELDS (&strict_property_item) };
static const Schema loose_parameters = { .fields = loose_parameters_fields };
static const Schema strict_parameters = { .fields = strict_parameters_fields,
                                          .check = check_parameters };

#define FUNCTION_FIELDS(parameters_schema)                                                         \
  { .name = "name", .type = FIELD_STRING, .required = TRUE },                                      \
      { .name = "description", .type = FIELD_STRING, .required = TRUE },                           \
      { .name = "parameters",                                                                      \
        .type = FIELD_OBJECT,                                                                      \
        .required = TRUE,                                                                          \
        .schema = (parameters_schema) },                                                           \
  {                                                                                                \
    .name = NULL                                                                                   \
  }

static const Field loose_fields[] = { FUNCTION_FIELDS (&loose_parameters) };
static const Field strict_fields[] = { FUNCTION_FIELDS (&strict_parameters) };
const Schema function_schema = { .fields = loose_fields };
static const Schema strict_function = { .fields = strict_fields };
static const Field strict_item = { .name = "function",
                                   .type = FIELD_OBJECT,
                                   .schema = &strict_function };

const Field functions_item = { .name = "function",
                               .type = FIELD_OBJECT,
                               .schema = &function_schema };

static const Field body_fields[] = {
  { .name = "functions", .type = FIELD_LIST, .nullable = TRUE, .items = &strict_item },
  { .name = NULL },
};
static const Schema body = { .fields = body_fields };

gboolean
functions_check (json_object *functions, Problem *problem)
{
  g_autoptr (json_object) input = json_object_new_object ();
  g_autoptr (json_object) output = NULL;

  json_set (input, "functions", json_object_get (functions));
  output = validate (&body, input, "body", problem);
  return problem->message == NULL;
}
