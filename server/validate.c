/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "validate.h"

#include <string.h>

#include "coerce.h"
#include "json-write.h"

struct _Validation {
  json_object *path; /* names and indices down to the current value */
  Problem *problem;
};

void
problem_clear (Problem *problem)
{
  g_clear_pointer (&problem->message, g_free);
  g_clear_pointer (&problem->debug, g_free);
}

void
validation_enter (Validation *validation, const char *name)
{
  json_object_array_add (validation->path, json_object_new_string (name));
}

void
validation_enter_index (Validation *validation, gsize index)
{
  json_object_array_add (validation->path, json_object_new_int64 ((gint64) index));
}

void
validation_leave (Validation *validation)
{
  json_object_array_del_idx (validation->path, json_object_array_length (validation->path) - 1, 1);
}

gboolean
validation_failed (Validation *validation)
{
  return validation->problem->message != NULL;
}

static char *
location_text (json_object *path)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < json_object_array_length (path); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "/" : "",
                            json_object_get_string (json_object_array_get_idx (path, i)));
  return g_string_free (text, FALSE);
}

/* A Python dictionary's text; tuples differ from lists in their brackets only. */
static char *
debug_text (json_object *path, const char *type, json_object *input, const char *message)
{
  g_autofree char *path_text = json_to_text (path, JSON_STYLE_PYTHON);
  g_autofree char *input_text = json_to_text (input, JSON_STYLE_PYTHON);
  g_autoptr (json_object) message_value = json_object_new_string (message);
  g_autofree char *message_text = json_to_text (message_value, JSON_STYLE_PYTHON);
  gboolean single = json_object_array_length (path) == 1;

  return g_strdup_printf ("{'type': '%s', 'loc': (%.*s%s), 'msg': %s, 'input': %s}", type,
                          (int) strlen (path_text) - 2, path_text + 1, single ? "," : "",
                          message_text, input_text);
}

void
validation_fail (Validation *validation, const char *type, json_object *input, const char *format,
                 ...)
{
  g_autofree char *reason = NULL;
  g_autofree char *location = NULL;
  va_list args;

  if (validation_failed (validation))
    return;
  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  location = location_text (validation->path);
  validation->problem->message = g_strconcat (location, ": ", reason, NULL);
  validation->problem->debug = debug_text (validation->path, type, input, reason);
}

static void
check_list_size (Validation *validation, const Field *field, json_object *input)
{
  gint64 size = (gint64) json_object_array_length (input);
  gboolean few = field->range != NULL && size < field->range->min;
  gint64 limit = field->range == NULL ? 0 : few ? field->range->min : field->range->max;

  if (few || (field->range != NULL && size > limit))
    validation_fail (validation, few ? "too_short" : "too_long", input,
                     "List should have at %s %" G_GINT64_FORMAT
                     " item%s after validation, not %" G_GINT64_FORMAT,
                     few ? "least" : "most", limit, limit == 1 ? "" : "s", size);
}

static json_object *
validate_list (Validation *validation, const Field *field, json_object *input)
{
  g_autoptr (json_object) list = NULL;

  if (!json_object_is_type (input, json_type_array))
    {
      validation_fail (validation, "list_type", input, "Input should be a valid list");
      return NULL;
    }
  list = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (input); i++)
    {
      json_object *item;

      validation_enter_index (validation, i);
      item = validate_field (validation, field->items, json_object_array_get_idx (input, i));
      validation_leave (validation);
      json_object_array_add (list, item);
      if (validation_failed (validation))
        return NULL;
    }
  check_list_size (validation, field, input);
  return g_steal_pointer (&list);
}

static void
check_map_size (Validation *validation, const Field *field, json_object *input)
{
  int size = json_object_object_length (input);

  if (field->range != NULL && size > field->range->max)
    validation_fail (validation, "too_long", input,
                     "Dictionary should have at most %d items after validation, not %d",
                     (int) field->range->max, size);
}

