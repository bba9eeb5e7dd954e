/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "openapi-operation.h"

#include <string.h>

#include "action-message.h"
#include "json-write.h"

#define MAX_DESCRIPTION 512
#define MAX_OPERATION_ID 128

/* What one operation is read into. */
typedef struct {
  json_object *operation;
  const char *method;
  const char *path;
  json_object *action;
  json_object *properties; /* of the function that the action is to a model */
  json_object *required;
  OpenapiFault *fault;
} Reader;

static G_GNUC_PRINTF (2, 3) gboolean refuse (Reader *reader, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  openapi_fault_set (reader->fault, ERROR_REQUEST_VALIDATION, "%s in %s %s in action schema",
                     reason, reader->method, reader->path);
  return FALSE;
}

/* As the service's own models refuse what is no text. */
static gboolean
refuse_type (Reader *reader, const char *place, json_object *value)
{
  g_autofree char *input = json_to_text (value, JSON_STYLE_PYTHON);

  openapi_fault_set (reader->fault, ERROR_DATA_MODEL_VALIDATION,
                     "{'type': 'string_type', 'loc': (%s), 'msg': 'Input should be a valid "
                     "string', 'input': %s}",
                     place, input);
  return FALSE;
}

static gboolean
is_identifier (const char *text)
{
  if (!g_ascii_isalpha (*text) && *text != '_')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '_')
      return FALSE;
  return TRUE;
}

/* getItemURL → get_item_url */
static char *
snake_case (const char *name)
{
  GString *snake = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at++)
    {
      gboolean after_word = at > name && (g_ascii_islower (at[-1]) || g_ascii_isdigit (at[-1]));
      gboolean before_word = at > name && at[-1] != '_' && g_ascii_islower (at[1]);

      if (g_ascii_isupper (*at) && (after_word || before_word))
        g_string_append_c (snake, '_');
      g_string_append_c (snake, g_ascii_tolower (*at));
    }
  return g_string_free (snake, FALSE);
}

static gboolean
read_names (Reader *reader)
{
  json_object *operation = reader->operation;
  const char *description = json_member_string (operation, "description");
  const char *summary = json_member_string (operation, "summary");
  const char *id = json_member_string (operation, "operationId");
  g_autofree char *name = NULL;

  if ((description == NULL || *description == '\0') && summary != NULL && *summary != '\0')
    {
      json_set_string (operation, "description", summary);
      description = json_member_string (operation, "description");
    }
  if (description == NULL || *description == '\0')
    return refuse (reader, "No description is found");
  if (id == NULL || *id == '\0')
    return refuse (reader, "No operationId is found");
  if (!is_identifier (id))
    return refuse (reader, "Invalid operationId %s", id);
  if (strlen (id) > MAX_OPERATION_ID)
    return refuse (reader, "operationId cannot be longer than %d characters", MAX_OPERATION_ID);
  if (g_utf8_strlen (description, -1) > MAX_DESCRIPTION)
    return refuse (reader, "Description cannot be longer than %d characters", MAX_DESCRIPTION);
  name = snake_case (id);
  json_set_string (reader->action, "name", name);
  json_set_string (reader->action, "operation_id", id);
  json_set_string (reader->action, "description", description);
  return TRUE;
}

static gboolean
read_method (Reader *reader)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE", "PATCH", NULL };
  g_autofree char *method = g_ascii_strup (reader->method, -1);

  if (!g_strv_contains (methods, method))
    openapi_fault_set (reader->fault, ERROR_INTERNAL, "'%s' is not a valid ActionMethod", method);
  json_set_string (reader->action, "method", method);
  return reader->fault->message == NULL;
}

static gboolean
check_texts (Reader *reader, json_object *type, json_object *description, json_object *values)
{
  if (!json_object_is_type (type, json_type_string))
    return refuse_type (reader, "'type',", type);
  if (description != NULL && !json_object_is_type (description, json_type_string))
    return refuse_type (reader, "'description',", description);
  for (gsize i = 0; values != NULL && i < json_object_array_length (values); i++)
    {
      json_object *value = json_object_array_get_idx (values, i);
      g_autofree char *place = g_strdup_printf ("'enum', %" G_GSIZE_FORMAT, i);

      if (!json_object_is_type (value, json_type_string))
        return refuse_type (reader, place, value);
    }
  return TRUE;
}

/* The property of the function: what a model is told of the parameter. */
static void
add_property (Reader *reader, const char *name, json_object *parameter, json_object *schema)
{
  json_object *property = json_object_new_object ();
  json_object *item_type = json_member (json_member (schema, "items"), "type");

  json_set (property, "type", json_object_get (json_member (parameter, "type")));
  json_set (property, "items",
            item_type != NULL
                ? json_set (json_object_new_object (), "type", json_object_get (item_type))
                : NULL);
  json_set (property, "description", json_object_get (json_member (parameter, "description")));
  json_set (property, "enum", json_object_get (json_member (parameter, "enum")));
  json_set (reader->properties, name, property);
  if (json_member_bool (parameter, "required"))
    json_object_array_add (reader->required, json_object_new_string (name));
}

