/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Streams a chat completion and prints the text as it arrives, without blocking the main loop.
 *
 *   TASKINGAI_HOST=… TASKINGAI_API_KEY=… stream-chat MODEL_ID */
#include <locale.h>

#include <taskingai/taskingai.h>

typedef struct {
  GMainLoop *loop;
  GError *error;
} Program;

static void
on_event (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;
  TaskingAIStream *stream = TASKINGAI_STREAM (source);
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (stream, result, &program->error);

  if (event == NULL) /* the proper end, or an error */
    {
      g_main_loop_quit (program->loop);
      return;
    }
  if (TASKINGAI_IS_CHAT_COMPLETION_CHUNK (event))
    g_print ("%s",
             taskingai_chat_completion_chunk_get_delta (TASKINGAI_CHAT_COMPLETION_CHUNK (event)));
  taskingai_stream_read_async (stream, NULL, on_event, program);
}

static void
on_stream (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;
  g_autoptr (TaskingAIStream) stream = taskingai_inference_chat_completion_stream_finish (
      TASKINGAI_INFERENCE (source), result, &program->error);

  if (stream != NULL)
    taskingai_stream_read_async (stream, NULL, on_event, program);
  else
    g_main_loop_quit (program->loop);
}

int
main (int argc, char *argv[])
{
  const char *model_id = argc > 1 ? argv[1] : g_getenv ("TASKINGAI_CHAT_MODEL_ID");
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Program program = { loop, NULL };

  setlocale (LC_ALL, "");
  if (model_id == NULL)
    {
      g_printerr ("usage: %s MODEL_ID\n", argv[0]);
      return 2;
    }

  g_autoptr (TaskingAIChatCompletionRequest) request =
      taskingai_chat_completion_request_new (model_id);
  taskingai_chat_completion_request_add_system_message (request,
                                                        "You are a professional assistant.");
  taskingai_chat_completion_request_add_user_message (request, "Count from 1 to 50");
  taskingai_inference_chat_completion_stream_async (taskingai_client_get_inference (client),
                                                    request, NULL, on_stream, &program);
  g_main_loop_run (loop);
  g_print ("\n");

  if (program.error == NULL)
    return 0;
  g_printerr ("%s\n", program.error->message);
  g_error_free (program.error);
  return 1;
}
