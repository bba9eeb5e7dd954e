/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An action made of an OpenAPI document: run by the program, and by an assistant as its tool.
 *
 *   TASKINGAI_HOST=… TASKINGAI_API_KEY=… tools SERVICE_URL MODEL_ID
 *
 * The model has to call functions; the service answers GET SERVICE_URL/plot. */
#include <locale.h>

#include <taskingai/taskingai.h>

#define DOCUMENT                                                                                   \
  "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"Plots\", \"version\": \"1\"},"                 \
  " \"servers\": [{\"url\": \"%s\"}],"                                                             \
  " \"paths\": {\"/plot\": {\"get\": {\"operationId\": \"make_scatter_plot\","                     \
  "                                 \"description\": \"Make a scatter plot\"}}}}"

static TaskingAIAction *
create_action (TaskingAIClient *client, const char *service, GError **error)
{
  g_autofree char *document = g_strdup_printf (DOCUMENT, service);
  g_autoptr (TaskingAIActionBulkCreateRequest) request =
      taskingai_action_bulk_create_request_new ();

  if (!taskingai_action_bulk_create_request_set_openapi_schema_json (request, document, error))
    return NULL;
  g_autoptr (TaskingAIPage) actions =
      taskingai_actions_bulk_create (taskingai_client_get_actions (client), request, NULL, error);
  return actions != NULL ? TASKINGAI_ACTION (taskingai_page_get (actions, 0)) : NULL;
}

static gboolean
run (TaskingAIClient *client, TaskingAIAction *action, GError **error)
{
  g_autoptr (TaskingAIActionRunRequest) request = taskingai_action_run_request_new ();
  g_autoptr (TaskingAIActionRunResult) result =
      taskingai_actions_run (taskingai_client_get_actions (client),
                             taskingai_action_get_action_id (action), request, NULL, error);

  if (result != NULL)
    g_print ("ran: %" G_GINT64_FORMAT "\n", taskingai_action_run_result_get_status (result));
  return result != NULL;
}

static TaskingAIAssistant *
create_assistant (TaskingAIClient *client, const char *model_id, const char *action_id,
                  GError **error)
{
  g_autoptr (TaskingAIAssistant) draft = taskingai_assistant_new ();
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new_naive ();
  g_autoptr (TaskingAIRetrievalConfig) configs = taskingai_retrieval_config_new ();
  g_autoptr (TaskingAIToolRef) tool = taskingai_tool_ref_new_action (action_id);

  taskingai_retrieval_config_set_method (configs, TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE);
  taskingai_assistant_set_model_id (draft, model_id);
  taskingai_assistant_set_memory (draft, memory);
  taskingai_assistant_set_retrieval_configs (draft, configs);
  taskingai_assistant_add_tool (draft, tool);
  return taskingai_assistants_create (taskingai_client_get_assistants (client), draft, NULL, error);
}

static gboolean
ask (TaskingAIClient *client, const char *assistant_id, GError **error)
{
  TaskingAIMessages *messages = taskingai_client_get_messages (client);
  g_autoptr (TaskingAIChat) empty = taskingai_chat_new ();
  g_autoptr (TaskingAIChat) chat = taskingai_chats_create (taskingai_client_get_chats (client),
                                                           assistant_id, empty, NULL, error);
  g_autoptr (TaskingAIMessage) wish = taskingai_message_new_user ("Plot it, please");
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  if (chat == NULL)
    return FALSE;
  const char *chat_id = taskingai_chat_get_chat_id (chat);
  g_autoptr (TaskingAIMessage) said =
      taskingai_messages_create (messages, assistant_id, chat_id, wish, NULL, error);
  if (said == NULL)
    return FALSE;
  g_autoptr (TaskingAIMessage) answer =
      taskingai_messages_generate (messages, assistant_id, chat_id, request, NULL, error);
  if (answer != NULL)
    g_print ("assistant: %s\n", taskingai_message_get_text (answer));
  return answer != NULL;
}

static gboolean
use (TaskingAIClient *client, TaskingAIAction *action, const char *model_id, GError **error)
{
  const char *action_id = taskingai_action_get_action_id (action);

  g_print ("made: %s\n", taskingai_action_get_name (action));
  if (!run (client, action, error))
    return FALSE;
  g_autoptr (TaskingAIAssistant) assistant = create_assistant (client, model_id, action_id, error);
  if (assistant == NULL)
    return FALSE;
  const char *assistant_id = taskingai_assistant_get_assistant_id (assistant);
  return ask (client, assistant_id, error)
         && taskingai_assistants_delete (taskingai_client_get_assistants (client), assistant_id,
                                         NULL, error)
         && taskingai_actions_delete (taskingai_client_get_actions (client), action_id, NULL,
                                      error);
}

int
main (int argc, char *argv[])
{
  const char *service = argc > 1 ? argv[1] : g_getenv ("TASKINGAI_SERVICE_URL");
  const char *model_id = argc > 2 ? argv[2] : g_getenv ("TASKINGAI_TOOLS_MODEL_ID");
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_autoptr (TaskingAIAction) action = create_action (client, service, &error);
  if (action != NULL)
    use (client, action, model_id, &error);
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return error != NULL;
}
