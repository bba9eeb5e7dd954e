/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A server in test mode can be made new. */
#include "objects.h"

static void
assert_gone (TaskingAIAdmin *admin, const char *assistant_id)
{
  g_autoptr (TaskingAILoginRequest) request =
      taskingai_login_request_new ("admin", admin_password ());
  g_autoptr (GError) error = NULL;

  /* The session is gone with everything else. */
  g_autoptr (TaskingAIAdministrator) somebody =
      taskingai_sessions_login (taskingai_admin_get_sessions (admin), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (taskingai_assistants_get (
      taskingai_client_get_assistants (TASKINGAI_CLIENT (admin)), assistant_id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_clean_data (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIMaintenance *maintenance = taskingai_admin_get_maintenance (admin);
  g_autofree char *first = make_assistant (TASKINGAI_CLIENT (admin), new_assistant ("Short-lived"));
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (taskingai_maintenance_clean_data (maintenance, NULL, &error));
  g_assert_no_error (error);
  assert_gone (admin, first);

  g_autofree char *second = make_assistant (TASKINGAI_CLIENT (admin), new_assistant ("Also"));
  taskingai_maintenance_clean_data_async (maintenance, NULL, answer_cb, &answer);
  g_assert_true (
      taskingai_maintenance_clean_data_finish (maintenance, answer_take (&answer), &error));
  g_assert_no_error (error);
  assert_gone (admin, second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/maintenance/clean-data", test_clean_data);
  return g_test_run ();
}
