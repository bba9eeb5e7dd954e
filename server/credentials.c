/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials.h"

#include <string.h>

#define HIDDEN_LENGTH 8
#define SHOWN_ENDS 2
#define MAX_STARS 10

/* Up to eight characters are shown as so many stars. */
static char *
mask (const char *secret)
{
  glong length = g_utf8_strlen (secret, -1);
  glong n_stars = length <= HIDDEN_LENGTH ? length : MIN (length - 2 * SHOWN_ENDS, MAX_STARS);
  g_autofree char *stars = g_strnfill ((gsize) n_stars, '*');
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;

  if (length <= HIDDEN_LENGTH)
    return g_steal_pointer (&stars);
  head = g_utf8_substring (secret, 0, SHOWN_ENDS);
  tail = g_utf8_substring (secret, length - SHOWN_ENDS, length);
  return g_strconcat (head, stars, tail, NULL);
}

const char *
credentials_find_missing (json_object *credentials, json_object *properties, json_object *required)
{
  for (gsize i = 0; required != NULL && i < json_object_array_length (required); i++)
    {
      const char *name = json_object_get_string (json_object_array_get_idx (required, i));

      if (json_member (credentials, name) == NULL)
        return name;
    }
  json_object_object_foreach (properties, name, property)
  {
    if (json_member_bool (property, "required") && json_member (credentials, name) == NULL)
      return name;
  }
  return NULL;
}

json_object *
credentials_find_odd (json_object *credentials, gboolean *odd)
{
  *odd = TRUE;
  json_object_object_foreach (credentials, name, value)
  {
    (void) name;
    if (!json_object_is_type (value, json_type_string))
      return value;
  }
  *odd = FALSE;
  return NULL;
}

json_object *
credentials_display (json_object *credentials, json_object *properties)
{
  json_object *display = json_object_new_object ();

  json_object_object_foreach (properties, name, property)
  {
    const char *value = json_member_string (credentials, name);
    g_autofree char *masked = NULL;

    if (value == NULL)
      continue;
    masked = json_member_bool (property, "secret") ? mask (value) : g_strdup (value);
    json_set_string (display, name, masked);
  }
  return display;
}
