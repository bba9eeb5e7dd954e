/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What administrators get without a credential: the login, and files that are there for everyone. */
#include "fixture.h"

#include <string.h>

static TaskingAIAdmin *
new_admin (const char *host)
{
  return g_object_new (TASKINGAI_TYPE_ADMIN, "host", g_getenv (host), "api-key", FAULT_KEY,
                       "max-retries", 0, NULL);
}

/* The fault server gives the credential that it gets as the new one, and takes nothing but JSON. */
static void
test_login (void)
{
  g_autoptr (TaskingAIAdmin) admin = new_admin ("TASKINGAI_FAULT_HOST");
  g_autoptr (TaskingAILoginRequest) login = taskingai_login_request_new ("admin", "TaskingAI321");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAdministrator) me =
      taskingai_sessions_login (taskingai_admin_get_sessions (admin), login, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_administrator_get_token (me), ==, "none");
}

static void
assert_begins (GBytes *bytes, const char *text)
{
  gsize size;
  const char *found = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, >, strlen (text));
  g_assert_cmpmem (found, strlen (text), text, strlen (text));
}

static void
test_provider (void)
{
  g_autoptr (TaskingAIAdmin) admin = new_admin ("TASKINGAI_HOST");
  TaskingAIProviders *providers = taskingai_admin_get_providers (admin);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  g_autoptr (GBytes) icon = taskingai_providers_get_icon (providers, "openai", NULL, &error);
  g_assert_no_error (error);
  assert_begins (icon, "<svg");
  taskingai_providers_get_icon_async (providers, "openai", NULL, answer_cb, &answer);
  g_autoptr (GBytes) again =
      taskingai_providers_get_icon_finish (providers, answer_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (icon, again));
}

static void
test_bundle (void)
{
  g_autoptr (TaskingAIAdmin) admin = new_admin ("TASKINGAI_HOST");
  TaskingAIBundles *bundles = taskingai_admin_get_bundles (admin);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  g_autoptr (GBytes) icon = taskingai_bundles_get_icon (bundles, "open_weather", NULL, &error);
  g_assert_no_error (error);
  assert_begins (icon, "\x89PNG");
  taskingai_bundles_get_icon_async (bundles, "open_weather", NULL, answer_cb, &answer);
  g_autoptr (GBytes) again =
      taskingai_bundles_get_icon_finish (bundles, answer_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (icon, again));
}

static void
test_missing (void)
{
  g_autoptr (TaskingAIAdmin) admin = new_admin ("TASKINGAI_HOST");
  TaskingAIProviders *providers = taskingai_admin_get_providers (admin);
  g_autoptr (GError) error = NULL;
  g_assert_null (taskingai_providers_get_icon (providers, "nobody", NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

/* Of another type, and too large: 1 MiB is enough for an icon. */
static void
test_not_an_icon (void)
{
  g_autoptr (TaskingAIAdmin) admin = new_admin ("TASKINGAI_FAULT_HOST");
  TaskingAIProviders *providers = taskingai_admin_get_providers (admin);
  g_autoptr (GError) error = NULL;
  g_assert_null (taskingai_providers_get_icon (providers, "html", NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_PROTOCOL, 200);
  g_clear_error (&error);
  g_assert_null (taskingai_providers_get_icon (providers, "big", NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_TOO_LARGE, 200);
  g_assert_nonnull (strstr (error->message, "1048576"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/icons/login", test_login);
  g_test_add_func ("/icons/provider", test_provider);
  g_test_add_func ("/icons/bundle", test_bundle);
  g_test_add_func ("/icons/missing", test_missing);
  g_test_add_func ("/icons/not-an-icon", test_not_an_icon);
  return g_test_run ();
}