static gboolean
add_parameter (Reader *reader, const char *place, const char *name, json_object *schema,
               json_object *description, gboolean required)
{
  json_object *type = json_member (schema, "type");
  json_object *values = json_member (schema, "enum");
  json_object *parameters = json_member (reader->action, place);
  json_object *parameter;

  if (description == NULL)
    description = json_member (schema, "description");
  if (!json_object_is_type (values, json_type_array))
    values = NULL;
  if (!check_texts (reader, type, description, values))
    return FALSE;
  if (parameters == NULL)
    {
      parameters = json_object_new_object ();
      json_set (reader->action, place, parameters);
    }
  parameter = json_set (json_object_new_object (), "type", json_object_get (type));
  json_set (parameter, "description",
            description != NULL ? json_object_get (description) : json_object_new_string (""));
  json_set (parameter, "enum", json_object_get (values));
  json_set_bool (parameter, "required", required);
  json_set (parameters, name, parameter);
  if (action_constant (parameter) == NULL)
    add_property (reader, name, parameter, schema);
  return TRUE;
}

/* Those in headers and cookies are left out. */
static gboolean
read_parameters (Reader *reader, const char *where, const char *place)
{
  json_object *list = json_member (reader->operation, "parameters");

  for (gsize i = 0; list != NULL && i < json_object_array_length (list); i++)
    {
      json_object *item = json_object_array_get_idx (list, i);
      const char *name = json_member_string (item, "name");

      if (name == NULL)
        return refuse (reader, "A parameter without name is found");
      if (json_is_string (json_member (item, "in"), where)
          && !add_parameter (reader, place, name, json_member (item, "schema"),
                             json_member (item, "description"),
                             json_member_bool (item, "required")))
        return FALSE;
    }
  return TRUE;
}

static GHashTable *
required_names (json_object *schema)
{
  json_object *required = json_member (schema, "required");
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0;
       json_object_is_type (required, json_type_array) && i < json_object_array_length (required);
       i++)
    {
      json_object *name = json_object_array_get_idx (required, i);

      if (json_object_is_type (name, json_type_string))
        g_hash_table_add (names, (gpointer) json_object_get_string (name));
    }
  return names;
}

static gboolean
read_body (Reader *reader)
{
  json_object *content = json_member (json_member (reader->operation, "requestBody"), "content");
  json_object *json = json_member (content, "application/json");
  json_object *form = json_member (content, "application/x-www-form-urlencoded");
  json_object *schema = json_member (json != NULL ? json : form, "schema");
  json_object *properties = json_member (schema, "properties");
  g_autoptr (GHashTable) required = required_names (schema);

  json_set_string (reader->action, "body_type",
                   json != NULL   ? "JSON"
                   : form != NULL ? "FORM"
                                  : "NONE");
  if (content != NULL && json == NULL && form == NULL)
    return refuse (reader, "No body as JSON or form is found");
  if (!json_object_is_type (properties, json_type_object))
    return TRUE;
  json_object_object_foreach (properties, name, property)
  {
    if (!add_parameter (reader, "body_param_schema", name, property, NULL,
                        g_hash_table_contains (required, name)))
      return FALSE;
  }
  return TRUE;
}

static void
add_function (Reader *reader)
{
  json_object *parameters = json_set_string (json_object_new_object (), "type", "object");
  json_object *function = json_object_new_object ();

  json_set (parameters, "properties", json_object_get (reader->properties));
  json_set (parameters, "required", json_object_get (reader->required));
  json_set_string (function, "name", json_member_string (reader->action, "name"));
  json_set_string (function, "description", json_member_string (reader->action, "description"));
  json_set (reader->action, "function_def", json_set (function, "parameters", parameters));
}

json_object *
openapi_read_operation (json_object *operation, const char *method, const char *path,
                        OpenapiFault *fault)
{
  g_autoptr (json_object) action = json_object_new_object ();
  g_autoptr (json_object) properties = json_object_new_object ();
  g_autoptr (json_object) required = json_object_new_array ();
  Reader reader = { operation, method, path, action, properties, required, fault };
  json_object *parameters = json_member (operation, "parameters");

  if (parameters != NULL && !json_object_is_type (parameters, json_type_array))
    refuse (&reader, "No list of parameters is found");
  json_set (action, "path_param_schema", NULL);
  json_set (action, "query_param_schema", NULL);
  json_set (action, "body_param_schema", NULL);
  if (fault->message != NULL || !read_names (&reader) || !read_method (&reader)
      || !read_parameters (&reader, "path", "path_param_schema")
      || !read_parameters (&reader, "query", "query_param_schema") || !read_body (&reader))
    return NULL;
  add_function (&reader);
  return g_steal_pointer (&action);
}
