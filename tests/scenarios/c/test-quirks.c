/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the server does otherwise than one would think, and what the library makes of it. The numbers
 * are those of the quirks in the API reference; the server is one with all of them. */
#include "fixture.h"

#include <string.h>

static TaskingAIAssistant *
make_assistant (TaskingAIClient *client, const char *kind, TaskingAIAssistantMemory *memory)
{
  g_autoptr (TaskingAIAssistant) draft = taskingai_assistant_new ();
  g_autoptr (TaskingAIRetrievalConfig) configs = taskingai_retrieval_config_new ();
  g_autoptr (GError) error = NULL;
  taskingai_retrieval_config_set_method (configs, TASKINGAI_RETRIEVAL_METHOD_USER_MESSAGE);
  taskingai_assistant_set_model_id (draft, model_id (kind));
  taskingai_assistant_set_memory (draft, memory);
  taskingai_assistant_set_retrieval_configs (draft, configs);
  TaskingAIAssistant *made =
      taskingai_assistants_create (taskingai_client_get_assistants (client), draft, NULL, &error);
  g_assert_no_error (error);
  return made;
}

typedef struct {
  TaskingAIClient *client;
  TaskingAIAssistant *assistant;
  TaskingAIChat *chat;
  const char *assistant_id, *chat_id;
} Talk;

static void
talk_begin (Talk *talk, const char *kind)
{
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new_naive ();
  g_autoptr (TaskingAIChat) draft = taskingai_chat_new ();
  g_autoptr (GError) error = NULL;
  talk->client = local_client ();
  talk->assistant = make_assistant (talk->client, kind, memory);
  talk->assistant_id = taskingai_assistant_get_assistant_id (talk->assistant);
  talk->chat = taskingai_chats_create (taskingai_client_get_chats (talk->client),
                                       talk->assistant_id, draft, NULL, &error);
  g_assert_no_error (error);
  talk->chat_id = taskingai_chat_get_chat_id (talk->chat);
}

static void
talk_end (Talk *talk)
{
  g_object_unref (talk->chat);
  g_object_unref (talk->assistant);
  g_object_unref (talk->client);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Talk, talk_end)

static TaskingAIMessage *
say (Talk *talk, const char *text, GError **error)
{
  g_autoptr (TaskingAIMessage) message = taskingai_message_new_user (text);
  return taskingai_messages_create (taskingai_client_get_messages (talk->client),
                                    talk->assistant_id, talk->chat_id, message, NULL, error);
}

static void
said (Talk *talk, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIMessage) message = say (talk, text, &error);
  g_assert_no_error (error);
}

static TaskingAICollection *
make_collection (TaskingAIClient *client)
{
  g_autoptr (TaskingAICollection) draft = taskingai_collection_new ();
  g_autoptr (GError) error = NULL;
  taskingai_collection_set_capacity (draft, 1000);
  taskingai_collection_set_embedding_model_id (draft, model_id ("EMBEDDING"));
  TaskingAICollection *made =
      taskingai_collections_create (taskingai_client_get_collections (client), draft, NULL, &error);
  g_assert_no_error (error);
  return made;
}

static void
add_chunk (TaskingAIClient *client, const char *collection_id, const char *text)
{
  g_autoptr (TaskingAIChunk) draft = taskingai_chunk_new ();
  g_autoptr (GError) error = NULL;
  taskingai_chunk_set_content (draft, text);
  g_autoptr (TaskingAIChunk) made = taskingai_chunks_create (taskingai_client_get_chunks (client),
                                                             collection_id, draft, NULL, &error);
  g_assert_no_error (error);
}

static TaskingAIAdmin *
logged_in (void)
{
  TaskingAIAdmin *admin = taskingai_admin_new ();
  g_autoptr (TaskingAILoginRequest) login =
      taskingai_login_request_new ("admin", g_getenv ("TASKINGAI_TEST_ADMIN_PASSWORD"));
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAdministrator) me =
      taskingai_sessions_login (taskingai_admin_get_sessions (admin), login, NULL, &error);
  g_assert_no_error (error);
  return admin;
}

