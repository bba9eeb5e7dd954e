/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A tour: an assistant from creation to deletion, ten calls at once, a stream read and one stopped. */
#include <locale.h>

#include <taskingai/taskingai.h>

#define N_CALLS 10

typedef struct {
  GMainLoop *loop;
  guint pending;
  GError *error;
} Tour;

static void
finished (Tour *tour)
{
  if (--tour->pending == 0)
    g_main_loop_quit (tour->loop);
}

static void
on_assistant (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tour *tour = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant = NULL;

  assistant = taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (source), result, &error);
  if (assistant == NULL && tour->error == NULL)
    tour->error = g_steal_pointer (&error);
  finished (tour);
}

/* Gets the assistant @n times at once. */
static gboolean
get_async (TaskingAIClient *client, const char *assistant_id, guint n, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Tour tour = { loop, n, NULL };

  for (guint i = 0; i < n; i++)
    taskingai_assistants_get_async (taskingai_client_get_assistants (client), assistant_id, NULL,
                                    on_assistant, &tour);
  g_main_loop_run (loop);
  if (tour.error == NULL)
    return TRUE;
  g_propagate_error (error, tour.error);
  return FALSE;
}

static TaskingAIAssistant *
create (TaskingAIClient *client, const char *model_id, GError **error)
{
  g_autoptr (TaskingAIAssistant) assistant = taskingai_assistant_new ();
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new_naive ();
  g_autoptr (TaskingAIRetrievalConfig) retrieval = taskingai_retrieval_config_new ();

  taskingai_retrieval_config_set_method (retrieval, TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE);
  taskingai_assistant_set_model_id (assistant, model_id);
  taskingai_assistant_set_name (assistant, "C demo");
  taskingai_assistant_set_memory (assistant, memory);
  taskingai_assistant_set_retrieval_configs (assistant, retrieval);
  return taskingai_assistants_create (taskingai_client_get_assistants (client), assistant, NULL,
                                      error);
}

static TaskingAIStream *
open_stream (TaskingAIClient *client, const char *model_id, const char *question, GError **error)
{
  g_autoptr (TaskingAIChatCompletionRequest) request = NULL;

  request = taskingai_chat_completion_request_new (model_id);
  taskingai_chat_completion_request_add_system_message (request,
                                                        "You are a professional assistant.");
  taskingai_chat_completion_request_add_user_message (request, question);
  return taskingai_inference_chat_completion_stream (taskingai_client_get_inference (client),
                                                     request, NULL, error);
}

static gboolean
stream_all (TaskingAIClient *client, const char *model_id, GError **error)
{
  g_autoptr (TaskingAIStream) stream = open_stream (client, model_id, "Count from 1 to 20", error);
  GError *failure = NULL;
  char *text;

  if (stream == NULL)
    return FALSE;
  g_print ("C: stream: ");
  while ((text = taskingai_stream_read_text (stream, NULL, &failure)) != NULL)
    {
      g_print ("%s", text);
      g_free (text);
    }
  g_print ("\n");
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
stream_and_stop (TaskingAIClient *client, const char *model_id, GError **error)
{
  g_autoptr (TaskingAIStream) stream = NULL;
  g_autofree char *text = NULL;

  stream = open_stream (client, model_id, "Count from 1 to 100000", error);
  if (stream == NULL)
    return FALSE;
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, error);

      if (event == NULL)
        return FALSE;
    }
  taskingai_stream_close (stream);
  text = taskingai_stream_get_text (stream);
  g_print ("C: stopped a stream after \"%.*s…\"\n", 9, text);
  return TRUE;
}

static gboolean
tour (TaskingAIClient *client, const char *model_id, GError **error)
{
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);
  g_autoptr (TaskingAIAssistant) created = create (client, model_id, error);
  g_autoptr (TaskingAIAssistant) assistant = NULL;
  const char *id;

  if (created == NULL)
    return FALSE;
  id = taskingai_assistant_get_assistant_id (created);
  g_print ("C: created assistant %s\n", id);

  assistant = taskingai_assistants_get (assistants, id, NULL, error);
  if (assistant == NULL)
    return FALSE;
  g_print ("C: read it: \"%s\"\n", taskingai_assistant_get_name (assistant));

  if (!get_async (client, id, 1, error))
    return FALSE;
  g_print ("C: read it in the main loop\n");

  if (!get_async (client, id, N_CALLS, error))
    return FALSE;
  g_print ("C: read it %d times at once\n", N_CALLS);

  if (!stream_all (client, model_id, error) || !stream_and_stop (client, model_id, error))
    return FALSE;

  if (!taskingai_assistants_delete (assistants, id, NULL, error))
    return FALSE;
  g_print ("C: deleted the assistant\n");
  return TRUE;
}

int
main (int argc, char *argv[])
{
  const char *model_id = g_getenv ("TASKINGAI_CHAT_MODEL_ID");
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (model_id == NULL)
    {
      g_printerr ("C: TASKINGAI_CHAT_MODEL_ID is not set\n");
      return 2;
    }
  if (tour (client, model_id, &error))
    return 0;
  g_printerr ("C: %s\n", error->message);
  return 1;
}
