/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Records: texts that are cut into chunks of a collection. */
#include "objects.h"

#include <string.h>

#define TEXT "The pier opens at seven. Fog signals are tested on Mondays."

static TaskingAIRecord *
new_record (const char *title)
{
  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_token (200, 20);
  return g_object_new (TASKINGAI_TYPE_RECORD, "record-type", TASKINGAI_RECORD_TYPE_TEXT, "title",
                       title, "content", TEXT, "text-splitter", splitter, NULL);
}

static void
test_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autofree char *collection_id = make_collection (client, "Harbour notes");
  g_autoptr (TaskingAIRecord) draft = new_record ("Pier");
  g_autoptr (GError) error = NULL;
  taskingai_record_set_metadata_json (draft, "{\"key\":\"handbook\"}", NULL);

  g_autoptr (TaskingAIRecord) created =
      taskingai_records_create (records, collection_id, draft, NULL, &error);
  g_assert_no_error (error);
  const char *id = taskingai_record_get_record_id (created);
  g_assert_cmpuint (strlen (id), ==, 24);
  g_assert_cmpstr (taskingai_record_get_content (created), ==, TEXT);
  g_assert_cmpint (taskingai_record_get_num_chunks (created), ==, 1);
  assert_metadata (taskingai_record_get_metadata (created), "handbook");

  g_autoptr (TaskingAIRecord) got =
      taskingai_records_get (records, collection_id, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_record_set_metadata_json (got, "{\"key\":\"leaflet\"}", NULL);
  g_autoptr (TaskingAIRecord) updated =
      taskingai_records_update (records, collection_id, NULL, got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_record_get_title (updated), ==, "Pier");
  assert_metadata (taskingai_record_get_metadata (updated), "leaflet");

  g_autoptr (TaskingAIPage) page =
      taskingai_records_list (records, collection_id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  g_assert_true (taskingai_records_delete (records, collection_id, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_records_get (records, collection_id, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autofree char *collection_id = make_collection (client, "Pilot book");
  g_autoptr (TaskingAIRecord) draft = new_record ("Fog");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_records_create_async (records, collection_id, draft, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIRecord) created =
      taskingai_records_create_finish (records, answer_take (&answer), &error);
  g_assert_no_error (error);
  const char *id = taskingai_record_get_record_id (created);

  taskingai_records_get_async (records, collection_id, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIRecord) got =
      taskingai_records_get_finish (records, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_record_set_metadata_json (got, "{\"key\":\"night\"}", NULL);
  taskingai_records_update_async (records, collection_id, id, got, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIRecord) updated =
      taskingai_records_update_finish (records, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_metadata (taskingai_record_get_metadata (updated), "night");

  taskingai_records_list_async (records, collection_id, NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_records_list_finish (records, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  taskingai_records_delete_async (records, collection_id, id, NULL, answer_cb, &answer);
  g_assert_true (taskingai_records_delete_finish (records, answer_take (&answer), &error));
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
      g_autofree char *id = make_record (client, collection_id, "Wind west, sea calm");
    }
  guint n = count_all (
      taskingai_records_list_all (taskingai_client_get_records (client), collection_id, two));
  g_assert_cmpuint (n, ==, 5);
}

/* What is ready already is ready at once. */
static void
test_wait_ready (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autofree char *collection_id = make_collection (client, "Logbook");
  g_autofree char *id = make_record (client, collection_id, TEXT);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIRecord) ready =
      taskingai_records_wait_ready (records, collection_id, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_record_get_status (ready), ==, TASKINGAI_STATUS_READY);

  taskingai_records_wait_ready_async (records, collection_id, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIRecord) again =
      taskingai_records_wait_ready_finish (records, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (again), TASKINGAI_MODEL (ready)));
}

/* A new title or content makes new chunks, which needs to be told how. */
static void
test_new_content (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autofree char *collection_id = make_collection (client, "Logbook");
  g_autofree char *id = make_record (client, collection_id, TEXT);
  const char *const stops[] = { ".", NULL };
  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_separator (stops);
  g_autoptr (TaskingAIRecord) change = g_object_new (TASKINGAI_TYPE_RECORD, "content", TEXT, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_records_update (records, collection_id, id, change, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);

  taskingai_record_set_text_splitter (change, splitter);
  g_autoptr (TaskingAIRecord) updated =
      taskingai_records_update (records, collection_id, id, change, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_record_get_num_chunks (updated), ==, 2);
}

/* A file is uploaded first; the record uses it up, and stays as it is. */
static void
test_file (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autofree char *collection_id = make_collection (client, "Logbook");
  g_autoptr (GBytes) text = g_bytes_new_static (TEXT, strlen (TEXT));
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (text, "pier.txt");
  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_token (200, 20);
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIFile) file =
      taskingai_files_upload (taskingai_client_get_files (client), upload, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIRecord) draft =
      g_object_new (TASKINGAI_TYPE_RECORD, "record-type", TASKINGAI_RECORD_TYPE_FILE, "file-id",
                    taskingai_file_get_file_id (file), "text-splitter", splitter, NULL);
  g_autoptr (TaskingAIRecord) created =
      taskingai_records_create (records, collection_id, draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_record_get_record_type (created), ==, TASKINGAI_RECORD_TYPE_FILE);
  g_assert_cmpint (taskingai_record_get_num_chunks (created), ==, 1);
  g_assert_nonnull (strstr (taskingai_record_get_content (created), "pier.txt"));

  g_assert_null (taskingai_records_create (records, collection_id, draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);

  taskingai_record_set_title (created, "Pier");
  taskingai_record_set_text_splitter (created, splitter);
  g_assert_null (taskingai_records_update (records, collection_id, NULL, created, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autofree char *collection_id = make_collection (client, "Logbook");
  g_autoptr (TaskingAIRecord) draft = new_record ("Nowhere");
  g_autoptr (TaskingAIRecord) file =
      g_object_new (TASKINGAI_TYPE_RECORD, "record-type", TASKINGAI_RECORD_TYPE_FILE, NULL);
  g_autoptr (TaskingAIRecord) blank = new_record ("Blank");
  g_autoptr (GError) error = NULL;

  g_assert_null (
      taskingai_records_create (records, "DbgY00000000000000000000", draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);

  /* A file record without its file would be a failure of the server. */
  g_assert_null (taskingai_records_create (records, collection_id, file, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);

  taskingai_record_set_content (blank, "   ");
  g_assert_null (taskingai_records_create (records, collection_id, blank, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/blocking", test_blocking);
  g_test_add_func ("/records/async", test_async);
  g_test_add_func ("/records/list-all", test_list_all);
  g_test_add_func ("/records/wait-ready", test_wait_ready);
  g_test_add_func ("/records/new-content", test_new_content);
  g_test_add_func ("/records/file", test_file);
  g_test_add_func ("/records/errors", test_errors);
  return g_test_run ();
}
