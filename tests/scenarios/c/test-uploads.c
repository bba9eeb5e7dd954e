/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What arrives of uploads, what is refused before, and how they tell of their progress; what goes
 * wrong on the way is in test-upload-faults.c. */
#include "upload-fixture.h"

#include <string.h>

#define MIB (1024 * 1024)

static gpointer
upload_well (TaskingAIUpload *upload, CallForm form)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  gpointer model = upload_file (client, upload, form, NULL, &error);
  g_assert_no_error (error);
  return model;
}

/* ---- what it is made of ---- */

static void
test_file (gconstpointer data)
{
  g_autoptr (GFile) file = content_file ("pier.txt", 200000);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_file (file);
  g_assert_cmpstr (taskingai_upload_get_filename (upload), ==, "pier.txt");
  g_assert_cmpint (taskingai_upload_get_size (upload), ==, -1);
  g_autoptr (TaskingAIFile) model = upload_well (upload, FORM (data));
  g_assert_cmpstr (taskingai_file_get_file_id (model), ==, "pier");
  assert_content_arrived (model, 200000);
  assert_arrived (model, "filename", "\"pier.txt\"");
  assert_arrived (model, "part", "\"file\"");
  assert_arrived (model, "purpose", "\"record_file\"");
  assert_arrived (model, "chunked", "false");
  assert_arrived (model, "authorization", "\"Bearer " FAULT_KEY "\"");
  g_assert_cmpint (taskingai_upload_get_size (upload), ==, 200000);
  g_assert_cmpint (taskingai_upload_get_bytes_sent (upload), ==, 200000);
  content_file_remove (file);
}

static void
test_stream (gconstpointer data)
{
  g_autoptr (TaskingAIUpload) upload = upload_content ("stream", 300001, CONTENT_ENDS, 300001);
  g_autoptr (TaskingAIFile) model = upload_well (upload, FORM (data));
  assert_content_arrived (model, 300001);
  assert_arrived (model, "chunked", "false");
}

static void
test_unknown_size (gconstpointer data)
{
  g_autoptr (TaskingAIUpload) upload = upload_content ("unknown", 300001, CONTENT_ENDS, -1);
  g_autoptr (TaskingAIFile) model = upload_well (upload, FORM (data));
  assert_content_arrived (model, 300001);
  assert_arrived (model, "chunked", "true");
  g_assert_cmpint (taskingai_upload_get_bytes_sent (upload), ==, 300001);
}

static void
test_bytes (gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 65535, 65536, 65537, 15 * MIB };
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = content_bytes (sizes[i]);
      g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "bytes.HTML");
      g_assert_cmpint (taskingai_upload_get_size (upload), ==, sizes[i]);
      g_autoptr (TaskingAIFile) model = upload_well (upload, FORM (data));
      assert_content_arrived (model, sizes[i]);
      assert_arrived (model, "filename", "\"bytes.HTML\"");
    }
}

static void
test_middle_of_stream (gconstpointer data)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("0123456789", -1, NULL);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_stream (stream, "middle.txt");
  g_input_stream_skip (stream, 7, NULL, NULL);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (TaskingAIFile) model = upload_well (upload, FORM (data));
      assert_arrived (model, "size", "3");
      g_assert_false (g_input_stream_is_closed (stream));
    }
}

static void
test_purpose (gconstpointer data)
{
  g_autoptr (GBytes) bytes = content_bytes (10);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "purpose.pdf");
  taskingai_upload_set_purpose (upload, "qa_record_file");
  taskingai_upload_set_filename (upload, "other.csv");
  g_autoptr (TaskingAIFile) model = upload_well (upload, FORM (data));
  assert_arrived (model, "purpose", "\"qa_record_file\"");
  assert_arrived (model, "filename", "\"other.csv\"");
}

static void
test_bad_purpose (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GBytes) bytes = content_bytes (10);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "purpose.pdf");
  g_autoptr (GError) error = NULL;
  taskingai_upload_set_purpose (upload, "\xff");
  g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

/* The same connection is used for other calls before and after. */
static void
test_between_others (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("echo");
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (TaskingAIAssistant) assistant = new_assistant ("echo");
      g_autoptr (TaskingAIUpload) upload =
          upload_content (name, 100000, CONTENT_ENDS, i == 1 ? -1 : 100000);
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIFile) model = upload_file (client, upload, FORM (data), NULL, &error);
      g_assert_no_error (error);
      assert_content_arrived (model, 100000);
      g_autoptr (TaskingAIAssistant) echo = taskingai_assistants_update (
          taskingai_client_get_assistants (client), name, assistant, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (taskingai_assistant_get_description (echo), "\"echo\""));
    }
  g_assert_cmpuint (fault_count (name, "connections"), ==, FORM (data) == BLOCKING ? 1 : 2);
}

