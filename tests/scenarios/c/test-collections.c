/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Collections: what assistants retrieve from. */
#include "objects.h"

#include <string.h>

static TaskingAICollection *
new_collection (const char *name)
{
  return g_object_new (TASKINGAI_TYPE_COLLECTION, "name", name, "capacity", (gint64) 1000,
                       "embedding-model-id", model_id ("EMBEDDING"), NULL);
}

static void
test_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAICollections *collections = taskingai_client_get_collections (client);
  g_autoptr (TaskingAICollection) draft = new_collection ("Harbour notes");
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAICollection) created =
      taskingai_collections_create (collections, draft, NULL, &error);
  g_assert_no_error (error);
  const char *id = taskingai_collection_get_collection_id (created);
  g_assert_cmpuint (strlen (id), ==, 24);
  g_assert_cmpint (taskingai_collection_get_embedding_size (created), ==, 256);
  g_assert_cmpint (taskingai_collection_get_num_chunks (created), ==, 0);
  g_assert_cmpint (taskingai_collection_get_status (created), ==, TASKINGAI_STATUS_READY);

  g_autoptr (TaskingAICollection) got = taskingai_collections_get (collections, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_collection_set_description (got, "Tides and fog");
  taskingai_collection_set_metadata_json (got, "{\"key\":\"pier\"}", NULL);
  g_autoptr (TaskingAICollection) updated =
      taskingai_collections_update (collections, NULL, got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_collection_get_name (updated), ==, "Harbour notes");
  g_assert_cmpstr (taskingai_collection_get_description (updated), ==, "Tides and fog");
  assert_metadata (taskingai_collection_get_metadata (updated), "pier");

  g_autoptr (TaskingAIListOptions) one = list_options (1);
  g_autoptr (TaskingAIPage) page = taskingai_collections_list (collections, one, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) newest = taskingai_page_get (page, 0);
  g_assert_true (taskingai_model_equal (newest, TASKINGAI_MODEL (updated)));

  g_assert_true (taskingai_collections_delete (collections, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_collections_get (collections, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAICollections *collections = taskingai_client_get_collections (client);
  g_autoptr (TaskingAICollection) draft = new_collection ("Pilot book");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_collections_create_async (collections, draft, NULL, answer_cb, &answer);
  g_autoptr (TaskingAICollection) created =
      taskingai_collections_create_finish (collections, answer_take (&answer), &error);
  g_assert_no_error (error);
  const char *id = taskingai_collection_get_collection_id (created);

  taskingai_collections_get_async (collections, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAICollection) got =
      taskingai_collections_get_finish (collections, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_collection_set_name (got, "Pilot");
  taskingai_collections_update_async (collections, id, got, NULL, answer_cb, &answer);
  g_autoptr (TaskingAICollection) updated =
      taskingai_collections_update_finish (collections, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_collection_get_name (updated), ==, "Pilot");

  taskingai_collections_list_async (collections, NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_collections_list_finish (collections, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), >=, 1);

  taskingai_collections_delete_async (collections, id, NULL, answer_cb, &answer);
  g_assert_true (taskingai_collections_delete_finish (collections, answer_take (&answer), &error));
  g_assert_no_error (error);
}

static void
test_list_all (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAICollections *collections = taskingai_client_get_collections (client);
  g_autoptr (TaskingAIListOptions) two = list_options (2);
  guint n_before = count_all (taskingai_collections_list_all (collections, two));
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = make_collection (client, "One of many");
    }
  guint n_after = count_all (taskingai_collections_list_all (collections, two));
  g_assert_cmpuint (n_after, ==, n_before + 5);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAICollections *collections = taskingai_client_get_collections (client);
  g_autoptr (TaskingAICollection) draft = new_collection ("Refused");
  g_autoptr (TaskingAICollection) empty = taskingai_collection_new ();
  g_autofree char *id = make_collection (client, "Good");
  g_autoptr (GError) error = NULL;

  taskingai_collection_set_capacity (draft, 5);
  g_assert_null (taskingai_collections_create (collections, draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);

  taskingai_collection_set_capacity (draft, 1000);
  taskingai_collection_set_embedding_model_id (draft, "Tp000000");
  g_assert_null (taskingai_collections_create (collections, draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);

  taskingai_collection_set_embedding_model_id (draft, model_id ("CHAT"));
  g_assert_null (taskingai_collections_create (collections, draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);

  g_assert_null (taskingai_collections_update (collections, id, empty, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collections/blocking", test_blocking);
  g_test_add_func ("/collections/async", test_async);
  g_test_add_func ("/collections/list-all", test_list_all);
  g_test_add_func ("/collections/errors", test_errors);
  return g_test_run ();
}
