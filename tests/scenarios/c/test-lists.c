/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of any length, item by item. */
#include "fixture.h"

#include <string.h>

#define N 5
#define PAGES "GET /v1/assistants"

typedef struct {
  TaskingAIClient *client;
  char *ids[N]; /* of A0 … A4, in the order of their creation */
} List;

static void
list_set_up (List *self, gconstpointer data)
{
  self->client = local_client ();
  for (int i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("A%d", i);
      g_autoptr (TaskingAIAssistant) draft = new_assistant (name);
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIAssistant) created = taskingai_assistants_create (
          taskingai_client_get_assistants (self->client), draft, NULL, &error);
      g_assert_no_error (error);
      self->ids[i] = g_strdup (taskingai_assistant_get_assistant_id (created));
    }
}

static void
list_tear_down (List *self, gconstpointer data)
{
  g_clear_object (&self->client);
  for (int i = 0; i < N; i++)
    g_free (self->ids[i]);
}

static TaskingAIEnumerator *
list_all (List *self, gint64 limit, TaskingAISortOrder order, const char *after, const char *before)
{
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();
  taskingai_list_options_set_limit (options, limit);
  taskingai_list_options_set_order (options, order);
  if (after != NULL)
    taskingai_list_options_set_after (options, after);
  if (before != NULL)
    taskingai_list_options_set_before (options, before);
  return taskingai_assistants_list_all (taskingai_client_get_assistants (self->client), options);
}

static TaskingAIEnumerator *
newest (List *self, gint64 limit)
{
  return list_all (self, limit, TASKINGAI_SORT_ORDER_DESC, NULL, NULL);
}

static TaskingAIModel *
next_async (TaskingAIEnumerator *items, GCancellable *cancellable, GError **error)
{
  g_auto (Answer) answer = { 0 };
  taskingai_enumerator_next_async (items, cancellable, answer_cb, &answer);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  return taskingai_enumerator_next_finish (items, answer_wait (&answer), error);
}

static void
assert_next (TaskingAIEnumerator *items, gboolean async, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) item =
      async ? next_async (items, NULL, &error) : taskingai_enumerator_next (items, NULL, &error);
  g_assert_no_error (error);
  if (id == NULL)
    g_assert_null (item);
  else
    g_assert_cmpstr (taskingai_assistant_get_assistant_id (TASKINGAI_ASSISTANT (item)), ==, id);
}

/* ---- the items ---- */

static void
test_forwards (List *self, gconstpointer async)
{
  for (gint64 limit = 1; limit <= N; limit++)
    {
      g_autoptr (TaskingAIEnumerator) items =
          list_all (self, limit, TASKINGAI_SORT_ORDER_ASC, self->ids[0], NULL);
      for (int i = 1; i < N; i++)
        assert_next (items, async != NULL, self->ids[i]);
      assert_next (items, async != NULL, NULL);
      assert_next (items, async != NULL, NULL);
    }
}

static void
test_newest_first (List *self, gconstpointer async)
{
  g_autoptr (TaskingAIEnumerator) items = newest (self, 3);
  for (int i = N - 1; i >= 0; i--)
    assert_next (items, async != NULL, self->ids[i]);
}

static void
test_backwards (List *self, gconstpointer async)
{
  for (gint64 limit = 1; limit <= N; limit++)
    {
      g_autoptr (TaskingAIEnumerator) items =
          list_all (self, limit, TASKINGAI_SORT_ORDER_DESC, NULL, self->ids[0]);
      for (int i = 1; i < N; i++)
        assert_next (items, async != NULL, self->ids[i]);
      assert_next (items, async != NULL, NULL);
    }
}

/* One after the other is asked for, and only when its first item is. */
static void
test_pages (List *self, gconstpointer async)
{
  guint64 before = local_count (PAGES);
  g_autoptr (TaskingAIEnumerator) items = newest (self, 2);
  g_assert_null (taskingai_enumerator_try_next (items));
  g_assert_cmpuint (local_count (PAGES), ==, before);
  assert_next (items, async != NULL, self->ids[4]);
  g_autoptr (TaskingAIModel) second = taskingai_enumerator_try_next (items);
  g_assert_nonnull (second);
  g_assert_null (taskingai_enumerator_try_next (items));
  g_assert_cmpuint (local_count (PAGES), ==, before + 1);
  assert_next (items, async != NULL, self->ids[2]);
  g_assert_cmpuint (local_count (PAGES), ==, before + 2);
}

/* The options may be changed afterwards, the client may be dropped. */
static void
test_of_its_own (List *self, gconstpointer async)
{
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();
  taskingai_list_options_set_after (options, self->ids[4]);
  g_autoptr (TaskingAIEnumerator) items =
      taskingai_assistants_list_all (taskingai_client_get_assistants (self->client), options);
  taskingai_list_options_set_after (options, self->ids[2]);
  g_clear_object (&self->client);
  assert_next (items, async != NULL, self->ids[3]);
  g_assert_cmpstr (taskingai_list_options_get_after (options), ==, self->ids[2]);
  g_assert_false (taskingai_model_has_member (TASKINGAI_MODEL (options), "limit"));
}

