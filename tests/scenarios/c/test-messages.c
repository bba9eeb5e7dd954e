/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The messages of a chat, and the simplest generation; test-generation.c has more of that. */
#include "objects.h"

#include <string.h>

#define QUESTION "Please summarise the water cycle"
#define REPLY "the water cycle" /* the echo model says the second half */

typedef struct {
  TaskingAIClient *client;
  TaskingAIMessages *messages;
  char *assistant_id, *chat_id;
} Chat;

static void
chat_open (Chat *self)
{
  self->client = local_client ();
  self->messages = taskingai_client_get_messages (self->client);
  self->assistant_id = make_assistant (self->client, new_assistant ("Harbour guide"));
  self->chat_id = make_chat (self->client, self->assistant_id);
}

static void
chat_clear (Chat *self)
{
  g_clear_object (&self->client);
  g_clear_pointer (&self->assistant_id, g_free);
  g_clear_pointer (&self->chat_id, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chat, chat_clear)

static void
test_blocking (void)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (TaskingAIMessage) draft = taskingai_message_new_user (QUESTION);
  g_autoptr (GError) error = NULL;
  chat_open (&chat);

  g_autoptr (TaskingAIMessage) created = taskingai_messages_create (
      chat.messages, chat.assistant_id, chat.chat_id, draft, NULL, &error);
  g_assert_no_error (error);
  const char *id = taskingai_message_get_message_id (created);
  g_assert_cmpuint (strlen (id), ==, 24);
  g_assert_cmpstr (taskingai_message_get_text (created), ==, QUESTION);
  g_assert_cmpint (taskingai_message_get_role (created), ==, TASKINGAI_ROLE_USER);
  g_assert_cmpint (taskingai_message_get_num_tokens (created), >, 0);

  g_autoptr (TaskingAIMessage) got =
      taskingai_messages_get (chat.messages, chat.assistant_id, chat.chat_id, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_message_set_metadata_json (got, "{\"key\":\"seen\"}", &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIMessage) updated = taskingai_messages_update (
      chat.messages, chat.assistant_id, chat.chat_id, NULL, got, NULL, &error);
  g_assert_no_error (error);
  assert_metadata (taskingai_message_get_metadata (updated), "seen");

  g_autoptr (TaskingAIPage) page =
      taskingai_messages_list (chat.messages, chat.assistant_id, chat.chat_id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  g_assert_true (
      taskingai_messages_delete (chat.messages, chat.assistant_id, chat.chat_id, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (
      taskingai_messages_get (chat.messages, chat.assistant_id, chat.chat_id, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (TaskingAIMessage) draft = taskingai_message_new_assistant ("Good morning");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  chat_open (&chat);

  taskingai_messages_create_async (chat.messages, chat.assistant_id, chat.chat_id, draft, NULL,
                                   answer_cb, &answer);
  g_autoptr (TaskingAIMessage) created =
      taskingai_messages_create_finish (chat.messages, answer_take (&answer), &error);
  g_assert_no_error (error);
  const char *id = taskingai_message_get_message_id (created);
  g_assert_cmpint (taskingai_message_get_role (created), ==, TASKINGAI_ROLE_ASSISTANT);

  taskingai_messages_get_async (chat.messages, chat.assistant_id, chat.chat_id, id, NULL, answer_cb,
                                &answer);
  g_autoptr (TaskingAIMessage) got =
      taskingai_messages_get_finish (chat.messages, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_message_set_metadata_json (got, "{\"key\":\"said\"}", NULL);
  taskingai_messages_update_async (chat.messages, chat.assistant_id, chat.chat_id, id, got, NULL,
                                   answer_cb, &answer);
  g_autoptr (TaskingAIMessage) updated =
      taskingai_messages_update_finish (chat.messages, answer_take (&answer), &error);
  g_assert_no_error (error);
  assert_metadata (taskingai_message_get_metadata (updated), "said");

  taskingai_messages_list_async (chat.messages, chat.assistant_id, chat.chat_id, NULL, NULL,
                                 answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_messages_list_finish (chat.messages, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  taskingai_messages_delete_async (chat.messages, chat.assistant_id, chat.chat_id, id, NULL,
                                   answer_cb, &answer);
  g_assert_true (taskingai_messages_delete_finish (chat.messages, answer_take (&answer), &error));
  g_assert_no_error (error);
}

static void
test_list_all (void)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (TaskingAIListOptions) two = list_options (2);
  chat_open (&chat);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = say (chat.client, chat.assistant_id, chat.chat_id, "And then?");
    }
  guint n =
      count_all (taskingai_messages_list_all (chat.messages, chat.assistant_id, chat.chat_id, two));
  g_assert_cmpuint (n, ==, 5);
}

/* ---- the assistant answers ---- */

static void
test_generate (void)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  chat_open (&chat);

  g_autofree char *first = say (chat.client, chat.assistant_id, chat.chat_id, QUESTION);
  g_autoptr (TaskingAIMessage) reply = taskingai_messages_generate (
      chat.messages, chat.assistant_id, chat.chat_id, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_message_get_text (reply), ==, REPLY);
  g_assert_cmpint (taskingai_message_get_role (reply), ==, TASKINGAI_ROLE_ASSISTANT);

  g_autofree char *second = say (chat.client, chat.assistant_id, chat.chat_id, QUESTION);
  taskingai_messages_generate_async (chat.messages, chat.assistant_id, chat.chat_id, request, NULL,
                                     answer_cb, &answer);
  g_autoptr (TaskingAIMessage) again =
      taskingai_messages_generate_finish (chat.messages, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_message_get_text (again), ==, REPLY);

  /* Both questions and both answers are stored. */
  g_autoptr (TaskingAIPage) page =
      taskingai_messages_list (chat.messages, chat.assistant_id, chat.chat_id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 4);
}

/* ---- what is refused ---- */

static void
test_generate_refused (void)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_autoptr (GError) error = NULL;
  chat_open (&chat);

  /* Nobody has said anything. */
  g_assert_null (taskingai_messages_generate (chat.messages, chat.assistant_id, chat.chat_id,
                                              request, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 400);

  /* Logs come in streams only. */
  taskingai_message_generate_request_set_debug (request, TRUE);
  g_assert_null (taskingai_messages_generate (chat.messages, chat.assistant_id, chat.chat_id,
                                              request, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

static void
test_model_fails (void)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (TaskingAIMessageGenerateRequest) request = taskingai_message_generate_request_new ();
  g_autoptr (GError) error = NULL;
  chat_open (&chat);
  TaskingAIAssistant *draft = new_assistant ("Broken");
  taskingai_assistant_set_model_id (draft, model_id ("ERROR"));
  g_autofree char *broken = make_assistant (chat.client, draft);
  g_autofree char *chat_id = make_chat (chat.client, broken);
  g_autofree char *said = say (chat.client, broken, chat_id, "Hello");

  g_assert_null (
      taskingai_messages_generate (chat.messages, broken, chat_id, request, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_GENERATION, 500);
}

static void
test_errors (void)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (TaskingAIMessage) draft = taskingai_message_new_user ("Hello");
  g_autoptr (TaskingAIMessage) empty = taskingai_message_new ();
  g_autoptr (GError) error = NULL;
  chat_open (&chat);

  g_assert_null (taskingai_messages_create (chat.messages, chat.assistant_id,
                                            "SdEL00000000000000000000", draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_null (taskingai_messages_create (chat.messages, chat.assistant_id, chat.chat_id, empty,
                                            NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);

  g_autofree char *id = say (chat.client, chat.assistant_id, chat.chat_id, "Hello");
  g_assert_null (taskingai_messages_update (chat.messages, chat.assistant_id, chat.chat_id, id,
                                            empty, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

/* The message is stored although it is refused: the memory has no place for it. */
static void
test_memory_is_full (void)
{
  g_auto (Chat) chat = { 0 };
  g_autofree char *text = g_strnfill (65536, 'x');
  g_autoptr (TaskingAIMessage) draft = taskingai_message_new_user (text);
  g_autoptr (GError) error = NULL;
  chat_open (&chat);

  g_assert_null (taskingai_messages_create (chat.messages, chat.assistant_id, chat.chat_id, draft,
                                            NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_RESOURCE_LIMIT, 429);
  g_autoptr (TaskingAIPage) page =
      taskingai_messages_list (chat.messages, chat.assistant_id, chat.chat_id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);
}

/* A server without the route does not know the call; that is not the message that is missing. */
static void
test_unsupported (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("detail");
  g_autoptr (GError) error = NULL;

  g_assert_false (taskingai_messages_delete (taskingai_client_get_messages (client), "assistant",
                                             "chat", name, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_UNSUPPORTED, 404);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/blocking", test_blocking);
  g_test_add_func ("/messages/async", test_async);
  g_test_add_func ("/messages/list-all", test_list_all);
  g_test_add_func ("/messages/generate", test_generate);
  g_test_add_func ("/messages/generate/refused", test_generate_refused);
  g_test_add_func ("/messages/generate/model-fails", test_model_fails);
  g_test_add_func ("/messages/errors", test_errors);
  g_test_add_func ("/messages/memory-is-full", test_memory_is_full);
  g_test_add_func ("/messages/unsupported", test_unsupported);
  return g_test_run ();
}