/* An unknown key is "not found": for the program that has it, that means something else than for
 * the administrator who asks about it. */
static void
test_q1_unknown_key (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAdmin) admin = logged_in ();
  g_autoptr (GError) refused = NULL, missing = NULL;
  taskingai_client_set_api_key (client, "tkQw7eRt2yuI5oPa8sDf1gHj4kLz9xCv");
  g_autoptr (TaskingAIPage) page =
      taskingai_assistants_list (taskingai_client_get_assistants (client), NULL, NULL, &refused);
  g_assert_null (page);
  assert_api_error (refused, TASKINGAI_API_ERROR_AUTHENTICATION, 404);
  g_assert_null (strstr (refused->message, "Qw7eRt2y"));

  g_autoptr (TaskingAIApikey) key =
      taskingai_apikeys_get (taskingai_admin_get_apikeys (admin), "Qw7eRt2y", NULL, &missing);
  g_assert_null (key);
  assert_api_error (missing, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_nonnull (strstr (missing->message, "Qw7eRt2y"));
}

/* The message of an error is an object on the routes of models. */
static void
test_q2_message_is_object (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (model_id ("EMBEDDING"), "hello");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChatCompletion) completion = taskingai_inference_chat_completion (
      taskingai_client_get_inference (client), request, NULL, &error);
  g_assert_null (completion);
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
  g_assert_nonnull (strstr (error->message, "is not a chat completion model"));
  g_assert_null (strchr (error->message, '{'));
}

/* The chunks of a record are only given to who sends an empty filter. */
static void
test_q3_chunks_of_record (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAICollection) collection = make_collection (client);
  g_autoptr (TaskingAIRecord) draft = taskingai_record_new ();
  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_token (200, 20);
  g_autoptr (GError) error = NULL;
  const char *collection_id = taskingai_collection_get_collection_id (collection);
  taskingai_record_set_content (draft, "The pier opens at seven.");
  taskingai_record_set_text_splitter (draft, splitter);
  g_autoptr (TaskingAIRecord) record = taskingai_records_create (
      taskingai_client_get_records (client), collection_id, draft, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIPage) page =
      taskingai_chunks_list_of_record (taskingai_client_get_chunks (client), collection_id,
                                       taskingai_record_get_record_id (record), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);
}

/* A stream in OpenAI's form drops failures: without any part it is one. */
static void
test_q4_openai_stream_without_parts (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIOpenaiChatCompletionRequest) request =
      taskingai_openai_chat_completion_request_new (model_id ("CHAT"));
  g_autoptr (TaskingAIOpenaiMessage) message = taskingai_openai_message_new ("user", "a ");
  g_autoptr (GError) error = NULL;
  taskingai_openai_chat_completion_request_add_message (request, message);
  g_autoptr (TaskingAIStream) stream = taskingai_openai_chat_completion_stream (
      taskingai_client_get_openai (client), request, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, &error);
  g_assert_null (event);
  assert_api_error (error, TASKINGAI_API_ERROR_GENERATION, 200);
}

/* The failure of a provider is reported as a mistake in Python. */
static void
test_q5_provider_of_embeddings (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAITextEmbeddingRequest) request =
      taskingai_text_embedding_request_new ("TpLocalE");
  const char *const input[] = { "buoy", NULL };
  g_autoptr (GError) error = NULL;
  taskingai_text_embedding_request_set_input (request, input);
  g_autoptr (TaskingAITextEmbeddingResult) result = taskingai_inference_text_embedding (
      taskingai_client_get_inference (client), request, NULL, &error);
  g_assert_null (result);
  assert_api_error (error, TASKINGAI_API_ERROR_PROVIDER, 500);
}