/* ---- names ---- */

static void
test_names (gconstpointer data)
{
  static const char *const names[][2] = {
    { "a\"b.txt", "\"a%22b.txt\"" },
    { "a\r\nX-Y: z.txt", "\"a%0D%0AX-Y: z.txt\"" },
    { "a\nb.txt", "\"a%0Ab.txt\"" },
    { "a%22b.txt", "\"a%22b.txt\"" },
    { "a;b=c; name=d.txt", "\"a;b=c; name=d.txt\"" },
    { "a\\b.txt", "\"a\\\\b.txt\"" },
    { " .txt", "\" .txt\"" },
    { ".txt", "\".txt\"" },
    { "a.pdf.txt", "\"a.pdf.txt\"" },
    { "\xc3\xa9t\xc3\xa9 \xe6\x97\xa5.TxT", "\"\xc3\xa9t\xc3\xa9 \xe6\x97\xa5.TxT\"" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = content_bytes (10);
      g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, names[i][0]);
      g_autoptr (TaskingAIFile) model = upload_well (upload, FORM (data));
      assert_arrived (model, "filename", names[i][1]);
      assert_arrived (model, "purpose", "\"record_file\"");
      assert_arrived (model, "size", "10");
    }
}

/* ---- what is refused before it is sent ---- */

static void
assert_unsent (TaskingAIUpload *upload, CallForm form, TaskingAIApiError code, const char *message)
{
  g_autoptr (TaskingAIClient) client =
      g_object_new (TASKINGAI_TYPE_CLIENT, "host", "http://127.0.0.1:1", "api-key", "tk", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (upload_file (client, upload, form, NULL, &error));
  assert_api_error (error, code, 0);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_bad_names (gconstpointer data)
{
  static const char *const names[] = { "",      "txt",   "a",      "a.",          "a.exe",
                                       "a.png", "a/txt", "a.txt ", "a.t\xc3\xa9", "a.txt\r\n" };
  g_autoptr (GBytes) bytes = content_bytes (10);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, names[i]);
      assert_unsent (upload, FORM (data), TASKINGAI_API_ERROR_INVALID_REQUEST,
                     "pdf, docx, md, txt, html, htm");
    }
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "\xff.txt");
  assert_unsent (upload, FORM (data), TASKINGAI_API_ERROR_INVALID_REQUEST, "UTF-8");
}

static void
test_too_large (gconstpointer data)
{
  g_autoptr (GFile) file = content_file ("large.txt", 15 * MIB + 1);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_file (file);
  assert_unsent (upload, FORM (data), TASKINGAI_API_ERROR_TOO_LARGE, "15728641");
  content_file_remove (file);
  g_autoptr (TaskingAIUpload) stream = upload_content ("large", 10, CONTENT_ENDS, 15 * MIB + 1);
  assert_unsent (stream, FORM (data), TASKINGAI_API_ERROR_TOO_LARGE, "15728641");
}

static void
test_nothing (gconstpointer data)
{
  g_autoptr (TaskingAIUpload) upload =
      g_object_new (TASKINGAI_TYPE_UPLOAD, "filename", "a.txt", NULL);
  assert_unsent (upload, FORM (data), TASKINGAI_API_ERROR_INVALID_REQUEST, "made of nothing");
}

