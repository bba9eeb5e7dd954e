/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plugins of a bundle. */
#include "objects.h"

static void
assert_plugin (TaskingAIPage *page)
{
  g_assert_cmpuint (taskingai_page_get_size (page), >=, 1);
  g_autoptr (TaskingAIModel) first = taskingai_page_get (page, 0);
  TaskingAIPlugin *plugin = TASKINGAI_PLUGIN (first);
  g_assert_cmpstr (taskingai_plugin_get_bundle_id (plugin), ==, "calculator");
  g_assert_nonnull (taskingai_plugin_get_plugin_id (plugin));
  g_autoptr (GVariant) input = taskingai_plugin_get_input_schema (plugin);
  g_assert_nonnull (input);
  TaskingAIChatCompletionFunction *function = taskingai_plugin_get_function_def (plugin);
  g_assert_cmpstr (taskingai_chat_completion_function_get_description (function), !=, "");
}

static void
test_list (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  TaskingAIPlugins *plugins = taskingai_admin_get_plugins (admin);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIPage) page =
      taskingai_plugins_list (plugins, "calculator", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_plugin (page);

  taskingai_plugins_list_async (plugins, "calculator", NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) again =
      taskingai_plugins_list_finish (plugins, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_plugin (again);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIAdmin) admin = admin_client ();
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_plugins_list (taskingai_admin_get_plugins (admin), "no_such_bundle",
                                         NULL, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plugins/list", test_list);
  g_test_add_func ("/plugins/errors", test_errors);
  return g_test_run ();
}
