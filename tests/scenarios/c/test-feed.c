/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A body that is read while it is sent, asked for more by libcurl than it can tell. */
#include "upload-fixture.h"

#include "net/taskingai-call-private.h"
#include "net/taskingai-reactor-private.h"
#include "upload/taskingai-multipart.h"

static void
done_cb (TaskingAICall *call, gpointer data)
{
  if (taskingai_call_is_done (call))
    *(gboolean *) data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
is_reading (gpointer content)
{
  return g_input_stream_has_pending (content);
}

static TaskingAICall *
make_call (TaskingAISession *session, const char *name, TestContent *content)
{
  g_autofree char *filename = g_strconcat (name, ".txt", NULL);
  g_autoptr (GError) error = NULL;
  TaskingAISettings *settings = taskingai_session_lock_settings (session);
  settings->host = g_strdup (g_getenv ("TASKINGAI_FAULT_HOST"));
  settings->api_key = g_strdup (FAULT_KEY);
  taskingai_session_unlock_settings (session, TRUE);
  TaskingAIRequest *request =
      taskingai_request_new (TASKINGAI_METHOD_POST, "/v1/files", NULL, &error);
  g_assert_no_error (error);
  request->source = taskingai_multipart_new (G_INPUT_STREAM (content), -1, 1000000, "record_file",
                                             "file", filename);
  TaskingAICall *call = taskingai_call_new (session, request, &error);
  g_assert_no_error (error);
  return call;
}

/* HTTP/2 ends a pause by itself when the server takes more, and asks for what is being read. */
static void
test_asked_twice (void)
{
  g_autoptr (TaskingAISession) session = taskingai_session_new ();
  g_autoptr (TestContent) content = test_content_new (0, CONTENT_WAITS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *name = fault_name ("taken");
  g_autoptr (TaskingAICall) call = make_call (session, name, content);
  gboolean done = FALSE;
  taskingai_call_start (call, cancellable, done_cb, &done);
  run_until (is_reading, content);
  for (int i = 0; i < 3; i++)
    {
      taskingai_reactor_mark_hungry (call->reactor, call);
      taskingai_reactor_feed (call->reactor);
      run_pending ();
      g_assert_false (done);
    }
  g_cancellable_cancel (cancellable);
  run_until (is_set, &done);
  assert_cancelled (taskingai_call_get_error (call));
  fault_wait_closed (name, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/asked-twice", test_asked_twice);
  return g_test_run ();
}