static void
test_no_file (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GFile) folder = content_file ("folder.txt", 0);
  g_autoptr (GFile) missing = g_file_get_child (folder, "missing.txt");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_file (missing);
  g_file_delete (folder, NULL, NULL);
  g_file_make_directory (folder, NULL, NULL);
  g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_autoptr (TaskingAIUpload) of_folder = taskingai_upload_new_for_file (folder);
  g_assert_null (upload_file (client, of_folder, FORM (data), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  content_file_remove (folder);
}

/* ---- progress ---- */

typedef struct {
  TaskingAIUpload *upload;
  GThread *thread;
  GMainContext *context;
  gint64 last, total, in_memory;
  guint n_calls;
} Progress;

static void
progress_cb (TaskingAIUpload *upload, gint64 sent, gint64 total, gpointer data)
{
  Progress *self = data;
  TestContent *content = g_object_get_data (G_OBJECT (upload), "content");
  g_assert_cmpint (sent, >, self->last);
  g_assert_cmpint (sent, ==, taskingai_upload_get_bytes_sent (upload));
  g_assert_true (self->thread == g_thread_self ());
  g_assert_true ((self->context != NULL) == (g_main_current_source () != NULL));
  if (self->context != NULL)
    g_assert_true (g_source_get_context (g_main_current_source ()) == self->context);
  self->in_memory = MAX (self->in_memory, (gint64) test_content_get_n_read (content) - sent);
  self->last = sent;
  self->total = total;
  self->n_calls++;
}

static gpointer
progress_thread (gpointer data)
{
  CallForm form = FORM (data);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  for (int known = 0; known < 2; known++)
    {
      gint64 size = 15 * MIB;
      g_autoptr (TaskingAIUpload) upload =
          upload_content ("progress", size, CONTENT_ENDS, known ? size : -1);
      Progress progress = { .thread = g_thread_self (), .context = form == ASYNC ? context : NULL };
      g_signal_connect (upload, "progress", G_CALLBACK (progress_cb), &progress);
      g_autoptr (TaskingAIFile) model = upload_well (upload, form);
      assert_content_arrived (model, size);
      g_assert_cmpint (progress.last, ==, size);
      g_assert_cmpint (progress.total, ==, known ? size : -1);
      g_assert_cmpuint (progress.n_calls, >, 100);
      g_assert_cmpint (progress.in_memory, <=, 64 * 1024); /* however large it is */
    }
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_progress (gconstpointer data)
{
  g_thread_join (g_thread_new ("progress", progress_thread, (gpointer) data));
}

typedef struct {
  TaskingAIFiles *files;
  TaskingAIUpload *upload;
  Answer answer;
  TaskingAIFile *file;
} Nested;

static void
drop_in_between_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  Nested *self = data;
  self->file = taskingai_files_upload_finish (self->files, answer_wait (&self->answer), NULL);
  answer_clear (&self->answer);
  g_clear_object (&self->upload);
}

static gboolean
has_file (gpointer data)
{
  return ((Nested *) data)->file != NULL;
}

/* A handler may let the main loop run until all is over. */
static void
test_dropped_in_between (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIFiles *files = taskingai_client_get_files (client);
  Nested nested = { files, upload_content ("nested", 10, CONTENT_ENDS, 10) };
  g_signal_connect (nested.upload, "notify::bytes-sent", G_CALLBACK (drop_in_between_cb), &nested);
  taskingai_files_upload_async (files, nested.upload, NULL, answer_cb, &nested.answer);
  run_until (has_file, &nested);
  assert_content_arrived (nested.file, 10);
  g_object_unref (nested.file);
}

/* ---- once and again ---- */

static void
test_at_once (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIUpload) upload = upload_content ("once", 100000, CONTENT_ENDS, -1);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  TaskingAIFiles *files = taskingai_client_get_files (client);
  taskingai_files_upload_async (files, upload, NULL, answer_cb, &answer);
  g_assert_null (upload_file (client, upload, ASYNC, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);
  g_autoptr (TaskingAIFile) model =
      taskingai_files_upload_finish (files, answer_wait (&answer), &error);
  g_assert_no_error (error);
  assert_content_arrived (model, 100000);
  /* Nothing would be left to send. */
  g_assert_null (upload_file (client, upload, BLOCKING, NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

static void
count_start_cb (TaskingAIUpload *upload, GParamSpec *pspec, gpointer data)
{
  *(guint *) data += taskingai_upload_get_bytes_sent (upload) == 0;
}

static void
test_again (gconstpointer data)
{
  g_autoptr (GFile) file = content_file ("again.md", 70000);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_file (file);
  guint n_starts = 0;
  g_signal_connect (upload, "notify::bytes-sent", G_CALLBACK (count_start_cb), &n_starts);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TaskingAIFile) model = upload_well (upload, FORM (data));
      assert_content_arrived (model, 70000);
      g_assert_cmpuint (n_starts, ==, i);
    }
  content_file_remove (file);
}

typedef struct {
  Answer first, second;
  TaskingAIUpload *upload;
} Restart;

static void
cancel_cb (TaskingAIUpload *upload, gint64 sent, gint64 total, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
restart_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Restart *self = data;
  answer_cb (source, result, &self->first);
  taskingai_files_upload_async (TASKINGAI_FILES (source), self->upload, NULL, answer_cb,
                                &self->second);
}

/* The stream may still be occupied by the read that was cancelled. */
static void
test_again_after_cancel (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIFiles *files = taskingai_client_get_files (client);
  g_autoptr (GFile) file = content_file ("again.md", 2 * MIB);
  g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_stream (stream, "again.md");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Restart restart = { .upload = upload };
  gulong handler = g_signal_connect (upload, "progress", G_CALLBACK (cancel_cb), cancellable);
  taskingai_files_upload_async (files, upload, cancellable, restart_cb, &restart);
  g_assert_null (taskingai_files_upload_finish (files, answer_wait (&restart.first), &error));
  assert_cancelled (error);
  g_clear_error (&error);
  g_signal_handler_disconnect (upload, handler);
  g_autoptr (TaskingAIFile) model =
      taskingai_files_upload_finish (files, answer_wait (&restart.second), &error);
  g_assert_no_error (error);
  assert_content_arrived (model, 2 * MIB);
  answer_clear (&restart.first);
  answer_clear (&restart.second);
  content_file_remove (file);
}

/* ---- what the server makes of it ---- */

static TaskingAICollection *
make_collection (TaskingAIClient *client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAICollection) draft =
      g_object_new (TASKINGAI_TYPE_COLLECTION, "embedding-model-id", model_id ("EMBEDDING"),
                    "capacity", (gint64) 1000, NULL);
  TaskingAICollection *collection =
      taskingai_collections_create (taskingai_client_get_collections (client), draft, NULL, &error);
  g_assert_no_error (error);
  return collection;
}

static void
test_record (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAICollection) collection = make_collection (client);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("The pier opens at seven.", 24);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "p\"i\xc3\xa9r.txt");
  g_autoptr (GError) error = NULL;
  taskingai_upload_set_size (upload, FORM (data) == ASYNC ? -1 : 24);
  g_autoptr (TaskingAIFile) file = upload_file (client, upload, FORM (data), NULL, &error);
  g_assert_no_error (error);

  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_token (100, 10);
  g_autoptr (TaskingAIRecord) draft =
      g_object_new (TASKINGAI_TYPE_RECORD, "record-type", TASKINGAI_RECORD_TYPE_FILE, "file-id",
                    taskingai_file_get_file_id (file), "text-splitter", splitter, NULL);
  g_autoptr (TaskingAIRecord) record = taskingai_records_create (
      taskingai_client_get_records (client), taskingai_collection_get_collection_id (collection),
      draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_record_get_num_chunks (record), ==, 1);
  const char *content = taskingai_record_get_content (record); /* JSON about the file */
  g_assert_nonnull (strstr (content, "i\\u00e9r.txt\""));
  g_assert_nonnull (strstr (content, "\"file_size\": 24"));
}

