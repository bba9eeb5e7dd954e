/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bundles of plugins that a server offers. */
#include "objects.h"

static void
assert_bundle (TaskingAIPage *page)
{
  g_autoptr (TaskingAIModel) first = taskingai_page_get (page, 0);
  TaskingAIBundle *bundle = TASKINGAI_BUNDLE (first);
  g_assert_nonnull (taskingai_bundle_get_bundle_id (bundle));
  g_assert_cmpstr (taskingai_bundle_get_name (bundle), !=, "");
  g_autoptr (GPtrArray) plugins = taskingai_bundle_get_plugins (bundle);
  g_assert_cmpint (plugins->len, ==, taskingai_bundle_get_num_plugins (bundle));
}

static void
test_list (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIBundles *bundles = taskingai_admin_get_bundles (admin);
  g_autoptr (TaskingAIListOptions) two =
      g_object_new (TASKINGAI_TYPE_LIST_OPTIONS, "limit", (gint64) 2, "offset", (gint64) 1, NULL);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIPage) page = taskingai_bundles_list (bundles, two, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 2);
  assert_bundle (page);

  taskingai_bundles_list_async (bundles, two, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) again =
      taskingai_bundles_list_finish (bundles, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_page_get_total_count (again), ==,
                   taskingai_page_get_total_count (page));
}

static void
test_list_all (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIBundles *bundles = taskingai_admin_get_bundles (admin);
  g_autoptr (TaskingAIListOptions) two = list_options (2);
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIPage) page = taskingai_bundles_list (bundles, two, NULL, &error);
  g_assert_no_error (error);
  guint n = count_all (taskingai_bundles_list_all (bundles, two));
  g_assert_cmpint (n, ==, taskingai_page_get_total_count (page));
  g_assert_cmpuint (n, >, 2);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  g_autoptr (TaskingAIListOptions) too_many = list_options (101);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      taskingai_bundles_list (taskingai_admin_get_bundles (admin), too_many, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bundles/list", test_list);
  g_test_add_func ("/bundles/list-all", test_list_all);
  g_test_add_func ("/bundles/errors", test_errors);
  return g_test_run ();
}
