/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Chunks: the pieces of a collection, and searching them. */
#include "objects.h"

#include <string.h>

#define TIDES "Tide tables hang in the office."

static void
test_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChunks *chunks = taskingai_client_get_chunks (client);
  g_autofree char *collection_id = make_collection (client, "Harbour notes");
  g_autoptr (TaskingAIChunk) draft = g_object_new (TASKINGAI_TYPE_CHUNK, "content", TIDES, NULL);
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIChunk) created =
      taskingai_chunks_create (chunks, collection_id, draft, NULL, &error);
  g_assert_no_error (error);
  const char *id = taskingai_chunk_get_chunk_id (created);
  g_assert_cmpuint (strlen (id), ==, 24);
  g_assert_null (taskingai_chunk_get_record_id (created));
  g_assert_cmpint (taskingai_chunk_get_num_tokens (created), >, 0);
  g_assert_false (taskingai_model_has_member (TASKINGAI_MODEL (created), "score"));

  g_autoptr (TaskingAIChunk) got = taskingai_chunks_get (chunks, collection_id, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_chunk_set_content (got, "Tide tables hang in the hall.");
  taskingai_chunk_set_metadata_json (got, "{\"key\":\"moved\"}", NULL);
  g_autoptr (TaskingAIChunk) updated =
      taskingai_chunks_update (chunks, collection_id, NULL, got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chunk_get_content (updated), ==, "Tide tables hang in the hall.");
  assert_metadata (taskingai_chunk_get_metadata (updated), "moved");

  g_autoptr (TaskingAIPage) page =
      taskingai_chunks_list (chunks, collection_id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  g_assert_true (taskingai_chunks_delete (chunks, collection_id, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_chunks_get (chunks, collection_id, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChunks *chunks = taskingai_client_get_chunks (client);
  g_autofree char *collection_id = make_collection (client, "Pilot book");
  g_autoptr (TaskingAIChunk) draft = g_object_new (TASKINGAI_TYPE_CHUNK, "content", TIDES, NULL);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_chunks_create_async (chunks, collection_id, draft, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIChunk) created =
      taskingai_chunks_create_finish (chunks, answer_take (&answer), &error);
  g_assert_no_error (error);
  const char *id = taskingai_chunk_get_chunk_id (created);

  taskingai_chunks_get_async (chunks, collection_id, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIChunk) got =
      taskingai_chunks_get_finish (chunks, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_chunk_set_content (got, "Moved");
  taskingai_chunks_update_async (chunks, collection_id, id, got, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIChunk) updated =
      taskingai_chunks_update_finish (chunks, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chunk_get_content (updated), ==, "Moved");

  taskingai_chunks_list_async (chunks, collection_id, NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_chunks_list_finish (chunks, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  taskingai_chunks_delete_async (chunks, collection_id, id, NULL, answer_cb, &answer);
  g_assert_true (taskingai_chunks_delete_finish (chunks, answer_take (&answer), &error));
  g_assert_no_error (error);
}

static void
test_list_all (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *collection_id = make_collection (client, "Logbook");
  g_autoptr (TaskingAIListOptions) two = list_options (2);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = make_chunk (client, collection_id, "Wind west, sea calm");
    }
  guint n = count_all (
      taskingai_chunks_list_all (taskingai_client_get_chunks (client), collection_id, two));
  g_assert_cmpuint (n, ==, 5);
}

/* The chunks that a record was cut into, apart from others of the collection. */
static void
test_list_of_record (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChunks *chunks = taskingai_client_get_chunks (client);
  g_autofree char *collection_id = make_collection (client, "Logbook");
  g_autofree char *record_id = make_record (client, collection_id, "The pier opens at seven.");
  g_autofree char *other = make_chunk (client, collection_id, TIDES);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIPage) page =
      taskingai_chunks_list_of_record (chunks, collection_id, record_id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);
  g_autoptr (TaskingAIModel) chunk = taskingai_page_get (page, 0);
  g_assert_cmpstr (taskingai_chunk_get_record_id (TASKINGAI_CHUNK (chunk)), ==, record_id);

  taskingai_chunks_list_of_record_async (chunks, collection_id, record_id, NULL, NULL, answer_cb,
                                         &answer);
  g_autoptr (TaskingAIPage) again =
      taskingai_chunks_list_of_record_finish (chunks, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (again), ==, 1);

  guint n =
      count_all (taskingai_chunks_list_of_record_all (chunks, collection_id, record_id, NULL));
  g_assert_cmpuint (n, ==, 1);
}

/* ---- searching ---- */

/* Six chunks; the embedding model knows equal texts, and nothing else. */
static char *
make_library (TaskingAIClient *client)
{
  char *collection_id = make_collection (client, "Library");
  g_autofree char *tides = make_chunk (client, collection_id, TIDES);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("Berth %d is free.", i);
      g_autofree char *id = make_chunk (client, collection_id, text);
    }
  return collection_id;
}

static TaskingAIPage *
search (TaskingAIClient *client, const char *collection_id, TaskingAIChunkQuery *query)
{
  g_autoptr (GError) error = NULL;
  TaskingAIPage *page = taskingai_chunks_query (taskingai_client_get_chunks (client), collection_id,
                                                query, NULL, &error);
  g_assert_no_error (error);
  return page;
}

static void
assert_best (TaskingAIPage *page)
{
  g_autoptr (TaskingAIModel) best = taskingai_page_get (page, 0);
  g_assert_cmpstr (taskingai_chunk_get_content (TASKINGAI_CHUNK (best)), ==, TIDES);
  g_assert_cmpfloat_with_epsilon (taskingai_chunk_get_score (TASKINGAI_CHUNK (best)), 1, 1e-6);
}

static TaskingAIChunkQuery *
new_query (gint64 top_k)
{
  return g_object_new (TASKINGAI_TYPE_CHUNK_QUERY, "query-text", TIDES, "top-k", top_k, NULL);
}

static void
test_query (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChunks *chunks = taskingai_client_get_chunks (client);
  g_autofree char *collection_id = make_library (client);
  g_autoptr (TaskingAIChunkQuery) query = new_query (3);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIPage) found = search (client, collection_id, query);
  g_assert_cmpuint (taskingai_page_get_size (found), ==, 3);
  assert_best (found);

  taskingai_chunks_query_async (chunks, collection_id, query, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) again =
      taskingai_chunks_query_finish (chunks, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_best (again);
}

static void
test_query_limits (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *collection_id = make_library (client);
  g_autoptr (TaskingAIChunkQuery) close = new_query (6);
  g_autoptr (TaskingAIChunkQuery) brief = new_query (6);

  taskingai_chunk_query_set_score_threshold (close, 0.99);
  g_autoptr (TaskingAIPage) only = search (client, collection_id, close);
  g_assert_cmpuint (taskingai_page_get_size (only), ==, 1);
  assert_best (only);

  taskingai_chunk_query_set_max_tokens (brief, 15);
  g_autoptr (TaskingAIPage) few = search (client, collection_id, brief);
  g_assert_cmpuint (taskingai_page_get_size (few), >=, 1);
  g_assert_cmpuint (taskingai_page_get_size (few), <, 6);
  assert_best (few);
}

/* The order is the rerank model's; the scores are still those of the vectors. */
static void
test_query_rerank (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *collection_id = make_library (client);
  g_autoptr (TaskingAIChunkQuery) query = new_query (2);

  taskingai_chunk_query_set_rerank_model_id (query, model_id ("RERANK"));
  g_autoptr (TaskingAIPage) found = search (client, collection_id, query);
  g_assert_cmpuint (taskingai_page_get_size (found), ==, 2);
  assert_best (found);
}

/* ---- */

static void
test_errors (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChunks *chunks = taskingai_client_get_chunks (client);
  g_autofree char *collection_id = make_collection (client, "Logbook");
  g_autoptr (TaskingAIChunk) empty = taskingai_chunk_new ();
  g_autoptr (TaskingAIChunkQuery) greedy = new_query (21);
  g_autoptr (TaskingAIChunkQuery) query = new_query (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_chunks_create (chunks, collection_id, empty, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
  g_assert_null (taskingai_chunks_query (chunks, collection_id, greedy, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
  g_assert_null (taskingai_chunks_query (chunks, "DbgY00000000000000000000", query, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);

  taskingai_chunk_query_set_rerank_model_id (query, model_id ("CHAT"));
  g_assert_null (taskingai_chunks_query (chunks, collection_id, query, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chunks/blocking", test_blocking);
  g_test_add_func ("/chunks/async", test_async);
  g_test_add_func ("/chunks/list-all", test_list_all);
  g_test_add_func ("/chunks/list-of-record", test_list_of_record);
  g_test_add_func ("/chunks/query", test_query);
  g_test_add_func ("/chunks/query/limits", test_query_limits);
  g_test_add_func ("/chunks/query/rerank", test_query_rerank);
  g_test_add_func ("/chunks/errors", test_errors);
  return g_test_run ();
}