/* A second generation of a chat would be refused, and end the lock of the first. */
static void
test_q6_one_generation_at_a_time (void)
{
  g_auto (Talk) talk = { 0 };
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_auto (Answer) first = { 0 }, second = { 0 };
  g_autoptr (GError) error = NULL;
  talk_begin (&talk, "DELAY");
  said (&talk, "#1#how tall is the tower");
  TaskingAIMessages *messages = taskingai_client_get_messages (talk.client);
  taskingai_messages_generate_async (messages, talk.assistant_id, talk.chat_id, request, NULL,
                                     answer_cb, &first);
  taskingai_messages_generate_async (messages, talk.assistant_id, talk.chat_id, request, NULL,
                                     answer_cb, &second);
  g_autoptr (TaskingAIMessage) answer =
      taskingai_messages_generate_finish (messages, answer_wait (&first), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second.n_calls, ==, 0);
  g_autoptr (TaskingAIMessage) none =
      taskingai_messages_generate_finish (messages, answer_wait (&second), &error);
  g_assert_null (none); /* nothing new has been said; a lock would be BUSY */
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 400);
}

/* A window without max_tokens breaks every answer of the assistant. */
static void
test_q7_window_without_tokens (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new ();
  g_autoptr (TaskingAIAssistant) draft = taskingai_assistant_new ();
  g_autoptr (GError) error = NULL;
  taskingai_assistant_memory_set_memory_type (memory, TASKINGAI_MEMORY_TYPE_MESSAGE_WINDOW);
  taskingai_assistant_memory_set_max_messages (memory, 20);
  taskingai_assistant_set_memory (draft, memory);
  guint64 requests = local_count ("requests");
  g_autoptr (TaskingAIAssistant) made =
      taskingai_assistants_create (taskingai_client_get_assistants (client), draft, NULL, &error);
  g_assert_null (made);
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
  g_assert_nonnull (strstr (error->message, "max_tokens"));
  g_assert_cmpuint (local_count ("requests"), ==, requests + 1); /* the question itself */
}

/* A message that does not fit the memory is stored before it is refused. */
static void
test_q8_full_memory (void)
{
  g_auto (Talk) talk = { 0 };
  g_autofree char *text = g_strnfill (40000, 'x');
  g_autoptr (GError) error = NULL;
  talk_begin (&talk, "CHAT");
  said (&talk, text);
  g_autoptr (TaskingAIMessage) none = say (&talk, text, &error);
  g_assert_null (none);
  assert_api_error (error, TASKINGAI_API_ERROR_RESOURCE_LIMIT, 429);
  g_autoptr (TaskingAIPage) page =
      taskingai_messages_list (taskingai_client_get_messages (talk.client), talk.assistant_id,
                               talk.chat_id, NULL, NULL, NULL);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 2); /* it was not sent again */
}

/* An empty update is an internal error of the server. */
static void
test_q9_empty_update (void)
{
  g_auto (Talk) talk = { 0 };
  g_autoptr (GError) error = NULL;
  talk_begin (&talk, "CHAT");
  g_autoptr (TaskingAIChat) chat = taskingai_chats_update (taskingai_client_get_chats (talk.client),
                                                           NULL, NULL, talk.chat, NULL, &error);
  g_assert_null (chat);
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

/* What an assistant refers to may be gone: the message tells which. */
static void
test_q11_q13_dangling_reference (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAICollection) collection = make_collection (client);
  g_autoptr (TaskingAIAssistantMemory) memory = taskingai_assistant_memory_new_naive ();
  g_autoptr (TaskingAIAssistant) assistant = make_assistant (client, "CHAT", memory);
  g_autoptr (TaskingAIRetrievalRef) ref =
      taskingai_retrieval_ref_new_collection (taskingai_collection_get_collection_id (collection));
  g_autoptr (TaskingAIChat) draft = taskingai_chat_new ();
  g_autoptr (GError) error = NULL;
  taskingai_assistant_add_retrieval (assistant, ref);
  g_autoptr (TaskingAIAssistant) changed = taskingai_assistants_update (
      taskingai_client_get_assistants (client), NULL, assistant, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_collections_delete (taskingai_client_get_collections (client),
                                               taskingai_collection_get_collection_id (collection),
                                               NULL, NULL));
  g_autoptr (TaskingAIChat) chat = taskingai_chats_create (
      taskingai_client_get_chats (client), taskingai_assistant_get_assistant_id (assistant), draft,
      NULL, &error);
  g_assert_null (chat);
  assert_api_error (error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_nonnull (strstr (error->message, taskingai_collection_get_collection_id (collection)));
}

/* Chunks do not say what they are, and their scores may be negative. */
static void
test_q15_q16_chunks (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAICollection) collection = make_collection (client);
  const char *collection_id = taskingai_collection_get_collection_id (collection);
  g_autoptr (TaskingAIChunkQuery) query = taskingai_chunk_query_new ("anchor", 20);
  g_autoptr (GError) error = NULL;
  gboolean negative = FALSE;
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);
      add_chunk (client, collection_id, text);
    }
  g_autoptr (TaskingAIPage) found = taskingai_chunks_query (taskingai_client_get_chunks (client),
                                                            collection_id, query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (found), ==, 20);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (TaskingAIModel) chunk = taskingai_page_get (found, i);
      g_assert_true (TASKINGAI_IS_CHUNK (chunk));
      negative |= taskingai_chunk_get_score (TASKINGAI_CHUNK (chunk)) < 0;
    }
  g_assert_true (negative);
}

