/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists that the server counts instead of giving cursors. */
#include "fixture.h"

#include "services/taskingai-enumerator-private.h"

static const TaskingAIAnswer a_page = { TASKINGAI_ENVELOPE_PAGE, taskingai_assistant_get_type };

static TaskingAIEnumerator *
list_counted (TaskingAIClient *client, gint64 limit, gint64 offset)
{
  TaskingAIService *service = TASKINGAI_SERVICE (taskingai_client_get_assistants (client));
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();
  g_autoptr (GError) error = NULL;
  TaskingAIRequest *request =
      taskingai_request_new (TASKINGAI_METHOD_GET, "/v1/counted", NULL, &error);
  g_assert_no_error (error);
  request->query = g_strdup ("total=7");
  taskingai_list_options_set_limit (options, limit);
  taskingai_list_options_set_offset (options, offset);
  return taskingai_enumerator_new (service, request, NULL, &a_page, TASKINGAI_PAGING_OFFSET,
                                   options);
}

static guint
count (TaskingAIEnumerator *items, guint first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) item = NULL;
  guint n = 0;
  while ((item = taskingai_enumerator_next (items, NULL, &error)) != NULL)
    {
      g_autofree char *id = g_strdup_printf ("%u", first + n++);
      g_assert_cmpstr (taskingai_assistant_get_assistant_id (TASKINGAI_ASSISTANT (item)), ==, id);
      g_clear_object (&item);
    }
  g_assert_no_error (error);
  return n;
}

static void
test_all (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (gint64 limit = 1; limit <= 8; limit++)
    {
      guint64 before = fault_count ("counted", "requests");
      g_autoptr (TaskingAIEnumerator) items = list_counted (client, limit, 0);
      g_assert_cmpuint (count (items, 0), ==, 7);
      g_assert_cmpuint (fault_count ("counted", "requests") - before, ==, (7 + limit - 1) / limit);
    }
}

static void
test_from_offset (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIEnumerator) some = list_counted (client, 2, 4);
  g_assert_cmpuint (count (some, 4), ==, 3);
  g_autoptr (TaskingAIEnumerator) none = list_counted (client, 2, 9);
  g_assert_cmpuint (count (none, 9), ==, 0);
}

static void
test_bad_offset (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIEnumerator) items = list_counted (client, 2, -1);
  g_autoptr (GError) error = NULL;
  g_assert_null (taskingai_enumerator_next (items, NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

/* A server that counts wrongly may let a list go on and on, but not beyond all numbers. */
static void
test_last_offset (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIService *service = TASKINGAI_SERVICE (taskingai_client_get_assistants (client));
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();
  g_autoptr (GError) error = NULL;
  TaskingAIRequest *request =
      taskingai_request_new (TASKINGAI_METHOD_GET, "/v1/assistants", NULL, &error);
  taskingai_list_options_set_offset (options, G_MAXINT64);
  g_autoptr (TaskingAIEnumerator) items =
      taskingai_enumerator_new (service, request, NULL, &a_page, TASKINGAI_PAGING_OFFSET, options);
  g_autoptr (TaskingAIModel) first = taskingai_enumerator_next (items, NULL, &error);
  g_assert_nonnull (first);
  g_autoptr (TaskingAIModel) second = taskingai_enumerator_next (items, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (second);
}

/* A request that could not be made: each read says why. */
static void
test_no_request (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIService *service = TASKINGAI_SERVICE (taskingai_client_get_assistants (client));
  GError *failure = NULL;
  const char *const ids[] = { "..", NULL };
  TaskingAIRequest *request =
      taskingai_request_new (TASKINGAI_METHOD_GET, "/v1/assistants/{}/chats", ids, &failure);
  g_autoptr (TaskingAIEnumerator) items =
      taskingai_enumerator_new (service, request, failure, &a_page, TASKINGAI_PAGING_CURSOR, NULL);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (taskingai_enumerator_next (items, NULL, &error));
      assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paging/all", test_all);
  g_test_add_func ("/paging/from-offset", test_from_offset);
  g_test_add_func ("/paging/bad-offset", test_bad_offset);
  g_test_add_func ("/paging/last-offset", test_last_offset);
  g_test_add_func ("/paging/no-request", test_no_request);
  return g_test_run ();
}
