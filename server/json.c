/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json.h"

#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_tokener, json_tokener_free)

json_object *
json_member (json_object *object, const char *name)
{
  json_object *value = NULL;

  if (!json_object_is_type (object, json_type_object))
    return NULL;
  json_object_object_get_ex (object, name, &value);
  return value;
}

const char *
json_member_string (json_object *object, const char *name)
{
  json_object *value = json_member (object, name);

  return json_object_is_type (value, json_type_string) ? json_object_get_string (value) : NULL;
}

gint64
json_member_int (json_object *object, const char *name, gint64 fallback)
{
  json_object *value = json_member (object, name);

  return json_object_is_type (value, json_type_int) ? json_object_get_int64 (value) : fallback;
}

gboolean
json_member_bool (json_object *object, const char *name)
{
  json_object *value = json_member (object, name);

  return json_object_is_type (value, json_type_boolean) && json_object_get_boolean (value);
}

gboolean
json_is_string (json_object *value, const char *text)
{
  return json_object_is_type (value, json_type_string)
         && strcmp (json_object_get_string (value), text) == 0;
}

json_object *
json_set (json_object *object, const char *name, json_object *value)
{
  json_object_object_add (object, name, value);
  return object;
}

json_object *
json_set_string (json_object *object, const char *name, const char *value)
{
  return json_set (object, name, value != NULL ? json_object_new_string (value) : NULL);
}

json_object *
json_set_int (json_object *object, const char *name, gint64 value)
{
  return json_set (object, name, json_object_new_int64 (value));
}

json_object *
json_set_bool (json_object *object, const char *name, gboolean value)
{
  return json_set (object, name, json_object_new_boolean (value));
}

/* Lenient, so only for text of our own or text that json_scan () has passed. */
json_object *
json_from_text (const char *text, gssize length)
{
  g_autoptr (json_tokener) tokener = json_tokener_new_ex (JSON_MAX_DEPTH + 2);
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  json_object *value;

  if (size > G_MAXINT - 1)
    return NULL;
  value = json_tokener_parse_ex (tokener, text, (int) size);
  /* A bare number ends only where the text does. */
  if (json_tokener_get_error (tokener) == json_tokener_continue)
    value = json_tokener_parse_ex (tokener, "", 1);
  return value;
}

json_object *
json_copy (json_object *value)
{
  json_object *copy = NULL;

  if (value != NULL && json_object_deep_copy (value, &copy, NULL) != 0)
    return NULL;
  return copy;
}

const char *
json_python_type (json_object *value)
{
  static const char *const names[] = {
    [json_type_null] = "NoneType", [json_type_boolean] = "bool", [json_type_double] = "float",
    [json_type_int] = "int",       [json_type_object] = "dict",  [json_type_array] = "list",
    [json_type_string] = "str",
  };

  return names[json_object_get_type (value)];
}
