/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bundle instances: bundles of plugins made ready, at most one of each. */
#include "objects.h"

static TaskingAIBundleInstance *
new_instance (const char *bundle_id, const char *name)
{
  TaskingAIBundleInstance *instance =
      g_object_new (TASKINGAI_TYPE_BUNDLE_INSTANCE, "bundle-id", bundle_id, "name", name, NULL);
  g_autoptr (GError) error = NULL;
  taskingai_bundle_instance_set_credentials_json (instance, "{}", &error);
  g_assert_no_error (error);
  return instance;
}

static void
test_blocking (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIBundleInstances *instances = taskingai_admin_get_bundle_instances (admin);
  g_autoptr (TaskingAIBundleInstance) draft = new_instance ("calculator", "Sums");
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIBundleInstance) created =
      taskingai_bundle_instances_create (instances, draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_bundle_instance_get_bundle_instance_id (created), ==, "calculator");
  g_autoptr (GPtrArray) plugins = taskingai_bundle_instance_get_plugins (created);
  g_assert_cmpuint (plugins->len, >=, 1);

  g_autoptr (TaskingAIBundleInstance) got =
      taskingai_bundle_instances_get (instances, "calculator", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  /* There is one already. */
  g_assert_null (taskingai_bundle_instances_create (instances, draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_CONFLICT, 409);

  g_autoptr (TaskingAIBundleInstance) change = new_instance (NULL, "Figures");
  g_autoptr (TaskingAIBundleInstance) updated =
      taskingai_bundle_instances_update (instances, "calculator", change, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_bundle_instance_get_name (updated), ==, "Figures");

  g_autoptr (TaskingAIPage) page = taskingai_bundle_instances_list (instances, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  g_assert_true (taskingai_bundle_instances_delete (instances, "calculator", NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_bundle_instances_get (instances, "calculator", NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIBundleInstances *instances = taskingai_admin_get_bundle_instances (admin);
  g_autoptr (TaskingAIBundleInstance) draft = new_instance ("calculator", "Sums");
  g_autoptr (TaskingAIBundleInstance) change = new_instance (NULL, "Figures");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_bundle_instances_create_async (instances, draft, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIBundleInstance) created =
      taskingai_bundle_instances_create_finish (instances, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_nonnull (created);

  taskingai_bundle_instances_get_async (instances, "calculator", NULL, answer_cb, &answer);
  g_autoptr (TaskingAIBundleInstance) got =
      taskingai_bundle_instances_get_finish (instances, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_bundle_instance_get_name (got), ==, "Sums");

  taskingai_bundle_instances_update_async (instances, "calculator", change, NULL, answer_cb,
                                           &answer);
  g_autoptr (TaskingAIBundleInstance) updated =
      taskingai_bundle_instances_update_finish (instances, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_bundle_instance_get_name (updated), ==, "Figures");

  taskingai_bundle_instances_list_async (instances, NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_bundle_instances_list_finish (instances, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  taskingai_bundle_instances_delete_async (instances, "calculator", NULL, answer_cb, &answer);
  g_assert_true (
      taskingai_bundle_instances_delete_finish (instances, answer_take (&answer), &error));
  g_assert_no_error (error);
}

static void
test_list_all (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIBundleInstances *instances = taskingai_admin_get_bundle_instances (admin);
  g_autoptr (TaskingAIListOptions) one = list_options (1);
  static const char *const bundles[] = { "arithmetic", "calculator" };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bundles); i++)
    {
      g_autoptr (TaskingAIBundleInstance) draft = new_instance (bundles[i], "One of two");
      g_autoptr (TaskingAIBundleInstance) made =
          taskingai_bundle_instances_create (instances, draft, NULL, &error);
      g_assert_no_error (error);
    }
  guint n = count_all (taskingai_bundle_instances_list_all (instances, one));
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (bundles));
  for (gsize i = 0; i < G_N_ELEMENTS (bundles); i++)
    g_assert_true (taskingai_bundle_instances_delete (instances, bundles[i], NULL, &error));
  g_assert_no_error (error);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIBundleInstances *instances = taskingai_admin_get_bundle_instances (admin);
  g_autoptr (TaskingAIBundleInstance) unknown = new_instance ("no_such_bundle", "Nothing");
  g_autoptr (TaskingAIBundleInstance) poor = new_instance ("open_weather", "Weather");
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_bundle_instances_create (instances, unknown, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  /* It needs credentials. */
  g_assert_null (taskingai_bundle_instances_create (instances, poor, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bundle-instances/blocking", test_blocking);
  g_test_add_func ("/bundle-instances/async", test_async);
  g_test_add_func ("/bundle-instances/list-all", test_list_all);
  g_test_add_func ("/bundle-instances/errors", test_errors);
  return g_test_run ();
}
