/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Uploads a file, showing how far it is, and makes a record of it.
 *
 *   TASKINGAI_HOST=… TASKINGAI_API_KEY=… upload FILE EMBEDDING_MODEL_ID */
#include <locale.h>

#include <taskingai/taskingai.h>

static void
show_progress (TaskingAIUpload *upload, gint64 sent, gint64 total, gpointer user_data)
{
  if (sent == total)
    g_print ("sent %" G_GINT64_FORMAT " bytes\n", sent);
}

static TaskingAIFile *
upload_file (TaskingAIClient *client, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_file (file);

  g_signal_connect (upload, "progress", G_CALLBACK (show_progress), NULL);
  return taskingai_files_upload (taskingai_client_get_files (client), upload, NULL, error);
}

/* The file can be used once, for one record. */
static gboolean
make_record (TaskingAIClient *client, const char *collection_id, TaskingAIFile *file,
             GError **error)
{
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autoptr (TaskingAIRecord) draft = taskingai_record_new ();
  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_token (200, 20);

  taskingai_record_set_record_type (draft, TASKINGAI_RECORD_TYPE_FILE);
  taskingai_record_set_file_id (draft, taskingai_file_get_file_id (file));
  taskingai_record_set_text_splitter (draft, splitter);
  g_autoptr (TaskingAIRecord) made =
      taskingai_records_create (records, collection_id, draft, NULL, error);
  if (made == NULL)
    return FALSE;
  g_autoptr (TaskingAIRecord) ready = taskingai_records_wait_ready (
      records, collection_id, taskingai_record_get_record_id (made), NULL, error);
  if (ready != NULL)
    g_print ("record: %" G_GINT64_FORMAT " chunks\n", taskingai_record_get_num_chunks (ready));
  return ready != NULL;
}

int
main (int argc, char *argv[])
{
  const char *model_id = argc > 2 ? argv[2] : g_getenv ("TASKINGAI_EMBEDDING_MODEL_ID");
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  g_autoptr (TaskingAICollection) draft = taskingai_collection_new ();
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc < 2)
    {
      g_printerr ("usage: %s FILE EMBEDDING_MODEL_ID\n", argv[0]);
      return 2;
    }
  taskingai_collection_set_embedding_model_id (draft, model_id);
  taskingai_collection_set_capacity (draft, 1000);
  g_autoptr (TaskingAICollection) collection =
      taskingai_collections_create (taskingai_client_get_collections (client), draft, NULL, &error);
  if (collection != NULL)
    {
      const char *collection_id = taskingai_collection_get_collection_id (collection);
      g_autoptr (TaskingAIFile) file = upload_file (client, argv[1], &error);
      if (file != NULL && make_record (client, collection_id, file, &error))
        taskingai_collections_delete (taskingai_client_get_collections (client), collection_id,
                                      NULL, &error);
    }
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return error != NULL;
}
