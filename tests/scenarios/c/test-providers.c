/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The providers of models. */
#include "objects.h"

static void
test_providers (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIProviders *providers = taskingai_admin_get_providers (admin);
  g_autoptr (TaskingAIListOptions) one = list_options (1);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIProvider) debug = taskingai_providers_get (providers, "debug", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_provider_get_num_model_schemas (debug), >, 0);
  g_assert_true (g_strv_contains (taskingai_provider_get_model_types (debug), "chat_completion"));

  g_autoptr (TaskingAIPage) page = taskingai_providers_list (providers, one, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  taskingai_providers_get_async (providers, "debug", NULL, answer_cb, &answer);
  g_autoptr (TaskingAIProvider) again =
      taskingai_providers_get_finish (providers, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (again), TASKINGAI_MODEL (debug)));

  taskingai_providers_list_async (providers, one, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) same =
      taskingai_providers_list_finish (providers, answer_take (&answer), &error);
  g_assert_no_error (error);
  guint n = count_all (taskingai_providers_list_all (providers, one));
  g_assert_cmpint (n, ==, taskingai_page_get_total_count (same));

  g_assert_null (taskingai_providers_get (providers, "nobody", NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/providers/get-and-list", test_providers);
  return g_test_run ();
}
