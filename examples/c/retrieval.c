/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A collection of texts, searched by meaning: by the program, and by an assistant before it answers.
 *
 *   TASKINGAI_HOST=… TASKINGAI_API_KEY=… retrieval CHAT_MODEL_ID EMBEDDING_MODEL_ID */
#include <locale.h>

#include <taskingai/taskingai.h>

#define QUESTION "When does the pier open?"

static TaskingAICollection *
create_collection (TaskingAIClient *client, const char *model_id, GError **error)
{
  g_autoptr (TaskingAICollection) draft = taskingai_collection_new ();

  taskingai_collection_set_embedding_model_id (draft, model_id);
  taskingai_collection_set_capacity (draft, 1000);
  return taskingai_collections_create (taskingai_client_get_collections (client), draft, NULL,
                                       error);
}

static gboolean
add_record (TaskingAIClient *client, const char *collection_id, const char *text, GError **error)
{
  g_autoptr (TaskingAIRecord) draft = taskingai_record_new ();
  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_token (200, 20);

  taskingai_record_set_content (draft, text);
  taskingai_record_set_text_splitter (draft, splitter);
  g_autoptr (TaskingAIRecord) record = taskingai_records_create (
      taskingai_client_get_records (client), collection_id, draft, NULL, error);
  return record != NULL;
}

static gboolean
search (TaskingAIClient *client, const char *collection_id, GError **error)
{
  g_autoptr (TaskingAIChunkQuery) query = taskingai_chunk_query_new (QUESTION, 1);
  g_autoptr (TaskingAIPage) found = taskingai_chunks_query (taskingai_client_get_chunks (client),
                                                            collection_id, query, NULL, error);

  for (guint i = 0; found != NULL && i < taskingai_page_get_size (found); i++)
    {
      g_autoptr (TaskingAIModel) chunk = taskingai_page_get (found, i);
      g_print ("found: %s\n", taskingai_chunk_get_content (TASKINGAI_CHUNK (chunk)));
    }
  return found != NULL;
}

static TaskingAIAssistant *
create_assistant (TaskingAIClient *client, const char *model_id, const char *collection_id,
                  GError **error)
{
  g_autoptr (TaskingAIAssistant) draft = taskingai_assistant_new ();
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new_naive ();
  g_autoptr (TaskingAIRetrievalConfig) configs = taskingai_retrieval_config_new ();
  g_autoptr (TaskingAIRetrievalRef) collection =
      taskingai_retrieval_ref_new_collection (collection_id);

  taskingai_retrieval_config_set_method (configs, TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE);
  taskingai_retrieval_config_set_top_k (configs, 1);
  taskingai_assistant_set_model_id (draft, model_id);
  taskingai_assistant_set_memory (draft, memory);
  taskingai_assistant_set_retrieval_configs (draft, configs);
  taskingai_assistant_add_retrieval (draft, collection);
  return taskingai_assistants_create (taskingai_client_get_assistants (client), draft, NULL, error);
}

/* Prints what the assistant was given, from the log of the search. */
static void
show_search (TaskingAIMessageGenerationLog *log)
{
  g_autoptr (GVariant) content = taskingai_message_generation_log_get_content (log);
  g_autoptr (GVariant) results = g_variant_lookup_value (content, "result", NULL);

  for (gsize i = 0; results != NULL && i < g_variant_n_children (results); i++)
    {
      const char *text;
      g_autoptr (GVariant) boxed = g_variant_get_child_value (results, i);
      g_autoptr (GVariant) result = g_variant_get_variant (boxed);
      if (g_variant_lookup (result, "content", "&s", &text))
        g_print ("looked up: %s\n", text);
    }
}

/* Asks the assistant, and watches what it does. */
static gboolean
ask (TaskingAIClient *client, const char *assistant_id, GError **error)
{
  TaskingAIMessages *messages = taskingai_client_get_messages (client);
  g_autoptr (TaskingAIChat) empty = taskingai_chat_new ();
  g_autoptr (TaskingAIChat) chat = taskingai_chats_create (taskingai_client_get_chats (client),
                                                           assistant_id, empty, NULL, error);
  g_autoptr (TaskingAIMessage) question = taskingai_message_new_user (QUESTION);
  if (chat == NULL)
    return FALSE;
  const char *chat_id = taskingai_chat_get_chat_id (chat);
  g_autoptr (TaskingAIMessage) asked =
      taskingai_messages_create (messages, assistant_id, chat_id, question, NULL, error);
  if (asked == NULL)
    return FALSE;

  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  taskingai_message_generate_request_set_debug (request, TRUE);
  g_autoptr (TaskingAIStream) stream =
      taskingai_messages_generate_stream (messages, assistant_id, chat_id, request, NULL, error);
  TaskingAIModel *event;
  GError *failure = NULL;
  for (; stream != NULL && (event = taskingai_stream_read (stream, NULL, &failure));
       g_object_unref (event))
    if (TASKINGAI_IS_MESSAGE_GENERATION_LOG (event))
      show_search (TASKINGAI_MESSAGE_GENERATION_LOG (event));
  if (failure != NULL)
    g_propagate_error (error, failure);
  return stream != NULL && failure == NULL;
}

static gboolean
retrieve (TaskingAIClient *client, const char *chat_model_id, const char *collection_id,
          GError **error)
{
  static const char *const texts[] = { "The pier opens at seven in the morning.",
                                       "Fog signals are tested on Mondays.",
                                       "Tide tables hang in the harbour office." };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!add_record (client, collection_id, texts[i], error))
      return FALSE;
  if (!search (client, collection_id, error))
    return FALSE;
  g_autoptr (TaskingAIAssistant) assistant =
      create_assistant (client, chat_model_id, collection_id, error);
  return assistant != NULL && ask (client, taskingai_assistant_get_assistant_id (assistant), error)
         && taskingai_assistants_delete (taskingai_client_get_assistants (client),
                                         taskingai_assistant_get_assistant_id (assistant), NULL,
                                         error);
}

int
main (int argc, char *argv[])
{
  const char *chat_model = argc > 1 ? argv[1] : g_getenv ("TASKINGAI_CHAT_MODEL_ID");
  const char *embedding_model = argc > 2 ? argv[2] : g_getenv ("TASKINGAI_EMBEDDING_MODEL_ID");
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_autoptr (TaskingAICollection) collection = create_collection (client, embedding_model, &error);
  if (collection != NULL)
    {
      const char *id = taskingai_collection_get_collection_id (collection);
      if (retrieve (client, chat_model, id, &error))
        taskingai_collections_delete (taskingai_client_get_collections (client), id, NULL, &error);
    }
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return error != NULL;
}
