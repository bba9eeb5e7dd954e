/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "local-calls.h"

#include <string.h>

#include "ids.h"
#include "json-scan.h"

#define MARK "!call "
#define MAX_CALLS 128

static json_object *
parse_arguments (const char *text)
{
  gsize position;
  g_autoptr (json_object) value = NULL;

  if (text != NULL && json_scan (text, strlen (text), &position) == NULL)
    value = json_from_text (text, -1);
  return json_object_is_type (value, json_type_object) ? g_steal_pointer (&value)
                                                       : json_object_new_object ();
}

static json_object *
parse_line (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line + strlen (MARK), " ", 2);
  g_autofree char *id = id_new ("P3lf", ID_LENGTH);
  json_object *call = json_set_string (json_object_new_object (), "id", id);

  json_set_string (call, "name", words[0] != NULL ? words[0] : "");
  return json_set (call, "arguments", parse_arguments (words[0] != NULL ? words[1] : NULL));
}

json_object *
local_calls_parse (json_object *message)
{
  const char *text = json_member_string (message, "content");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autoptr (json_object) calls = json_object_new_array ();

  if (!json_is_string (json_member (message, "role"), "user"))
    return NULL;
  for (char **line = lines; *line != NULL && json_object_array_length (calls) < MAX_CALLS; line++)
    if (g_str_has_prefix (*line, MARK))
      json_object_array_add (calls, parse_line (*line));
  return json_object_array_length (calls) > 0 ? g_steal_pointer (&calls) : NULL;
}
