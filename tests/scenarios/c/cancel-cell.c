/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "cancel-cell.h"

#include "models/taskingai-chat-completion-chunk.h"
#include "services/taskingai-service-private.h"

#define TEXT "the water cycle"

const char *const doer_names[] = { "same", "thread", "callback", "handler", "read", "blocked" };

/* ---- kinds of calls ---- */

static TaskingAIChatCompletionRequest *
make_request (Cell *cell)
{
  return completion_request (cell->name, cell->text != NULL ? cell->text : "hello");
}

static gboolean
take (gpointer object)
{
  g_autoptr (GObject) owned = object;
  return owned != NULL;
}

/* A stream is whole only with all its text. */
static gboolean
take_stream (TaskingAIStream *stream)
{
  g_autoptr (TaskingAIStream) owned = stream;
  g_autoptr (GError) error = NULL;
  if (stream == NULL)
    return FALSE;
  g_autofree char *text = read_all (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, TEXT);
  return TRUE;
}

static gpointer
get_assistants (TaskingAIClient *client)
{
  return taskingai_client_get_assistants (client);
}

static gpointer
get_inference (TaskingAIClient *client)
{
  return taskingai_client_get_inference (client);
}

static gpointer
get_files (TaskingAIClient *client)
{
  return taskingai_client_get_files (client);
}

static void
get_start (Cell *cell, gpointer service)
{
  taskingai_assistants_get_async (service, cell->name, cell->cancellable, answer_cb, &cell->answer);
}

static gboolean
get_finish (Cell *cell, GError **error)
{
  return take (taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (cell->answer.source),
                                                cell->answer.result, error));
}

static gboolean
get_run (Cell *cell, gpointer service, GError **error)
{
  return take (taskingai_assistants_get (service, cell->name, cell->cancellable, error));
}

static void
post_start (Cell *cell, gpointer service)
{
  g_autoptr (TaskingAIChatCompletionRequest) request = make_request (cell);
  taskingai_inference_chat_completion_async (service, request, cell->cancellable, answer_cb,
                                             &cell->answer);
}

static gboolean
post_finish (Cell *cell, GError **error)
{
  return take (taskingai_inference_chat_completion_finish (
      TASKINGAI_INFERENCE (cell->answer.source), cell->answer.result, error));
}

static gboolean
post_run (Cell *cell, gpointer service, GError **error)
{
  g_autoptr (TaskingAIChatCompletionRequest) request = make_request (cell);
  return take (taskingai_inference_chat_completion (service, request, cell->cancellable, error));
}

static void
stream_start (Cell *cell, gpointer service)
{
  g_autoptr (TaskingAIChatCompletionRequest) request = make_request (cell);
  taskingai_inference_chat_completion_stream_async (service, request, cell->cancellable, answer_cb,
                                                    &cell->answer);
}

static gboolean
stream_finish (Cell *cell, GError **error)
{
  return take_stream (taskingai_inference_chat_completion_stream_finish (
      TASKINGAI_INFERENCE (cell->answer.source), cell->answer.result, error));
}

static gboolean
stream_run (Cell *cell, gpointer service, GError **error)
{
  g_autoptr (TaskingAIChatCompletionRequest) request = make_request (cell);
  return take_stream (
      taskingai_inference_chat_completion_stream (service, request, cell->cancellable, error));
}

static void
upload_start (Cell *cell, gpointer service)
{
  taskingai_files_upload_async (service, cell->upload, cell->cancellable, answer_cb, &cell->answer);
}

static gboolean
upload_finish (Cell *cell, GError **error)
{
  return take (taskingai_files_upload_finish (TASKINGAI_FILES (cell->answer.source),
                                              cell->answer.result, error));
}

static gboolean
upload_run (Cell *cell, gpointer service, GError **error)
{
  return take (taskingai_files_upload (service, cell->upload, cell->cancellable, error));
}

const Kind kind_get = { "get", get_assistants, get_start, get_finish, get_run };
const Kind kind_post = { "post", get_inference, post_start, post_finish, post_run };
const Kind kind_stream = { "stream", get_inference, stream_start, stream_finish, stream_run };
const Kind kind_upload = { "upload", get_files, upload_start, upload_finish, upload_run };

/* ---- calls that wait for others of the same chat ---- */

static const TaskingAIEventKind chat_events[] = {
  { "ChatCompletionChunk", taskingai_chat_completion_chunk_get_type, TASKINGAI_EVENT_CHUNK,
    (const char *(*) (gpointer)) taskingai_chat_completion_chunk_get_delta },
  { "ChatCompletion", taskingai_chat_completion_get_type, TASKINGAI_EVENT_RESULT, NULL },
  { NULL },
};

