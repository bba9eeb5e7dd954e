/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Uploads that go wrong: on this side, on the way, and on the other side. */
#include "upload-fixture.h"

#include <string.h>
#include <unistd.h>

#define MIB (1024 * 1024)

static TestContent *
content_of (TaskingAIUpload *upload)
{
  return g_object_get_data (G_OBJECT (upload), "content");
}

/* ---- answers ---- */

static void
test_answers (gconstpointer data)
{
  static const struct {
    const char *fault;
    TaskingAIApiError code;
    guint http_status;
    const char *message;
  } cases[] = {
    { "early413", TASKINGAI_API_ERROR_TOO_LARGE, 413, "413 Request Entity Too Large" },
    { "error422", TASKINGAI_API_ERROR_INVALID_REQUEST, 422, "File size is too large" },
    { "cut", TASKINGAI_API_ERROR_CONNECTION, 0, "http://127.0.0.1" },
    { "resetonce", TASKINGAI_API_ERROR_CONNECTION, 0, "http://127.0.0.1" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int known = 0; known < 2; known++)
      {
        g_autoptr (TaskingAIClient) client = fault_client ();
        g_autofree char *name = fault_name (cases[i].fault);
        g_autoptr (TaskingAIUpload) upload =
            upload_content (name, 5 * MIB, CONTENT_ENDS, known ? 5 * MIB : -1);
        g_autoptr (GError) error = NULL;
        taskingai_client_set_max_retries (client, 2);
        g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
        assert_api_error (error, cases[i].code, cases[i].http_status);
        g_assert_nonnull (strstr (error->message, cases[i].message));
        g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 1);
        g_assert_cmpuint (fault_count (name, "posts"), ==, 1); /* it may have been stored */
      }
}

/* The answer may be lost when the server closes the connection at once; a call that hangs is not. */
static void
test_answer_and_reset (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("reset413");
  g_autoptr (TaskingAIUpload) upload = upload_content (name, 5 * MIB, CONTENT_ENDS, -1);
  g_autoptr (GError) error = NULL;
  g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
  if (!g_error_matches (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_CONNECTION))
    assert_api_error (error, TASKINGAI_API_ERROR_TOO_LARGE, 413);
}

static gboolean
is_idle (gpointer upload)
{
  return !g_input_stream_has_pending (G_INPUT_STREAM (content_of (upload)));
}

/* The answer comes while the stream still waits for its own data, or before it is asked for them. */
static void
test_answer_while_reading (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("early413");
  g_autoptr (TaskingAIUpload) upload = upload_content (name, 0, CONTENT_WAITS, -1);
  g_autoptr (GError) error = NULL;
  g_assert_null (upload_file (client, upload, ASYNC, NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_TOO_LARGE, 413);
  run_until (is_idle, upload);
}

static gboolean
is_reading (gpointer upload)
{
  return !is_idle (upload);
}

/* The headers end the reading; the call ends with the rest of the answer. */
static void
test_answer_in_parts (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIFiles *files = taskingai_client_get_files (client);
  g_autofree char *name = fault_name ("held413");
  g_autoptr (TaskingAIUpload) upload = upload_content (name, 0, CONTENT_WAITS, -1);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_files_upload_async (files, upload, NULL, answer_cb, &answer);
  run_until (is_reading, upload);
  fault_release (name);
  run_until (is_idle, upload);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  fault_release (name);
  g_assert_null (taskingai_files_upload_finish (files, answer_wait (&answer), &error));
  assert_api_error (error, TASKINGAI_API_ERROR_TOO_LARGE, 413);
}

static void
test_timeout (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("taken");
  g_autoptr (TaskingAIUpload) upload = upload_content (name, 100000, CONTENT_WAITS, -1);
  g_autoptr (GError) error = NULL;
  taskingai_client_set_timeout (client, 300);
  g_assert_null (upload_file (client, upload, ASYNC, NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_TIMEOUT, 0);
  fault_wait_closed (name, 1);
}

/* ---- the source ---- */

static void
test_source_fails (gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 65536, 1000000 };
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (TaskingAIClient) client = fault_client ();
      g_autofree char *name = fault_name ("good");
      g_autoptr (TaskingAIUpload) upload =
          upload_content (name, sizes[i], CONTENT_FAILS, i % 2 == 0 ? -1 : 2 * MIB);
      g_autoptr (GError) error = NULL;
      taskingai_client_set_max_retries (client, 2);
      g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NXIO);
      g_assert_cmpstr (error->message, ==, "The tape is torn");
      fault_wait_closed (name, 1);
      g_assert_cmpuint (fault_count (name, "posts"), ==, 1);
    }
}

