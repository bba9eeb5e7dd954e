/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "prompt.h"

#include <string.h>

#define USER_PROMPT "user_system_prompt"
/* A short template can name a long value many times. */
#define MAX_LENGTH (8 * 1024 * 1024)

/* @entry without its placeholders, or NULL if one has no value, or *@left is used up. */
static char *
fill_entry (const char *entry, json_object *variables, gsize *left)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (;;)
    {
      const char *open = strstr (entry, "{{");
      const char *close = open != NULL ? strstr (open, "}}") : NULL;
      g_autofree char *name = NULL;
      const char *value;

      if (close == NULL)
        break;
      name = g_strndup (open + 2, (gsize) (close - open) - 2);
      value = json_member_string (variables, name);
      if (value == NULL || *left == 0)
        return NULL;
      *left -= MIN (*left, strlen (value));
      g_string_append_len (text, entry, open - entry);
      g_string_append (text, value);
      entry = close + 2;
    }
  g_string_append (text, entry);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
entry_at (json_object *template, gsize index)
{
  return json_object_get_string (json_object_array_get_idx (template, index));
}

static GPtrArray *
fill_entries (json_object *template, json_object *variables, gsize *left)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < json_object_array_length (template); i++)
    {
      char *filled = fill_entry (entry_at (template, i), variables, left);

      if (filled != NULL)
        g_ptr_array_add (entries, filled);
    }
  return entries;
}

static char *
join (GPtrArray *entries, gsize left)
{
  if (left == 0)
    return NULL;
  g_ptr_array_add (entries, NULL);
  return g_strjoinv ("\n\n", (char **) entries->pdata);
}

char *
prompt_fill (json_object *template, json_object *variables)
{
  gsize left = MAX_LENGTH;
  g_autoptr (GPtrArray) entries = fill_entries (template, variables, &left);

  return join (entries, left);
}

static gboolean
asks_for_user_prompt (json_object *template)
{
  for (gsize i = 0; i < json_object_array_length (template); i++)
    if (strstr (entry_at (template, i), "{{" USER_PROMPT "}}") != NULL)
      return TRUE;
  return FALSE;
}

char *
prompt_for_run (json_object *template, const char *user_prompt)
{
  g_autoptr (json_object) variables = json_object_new_object ();
  g_autoptr (GPtrArray) entries = NULL;
  gsize left = MAX_LENGTH;

  json_set_string (variables, USER_PROMPT, user_prompt);
  entries = fill_entries (template, variables, &left);
  if (user_prompt != NULL && !asks_for_user_prompt (template))
    g_ptr_array_add (entries, g_strdup (user_prompt));
  return join (entries, left);
}