/* No file is used up for a record that cannot be. */
static void
test_bad_record (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autoptr (TaskingAIUpload) upload = upload_content ("unused", 10, CONTENT_ENDS, 10);
  g_autoptr (TaskingAIRecord) draft = taskingai_record_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };

  g_assert_null (
      taskingai_records_create_from_upload (records, "a/b", upload, draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
  taskingai_records_create_from_upload_async (records, "", upload, draft, NULL, answer_cb, &answer);
  g_assert_null (
      taskingai_records_create_from_upload_finish (records, answer_wait (&answer), &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
  g_assert_cmpint (taskingai_upload_get_bytes_sent (upload), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_both ("/uploads/file", test_file);
  add_both ("/uploads/stream", test_stream);
  add_both ("/uploads/unknown-size", test_unknown_size);
  add_both ("/uploads/bytes", test_bytes);
  add_both ("/uploads/middle-of-stream", test_middle_of_stream);
  add_both ("/uploads/purpose", test_purpose);
  add_both ("/uploads/purpose/bad", test_bad_purpose);
  add_both ("/uploads/between-others", test_between_others);
  add_both ("/uploads/names", test_names);
  add_both ("/uploads/bad-names", test_bad_names);
  add_both ("/uploads/too-large", test_too_large);
  add_both ("/uploads/nothing", test_nothing);
  add_both ("/uploads/no-file", test_no_file);
  add_both ("/uploads/progress", test_progress);
  g_test_add_func ("/uploads/dropped-in-between", test_dropped_in_between);
  g_test_add_func ("/uploads/at-once", test_at_once);
  add_both ("/uploads/again", test_again);
  g_test_add_func ("/uploads/again/after-cancel", test_again_after_cancel);
  add_both ("/uploads/record", test_record);
  g_test_add_func ("/uploads/record/bad", test_bad_record);
  return g_test_run ();
}
