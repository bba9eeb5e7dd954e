/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* API keys: administrators make them, programs use them. */
#include "objects.h"

#include <string.h>

static TaskingAIApikey *
new_key (const char *name)
{
  return g_object_new (TASKINGAI_TYPE_APIKEY, "name", name, NULL);
}

static void
test_blocking (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIApikeys *apikeys = taskingai_admin_get_apikeys (admin);
  g_autoptr (TaskingAIApikey) draft = new_key ("kiosk");
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIApikey) created = taskingai_apikeys_create (apikeys, draft, NULL, &error);
  g_assert_no_error (error);
  const char *id = taskingai_apikey_get_apikey_id (created);
  g_assert_cmpuint (strlen (id), ==, 8);
  g_assert_nonnull (strchr (taskingai_apikey_get_apikey (created), '*'));

  g_autoptr (TaskingAIApikey) got = taskingai_apikeys_get (apikeys, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_apikey_set_name (got, "lobby");
  g_autoptr (TaskingAIApikey) updated = taskingai_apikeys_update (apikeys, NULL, got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_apikey_get_name (updated), ==, "lobby");

  g_autoptr (TaskingAIPage) page = taskingai_apikeys_list (apikeys, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) newest = taskingai_page_get (page, 0);
  g_assert_cmpstr (taskingai_apikey_get_apikey_id (TASKINGAI_APIKEY (newest)), ==, id);

  g_assert_true (taskingai_apikeys_delete (apikeys, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_apikeys_get (apikeys, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIApikeys *apikeys = taskingai_admin_get_apikeys (admin);
  g_autoptr (TaskingAIApikey) draft = new_key ("night shift");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_apikeys_create_async (apikeys, draft, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIApikey) created =
      taskingai_apikeys_create_finish (apikeys, answer_take (&answer), &error);
  g_assert_no_error (error);
  const char *id = taskingai_apikey_get_apikey_id (created);

  taskingai_apikeys_get_async (apikeys, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIApikey) got =
      taskingai_apikeys_get_finish (apikeys, answer_take (&answer), &error);
  g_assert_no_error (error);

  taskingai_apikeys_get_plain_async (apikeys, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIApikey) plain =
      taskingai_apikeys_get_plain_finish (apikeys, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_null (strchr (taskingai_apikey_get_apikey (plain), '*'));

  taskingai_apikey_set_name (got, "day shift");
  taskingai_apikeys_update_async (apikeys, id, got, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIApikey) updated =
      taskingai_apikeys_update_finish (apikeys, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_apikey_get_name (updated), ==, "day shift");

  taskingai_apikeys_list_async (apikeys, NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_apikeys_list_finish (apikeys, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), >=, 1);

  taskingai_apikeys_delete_async (apikeys, id, NULL, answer_cb, &answer);
  g_assert_true (taskingai_apikeys_delete_finish (apikeys, answer_take (&answer), &error));
  g_assert_no_error (error);
}

static void
test_list_all (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIApikeys *apikeys = taskingai_admin_get_apikeys (admin);
  g_autoptr (TaskingAIListOptions) two = list_options (2);
  guint n_before = count_all (taskingai_apikeys_list_all (apikeys, two));
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (TaskingAIApikey) draft = new_key ("one of many");
      g_autoptr (TaskingAIApikey) made = taskingai_apikeys_create (apikeys, draft, NULL, NULL);
      g_assert_nonnull (made);
    }
  guint n_after = count_all (taskingai_apikeys_list_all (apikeys, two));
  g_assert_cmpuint (n_after, ==, n_before + 5);
}

/* From a new key to a program that uses it, until the key is deleted. */
static void
test_use (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIApikeys *apikeys = taskingai_admin_get_apikeys (admin);
  g_autoptr (TaskingAIApikey) draft = new_key ("kiosk");
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIApikey) created = taskingai_apikeys_create (apikeys, draft, NULL, &error);
  g_assert_no_error (error);
  const char *id = taskingai_apikey_get_apikey_id (created);
  g_autoptr (TaskingAIApikey) plain = taskingai_apikeys_get_plain (apikeys, id, NULL, &error);
  g_assert_no_error (error);

  g_autoptr (TaskingAIClient) client =
      g_object_new (TASKINGAI_TYPE_CLIENT, "host", g_getenv ("TASKINGAI_HOST"), "api-key",
                    taskingai_apikey_get_apikey (plain), NULL);
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);
  g_autoptr (TaskingAIPage) page = taskingai_assistants_list (assistants, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (taskingai_apikeys_delete (apikeys, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_assistants_list (assistants, NULL, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_AUTHENTICATION, 404);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIApikeys *apikeys = taskingai_admin_get_apikeys (admin);
  g_autoptr (TaskingAIApikey) nameless = taskingai_apikey_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_apikeys_create (apikeys, nameless, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
  g_assert_null (taskingai_apikeys_get_plain (apikeys, "00000000", NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_null (taskingai_apikeys_update (apikeys, "00000000", nameless, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apikeys/blocking", test_blocking);
  g_test_add_func ("/apikeys/async", test_async);
  g_test_add_func ("/apikeys/list-all", test_list_all);
  g_test_add_func ("/apikeys/use", test_use);
  g_test_add_func ("/apikeys/errors", test_errors);
  return g_test_run ();
}
