/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Generations as streams: their text, what the logs tell, prompts, tools and retrieval. */
#include "objects.h"

#include <string.h>

typedef struct {
  TaskingAIClient *client;
  char *assistant_id, *chat_id;
} Chat;

/* A chat with such an assistant, in which somebody has spoken. */
static void
chat_open (Chat *self, TaskingAIClient *client, TaskingAIAssistant *draft, const char *text)
{
  self->client = g_object_ref (client);
  self->assistant_id = make_assistant (client, draft);
  self->chat_id = make_chat (client, self->assistant_id);
  g_autofree char *message_id = say (client, self->assistant_id, self->chat_id, text);
}

static void
chat_clear (Chat *self)
{
  g_clear_object (&self->client);
  g_clear_pointer (&self->assistant_id, g_free);
  g_clear_pointer (&self->chat_id, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chat, chat_clear)

static TaskingAIStream *
generate (Chat *chat, TaskingAIMessageGenerateRequest *request)
{
  g_autoptr (GError) error = NULL;
  TaskingAIStream *stream =
      taskingai_messages_generate_stream (taskingai_client_get_messages (chat->client),
                                          chat->assistant_id, chat->chat_id, request, NULL, &error);
  g_assert_no_error (error);
  return stream;
}

static TaskingAIMessageGenerateRequest *
with_logs (void)
{
  return g_object_new (TASKINGAI_TYPE_MESSAGE_GENERATE_REQUEST, "debug", TRUE, NULL);
}

/* A word for an event: "chunk", "message", or for a log its step and side, such as "tool-input". */
static char *
event_name (TaskingAIModel *event)
{
  static const char *const steps[] = { "?", "chat_completion", "retrieval", "tool" };
  static const char *const sides[] = { "?", "input", "output" };
  if (TASKINGAI_IS_MESSAGE_CHUNK (event))
    return g_strdup ("chunk");
  if (TASKINGAI_IS_MESSAGE (event))
    return g_strdup ("message");
  TaskingAIMessageGenerationLog *log = TASKINGAI_MESSAGE_GENERATION_LOG (event);
  return g_strdup_printf ("%s-%s", steps[taskingai_message_generation_log_get_event (log)],
                          sides[taskingai_message_generation_log_get_event_step (log)]);
}

/* The names of all events in order; several chunks in a row count as one. */
static char *
read_names (TaskingAIStream *stream)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, &error);
      g_assert_no_error (error);
      if (event == NULL)
        break;
      g_autofree char *name = event_name (event);
      if (names->len == 0 || strcmp (names->pdata[names->len - 1], name) != 0)
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

/* What the first log of that name says, as JSON. */
static char *
read_log (TaskingAIStream *stream, const char *name)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (event);
      g_autofree char *found = event_name (event);
      if (strcmp (found, name) == 0)
        return taskingai_message_generation_log_dup_content_json (
            TASKINGAI_MESSAGE_GENERATION_LOG (event));
    }
}

/* ---- text ---- */

static void
assert_chunk (TaskingAIModel *event, gint64 index)
{
  g_assert_true (TASKINGAI_IS_MESSAGE_CHUNK (event));
  TaskingAIMessageChunk *chunk = TASKINGAI_MESSAGE_CHUNK (event);
  g_assert_cmpint (taskingai_message_chunk_get_index (chunk), ==, index);
  g_assert_cmpint (taskingai_message_chunk_get_role (chunk), ==, TASKINGAI_ROLE_ASSISTANT);
  g_assert_cmpstr (taskingai_message_chunk_get_delta (chunk), !=, "");
}

/* Chunks, then the message as it is stored, then the end. */
static void
test_stream (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIAssistant *draft = new_assistant ("Harbour guide");
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_auto (Chat) chat = { 0 };
  g_autoptr (GError) error = NULL;
  taskingai_assistant_set_model_id (draft, model_id ("STREAM"));
  chat_open (&chat, client, draft, "Count from 1 to 5");

  g_autoptr (TaskingAIStream) stream = generate (&chat, request);
  g_autoptr (TaskingAIModel) event = NULL;
  gint64 n = 0;
  while (!TASKINGAI_IS_MESSAGE (event))
    {
      if (event != NULL)
        assert_chunk (event, n++);
      g_clear_object (&event);
      event = taskingai_stream_read (stream, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (event);
    }
  g_assert_cmpint (n, >, 1);
  g_assert_cmpstr (taskingai_message_get_text (TASKINGAI_MESSAGE (event)), ==, "1 2 3 4 5");
  g_autofree char *text = taskingai_stream_get_text (stream);
  g_assert_cmpstr (text, ==, "1 2 3 4 5");
  g_assert_null (taskingai_stream_read (stream, NULL, &error));
  g_assert_no_error (error);

  g_autoptr (TaskingAIMessage) stored = taskingai_messages_get (
      taskingai_client_get_messages (client), chat.assistant_id, chat.chat_id,
      taskingai_message_get_message_id (TASKINGAI_MESSAGE (event)), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (stored), event));
}

