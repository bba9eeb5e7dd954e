/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Administrators log in with a password, and have one credential at a time. */
#include "objects.h"

static TaskingAIAdmin *
stranger (void)
{
  return g_object_new (TASKINGAI_TYPE_ADMIN, "host", g_getenv ("TASKINGAI_HOST"), "api-key", "",
                       NULL);
}

static void
test_blocking (void)
{
  g_autoptr (TaskingAIAdmin) admin = stranger ();
  TaskingAISessions *sessions = taskingai_admin_get_sessions (admin);
  g_autoptr (TaskingAILoginRequest) request =
      taskingai_login_request_new ("admin", admin_password ());
  g_autoptr (GError) error = NULL;

  g_assert_false (taskingai_sessions_verify (sessions, NULL, &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_AUTHENTICATION);
  g_clear_error (&error);

  g_autoptr (TaskingAIAdministrator) somebody =
      taskingai_sessions_login (sessions, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_administrator_get_username (somebody), ==, "admin");
  g_assert_nonnull (taskingai_administrator_get_token (somebody));
  g_assert_true (taskingai_sessions_verify (sessions, NULL, &error));
  g_assert_no_error (error);

  g_autoptr (TaskingAIAdministrator) again = taskingai_sessions_refresh (sessions, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_administrator_get_admin_id (again), ==,
                   taskingai_administrator_get_admin_id (somebody));
  g_assert_true (taskingai_sessions_verify (sessions, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (taskingai_sessions_logout (sessions, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (taskingai_sessions_verify (sessions, NULL, &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_AUTHENTICATION);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIAdmin) admin = stranger ();
  TaskingAISessions *sessions = taskingai_admin_get_sessions (admin);
  g_autoptr (TaskingAILoginRequest) request =
      taskingai_login_request_new ("admin", admin_password ());
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_sessions_login_async (sessions, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIAdministrator) somebody =
      taskingai_sessions_login_finish (sessions, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_nonnull (somebody);

  taskingai_sessions_refresh_async (sessions, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIAdministrator) again =
      taskingai_sessions_refresh_finish (sessions, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);

  taskingai_sessions_verify_async (sessions, NULL, answer_cb, &answer);
  g_assert_true (taskingai_sessions_verify_finish (sessions, answer_take (&answer), &error));
  g_assert_no_error (error);

  taskingai_sessions_logout_async (sessions, NULL, answer_cb, &answer);
  g_assert_true (taskingai_sessions_logout_finish (sessions, answer_take (&answer), &error));
  g_assert_no_error (error);
  taskingai_sessions_verify_async (sessions, NULL, answer_cb, &answer);
  g_assert_false (taskingai_sessions_verify_finish (sessions, answer_take (&answer), &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_AUTHENTICATION);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIAdmin) admin = stranger ();
  TaskingAISessions *sessions = taskingai_admin_get_sessions (admin);
  g_autoptr (TaskingAILoginRequest) wrong = taskingai_login_request_new ("admin", "Canary0Canary1");
  g_autoptr (TaskingAILoginRequest) nobody =
      taskingai_login_request_new ("nobody", "Canary0Canary1");
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_sessions_login (sessions, wrong, NULL, &error));
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "INCORRECT_PASSWORD");
  assert_refused (&error, TASKINGAI_API_ERROR_AUTHENTICATION, 401);
  g_assert_null (taskingai_sessions_login (sessions, nobody, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

/* The credential stays what it was when the server gives none. */
static void
test_no_token (void)
{
  g_autoptr (TaskingAIAdmin) admin = g_object_new (
      TASKINGAI_TYPE_ADMIN, "host", g_getenv ("TASKINGAI_FAULT_HOST"), "api-key", FAULT_KEY, NULL);
  TaskingAISessions *sessions = taskingai_admin_get_sessions (admin);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++) /* none, and an empty one */
    {
      g_assert_null (taskingai_sessions_refresh (sessions, NULL, &error));
      assert_refused (&error, TASKINGAI_API_ERROR_MALFORMED, 200);
    }
  g_autoptr (TaskingAIAdministrator) somebody = taskingai_sessions_refresh (sessions, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_administrator_get_token (somebody), ==, "Bearer " FAULT_KEY);
}

/* A login elsewhere ends the session here. */
static void
test_one_at_a_time (void)
{
  g_autoptr (TaskingAIAdmin) first = admin_client ();
  g_autoptr (TaskingAIAdmin) second = admin_client ();
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIAdministrator) renewed =
      taskingai_sessions_refresh (taskingai_admin_get_sessions (second), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (taskingai_sessions_verify (taskingai_admin_get_sessions (first), NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_AUTHENTICATION, 401);
  g_assert_true (taskingai_sessions_verify (taskingai_admin_get_sessions (second), NULL, &error));
  g_assert_no_error (error);
}

/* What programs do with a key, administrators do without. */
static void
test_services_of_programs (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *id = make_assistant (TASKINGAI_CLIENT (admin), new_assistant ("Concierge"));
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIAssistant) assistant =
      taskingai_assistants_get (taskingai_client_get_assistants (client), id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_name (assistant), ==, "Concierge");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sessions/blocking", test_blocking);
  g_test_add_func ("/sessions/async", test_async);
  g_test_add_func ("/sessions/errors", test_errors);
  g_test_add_func ("/sessions/no-token", test_no_token);
  g_test_add_func ("/sessions/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/sessions/services-of-programs", test_services_of_programs);
  return g_test_run ();
}