static TaskingAIAction *
make_action (TaskingAIClient *client, const char *parameter_type)
{
  g_autoptr (TaskingAIActionBulkCreateRequest) request =
      taskingai_action_bulk_create_request_new ();
  g_autofree char *schema = g_strdup_printf (
      "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},"
      "\"servers\":[{\"url\":\"%s/tool\"}],\"paths\":{\"/tides\":{\"get\":{"
      "\"operationId\":\"tides\",\"description\":\"d\",\"parameters\":[{\"name\":\"ports\","
      "\"in\":\"query\",\"description\":\"p\",\"schema\":{\"type\":\"%s\"%s}}]}}}}",
      g_getenv ("TASKINGAI_FAULT_HOST"), parameter_type,
      g_str_equal (parameter_type, "array") ? ",\"items\":{\"type\":\"string\"}" : "");
  g_autoptr (GError) error = NULL;
  taskingai_action_bulk_create_request_set_openapi_schema_json (request, schema, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIPage) page =
      taskingai_actions_bulk_create (taskingai_client_get_actions (client), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);
  return TASKINGAI_ACTION (taskingai_page_get (page, 0));
}

/* A parameter that is an array breaks the assistants that use the action. */
static void
test_q20_composite_parameter (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAction) good = make_action (client, "string");
  g_autoptr (TaskingAIAction) bad = make_action (client, "array");
  g_assert_null (taskingai_action_dup_problem (good));
  g_autofree char *problem = taskingai_action_dup_problem (bad);
  g_assert_nonnull (strstr (problem, "\"ports\""));
}

/* To run an action without "parameters" is an internal error of the server. */
static void
test_q21_run_without_parameters (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAction) action = make_action (client, "string");
  g_autoptr (TaskingAIActionRunRequest) request = taskingai_action_run_request_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIActionRunResult) result =
      taskingai_actions_run (taskingai_client_get_actions (client),
                             taskingai_action_get_action_id (action), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_action_run_result_get_status (result), ==, 200);
}

static void
assert_record_refused (TaskingAIRecord *record, const char *missing, gboolean update)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIRecord) made =
      update ? taskingai_records_update (records, "c", "r", record, NULL, &error)
             : taskingai_records_create (records, "c", record, NULL, &error);
  g_assert_null (made);
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
  g_assert_nonnull (strstr (error->message, missing));
}

/* Records without what they need are internal errors of the server. */
static void
test_q22_incomplete_record (void)
{
  g_autoptr (TaskingAIRecord) file = taskingai_record_new ();
  g_autoptr (TaskingAIRecord) page = taskingai_record_new ();
  g_autoptr (TaskingAIRecord) text = taskingai_record_new ();
  taskingai_record_set_record_type (file, TASKINGAI_RECORD_TYPE_FILE);
  assert_record_refused (file, "file_id", FALSE);
  taskingai_record_set_record_type (page, TASKINGAI_RECORD_TYPE_WEB);
  assert_record_refused (page, "url", FALSE);
  taskingai_record_set_content (text, "new");
  assert_record_refused (text, "text_splitter", TRUE);
}

