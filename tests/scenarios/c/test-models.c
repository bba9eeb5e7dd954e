/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The models that a server offers. */
#include "objects.h"

#include <string.h>

#define SCHEMA "debug/debug-chat-completion"

static TaskingAIRegisteredModel *
new_model (const char *name, const char *schema)
{
  TaskingAIRegisteredModel *model =
      g_object_new (TASKINGAI_TYPE_REGISTERED_MODEL, "name", name, "model-schema-id", schema, NULL);
  g_autoptr (GError) error = NULL;
  taskingai_registered_model_set_credentials_json (model, "{\"DEBUG_API_KEY\":\"Canary0Canary1\"}",
                                                   &error);
  g_assert_no_error (error);
  return model;
}

static void
test_blocking (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIModels *models = taskingai_admin_get_models (admin);
  g_autoptr (TaskingAIRegisteredModel) draft = new_model ("Parrot", SCHEMA);
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIRegisteredModel) created =
      taskingai_models_create (models, draft, NULL, &error);
  g_assert_no_error (error);
  const char *id = taskingai_registered_model_get_model_id (created);
  g_assert_cmpuint (strlen (id), ==, 8);
  g_assert_cmpint (taskingai_registered_model_get_model_type (created), ==,
                   TASKINGAI_MODEL_TYPE_CHAT_COMPLETION);
  g_assert_cmpstr (taskingai_registered_model_get_provider_id (created), ==, "debug");
  g_autofree char *shown = taskingai_registered_model_dup_display_credentials_json (created);
  g_assert_null (strstr (shown, "Canary"));

  g_autoptr (TaskingAIRegisteredModel) got = taskingai_models_get (models, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_registered_model_set_name (got, "Macaw");
  g_autoptr (TaskingAIRegisteredModel) updated =
      taskingai_models_update (models, NULL, got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_registered_model_get_name (updated), ==, "Macaw");

  g_autoptr (TaskingAIPage) page = taskingai_models_list (models, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) newest = taskingai_page_get (page, 0);
  g_assert_true (taskingai_model_equal (newest, TASKINGAI_MODEL (updated)));

  g_assert_true (taskingai_models_delete (models, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_models_get (models, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIModels *models = taskingai_admin_get_models (admin);
  g_autoptr (TaskingAIRegisteredModel) draft = new_model ("Parrot", SCHEMA);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_models_create_async (models, draft, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIRegisteredModel) created =
      taskingai_models_create_finish (models, answer_take (&answer), &error);
  g_assert_no_error (error);
  const char *id = taskingai_registered_model_get_model_id (created);

  taskingai_models_get_async (models, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIRegisteredModel) got =
      taskingai_models_get_finish (models, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_registered_model_set_name (got, "Macaw");
  taskingai_models_update_async (models, id, got, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIRegisteredModel) updated =
      taskingai_models_update_finish (models, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_registered_model_get_name (updated), ==, "Macaw");

  taskingai_models_list_async (models, NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_models_list_finish (models, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), >=, 1);

  taskingai_models_delete_async (models, id, NULL, answer_cb, &answer);
  g_assert_true (taskingai_models_delete_finish (models, answer_take (&answer), &error));
  g_assert_no_error (error);
}

/* Programs use a model by its id, as soon as an administrator has made it. */
static void
test_use (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIRegisteredModel) draft = new_model ("Parrot", SCHEMA);
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIRegisteredModel) model =
      taskingai_models_create (taskingai_admin_get_models (admin), draft, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (taskingai_registered_model_get_model_id (model), "abcd");
  g_autoptr (TaskingAIChatCompletion) completion = taskingai_inference_chat_completion (
      taskingai_client_get_inference (client), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chat_completion_get_text (completion), ==, "cd");
}

static void
test_fallbacks (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIModels *models = taskingai_admin_get_models (admin);
  g_autoptr (TaskingAIRegisteredModel) draft = new_model ("Broken", "debug/debug-error");
  g_autoptr (TaskingAIModelFallbacks) fallbacks = taskingai_model_fallbacks_new ();
  g_autoptr (TaskingAIModelFallback) fallback = taskingai_model_fallback_new (model_id ("CHAT"));
  g_autoptr (GError) error = NULL;
  taskingai_model_fallbacks_add_model (fallbacks, fallback);
  taskingai_registered_model_set_fallbacks (draft, fallbacks);

  g_autoptr (TaskingAIRegisteredModel) model =
      taskingai_models_create (models, draft, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) list =
      taskingai_model_fallbacks_get_model_list (taskingai_registered_model_get_fallbacks (model));
  g_assert_cmpuint (list->len, ==, 1);

  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (taskingai_registered_model_get_model_id (model), "abcd");
  g_autoptr (TaskingAIChatCompletion) completion = taskingai_inference_chat_completion (
      taskingai_client_get_inference (TASKINGAI_CLIENT (admin)), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chat_completion_get_text (completion), ==, "cd");
}

static void
test_list_of_type (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIModels *models = taskingai_admin_get_models (admin);
  static const char *const schemas[] = { SCHEMA, "debug/debug-text-embedding-256", SCHEMA };
  g_autoptr (TaskingAIListOptions) two = list_options (2);
  g_autoptr (TaskingAIListOptions) embedding = list_options (2);
  taskingai_list_options_set_equal_filter (embedding, "{\"type\":\"text_embedding\"}");

  guint n_before = count_all (taskingai_models_list_all (models, two));
  guint n_embedding = count_all (taskingai_models_list_all (models, embedding));
  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autoptr (TaskingAIRegisteredModel) draft = new_model ("One of three", schemas[i]);
      g_autoptr (TaskingAIRegisteredModel) made =
          taskingai_models_create (models, draft, NULL, NULL);
      g_assert_nonnull (made);
    }
  g_assert_cmpuint (count_all (taskingai_models_list_all (models, two)), ==, n_before + 3);
  g_assert_cmpuint (count_all (taskingai_models_list_all (models, embedding)), ==, n_embedding + 1);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIModels *models = taskingai_admin_get_models (admin);
  g_autoptr (TaskingAIRegisteredModel) unknown = new_model ("Unknown", "debug/no-such-thing");
  g_autoptr (TaskingAIRegisteredModel) nameless = new_model (NULL, SCHEMA);
  g_autoptr (TaskingAIRegisteredModel) empty = taskingai_registered_model_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_models_create (models, unknown, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_null (taskingai_models_create (models, nameless, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
  g_assert_null (taskingai_models_update (models, model_id ("CHAT"), empty, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/models/blocking", test_blocking);
  g_test_add_func ("/models/async", test_async);
  g_test_add_func ("/models/use", test_use);
  g_test_add_func ("/models/fallbacks", test_fallbacks);
  g_test_add_func ("/models/list-of-type", test_list_of_type);
  g_test_add_func ("/models/errors", test_errors);
  return g_test_run ();
}
