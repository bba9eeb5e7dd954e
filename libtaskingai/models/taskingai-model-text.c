/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "models/taskingai-model-slot-private.h"

/* Models for people: one line, with what is long shortened. */

#define MAX_CHARACTERS 60
#define MAX_ELEMENTS 3

static void
append_json_string (GString *out, const char *text)
{
  TaskingAIJsonWriter writer = { .out = out, .comma = FALSE };

  taskingai_json_writer_string (&writer, text);
}

static void
append_text (GString *out, const char *text)
{
  g_autofree char *head = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_CHARACTERS)
    {
      append_json_string (out, text);
      return;
    }

  head = g_utf8_substring (text, 0, MAX_CHARACTERS - 1);
  append_json_string (out, head);
  g_string_insert (out, out->len - 1, "…");
}

/* What may have line ends and the like between its words. */
static void
append_line (GString *out, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    g_string_append_c (out, g_ascii_iscntrl (*c) ? ' ' : *c);
}

/* Free-form JSON is shown as it came, up to a length. */
static void
append_raw (GString *out, const char *json)
{
  g_autofree char *head = NULL;

  if (g_utf8_strlen (json, -1) <= MAX_CHARACTERS)
    {
      append_line (out, json);
      return;
    }

  head = g_utf8_substring (json, 0, MAX_CHARACTERS - 1);
  append_line (out, head);
  g_string_append (out, "…");
}

static void append_model (GString *out, TaskingAIModel *model);

static void
append_enum (GString *out, TaskingAIModel *model, const TaskingAIField *field)
{
  const char *extra = taskingai_model_peek_extra (model, field->key);
  int value = *(int *) taskingai_model_slot (model, field);

  g_string_append (out, extra != NULL ? extra : taskingai_model_enum_nick (field, value));
}

static void
append_rest (GString *out, gsize n_elements)
{
  if (n_elements > MAX_ELEMENTS)
    g_string_append_printf (out, ", … %" G_GSIZE_FORMAT " in all", n_elements);
  g_string_append_c (out, ']');
}

static void
append_strv (GString *out, char **strings)
{
  g_string_append_c (out, '[');
  for (guint i = 0; strings[i] != NULL && i < MAX_ELEMENTS; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      append_text (out, strings[i]);
    }
  append_rest (out, g_strv_length (strings));
}

static void
append_list (GString *out, TaskingAIParts *list)
{
  guint length = taskingai_parts_get_length (list);

  g_string_append_c (out, '[');
  for (guint i = 0; i < MIN (length, MAX_ELEMENTS); i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      append_model (out, taskingai_part_get (&list->items[i]));
    }
  append_rest (out, length);
}

static void
append_double (GString *out, double value)
{
  TaskingAIJsonWriter writer = { .out = out, .comma = FALSE };

  taskingai_json_writer_double (&writer, value);
}

static void
append_doubles (GString *out, const TaskingAIDoubles *doubles)
{
  g_string_append_c (out, '[');
  for (gsize i = 0; i < MIN (doubles->n_values, MAX_ELEMENTS); i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      append_double (out, doubles->values[i]);
    }
  append_rest (out, doubles->n_values);
}

static void
append_value (GString *out, TaskingAIModel *model, const TaskingAIField *field)
{
  gpointer slot = taskingai_model_slot (model, field);

  if ((field->flags & TASKINGAI_FIELD_SECRET) != 0)
    {
      g_string_append (out, "(secret)");
      return;
    }
  switch (field->kind)
    {
    case TASKINGAI_FIELD_STRING:
      append_text (out, *(char **) slot);
      break;
    case TASKINGAI_FIELD_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, *(gint64 *) slot);
      break;
    case TASKINGAI_FIELD_DOUBLE:
      append_double (out, *(double *) slot);
      break;
    case TASKINGAI_FIELD_BOOLEAN:
      g_string_append (out, *(gboolean *) slot ? "true" : "false");
      break;
    case TASKINGAI_FIELD_ENUM:
      append_enum (out, model, field);
      break;
    case TASKINGAI_FIELD_STRV:
      append_strv (out, *(char ***) slot);
      break;
    case TASKINGAI_FIELD_OBJECT:
      append_model (out, taskingai_part_get (slot));
      break;
    case TASKINGAI_FIELD_LIST:
      append_list (out, *(TaskingAIParts **) slot);
      break;
    case TASKINGAI_FIELD_MAP:
    case TASKINGAI_FIELD_JSON:
      append_raw (out, *(char **) slot);
      break;
    case TASKINGAI_FIELD_DOUBLES:
      append_doubles (out, slot);
      break;
    }
}

static void
append_model (GString *out, TaskingAIModel *model)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (model);
  g_autofree const char **extra = taskingai_model_extra_names (model);
  const char *separator = "";

  g_string_append_printf (out, "%s { ", G_OBJECT_TYPE_NAME (model) + strlen ("TaskingAI"));
  for (guint i = 0; i < klass->n_fields; i++)
    if (taskingai_model_is_set (model, &klass->fields[i]))
      {
        g_string_append_printf (out, "%s%s: ", separator, klass->fields[i].key);
        append_value (out, model, &klass->fields[i]);
        separator = ", ";
      }

  for (const char **name = extra; *name != NULL; name++)
    {
      g_string_append (out, separator);
      append_line (out, *name);
      g_string_append (out, ": ");
      append_raw (out, taskingai_model_peek_extra (model, *name));
      separator = ", ";
    }
  g_string_append (out, *separator != '\0' ? " }" : "}");
}

/**
 * taskingai_model_to_string:
 * @self: a model
 *
 * Describes the model in one line for logs and debuggers.
 *
 * Long texts and lists are shortened, secrets are left out; the form may change. Use [method@TaskingAI.Model.to_json] for
 * what is read again.
 *
 * Returns: (transfer full): something like `ToolRef { type: plugin, id: "time_api/now" }`
 *
 * Since: 1.0
 */
char *
taskingai_model_to_string (TaskingAIModel *self)
{
  GString *out;

  g_return_val_if_fail (TASKINGAI_IS_MODEL (self), NULL);

  out = g_string_new (NULL);
  append_model (out, self);
  return g_string_free (out, FALSE);
}