/* A file can be used once: so it is, at once. */
static void
test_q23_single_use_of_files (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIRecords *records = taskingai_client_get_records (client);
  g_autoptr (TaskingAICollection) collection = make_collection (client);
  const char *collection_id = taskingai_collection_get_collection_id (collection);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("The pier opens at seven.", 24);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "pier.txt");
  g_autoptr (TaskingAIRecord) draft = taskingai_record_new ();
  g_autoptr (TaskingAITextSplitter) splitter = taskingai_text_splitter_new_token (200, 20);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  taskingai_record_set_text_splitter (draft, splitter);
  taskingai_record_set_title (draft, "Pier");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TaskingAIRecord) made = taskingai_records_create_from_upload (
          records, collection_id, upload, draft, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (taskingai_record_get_num_chunks (made), ==, 1);
      g_assert_cmpstr (taskingai_record_get_title (made), ==, "Pier");
    }
  taskingai_records_create_from_upload_async (records, "none", upload, draft, NULL, answer_cb,
                                              &answer);
  g_autoptr (TaskingAIRecord) none =
      taskingai_records_create_from_upload_finish (records, answer_wait (&answer), &error);
  g_assert_null (none);
  assert_api_error (error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_false (taskingai_model_has_member (TASKINGAI_MODEL (draft), "file_id"));
}

/* Some calls take as long as a provider does. */
static void
test_q25_patience (void)
{
  g_autoptr (TaskingAIClient) client = taskingai_client_new ();
  g_assert_cmpuint (taskingai_client_get_timeout (client), >=, 5 * 60 * 1000);
}

/* Messages of the server are shown, whatever they look like. */
static void
test_q27_python_in_messages (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (model_id ("ERROR"), "hello");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChatCompletion) completion = taskingai_inference_chat_completion (
      taskingai_client_get_inference (client), request, NULL, &error);
  g_assert_null (completion);
  assert_api_error (error, TASKINGAI_API_ERROR_PROVIDER, 400);
  g_assert_nonnull (strstr (error->message, "Debug error for test"));
}

/* Chats come with all that they remember. */
static void
test_q28_big_pages (void)
{
  g_auto (Talk) talk = { 0 };
  g_autofree char *text = g_strnfill (60000, 'x');
  g_autoptr (GError) error = NULL;
  talk_begin (&talk, "CHAT");
  said (&talk, text);
  g_autoptr (TaskingAIPage) page = taskingai_chats_list (taskingai_client_get_chats (talk.client),
                                                         talk.assistant_id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIChat) chat = TASKINGAI_CHAT (taskingai_page_get (page, 0));
  g_autoptr (GPtrArray) messages =
      taskingai_chat_memory_get_messages (taskingai_chat_get_memory (chat));
  g_assert_cmpuint (messages->len, ==, 1);
  g_assert_cmpstr (taskingai_chat_memory_message_get_content (messages->pdata[0]), ==, text);
}

