/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "objects.h"

const char *
admin_password (void)
{
  return g_getenv ("TASKINGAI_TEST_ADMIN_PASSWORD");
}

TaskingAIAdmin *
admin_client (void)
{
  TaskingAIAdmin *admin =
      g_object_new (TASKINGAI_TYPE_ADMIN, "host", g_getenv ("TASKINGAI_HOST"), NULL);
  g_autoptr (TaskingAILoginRequest) request =
      taskingai_login_request_new ("admin", admin_password ());
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAdministrator) administrator =
      taskingai_sessions_login (taskingai_admin_get_sessions (admin), request, NULL, &error);
  g_assert_no_error (error);
  return admin;
}

/* ---- chats ---- */

char *
make_assistant (TaskingAIClient *client, TaskingAIAssistant *draft)
{
  g_autoptr (TaskingAIAssistant) taken = draft;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant =
      taskingai_assistants_create (taskingai_client_get_assistants (client), taken, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (taskingai_assistant_get_assistant_id (assistant));
}

char *
make_chat (TaskingAIClient *client, const char *assistant_id)
{
  g_autoptr (TaskingAIChat) draft = taskingai_chat_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChat) chat = taskingai_chats_create (taskingai_client_get_chats (client),
                                                           assistant_id, draft, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (taskingai_chat_get_chat_id (chat));
}

char *
say (TaskingAIClient *client, const char *assistant_id, const char *chat_id, const char *text)
{
  g_autoptr (TaskingAIMessage) draft = taskingai_message_new_user (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIMessage) message = taskingai_messages_create (
      taskingai_client_get_messages (client), assistant_id, chat_id, draft, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (taskingai_message_get_message_id (message));
}

/* ---- retrieval ---- */

char *
make_collection (TaskingAIClient *client, const char *name)
{
  g_autoptr (TaskingAICollection) draft =
      g_object_new (TASKINGAI_TYPE_COLLECTION, "name", name, "capacity", (gint64) 1000,
                    "embedding-model-id", model_id ("EMBEDDING"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAICollection) collection =
      taskingai_collections_create (taskingai_client_get_collections (client), draft, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (taskingai_collection_get_collection_id (collection));
}

char *
make_record (TaskingAIClient *client, const char *collection_id, const char *text)
{
  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_token (200, 20);
  g_autoptr (TaskingAIRecord) draft =
      g_object_new (TASKINGAI_TYPE_RECORD, "record-type", TASKINGAI_RECORD_TYPE_TEXT, "content",
                    text, "text-splitter", splitter, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIRecord) record = taskingai_records_create (
      taskingai_client_get_records (client), collection_id, draft, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (taskingai_record_get_record_id (record));
}

char *
make_chunk (TaskingAIClient *client, const char *collection_id, const char *text)
{
  g_autoptr (TaskingAIChunk) draft = g_object_new (TASKINGAI_TYPE_CHUNK, "content", text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChunk) chunk = taskingai_chunks_create (taskingai_client_get_chunks (client),
                                                              collection_id, draft, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (taskingai_chunk_get_chunk_id (chunk));
}

/* ---- tools ---- */

char *
openapi_document (const char *paths)
{
  return g_strdup_printf (
      "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Harbour\",\"version\":\"1\"},"
      "\"servers\":[{\"url\":\"%s\"}],\"paths\":{%s}}",
      g_getenv ("TASKINGAI_FAULT_HOST"), paths);
}

char *
make_action (TaskingAIClient *client, const char *operation_id, const char *path)
{
  g_autofree char *paths =
      g_strdup_printf ("\"/tool/%s\":{\"get\":{\"operationId\":\"%s\",\"description\":\"A tool\","
                       "\"responses\":{\"200\":{\"description\":\"What was asked\"}}}}",
                       path, operation_id);
  g_autofree char *document = openapi_document (paths);
  g_autoptr (TaskingAIActionBulkCreateRequest) request =
      taskingai_action_bulk_create_request_new ();
  g_autoptr (GError) error = NULL;
  taskingai_action_bulk_create_request_set_openapi_schema_json (request, document, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIPage) actions =
      taskingai_actions_bulk_create (taskingai_client_get_actions (client), request, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) action = taskingai_page_get (actions, 0);
  return g_strdup (taskingai_action_get_action_id (TASKINGAI_ACTION (action)));
}

/* ---- lists ---- */

TaskingAIListOptions *
list_options (gint64 limit)
{
  return g_object_new (TASKINGAI_TYPE_LIST_OPTIONS, "limit", limit, NULL);
}

guint
count_all (TaskingAIEnumerator *list)
{
  g_autoptr (TaskingAIEnumerator) taken = list;
  g_auto (Answer) answer = { 0 };
  for (guint n = 0;; n++)
    {
      g_autoptr (TaskingAIModel) item = NULL;
      g_autoptr (GError) error = NULL;
      if (n % 2 == 0)
        {
          taskingai_enumerator_next_async (taken, NULL, answer_cb, &answer);
          item = taskingai_enumerator_next_finish (taken, answer_take (&answer), &error);
        }
      else
        item = taskingai_enumerator_next (taken, NULL, &error);
      g_assert_no_error (error);
      if (item == NULL)
        return n;
    }
}

void
assert_metadata (GHashTable *metadata, const char *value)
{
  g_assert_nonnull (metadata);
  g_assert_cmpstr (g_hash_table_lookup (metadata, "key"), ==, value);
}