static void
test_stream_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIMessages *messages = taskingai_client_get_messages (client);
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_auto (Chat) chat = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  chat_open (&chat, client, new_assistant ("Harbour guide"), "Please summarise the water cycle");

  taskingai_messages_generate_stream_async (messages, chat.assistant_id, chat.chat_id, request,
                                            NULL, answer_cb, &answer);
  g_autoptr (TaskingAIStream) stream =
      taskingai_messages_generate_stream_finish (messages, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) event = NULL;
  do
    {
      g_clear_object (&event);
      event = read_async (stream, &error);
      g_assert_no_error (error);
  } while (TASKINGAI_IS_MESSAGE_CHUNK (event));
  g_assert_true (TASKINGAI_IS_MESSAGE (event));
  g_assert_cmpstr (taskingai_message_get_text (TASKINGAI_MESSAGE (event)), ==, "the water cycle");
  g_autoptr (TaskingAIModel) result = taskingai_stream_get_result (stream);
  g_assert_true (result == event);
}

/* What fails later than the server has begun to answer is an error of the stream. */
static void
test_stream_fails (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIAssistant *draft = new_assistant ("Broken");
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_auto (Chat) chat = { 0 };
  g_autoptr (GError) error = NULL;
  taskingai_assistant_set_model_id (draft, model_id ("ERROR"));
  chat_open (&chat, client, draft, "Hello");

  g_autoptr (TaskingAIStream) stream = generate (&chat, request);
  g_assert_null (taskingai_stream_read (stream, NULL, &error));
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_GENERATION);
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "GENERATION_ERROR");
  g_assert_null (taskingai_stream_get_result (stream));
}

/* ---- logs ---- */

static void
test_logs (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIMessageGenerateRequest) request = with_logs ();
  g_auto (Chat) chat = { 0 };
  chat_open (&chat, client, new_assistant ("Harbour guide"), "Please summarise the water cycle");

  g_autoptr (TaskingAIStream) stream = generate (&chat, request);
  g_autofree char *names = read_names (stream);
  g_assert_cmpstr (names, ==, "chat_completion-input chunk chat_completion-output message");
}

static void
test_log_members (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIMessageGenerateRequest) request = with_logs ();
  g_auto (Chat) chat = { 0 };
  chat_open (&chat, client, new_assistant ("Harbour guide"), "How tall is the tower");

  g_autoptr (TaskingAIStream) stream = generate (&chat, request);
  g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, NULL);
  TaskingAIMessageGenerationLog *log = TASKINGAI_MESSAGE_GENERATION_LOG (event);
  g_assert_nonnull (taskingai_message_generation_log_get_session_id (log));
  g_assert_nonnull (taskingai_message_generation_log_get_event_id (log));
  g_assert_cmpint (taskingai_message_generation_log_get_timestamp (log), >, 0);
  g_autoptr (GVariant) content = taskingai_message_generation_log_get_content (log);
  const char *model = NULL;
  g_assert_true (g_variant_lookup (content, "model_id", "&s", &model));
  g_assert_cmpstr (model, ==, model_id ("CHAT"));
}

/* Parts of the prompt with a variable that nobody sets are left out. */
static void
test_prompt (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  const char *const template[] = { "Answer in {{language}}.", "Be {{mood}}.", "Be brief.", NULL };
  TaskingAIAssistant *draft = new_assistant ("Polyglot");
  g_autoptr (TaskingAIMessageGenerateRequest) request = with_logs ();
  g_auto (Chat) chat = { 0 };
  g_autoptr (GError) error = NULL;
  taskingai_assistant_set_system_prompt_template (draft, template);
  chat_open (&chat, client, draft, "How tall is the tower");
  taskingai_message_generate_request_set_system_prompt_variables_json (
      request, "{\"language\":\"Dutch\"}", &error);
  g_assert_no_error (error);

  g_autoptr (TaskingAIStream) stream = generate (&chat, request);
  g_autofree char *log = read_log (stream, "chat_completion-input");
  g_assert_nonnull (strstr (log, "\"Answer in Dutch.\\n\\nBe brief.\""));
  g_assert_null (strstr (log, "mood"));
}

/* ---- tools ---- */

