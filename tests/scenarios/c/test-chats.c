/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The chats of an assistant, and what the model remembers of them. */
#include "objects.h"

#include <string.h>

static void
test_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChats *chats = taskingai_client_get_chats (client);
  g_autofree char *assistant_id = make_assistant (client, new_assistant ("Harbour guide"));
  g_autoptr (TaskingAIChat) draft = g_object_new (TASKINGAI_TYPE_CHAT, "name", "Monday", NULL);
  g_autoptr (GError) error = NULL;
  taskingai_chat_set_metadata_json (draft, "{\"key\":\"tide\"}", &error);
  g_assert_no_error (error);

  g_autoptr (TaskingAIChat) created =
      taskingai_chats_create (chats, assistant_id, draft, NULL, &error);
  g_assert_no_error (error);
  const char *id = taskingai_chat_get_chat_id (created);
  g_assert_cmpuint (strlen (id), ==, 24);
  g_assert_cmpstr (taskingai_chat_get_assistant_id (created), ==, assistant_id);
  assert_metadata (taskingai_chat_get_metadata (created), "tide");

  g_autoptr (TaskingAIChat) got = taskingai_chats_get (chats, assistant_id, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_chat_set_name (got, "Tuesday");
  g_autoptr (TaskingAIChat) updated =
      taskingai_chats_update (chats, assistant_id, NULL, got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chat_get_name (updated), ==, "Tuesday");
  assert_metadata (taskingai_chat_get_metadata (updated), "tide");

  g_autoptr (TaskingAIPage) page = taskingai_chats_list (chats, assistant_id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);
  g_autoptr (TaskingAIModel) listed = taskingai_page_get (page, 0);
  g_assert_true (taskingai_model_equal (listed, TASKINGAI_MODEL (updated)));

  g_assert_true (taskingai_chats_delete (chats, assistant_id, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_chats_get (chats, assistant_id, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChats *chats = taskingai_client_get_chats (client);
  g_autofree char *assistant_id = make_assistant (client, new_assistant ("Night porter"));
  g_autoptr (TaskingAIChat) draft = taskingai_chat_new ();
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_chats_create_async (chats, assistant_id, draft, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIChat) created =
      taskingai_chats_create_finish (chats, answer_take (&answer), &error);
  g_assert_no_error (error);
  const char *id = taskingai_chat_get_chat_id (created);

  taskingai_chats_get_async (chats, assistant_id, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIChat) got = taskingai_chats_get_finish (chats, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_chat_set_name (got, "Late");
  taskingai_chats_update_async (chats, assistant_id, id, got, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIChat) updated =
      taskingai_chats_update_finish (chats, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chat_get_name (updated), ==, "Late");

  taskingai_chats_list_async (chats, assistant_id, NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_chats_list_finish (chats, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  taskingai_chats_delete_async (chats, assistant_id, id, NULL, answer_cb, &answer);
  g_assert_true (taskingai_chats_delete_finish (chats, answer_take (&answer), &error));
  g_assert_no_error (error);
  taskingai_chats_get_async (chats, assistant_id, id, NULL, answer_cb, &answer);
  g_assert_null (taskingai_chats_get_finish (chats, answer_take (&answer), &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_list_all (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autofree char *assistant_id = make_assistant (client, new_assistant ("Switchboard"));
  g_autoptr (TaskingAIListOptions) two = list_options (2);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *chat_id = make_chat (client, assistant_id);
    }
  guint n =
      count_all (taskingai_chats_list_all (taskingai_client_get_chats (client), assistant_id, two));
  g_assert_cmpuint (n, ==, 5);
}

static TaskingAIChatMemory *
memory_of (TaskingAIClient *client, const char *assistant_id, const char *chat_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChat) chat = taskingai_chats_get (taskingai_client_get_chats (client),
                                                        assistant_id, chat_id, NULL, &error);
  g_assert_no_error (error);
  return g_object_ref (taskingai_chat_get_memory (chat));
}

/* A chat has the kind of memory that its assistant had when it was made. */
static void
test_memory (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAssistantMemory) window =
      taskingai_assistant_memory_new_message_window (10, 1000);
  TaskingAIAssistant *draft = new_assistant ("Forgetful");
  taskingai_assistant_set_memory (draft, window);
  g_autofree char *assistant_id = make_assistant (client, draft);
  g_autofree char *chat_id = make_chat (client, assistant_id);
  g_autofree char *message_id = say (client, assistant_id, chat_id, "When is high water?");

  g_autoptr (TaskingAIChatMemory) memory = memory_of (client, assistant_id, chat_id);
  g_assert_cmpint (taskingai_chat_memory_get_memory_type (memory), ==,
                   TASKINGAI_MEMORY_TYPE_MESSAGE_WINDOW);
  g_assert_cmpint (taskingai_chat_memory_get_max_messages (memory), ==, 10);
  g_assert_cmpint (taskingai_chat_memory_get_max_tokens (memory), ==, 1000);
  g_autoptr (GPtrArray) messages = taskingai_chat_memory_get_messages (memory);
  g_assert_cmpuint (messages->len, ==, 1);
  TaskingAIChatMemoryMessage *message = messages->pdata[0];
  g_assert_cmpint (taskingai_chat_memory_message_get_role (message), ==, TASKINGAI_ROLE_USER);
  g_assert_cmpstr (taskingai_chat_memory_message_get_content (message), ==, "When is high water?");
  g_assert_cmpint (taskingai_chat_memory_message_get_token_count (message), >, 0);
}

static void
assert_forgotten (TaskingAIClient *client, const char *assistant_id, const char *chat_id)
{
  g_autoptr (TaskingAIChatMemory) memory = memory_of (client, assistant_id, chat_id);
  g_autoptr (GPtrArray) messages = taskingai_chat_memory_get_messages (memory);
  g_assert_cmpuint (messages->len, ==, 0);
}

static void
test_clean_context (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChats *chats = taskingai_client_get_chats (client);
  g_autofree char *assistant_id = make_assistant (client, new_assistant ("Harbour guide"));
  g_autofree char *chat_id = make_chat (client, assistant_id);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  g_autofree char *first = say (client, assistant_id, chat_id, "My boat is called Heron");
  g_autoptr (TaskingAIMessage) mark =
      taskingai_chats_clean_context (chats, assistant_id, chat_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_message_get_chat_id (mark), ==, chat_id);
  assert_forgotten (client, assistant_id, chat_id);

  g_autofree char *second = say (client, assistant_id, chat_id, "What is it called?");
  taskingai_chats_clean_context_async (chats, assistant_id, chat_id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIMessage) again =
      taskingai_chats_clean_context_finish (chats, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  assert_forgotten (client, assistant_id, chat_id);
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIChats *chats = taskingai_client_get_chats (client);
  g_autoptr (TaskingAIChat) draft = taskingai_chat_new ();
  g_autofree char *assistant_id = make_assistant (client, new_assistant ("Harbour guide"));
  g_autofree char *chat_id = make_chat (client, assistant_id);
  g_autofree char *long_name = g_strnfill (128, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_chats_create (chats, "X5lM00000000000000000000", draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);

  /* An update without changes would be a failure of the server. */
  g_assert_null (taskingai_chats_update (chats, assistant_id, chat_id, draft, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);

  taskingai_chat_set_name (draft, long_name);
  g_assert_null (taskingai_chats_create (chats, assistant_id, draft, NULL, &error));
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "REQUEST_VALIDATION_ERROR");
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chats/blocking", test_blocking);
  g_test_add_func ("/chats/async", test_async);
  g_test_add_func ("/chats/list-all", test_list_all);
  g_test_add_func ("/chats/memory", test_memory);
  g_test_add_func ("/chats/clean-context", test_clean_context);
  g_test_add_func ("/chats/errors", test_errors);
  return g_test_run ();
}