/* ---- what goes wrong ---- */

static TaskingAIModel *
next (TaskingAIEnumerator *items, gboolean async, GCancellable *cancellable, GError **error)
{
  return async ? next_async (items, cancellable, error)
               : taskingai_enumerator_next (items, cancellable, error);
}

static void
test_error (List *self, gconstpointer async)
{
  g_autoptr (TaskingAIEnumerator) items = newest (self, 2);
  assert_next (items, async != NULL, self->ids[4]);
  assert_next (items, async != NULL, self->ids[3]);
  g_autofree char *host = g_strdup (taskingai_client_get_host (self->client));
  g_object_set (self->client, "host", "http://127.0.0.1:1", "max-retries", 0, NULL);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (next (items, async != NULL, NULL, &error));
      assert_api_error (error, TASKINGAI_API_ERROR_CONNECTION, 0);
    }
  taskingai_client_set_host (self->client, host);
  assert_next (items, async != NULL, self->ids[2]);
}

static void
test_deleted_cursor (List *self, gconstpointer async)
{
  g_autoptr (TaskingAIEnumerator) items = newest (self, 2);
  g_autoptr (GError) error = NULL;
  assert_next (items, async != NULL, self->ids[4]);
  assert_next (items, async != NULL, self->ids[3]);
  taskingai_assistants_delete (taskingai_client_get_assistants (self->client), self->ids[3], NULL,
                               &error);
  g_assert_no_error (error);
  g_assert_null (next (items, async != NULL, NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_nonnull (strstr (error->message, "is gone"));
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "OBJECT_NOT_FOUND");
}

static void
test_both_directions (List *self, gconstpointer async)
{
  g_autoptr (TaskingAIEnumerator) items =
      list_all (self, 2, TASKINGAI_SORT_ORDER_DESC, self->ids[0], self->ids[4]);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (next (items, async != NULL, NULL, &error));
      assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
    }
}

static void
test_cancelled_before (List *self, gconstpointer async)
{
  g_autoptr (TaskingAIEnumerator) items = newest (self, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  assert_next (items, async != NULL, self->ids[4]);
  g_cancellable_cancel (cancellable);
  g_assert_null (next (items, async != NULL, cancellable, &error));
  assert_cancelled (error);
  assert_next (items, async != NULL, self->ids[3]);
}

static void
test_cancelled_meanwhile (List *self, gconstpointer data)
{
  g_autoptr (TaskingAIEnumerator) items = newest (self, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_enumerator_next_async (items, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  g_assert_null (taskingai_enumerator_next_finish (items, answer_wait (&answer), &error));
  assert_cancelled (error);
  assert_next (items, TRUE, self->ids[4]);
}

static void
test_one_reader (List *self, gconstpointer data)
{
  g_autoptr (TaskingAIEnumerator) items = newest (self, 2);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_enumerator_next_async (items, NULL, answer_cb, &answer);
  g_assert_null (next_async (items, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_null (taskingai_enumerator_try_next (items));
  g_autoptr (TaskingAIModel) item =
      taskingai_enumerator_next_finish (items, answer_wait (&answer), NULL);
  g_assert_nonnull (item);
  assert_next (items, TRUE, self->ids[3]);
}

/* A server that gives the same page for ever. */
static void
test_same_page (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIEnumerator) items =
      taskingai_assistants_list_all (taskingai_client_get_assistants (client), NULL);
  g_autoptr (GError) error = NULL;
  assert_next (items, FALSE, "same");
  g_assert_null (taskingai_enumerator_next (items, NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_PROTOCOL, 0);
}

#define TEST(name, async, function)                                                                \
  g_test_add ("/lists/" name, List, (async) ? "" : NULL, list_set_up, function, list_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("forwards", FALSE, test_forwards);
  TEST ("forwards/async", TRUE, test_forwards);
  TEST ("newest-first", FALSE, test_newest_first);
  TEST ("newest-first/async", TRUE, test_newest_first);
  TEST ("backwards", FALSE, test_backwards);
  TEST ("backwards/async", TRUE, test_backwards);
  TEST ("pages", FALSE, test_pages);
  TEST ("pages/async", TRUE, test_pages);
  TEST ("of-its-own", FALSE, test_of_its_own);
  TEST ("of-its-own/async", TRUE, test_of_its_own);
  TEST ("error", FALSE, test_error);
  TEST ("error/async", TRUE, test_error);
  TEST ("deleted-cursor", FALSE, test_deleted_cursor);
  TEST ("deleted-cursor/async", TRUE, test_deleted_cursor);
  TEST ("both-directions", FALSE, test_both_directions);
  TEST ("both-directions/async", TRUE, test_both_directions);
  TEST ("cancelled-before", FALSE, test_cancelled_before);
  TEST ("cancelled-before/async", TRUE, test_cancelled_before);
  TEST ("cancelled-meanwhile", FALSE, test_cancelled_meanwhile);
  TEST ("one-reader", FALSE, test_one_reader);
  g_test_add_func ("/lists/same-page", test_same_page);
  return g_test_run ();
}