/* The pieces of a stream may lack the blanks between words; the last object has them. */
static void
test_q29_pieces_without_blanks (void)
{
  g_auto (Talk) talk = { 0 };
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_autoptr (GError) error = NULL;
  talk_begin (&talk, "CHAT");
  said (&talk, "Please summarise the water cycle");
  g_autoptr (TaskingAIStream) stream =
      taskingai_messages_generate_stream (taskingai_client_get_messages (talk.client),
                                          talk.assistant_id, talk.chat_id, request, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *rest = read_all (stream, &error);
  g_assert_no_error (error);
  g_autofree char *pieces = taskingai_stream_get_text (stream);
  g_assert_cmpstr (pieces, ==, "thewatercycle");
  g_autoptr (TaskingAIMessage) message = TASKINGAI_MESSAGE (taskingai_stream_get_result (stream));
  g_assert_cmpstr (taskingai_message_get_text (message), ==, "the water cycle");
}

/* A route that the server lacks is told by its framework, without the usual form. */
static void
test_q30_unknown_route (void)
{
  g_auto (Talk) talk = { 0 };
  g_autoptr (GError) error = NULL;
  talk_begin (&talk, "CHAT");
  g_autoptr (TaskingAIMessage) cleaned = taskingai_chats_clean_context (
      taskingai_client_get_chats (talk.client), talk.assistant_id, talk.chat_id, NULL, &error);
  g_assert_null (cleaned);
  assert_api_error (error, TASKINGAI_API_ERROR_UNSUPPORTED, 404);
  g_clear_error (&error);
  g_assert_false (taskingai_messages_delete (taskingai_client_get_messages (talk.client),
                                             talk.assistant_id, talk.chat_id,
                                             "Mah1aR5yUe2GdSf8JkTw6XzQ", NULL, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_UNSUPPORTED, 405);
}

/* The id of a plugin with two slashes is an internal error of the server. */
static void
test_q34_plugin_id (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAssistant) draft = new_assistant ("tools");
  g_autoptr (TaskingAIToolRef) tool = taskingai_tool_ref_new_plugin ("time_api/x", "now");
  g_autoptr (GError) error = NULL;
  taskingai_assistant_add_tool (draft, tool);
  g_autoptr (TaskingAIAssistant) made =
      taskingai_assistants_create (taskingai_client_get_assistants (client), draft, NULL, &error);
  g_assert_null (made);
  assert_api_error (error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

/* A list of models whose provider is gone is an internal error that does not pass. */
static void
test_q35_lists_that_fail_for_good (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("status500");
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 2);
  g_autoptr (TaskingAIAssistant) none = fault_get (client, name, &error);
  g_assert_null (none);
  assert_api_error (error, TASKINGAI_API_ERROR_SERVER, 500);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quirks/1/unknown-key", test_q1_unknown_key);
  g_test_add_func ("/quirks/2/message-is-object", test_q2_message_is_object);
  g_test_add_func ("/quirks/3/chunks-of-record", test_q3_chunks_of_record);
  g_test_add_func ("/quirks/4/openai-stream", test_q4_openai_stream_without_parts);
  g_test_add_func ("/quirks/5/provider-of-embeddings", test_q5_provider_of_embeddings);
  g_test_add_func ("/quirks/6/one-generation-at-a-time", test_q6_one_generation_at_a_time);
  g_test_add_func ("/quirks/7/window-without-tokens", test_q7_window_without_tokens);
  g_test_add_func ("/quirks/8/full-memory", test_q8_full_memory);
  g_test_add_func ("/quirks/9/empty-update", test_q9_empty_update);
  g_test_add_func ("/quirks/11,13/dangling-reference", test_q11_q13_dangling_reference);
  g_test_add_func ("/quirks/15,16/chunks", test_q15_q16_chunks);
  g_test_add_func ("/quirks/20/composite-parameter", test_q20_composite_parameter);
  g_test_add_func ("/quirks/21/run-without-parameters", test_q21_run_without_parameters);
  g_test_add_func ("/quirks/22/incomplete-record", test_q22_incomplete_record);
  g_test_add_func ("/quirks/23/single-use-of-files", test_q23_single_use_of_files);
  g_test_add_func ("/quirks/25/patience", test_q25_patience);
  g_test_add_func ("/quirks/27/python-in-messages", test_q27_python_in_messages);
  g_test_add_func ("/quirks/28/big-pages", test_q28_big_pages);
  g_test_add_func ("/quirks/29/pieces-without-blanks", test_q29_pieces_without_blanks);
  g_test_add_func ("/quirks/30/unknown-route", test_q30_unknown_route);
  g_test_add_func ("/quirks/34/plugin-id", test_q34_plugin_id);
  g_test_add_func ("/quirks/35/lists-that-fail-for-good", test_q35_lists_that_fail_for_good);
  return g_test_run ();
}