static void
test_wrong_size (gconstpointer data)
{
  static const struct {
    gsize size;
    gint64 told;
    const char *message;
  } cases[] = {
    { 100000, 100001, "ends before" }, { 100000, 99999, "has grown" }, { 100000, 0, "has grown" },
    { 0, 1, "ends before" },           { 65536, 65535, "has grown" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TaskingAIClient) client = fault_client ();
      g_autofree char *name = fault_name ("good");
      g_autoptr (TaskingAIUpload) upload =
          upload_content (name, cases[i].size, CONTENT_ENDS, cases[i].told);
      g_autoptr (GError) error = NULL;
      g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
      assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      fault_wait_closed (name, 1);
    }
}

static void
change_cb (TaskingAIUpload *upload, gint64 sent, gint64 total, gpointer path)
{
  gboolean shrink = g_object_get_data (G_OBJECT (upload), "shrink") != NULL;
  g_assert_cmpint (truncate (path, shrink ? 100000 : 4 * MIB), ==, 0);
}

static void
test_file_changes (gconstpointer data)
{
  for (int shrink = 0; shrink < 2; shrink++)
    {
      g_autoptr (TaskingAIClient) client = fault_client ();
      g_autoptr (GFile) file = content_file ("good.txt", 3 * MIB);
      g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_file (file);
      g_autoptr (GError) error = NULL;
      g_object_set_data (G_OBJECT (upload), "shrink", GINT_TO_POINTER (shrink));
      g_signal_connect (upload, "progress", G_CALLBACK (change_cb),
                        (gpointer) g_file_peek_path (file));
      g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
      assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
      g_assert_nonnull (strstr (error->message, shrink ? "ends before" : "has grown"));
      content_file_remove (file);
    }
}

static void
test_too_large (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  g_autoptr (TaskingAIUpload) upload = upload_content (name, 15 * MIB + 1, CONTENT_ENDS, -1);
  g_autoptr (GError) error = NULL;
  g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_TOO_LARGE, 0);
  g_assert_nonnull (strstr (error->message, "15728640"));
  fault_wait_closed (name, 1);
}

/* ---- cancelling ---- */

static void
cancel_cb (TaskingAIUpload *upload, gint64 sent, gint64 total, gpointer cancellable)
{
  if (sent >= 200000)
    g_cancellable_cancel (cancellable);
}

