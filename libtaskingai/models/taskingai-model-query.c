/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-query.h"

#include <string.h>

#include "json/taskingai-json-reader.h"

/* Texts lose their quotes; whatever else a parameter may be is sent as its JSON. */
static char *
dup_parameter (TaskingAIModel *self, const char *name)
{
  g_autofree char *json = taskingai_model_dup_member_json (self, name);
  g_auto (TaskingAIJsonReader) reader = { 0 };
  char *text;

  if (*json != '"')
    return g_steal_pointer (&json);

  taskingai_json_reader_init (&reader, json, strlen (json));
  return taskingai_json_reader_read_string (&reader, &text) ? text : NULL;
}

void
taskingai_model_append_query (TaskingAIModel *self, GString *query)
{
  g_auto (GStrv) names = taskingai_model_list_members (self);

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *value = dup_parameter (self, *name);

      if (query->len > 0)
        g_string_append_c (query, '&');
      g_string_append_uri_escaped (query, *name, NULL, FALSE);
      g_string_append_c (query, '=');
      g_string_append_uri_escaped (query, value, NULL, FALSE);
    }
}
