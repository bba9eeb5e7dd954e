/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The schemas that models are made of. */
#include "objects.h"

#define SCHEMA "debug/debug-chat-completion"

static void
test_schemas (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIModelSchemas *schemas = taskingai_admin_get_model_schemas (admin);
  g_autoptr (TaskingAIListOptions) options = g_object_new (
      TASKINGAI_TYPE_LIST_OPTIONS, "provider-id", "debug", "model-type",
      TASKINGAI_MODEL_TYPE_TEXT_EMBEDDING, "limit", (gint64) 3, "offset", (gint64) 1, NULL);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIModelSchema) schema =
      taskingai_model_schemas_get (schemas, SCHEMA, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_model_schema_get_model_schema_id (schema), ==, SCHEMA);
  g_assert_cmpstr (taskingai_model_schema_get_provider_id (schema), ==, "debug");
  g_assert_true (
      g_strv_contains (taskingai_model_schema_get_allowed_configs (schema), "temperature"));

  g_autoptr (TaskingAIPage) page = taskingai_model_schemas_list (schemas, options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 3);
  g_assert_cmpint (taskingai_page_get_total_count (page), >, 3);

  taskingai_model_schemas_get_async (schemas, SCHEMA, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIModelSchema) again =
      taskingai_model_schemas_get_finish (schemas, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (again), TASKINGAI_MODEL (schema)));

  taskingai_model_schemas_list_async (schemas, options, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) same =
      taskingai_model_schemas_list_finish (schemas, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (same), ==, 3);

  g_assert_null (taskingai_model_schemas_get (schemas, "debug/no-such-thing", NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

/* Lists by number go on until the total is there. */
static void
test_all_schemas (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIModelSchemas *schemas = taskingai_admin_get_model_schemas (admin);
  g_autoptr (TaskingAIListOptions) five = list_options (5);
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIPage) page = taskingai_model_schemas_list (schemas, five, NULL, &error);
  g_assert_no_error (error);
  guint n = count_all (taskingai_model_schemas_list_all (schemas, five));
  g_assert_cmpint (n, ==, taskingai_page_get_total_count (page));
  g_assert_cmpuint (n, >, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-schemas/get-and-list", test_schemas);
  g_test_add_func ("/model-schemas/list-all", test_all_schemas);
  return g_test_run ();
}
