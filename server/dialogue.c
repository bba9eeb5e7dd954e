/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "dialogue.h"

#include <string.h>

#include "json-write.h"

static const Field call_fields[] = {
  { .name = "id", .type = FIELD_STRING, .required = TRUE },
  { .name = "arguments", .type = FIELD_MAP, .required = TRUE },
  { .name = "name", .type = FIELD_STRING, .required = TRUE },
  { .name = NULL },
};
static const Schema call_schema = { .fields = call_fields };
static const Field call_item = { .name = "call", .type = FIELD_OBJECT, .schema = &call_schema };

static const Field plain_fields[] = {
  { .name = "content", .type = FIELD_STRING, .nullable = TRUE, .fallback = "null" },
  { .name = "role", .type = FIELD_STRING },
  { .name = NULL },
};
static const Field assistant_fields[] = {
  { .name = "content", .type = FIELD_STRING, .nullable = TRUE, .fallback = "null" },
  { .name = "role", .type = FIELD_STRING },
  { .name = "function_calls", .type = FIELD_LIST, .nullable = TRUE, .items = &call_item },
  { .name = NULL },
};
static const Field function_fields[] = {
  { .name = "content", .type = FIELD_STRING, .nullable = TRUE, .fallback = "null" },
  { .name = "role", .type = FIELD_STRING },
  { .name = "id", .type = FIELD_STRING, .required = TRUE },
  { .name = NULL },
};

static const struct {
  const char *role;
  Schema schema;
} roles[] = {
  { "system", { .fields = plain_fields } },
  { "user", { .fields = plain_fields } },
  { "assistant", { .fields = assistant_fields } },
  { "function", { .fields = function_fields } },
};

static const Field *
find_role (json_object *message, Field *row)
{
  json_object *role = json_member (message, "role");

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (json_is_string (role, roles[i].role))
      {
        *row = (Field){ .name = "message", .type = FIELD_OBJECT, .schema = &roles[i].schema };
        return row;
      }
  return NULL;
}

static json_object *
convert_message (Validation *validation, json_object *message, json_object *whole)
{
  json_object *role = json_member (message, "role");
  g_autofree char *name = NULL;
  Field row;

  if (find_role (message, &row) != NULL)
    return validate_field (validation, &row, message);
  name = json_object_is_type (role, json_type_string) ? g_strdup (json_object_get_string (role))
                                                      : json_to_text (role, JSON_STYLE_PYTHON);
  validation_fail (validation, "value_error", whole, "Value error, Invalid message role: %s", name);
  return NULL;
}

/* The service checks messages one by one without telling which one is wrong. */
json_object *
dialogue_convert (Validation *validation, json_object *input)
{
  g_autoptr (json_object) messages = json_object_new_array ();

  if (!json_object_is_type (input, json_type_array))
    {
      validation_fail (validation, "list_type", input, "Input should be a valid list");
      return NULL;
    }
  if (json_object_array_length (input) == 0)
    validation_fail (validation, "value_error", input, "Value error, messages cannot be empty.");
  for (gsize i = 0; i < json_object_array_length (input) && !validation_failed (validation); i++)
    json_object_array_add (
        messages, convert_message (validation, json_object_array_get_idx (input, i), input));
  return g_steal_pointer (&messages);
}

static const char *
role_of (json_object *message)
{
  return json_member_string (message, "role");
}

static gboolean
has_calls (json_object *message)
{
  json_object *calls = json_member (message, "function_calls");

  return json_object_is_type (calls, json_type_array) && json_object_array_length (calls) > 0;
}

static gboolean
is_empty (json_object *message)
{
  const char *content = json_member_string (message, "content");

  return (content == NULL || *content == '\0') && !has_calls (message);
}

static json_object *
without_empty (json_object *messages)
{
  json_object *kept = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (messages); i++)
    {
      json_object *message = json_object_array_get_idx (messages, i);

      if (!is_empty (message))
        json_object_array_add (kept, json_object_get (message));
    }
  return kept;
}

/* Function calls of the dialogue so far. */
typedef struct {
  json_object *open; /* id → number of calls without an answer yet */
  GHashTable *answered;
  gboolean any;
} Calls;

