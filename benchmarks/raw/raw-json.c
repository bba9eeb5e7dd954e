/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-json.h"

#include <string.h>

static json_tokener *tokener;

json_object *
raw_json_parse (const char *text, size_t length)
{
  json_object *document;

  if (tokener == NULL)
    tokener = json_tokener_new ();
  json_tokener_reset (tokener);
  document = json_tokener_parse_ex (tokener, text, (int) length);
  if (json_tokener_get_error (tokener) == json_tokener_success)
    return document;
  json_object_put (document);
  return NULL;
}

void
raw_json_finish (void)
{
  if (tokener != NULL)
    json_tokener_free (tokener);
  tokener = NULL;
}

json_object *
raw_json_member (json_object *object, const char *name)
{
  json_object *member = NULL;

  json_object_object_get_ex (object, name, &member);
  return member;
}

char *
raw_json_string (json_object *object, const char *name)
{
  json_object *member = raw_json_member (object, name);

  if (!json_object_is_type (member, json_type_string))
    return NULL;
  return strdup (json_object_get_string (member));
}

int64_t
raw_json_int (json_object *object, const char *name)
{
  return json_object_get_int64 (raw_json_member (object, name));
}

json_object *
raw_json_array (json_object *object, const char *name, size_t *length)
{
  json_object *member = raw_json_member (object, name);

  if (!json_object_is_type (member, json_type_array))
    member = NULL;
  *length = member != NULL ? json_object_array_length (member) : 0;
  return member;
}