/* From within the signal, while more could be read and sent. */
static void
test_cancel_midway (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  g_autoptr (TaskingAIUpload) upload = upload_content (name, 15 * MIB, CONTENT_ENDS, -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_signal_connect (upload, "progress", G_CALLBACK (cancel_cb), cancellable);
  g_assert_null (upload_file (client, upload, FORM (data), cancellable, &error));
  assert_cancelled (error);
  fault_wait_closed (name, 1);
  g_assert_cmpuint (test_content_get_n_read (content_of (upload)), <, 5 * MIB);
}

static gpointer
cancelling_thread (gpointer data)
{
  GCancellable *cancellable = data;
  const char *name = g_object_get_data (G_OBJECT (cancellable), "name");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  if (name != NULL)
    fault_wait_requests (name, 1);
  g_cancellable_cancel (cancellable);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* From another thread, in three states: the stream waits, the server takes no more, the server has
 * got it all. */
static void
test_cancel_waiting (gconstpointer data)
{
  static const struct {
    const char *fault;
    ContentEnd end;
    gsize size;
  } cases[] = {
    { "good", CONTENT_WAITS, 100000 },
    { "ignored", CONTENT_ENDS, 15 * MIB },
    { "taken", CONTENT_ENDS, 100000 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TaskingAIClient) client = fault_client ();
      g_autofree char *name = fault_name (cases[i].fault);
      g_autoptr (TaskingAIUpload) upload = upload_content (name, cases[i].size, cases[i].end, -1);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_object_set_data (G_OBJECT (cancellable), "name", name);
      GThread *thread = g_thread_new ("cancel", cancelling_thread, cancellable);
      g_assert_null (upload_file (client, upload, FORM (data), cancellable, &error));
      assert_cancelled (error);
      g_thread_join (thread);
      fault_wait_closed (name, 1);
      run_until (is_idle, upload);
    }
}

static void
test_cancel_before (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  g_autoptr (TaskingAIUpload) upload = upload_content (name, 100000, CONTENT_ENDS, -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (upload_file (client, upload, FORM (data), cancellable, &error));
  assert_cancelled (error);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 0);
  g_assert_cmpuint (test_content_get_n_read (content_of (upload)), ==, 0);
}

/* Whatever comes first. */
static void
test_cancel_race (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (int i = 0; i < 100; i++)
    {
      g_autoptr (TaskingAIUpload) upload = upload_content ("good", 70000, CONTENT_ENDS, 70000);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancelling_thread, cancellable);
      g_autoptr (TaskingAIFile) model =
          upload_file (client, upload, FORM (data), cancellable, &error);
      if (model == NULL)
        assert_cancelled (error);
      else
        assert_content_arrived (model, 70000);
      g_thread_join (thread);
    }
}

static void
test_client_dropped (void)
{
  TaskingAIClient *client = fault_client ();
  g_autoptr (TaskingAIFiles) files = g_object_ref (taskingai_client_get_files (client));
  g_autoptr (TaskingAIUpload) upload = upload_content ("good", 2 * MIB, CONTENT_ENDS, -1);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_files_upload_async (files, upload, NULL, answer_cb, &answer);
  g_object_unref (client);
  g_autoptr (TaskingAIFile) model =
      taskingai_files_upload_finish (files, answer_wait (&answer), &error);
  g_assert_no_error (error);
  assert_content_arrived (model, 2 * MIB);
}

/* ---- trying again ---- */

/* 429 says that nothing was done; then it depends on whether the content can be had again. */
static void
test_turned_away (gconstpointer data)
{
  static const char *const faults[] = { "late429once", "early429once" };
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (TaskingAIClient) client = fault_client ();
      g_autofree char *name = fault_name (faults[i]);
      g_autofree char *filename = g_strconcat (name, ".txt", NULL);
      g_autoptr (GFile) file = content_file (filename, 3 * MIB);
      g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_file (file);
      g_autoptr (GError) error = NULL;
      taskingai_client_set_max_retries (client, 1);
      g_autoptr (TaskingAIFile) model = upload_file (client, upload, FORM (data), NULL, &error);
      g_assert_no_error (error);
      assert_content_arrived (model, 3 * MIB);
      g_assert_cmpuint (fault_count (name, "requests"), ==, 2);
      content_file_remove (file);
    }
}

static void
test_gone (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("late429once");
  g_autoptr (TaskingAIUpload) upload = upload_content (name, MIB, CONTENT_ENDS, MIB);
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 1);
  g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_RATE_LIMITED, 429);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

/* Nothing has been read then, so that any content can be sent later. */
static void
test_not_connected (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client =
      g_object_new (TASKINGAI_TYPE_CLIENT, "host", "http://127.0.0.1:1", "api-key", FAULT_KEY,
                    "max-retries", 1, NULL);
  g_autoptr (TaskingAIUpload) upload = upload_content ("good", MIB, CONTENT_ENDS, -1);
  g_autoptr (GError) error = NULL;
  g_assert_null (upload_file (client, upload, FORM (data), NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_CONNECTION, 0);
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 2);
  g_assert_cmpuint (test_content_get_n_read (content_of (upload)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_both ("/upload-faults/answers", test_answers);
  add_both ("/upload-faults/answer-and-reset", test_answer_and_reset);
  g_test_add_func ("/upload-faults/answer-while-reading", test_answer_while_reading);
  g_test_add_func ("/upload-faults/answer-in-parts", test_answer_in_parts);
  g_test_add_func ("/upload-faults/timeout", test_timeout);
  add_both ("/upload-faults/source-fails", test_source_fails);
  add_both ("/upload-faults/wrong-size", test_wrong_size);
  add_both ("/upload-faults/file-changes", test_file_changes);
  add_both ("/upload-faults/too-large", test_too_large);
  add_both ("/upload-faults/cancel/midway", test_cancel_midway);
  add_both ("/upload-faults/cancel/waiting", test_cancel_waiting);
  add_both ("/upload-faults/cancel/before", test_cancel_before);
  add_both ("/upload-faults/cancel/race", test_cancel_race);
  g_test_add_func ("/upload-faults/client-dropped", test_client_dropped);
  add_both ("/upload-faults/turned-away", test_turned_away);
  add_both ("/upload-faults/gone", test_gone);
  add_both ("/upload-faults/not-connected", test_not_connected);
  return g_test_run ();
}
