/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A model that was read is written so that the same model is read again, and every way to look at it
 * works. Input: the name of the model, its JSON. */
#include <string.h>

#include "model-types.h"
#include "models/taskingai-model-private.h"
#include "models/taskingai-model-query.h"

static void
check_properties (TaskingAIModel *model)
{
  guint n;
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (model), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (model), specs[i]->name, &value);
      g_assert (!g_param_value_validate (specs[i], &value));
    }
}

static void
check_text (TaskingAIModel *model)
{
  g_autofree char *text = taskingai_model_to_string (model);

  g_assert (g_utf8_validate (text, -1, NULL));
  for (const char *c = text; *c != '\0'; c++)
    g_assert_cmpuint ((guchar) *c, >=, ' ');
}

static void
check_query (TaskingAIModel *model)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  g_auto (GStrv) members = taskingai_model_list_members (model);

  taskingai_model_append_query (model, query);
  parameters = g_uri_parse_params (query->str, (gssize) query->len, "&", G_URI_PARAMS_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (parameters), ==, g_strv_length (members));
  for (char **name = members; *name != NULL; name++)
    g_assert (g_hash_table_contains (parameters, *name));
}

/* What a call would send of it is JSON, too. */
static void
check_written (TaskingAIModel *model, TaskingAIWriteMode mode)
{
  g_auto (TaskingAIJsonWriter) writer = { 0 };
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) sent = NULL;

  taskingai_json_writer_init (&writer);
  taskingai_model_write (model, &writer, mode);
  json = taskingai_json_writer_steal (&writer, NULL);
  sent = taskingai_model_new_from_json (G_OBJECT_TYPE (model), json, &error);
  g_assert_no_error (error);
}

/* Maps and lists have no properties. */
static void
check_containers (TaskingAIModel *model)
{
  TaskingAIModelClass *klass = TASKINGAI_MODEL_GET_CLASS (model);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const TaskingAIField *field = &klass->fields[i];
      gpointer slot = G_STRUCT_MEMBER_P (model, field->offset);

      if (field->kind == TASKINGAI_FIELD_MAP)
        g_assert (taskingai_model_peek_map (model, g_quark_from_static_string (field->key),
                                            *(char **) slot)
                  != NULL);
      else if (field->kind == TASKINGAI_FIELD_LIST)
        g_ptr_array_unref (taskingai_model_dup_list (*(TaskingAIParts **) slot));
    }
}

/* Member by member it is made anew, and taken apart. */
static void
check_members (TaskingAIModel *model)
{
  g_auto (GStrv) members = taskingai_model_list_members (model);
  g_autoptr (TaskingAIModel) other = g_object_new (G_OBJECT_TYPE (model), NULL);

  for (char **name = members; *name != NULL; name++)
    {
      g_autofree char *json = taskingai_model_dup_member_json (model, *name);
      g_autoptr (GError) error = NULL;

      g_assert (taskingai_model_has_member (model, *name));
      g_assert (json != NULL);
      g_assert (taskingai_model_set_member_json (other, *name, json, &error));
      g_assert_no_error (error);
    }
  g_assert (taskingai_model_equal (model, other));
  check_written (other, TASKINGAI_WRITE_CREATE);
  check_written (other, TASKINGAI_WRITE_UPDATE);
  for (char **name = members; *name != NULL; name++)
    {
      taskingai_model_unset_member (other, *name);
      g_assert (!taskingai_model_has_member (other, *name));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  GType type = fuzz_take_model_type (&input);
  g_autofree char *json = g_strndup (input.bytes, input.length);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) model = taskingai_model_new_from_json (type, json, &error);
  g_autoptr (TaskingAIModel) again = NULL;
  g_autoptr (TaskingAIModel) copy = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (model == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  written = taskingai_model_to_json (model);
  again = taskingai_model_new_from_json (type, written, &error);
  g_assert_no_error (error);
  g_assert (taskingai_model_equal (model, again));
  rewritten = taskingai_model_to_json (again);
  g_assert_cmpstr (written, ==, rewritten);
  copy = taskingai_model_copy (model);
  g_assert (taskingai_model_equal (model, copy));
  check_properties (model);
  check_text (model);
  check_query (model);
  check_containers (model);
  check_members (model);
  g_assert (taskingai_model_equal (model, copy));
  return 0;
}