static const TaskingAIVerb chat_verb = {
  .method = TASKINGAI_METHOD_POST,
  .path = "/v1/chats/{}/assistants/{}",
  .members = "",
  .queue = 1,
  .answer = { TASKINGAI_ENVELOPE_DATA, taskingai_assistant_get_type },
};

static const TaskingAIVerb chat_stream_verb = {
  .method = TASKINGAI_METHOD_POST,
  .path = "/v1/chats/{}/inference/stream",
  .mode = TASKINGAI_WRITE_CREATE,
  .members = "\"stream\":true",
  .queue = 1,
  .events = chat_events,
};

static void
chat_async (gpointer service, const char *name, GCancellable *cancellable, Answer *answer)
{
  const char *const ids[] = { "chat", name, NULL };
  taskingai_service_run_async (service, chat_async, &chat_verb, ids, NULL, NULL, cancellable,
                               answer_cb, answer);
}

void
chat_hold_async (TaskingAIClient *client, const char *name, Answer *answer)
{
  chat_async (get_assistants (client), name, NULL, answer);
}

gboolean
chat_hold_finish (Answer *answer)
{
  answer_wait (answer);
  return take (taskingai_service_finish (TASKINGAI_SERVICE (answer->source), chat_async,
                                         answer->result, NULL));
}

static void
chat_start (Cell *cell, gpointer service)
{
  chat_async (service, cell->name, cell->cancellable, &cell->answer);
}

static gboolean
chat_finish (Cell *cell, GError **error)
{
  return take (taskingai_service_finish (TASKINGAI_SERVICE (cell->answer.source), chat_async,
                                         cell->answer.result, error));
}

static gboolean
chat_run (Cell *cell, gpointer service, GError **error)
{
  const char *const ids[] = { "chat", cell->name, NULL };
  return take (
      taskingai_service_run (service, &chat_verb, ids, NULL, NULL, cell->cancellable, error));
}

static void
chat_stream_start (Cell *cell, gpointer service)
{
  const char *const ids[] = { "chat", NULL };
  g_autoptr (TaskingAIChatCompletionRequest) request = make_request (cell);
  taskingai_service_open_async (service, chat_stream_start, &chat_stream_verb, ids, request, NULL,
                                cell->cancellable, answer_cb, &cell->answer);
}

static gboolean
chat_stream_finish (Cell *cell, GError **error)
{
  return take_stream (taskingai_service_finish (TASKINGAI_SERVICE (cell->answer.source),
                                                chat_stream_start, cell->answer.result, error));
}

static gboolean
chat_stream_run (Cell *cell, gpointer service, GError **error)
{
  const char *const ids[] = { "chat", NULL };
  g_autoptr (TaskingAIChatCompletionRequest) request = make_request (cell);
  return take_stream (taskingai_service_open (service, &chat_stream_verb, ids, request, NULL,
                                              cell->cancellable, error));
}

const Kind kind_chat = { "chat", get_assistants, chat_start, chat_finish, chat_run };
const Kind kind_chat_stream = { "chat-stream", get_assistants, chat_stream_start,
                                chat_stream_finish, chat_stream_run };

/* ---- who does it ---- */

typedef struct {
  void (*act) (gpointer data);
  gpointer data;
  gboolean done;
} Deed;

static gboolean
deed_is_done (gpointer deed)
{
  return ((Deed *) deed)->done;
}

static gpointer
deed_thread (gpointer data)
{
  Deed *deed = data;
  deed->act (deed->data);
  return NULL;
}

static void
deed_callback (GObject *source, GAsyncResult *result, gpointer data)
{
  Deed *deed = data;
  deed->act (deed->data);
  deed->done = TRUE;
}

static void
deed_handler (GCancellable *cancellable, gpointer data)
{
  Deed *deed = data;
  deed->act (deed->data);
}

/* A stream, since of these any number may be under way. */
static void
do_by_callback (TaskingAIClient *client, Deed *deed)
{
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request ("good", "hello");
  taskingai_inference_chat_completion_stream_async (get_inference (client), request, NULL,
                                                    deed_callback, deed);
  run_until (deed_is_done, deed);
}

void
do_by (Doer doer, TaskingAIClient *client, void (*act) (gpointer data), gpointer data)
{
  Deed deed = { act, data, FALSE };
  g_autoptr (GCancellable) other = g_cancellable_new ();
  switch (doer)
    {
    case BY_THREAD:
      g_thread_join (g_thread_new ("deed", deed_thread, &deed));
      break;
    case BY_CALLBACK:
      do_by_callback (client, &deed);
      break;
    case BY_HANDLER:
      g_signal_connect (other, "cancelled", G_CALLBACK (deed_handler), &deed);
      g_cancellable_cancel (other);
      break;
    default:
      act (data);
    }
}