/* The model always calls "make_scatter_plot", and then answers in one piece. */
static TaskingAIAssistant *
tool_user (const char *action_id)
{
  TaskingAIAssistant *draft = new_assistant ("Draughtsman");
  g_autoptr (TaskingAIToolRef) tool = g_object_new (
      TASKINGAI_TYPE_TOOL_REF, "tool-type", TASKINGAI_TOOL_TYPE_ACTION, "id", action_id, NULL);
  taskingai_assistant_set_model_id (draft, model_id ("TOOLS"));
  taskingai_assistant_add_tool (draft, tool);
  return draft;
}

static void
test_tools (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *action_id = make_action (client, "make_scatter_plot", "plot");
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_auto (Chat) chat = { 0 };
  g_autoptr (GError) error = NULL;
  chat_open (&chat, client, tool_user (action_id), "Draw it");

  g_autoptr (TaskingAIMessage) reply =
      taskingai_messages_generate (taskingai_client_get_messages (client), chat.assistant_id,
                                   chat.chat_id, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_message_get_text (reply), ==, "Test Message");
}

static void
test_tool_logs (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *action_id = make_action (client, "make_scatter_plot", "plot");
  g_autoptr (TaskingAIMessageGenerateRequest) request = with_logs ();
  g_auto (Chat) chat = { 0 };
  chat_open (&chat, client, tool_user (action_id), "Draw it");

  g_autoptr (TaskingAIStream) first = generate (&chat, request);
  g_autofree char *names = read_names (first);
  g_assert_cmpstr (names, ==,
                   "chat_completion-input chat_completion-output tool-input tool-output "
                   "chat_completion-input chat_completion-output message");

  g_autofree char *said = say (client, chat.assistant_id, chat.chat_id, "Again");
  g_autoptr (TaskingAIStream) second = generate (&chat, request);
  g_autofree char *log = read_log (second, "tool-output");
  g_assert_nonnull (strstr (log, action_id));
  g_assert_nonnull (strstr (log, "/tool/plot"));
}

/* A model that calls a function which nobody offered. */
static void
test_unknown_tool (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *action_id = make_action (client, "another_tool", "other");
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_auto (Chat) chat = { 0 };
  g_autoptr (GError) error = NULL;
  chat_open (&chat, client, tool_user (action_id), "Draw it");

  g_assert_null (taskingai_messages_generate (taskingai_client_get_messages (client),
                                              chat.assistant_id, chat.chat_id, request, NULL,
                                              &error));
  assert_refused (&error, TASKINGAI_API_ERROR_GENERATION, 500);
}

/* ---- retrieval ---- */

#define FACT "The pier opens at seven."

static TaskingAIAssistant *
reader (const char *collection_id)
{
  TaskingAIAssistant *draft = new_assistant ("Archivist");
  g_autoptr (TaskingAIRetrievalRef) ref =
      g_object_new (TASKINGAI_TYPE_RETRIEVAL_REF, "retrieval-type",
                    TASKINGAI_RETRIEVAL_TYPE_COLLECTION, "id", collection_id, NULL);
  taskingai_assistant_add_retrieval (draft, ref);
  return draft;
}

static void
test_retrieval (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *collection_id = make_collection (client, "Harbour notes");
  g_autofree char *chunk_id = make_chunk (client, collection_id, FACT);
  g_autoptr (TaskingAIMessageGenerateRequest) request = with_logs ();
  g_auto (Chat) chat = { 0 };
  chat_open (&chat, client, reader (collection_id), FACT);

  g_autoptr (TaskingAIStream) first = generate (&chat, request);
  g_autofree char *names = read_names (first);
  g_assert_cmpstr (names, ==,
                   "retrieval-input retrieval-output chat_completion-input chunk "
                   "chat_completion-output message");

  g_autofree char *said = say (client, chat.assistant_id, chat.chat_id, FACT);
  g_autoptr (TaskingAIStream) second = generate (&chat, request);
  g_autofree char *found = read_log (second, "retrieval-output");
  g_assert_nonnull (strstr (found, chunk_id));
  g_autofree char *prompt = read_log (second, "chat_completion-input");
  g_assert_nonnull (strstr (prompt, "RELATED DOCUMENT: " FACT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generation/stream", test_stream);
  g_test_add_func ("/generation/stream/async", test_stream_async);
  g_test_add_func ("/generation/stream/fails", test_stream_fails);
  g_test_add_func ("/generation/logs", test_logs);
  g_test_add_func ("/generation/logs/members", test_log_members);
  g_test_add_func ("/generation/prompt", test_prompt);
  g_test_add_func ("/generation/tools", test_tools);
  g_test_add_func ("/generation/tools/logs", test_tool_logs);
  g_test_add_func ("/generation/tools/unknown", test_unknown_tool);
  g_test_add_func ("/generation/retrieval", test_retrieval);
  return g_test_run ();
}