static char *
open_calls_text (json_object *open)
{
  g_autoptr (json_object) ids = json_object_new_array ();
  g_autofree char *text = NULL;

  json_object_object_foreach (open, id, count)
  {
    for (gint64 i = 0; i < json_object_get_int64 (count); i++)
      json_object_array_add (ids, json_object_new_string (id));
  }
  text = json_to_text (ids, JSON_STYLE_PYTHON);
  return g_strdup_printf (
      "Function_calls with ids %s do not have a corresponding function message.", text);
}

static char *
check_result (Calls *calls, json_object *message)
{
  const char *id = json_member_string (message, "id");
  gint64 count = json_member_int (calls->open, id, 0);

  if (g_hash_table_contains (calls->answered, id))
    return g_strdup_printf ("duplicate function message id %s found.", id);
  if (count == 0)
    return g_strdup_printf (
        "function message with id %s appears without a preceding function_call.", id);
  g_hash_table_add (calls->answered, (gpointer) id);
  if (count > 1)
    json_set_int (calls->open, id, count - 1);
  else
    json_object_object_del (calls->open, id);
  return NULL;
}

static char *
check_calls (Calls *calls, json_object *message)
{
  json_object *list = json_member (message, "function_calls");

  if (json_object_object_length (calls->open) > 0)
    return open_calls_text (calls->open);
  for (gsize i = 0; i < json_object_array_length (list); i++)
    {
      const char *id = json_member_string (json_object_array_get_idx (list, i), "id");

      json_set_int (calls->open, id, json_member_int (calls->open, id, 0) + 1);
    }
  calls->any = TRUE;
  return NULL;
}

static char *
check_message (Calls *calls, json_object *message, gsize index, gboolean *system)
{
  const char *role = role_of (message);

  if (g_str_equal (role, "system"))
    {
      if (*system)
        return g_strdup ("more than one system message found.");
      *system = TRUE;
      return index > 0 ? g_strdup ("system message is not at the first position.") : NULL;
    }
  if (g_str_equal (role, "function"))
    return check_result (calls, message);
  if (has_calls (message))
    return check_calls (calls, message);
  if (calls->any)
    return g_strdup ("user and assistant roles are not allowed after function role until all "
                     "function_calls have corresponding functions.");
  return NULL;
}

static char *
check_order (json_object *messages)
{
  g_autoptr (json_object) open = json_object_new_object ();
  g_autoptr (GHashTable) answered = g_hash_table_new (g_str_hash, g_str_equal);
  Calls calls = { open, answered, FALSE };
  gboolean system = FALSE;

  if (json_object_array_length (messages) == 0)
    return g_strdup ("messages cannot be empty.");
  for (gsize i = 0; i < json_object_array_length (messages); i++)
    {
      char *fault = check_message (&calls, json_object_array_get_idx (messages, i), i, &system);

      if (fault != NULL)
        return fault;
    }
  return json_object_object_length (open) > 0 ? open_calls_text (open) : NULL;
}

static gboolean
can_merge (json_object *first, json_object *message)
{
  const char *role = role_of (message);

  return !has_calls (first) && !has_calls (message) && g_str_equal (role_of (first), role)
         && (g_str_equal (role, "user") || g_str_equal (role, "assistant"));
}

/* The messages from *index on that belong together, as one; *index moves behind them. */
static json_object *
merge_run (json_object *messages, gsize *index)
{
  json_object *first = json_object_array_get_idx (messages, *index);
  json_object *merged = json_copy (first);
  g_autoptr (GString) text = g_string_new (json_member_string (first, "content"));

  while (++*index < json_object_array_length (messages))
    {
      json_object *message = json_object_array_get_idx (messages, *index);

      if (!can_merge (first, message))
        break;
      g_string_append (text, "\n\n");
      g_string_append (text, json_member_string (message, "content"));
    }
  if (json_member (first, "content") != NULL)
    json_set_string (merged, "content", text->str);
  return merged;
}

static json_object *
merge_neighbours (json_object *messages)
{
  json_object *merged = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (messages);)
    json_object_array_add (merged, merge_run (messages, &i));
  return merged;
}

json_object *
dialogue_prepare (json_object *messages, char **fault)
{
  g_autoptr (json_object) kept = without_empty (messages);

  *fault = check_order (kept);
  return *fault == NULL ? merge_neighbours (kept) : NULL;
}
