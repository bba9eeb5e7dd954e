/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "configs.h"

/* Texts as the service shows them. */
#define NUMBER_TEXT(type, initial, min, max, step)                                                 \
  "{'type': '" type "', 'default': " initial ", 'min': " min ", 'max': " max ", 'step': " step "}"

#define MAX_STOPS 4
#define MAX_STOP_LENGTH 100

static const struct {
  const char *name;
  json_type type;
  double min;
  double max;
  const char *constraint;
} settings[] = {
  { "temperature", json_type_double, 0, 1, NUMBER_TEXT ("float", "0.7", "0.0", "1.0", "0.01") },
  { "top_p", json_type_double, 0, 1, NUMBER_TEXT ("float", "0.9", "0.0", "1.0", "0.01") },
  { "top_k", json_type_int, 0, 10, NUMBER_TEXT ("int", "1", "0", "10", "1") },
  { "max_tokens", json_type_int, 1, 8192, NUMBER_TEXT ("int", "8192", "1", "8192", "1") },
  { "stop", json_type_array, 0, 0,
    "{'type': 'array', 'default': [], 'items': {'type': 'string', 'min_length': 1, "
    "'max_length': 100}, 'min_items': 0, 'max_items': 4}" },
};

static gboolean
are_stops (json_object *value)
{
  if (!json_object_is_type (value, json_type_array) || json_object_array_length (value) > MAX_STOPS)
    return FALSE;
  for (gsize i = 0; i < json_object_array_length (value); i++)
    {
      json_object *stop = json_object_array_get_idx (value, i);
      glong length;

      if (!json_object_is_type (stop, json_type_string))
        return FALSE;
      length = g_utf8_strlen (json_object_get_string (stop), -1);
      if (length < 1 || length > MAX_STOP_LENGTH)
        return FALSE;
    }
  return TRUE;
}

static gboolean
fits (gsize index, json_object *value)
{
  json_type type = json_object_get_type (value);
  double number;

  if (settings[index].type == json_type_array)
    return are_stops (value);
  if (type != json_type_int && (type != json_type_double || settings[index].type == json_type_int))
    return FALSE;
  number = json_object_get_double (value);
  return number >= settings[index].min && number <= settings[index].max;
}

json_object *
configs_prepare (json_object *configs, char **fault)
{
  g_autoptr (json_object) known = json_object_new_object ();

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      json_object *value = json_member (configs, settings[i].name);

      if (value == NULL)
        continue;
      if (!fits (i, value))
        {
          *fault = g_strdup_printf ("%s does not conform to the required constraints: %s.",
                                    settings[i].name, settings[i].constraint);
          return NULL;
        }
      json_set (known, settings[i].name, json_object_get (value));
    }
  return g_steal_pointer (&known);
}
