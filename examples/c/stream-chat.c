/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Streams a chat completion and prints the text as it arrives.
 *
 *   TASKINGAI_HOST=… TASKINGAI_API_KEY=… stream-chat MODEL_ID */
#include <locale.h>

#include <taskingai/taskingai.h>

int
main (int argc, char *argv[])
{
  const char *model_id = argc > 1 ? argv[1] : g_getenv ("TASKINGAI_CHAT_MODEL_ID");
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  g_autoptr (TaskingAIChatCompletionRequest) request = NULL;
  g_autoptr (TaskingAIStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (model_id == NULL)
    {
      g_printerr ("usage: %s MODEL_ID\n", argv[0]);
      return 2;
    }

  request = taskingai_chat_completion_request_new (model_id);
  taskingai_chat_completion_request_add_system_message (request, "You are a professional assistant.");
  taskingai_chat_completion_request_add_user_message (request, "Count from 1 to 50");

  stream = taskingai_inference_chat_completion_stream (taskingai_client_get_inference (client),
                                                       request, NULL, &error);
  while (error == NULL)
    {
      g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, &error);

      if (event == NULL)
        break;
      if (TASKINGAI_IS_CHAT_COMPLETION_CHUNK (event))
        g_print ("%s", taskingai_chat_completion_chunk_get_delta (
                         TASKINGAI_CHAT_COMPLETION_CHUNK (event)));
    }
  g_print ("\n");

  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return error == NULL ? 0 : 1;
}
