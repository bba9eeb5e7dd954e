/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a server works, and which one it is: the only questions that need no key. */
#include "fixture.h"

static void
test_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIHealth *health = taskingai_client_get_health (client);
  g_autoptr (GError) error = NULL;

  g_assert_true (taskingai_health_check (health, NULL, &error));
  g_assert_no_error (error);

  g_autoptr (TaskingAIVersionInfo) info = taskingai_health_get_version (health, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (taskingai_version_info_get_version (info), "v"));
  g_assert_cmpint (taskingai_version_info_get_postgres_schema_version (info), >, 0);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIHealth *health = taskingai_client_get_health (client);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_health_check_async (health, NULL, answer_cb, &answer);
  g_assert_true (taskingai_health_check_finish (health, answer_take (&answer), &error));
  g_assert_no_error (error);

  taskingai_health_get_version_async (health, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIVersionInfo) info =
      taskingai_health_get_version_finish (health, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_nonnull (taskingai_version_info_get_version (info));
}

/* Everything else asks for a key before it asks the server. */
static void
test_without_key (void)
{
  g_autoptr (TaskingAIClient) client = g_object_new (
      TASKINGAI_TYPE_CLIENT, "host", g_getenv ("TASKINGAI_HOST"), "api-key", "", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (taskingai_health_check (taskingai_client_get_health (client), NULL, &error));
  g_assert_no_error (error);
  g_assert_null (
      taskingai_assistants_list (taskingai_client_get_assistants (client), NULL, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_AUTHENTICATION, 0);
}

static void
test_failure (void)
{
  g_autoptr (TaskingAIClient) client =
      g_object_new (TASKINGAI_TYPE_CLIENT, "host", "http://127.0.0.1:1", "max-retries", 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (taskingai_health_check (taskingai_client_get_health (client), NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_CONNECTION, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health/blocking", test_blocking);
  g_test_add_func ("/health/async", test_async);
  g_test_add_func ("/health/without-key", test_without_key);
  g_test_add_func ("/health/failure", test_failure);
  return g_test_run ();
}