static json_object *
validate_map (Validation *validation, const Field *field, json_object *input)
{
  g_autoptr (json_object) map = NULL;

  if (!json_object_is_type (input, json_type_object))
    {
      validation_fail (validation, "dict_type", input, "Input should be a valid dictionary");
      return NULL;
    }
  check_map_size (validation, field, input);
  if (field->items == NULL)
    return json_copy (input);
  map = json_object_new_object ();
  json_object_object_foreach (input, name, value)
  {
    validation_enter (validation, name);
    json_set (map, name, validate_field (validation, field->items, value));
    validation_leave (validation);
  }
  return g_steal_pointer (&map);
}

static gboolean
is_text_list (json_object *input)
{
  if (!json_object_is_type (input, json_type_array))
    return FALSE;
  for (gsize i = 0; i < json_object_array_length (input); i++)
    if (!json_object_is_type (json_object_array_get_idx (input, i), json_type_string))
      return FALSE;
  return TRUE;
}

/* Always gives a list. The service names the first alternative when none fits. */
static json_object *
validate_texts (Validation *validation, const Field *field, json_object *input)
{
  json_object *list;

  if (is_text_list (input))
    {
      check_list_size (validation, field, input);
      return json_object_get (input);
    }
  if (!json_object_is_type (input, json_type_string))
    {
      validation_enter (validation, "str");
      validation_fail (validation, "string_type", input, "Input should be a valid string");
      validation_leave (validation);
      return NULL;
    }
  list = json_object_new_array ();
  json_object_array_add (list, json_object_get (input));
  return list;
}

static void
validate_member (Validation *validation, const Field *field, json_object *input, json_object *out)
{
  json_object *value = NULL;
  gboolean present = json_object_object_get_ex (input, field->name, &value);

  if (present && value == NULL && field->nullable)
    present = FALSE;
  validation_enter (validation, field->name);
  if (present)
    {
      value = validate_field (validation, field, value);
      json_set (out, field->name, value);
    }
  else if (field->required)
    validation_fail (validation, "missing", input, "Field required");
  else if (field->fallback != NULL)
    json_set (out, field->name, json_from_text (field->fallback, -1));
  validation_leave (validation);
}

static json_object *
validate_object (Validation *validation, const Schema *schema, json_object *input)
{
  g_autoptr (json_object) out = json_object_new_object ();
  g_autofree char *wrong = NULL;

  if (!json_object_is_type (input, json_type_object))
    {
      validation_fail (validation, "model_attributes_type", input,
                       "Input should be a valid dictionary or object to extract fields from");
      return NULL;
    }
  for (const Field *field = schema->fields; field->name != NULL; field++)
    validate_member (validation, field, input, out);
  if (validation_failed (validation))
    return NULL;
  wrong = schema->check != NULL ? schema->check (out) : NULL;
  if (wrong != NULL)
    {
      validation_fail (validation, "value_error", input, "Value error, %s", wrong);
      return NULL;
    }
  return g_steal_pointer (&out);
}

json_object *
validate_field (Validation *validation, const Field *field, json_object *input)
{
  switch (field->type)
    {
    case FIELD_STRING:
      return coerce_string (validation, field, input);
    case FIELD_INT:
      return coerce_int (validation, field, input);
    case FIELD_NUMBER:
      return coerce_number (validation, field, input);
    case FIELD_BOOL:
      return coerce_bool (validation, input);
    case FIELD_ENUM:
      return coerce_enum (validation, field, input);
    case FIELD_MAP:
      return validate_map (validation, field, input);
    case FIELD_LIST:
      return validate_list (validation, field, input);
    case FIELD_OBJECT:
      return validate_object (validation, field->schema, input);
    case FIELD_TEXTS:
      return validate_texts (validation, field, input);
    case FIELD_CUSTOM:
    default:
      return field->convert (validation, input);
    }
}

json_object *
validate (const Schema *schema, json_object *input, const char *where, Problem *problem)
{
  g_autoptr (json_object) path = json_object_new_array ();
  Validation validation = { path, problem };

  validation_enter (&validation, where);
  if (input == NULL)
    {
      validation_fail (&validation, "missing", NULL, "Field required");
      return NULL;
    }
  return validate_object (&validation, schema, input);
}
