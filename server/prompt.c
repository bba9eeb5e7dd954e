/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "prompt.h"

#include <string.h>

#define USER_PLACEHOLDER "{{user_system_prompt}}"

/* @entry without its placeholders, or NULL if one has no value. */
static char *
fill (const char *entry, const char *user_prompt, gboolean *used)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (;;)
    {
      const char *open = strstr (entry, "{{");
      const char *close = open != NULL ? strstr (open, "}}") : NULL;

      if (close == NULL)
        break;
      if (user_prompt == NULL || !g_str_has_prefix (open, USER_PLACEHOLDER))
        return NULL;
      g_string_append_len (text, entry, open - entry);
      g_string_append (text, user_prompt);
      *used = TRUE;
      entry = close + 2;
    }
  g_string_append (text, entry);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
prompt_for_run (json_object *template, const char *user_prompt)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  gboolean used = FALSE;

  for (gsize i = 0; i < json_object_array_length (template); i++)
    {
      const char *entry = json_object_get_string (json_object_array_get_idx (template, i));
      char *filled = fill (entry, user_prompt, &used);

      if (filled != NULL)
        g_ptr_array_add (entries, filled);
    }
  if (user_prompt != NULL && !used)
    g_ptr_array_add (entries, g_strdup (user_prompt));
  g_ptr_array_add (entries, NULL);
  return g_strjoinv ("\n\n", (char **) entries->pdata);
}
