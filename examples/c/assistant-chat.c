/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A conversation: an assistant, a chat with it, and its answer as it grows.
 *
 *   TASKINGAI_HOST=… TASKINGAI_API_KEY=… assistant-chat MODEL_ID */
#include <locale.h>

#include <taskingai/taskingai.h>

static TaskingAIAssistant *
create_assistant (TaskingAIClient *client, const char *model_id, GError **error)
{
  g_autoptr (TaskingAIAssistant) draft = taskingai_assistant_new ();
  g_autoptr (TaskingAIAssistantMemory) memory =
      taskingai_assistant_memory_new_message_window (20, 2000);
  g_autoptr (TaskingAIRetrievalConfig) retrieval = taskingai_retrieval_config_new ();
  const char *const prompt[] = { "You are a guide.", "Answer in {{language}}.", NULL };

  taskingai_assistant_set_model_id (draft, model_id);
  taskingai_assistant_set_memory (draft, memory);
  taskingai_assistant_set_system_prompt_template (draft, prompt);
  taskingai_retrieval_config_set_method (retrieval, TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE);
  taskingai_assistant_set_retrieval_configs (draft, retrieval);
  return taskingai_assistants_create (taskingai_client_get_assistants (client), draft, NULL, error);
}

/* Says something, and prints the answer as it comes. */
static gboolean
ask (TaskingAIClient *client, TaskingAIChat *chat, const char *text, GError **error)
{
  TaskingAIMessages *messages = taskingai_client_get_messages (client);
  const char *assistant_id = taskingai_chat_get_assistant_id (chat);
  const char *chat_id = taskingai_chat_get_chat_id (chat);
  g_autoptr (TaskingAIMessage) draft = taskingai_message_new_user (text);
  g_autoptr (TaskingAIMessage) message =
      taskingai_messages_create (messages, assistant_id, chat_id, draft, NULL, error);
  if (message == NULL)
    return FALSE;

  g_print ("user: %s\nassistant: ", text);
  g_autoptr (GHashTable) variables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_hash_table_insert (variables, (gpointer) "language", (gpointer) "English");
  taskingai_message_generate_request_set_system_prompt_variables (request, variables);
  g_autoptr (TaskingAIStream) stream =
      taskingai_messages_generate_stream (messages, assistant_id, chat_id, request, NULL, error);
  char *piece = NULL;
  GError *failure = NULL;
  for (; stream != NULL && (piece = taskingai_stream_read_text (stream, NULL, &failure));
       g_free (piece))
    g_print ("%s", piece);
  g_print ("\n");
  if (failure != NULL)
    g_propagate_error (error, failure);
  return stream != NULL && failure == NULL;
}

/* Prints how many messages the chat has, however many pages they fill. */
static gboolean
count (TaskingAIClient *client, TaskingAIChat *chat, GError **error)
{
  g_autoptr (TaskingAIEnumerator) all = taskingai_messages_list_all (
      taskingai_client_get_messages (client), taskingai_chat_get_assistant_id (chat),
      taskingai_chat_get_chat_id (chat), NULL);
  GError *failure = NULL;
  TaskingAIModel *message;
  guint n = 0;

  for (; (message = taskingai_enumerator_next (all, NULL, &failure)); g_object_unref (message))
    n++;
  if (failure == NULL)
    g_print ("%u messages\n", n);
  else
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
converse (TaskingAIClient *client, TaskingAIAssistant *assistant, GError **error)
{
  g_autoptr (TaskingAIChat) draft = taskingai_chat_new ();
  g_autoptr (TaskingAIChat) chat =
      taskingai_chats_create (taskingai_client_get_chats (client),
                              taskingai_assistant_get_assistant_id (assistant), draft, NULL, error);

  return chat != NULL && ask (client, chat, "Count from 1 to 5", error)
         && count (client, chat, error);
}

int
main (int argc, char *argv[])
{
  const char *model_id = argc > 1 ? argv[1] : g_getenv ("TASKINGAI_CHAT_MODEL_ID");
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_autoptr (TaskingAIAssistant) assistant = create_assistant (client, model_id, &error);
  if (assistant != NULL && converse (client, assistant, &error))
    taskingai_assistants_delete (taskingai_client_get_assistants (client),
                                 taskingai_assistant_get_assistant_id (assistant), NULL, &error);
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return error != NULL;
}
