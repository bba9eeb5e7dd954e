/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Gets an assistant, first blocking, then without blocking the main loop.
 *
 *   TASKINGAI_HOST=… TASKINGAI_API_KEY=… get-assistant ASSISTANT_ID */
#include <locale.h>

#include <taskingai/taskingai.h>

static void
show (const char *how, TaskingAIAssistant *assistant)
{
  g_print ("%s: %s, \"%s\", model %s\n", how, taskingai_assistant_get_assistant_id (assistant),
           taskingai_assistant_get_name (assistant), taskingai_assistant_get_model_id (assistant));
}

static void
on_assistant (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GMainLoop *loop = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant = NULL;

  assistant = taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (source), result, &error);
  if (assistant != NULL)
    show ("async", assistant);
  else
    g_printerr ("%s\n", error->message);
  g_main_loop_quit (loop);
}

int
main (int argc, char *argv[])
{
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (TaskingAIAssistant) assistant = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 2)
    {
      g_printerr ("usage: %s ASSISTANT_ID\n", argv[0]);
      return 2;
    }

  assistant = taskingai_assistants_get (assistants, argv[1], NULL, &error);
  if (assistant == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  show ("blocking", assistant);

  taskingai_assistants_get_async (assistants, argv[1], NULL, on_assistant, loop);
  g_main_loop_run (loop);
  return 0;
}
