/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Assistants in every way to call them: blocking, asynchronous, many at once, from many threads. */
#include "fixture.h"

#include <string.h>

static TaskingAIAssistant *
create (TaskingAIClient *client, const char *name)
{
  g_autoptr (TaskingAIAssistant) draft = new_assistant (name);
  g_autoptr (GError) error = NULL;
  TaskingAIAssistant *assistant =
      taskingai_assistants_create (taskingai_client_get_assistants (client), draft, NULL, &error);
  g_assert_no_error (error);
  return assistant;
}

static void
assert_gone (const GError *error)
{
  assert_api_error (error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIAssistant) created = create (client, "Harbour guide");
  const char *id = taskingai_assistant_get_assistant_id (created);
  g_assert_cmpuint (strlen (id), ==, 24);
  g_assert_cmpstr (taskingai_assistant_get_name (created), ==, "Harbour guide");
  g_assert_cmpstr (taskingai_assistant_get_model_id (created), ==, model_id ("CHAT"));

  g_autoptr (TaskingAIAssistant) got = taskingai_assistants_get (assistants, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_assistant_set_description (got, "Knows the tides \xf0\x9f\x8c\x8a");
  g_autoptr (TaskingAIAssistant) updated =
      taskingai_assistants_update (assistants, NULL, got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_name (updated), ==, "Harbour guide");
  g_assert_cmpstr (taskingai_assistant_get_description (updated), ==,
                   "Knows the tides \xf0\x9f\x8c\x8a");

  g_assert_true (taskingai_assistants_delete (assistants, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_assistants_get (assistants, id, NULL, &error));
  assert_gone (error);
  g_clear_error (&error);
  g_assert_false (taskingai_assistants_delete (assistants, id, NULL, &error));
  assert_gone (error);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);
  g_autoptr (TaskingAIAssistant) draft = new_assistant ("Night porter");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) create_answer = { 0 }, get_answer = { 0 }, update_answer = { 0 };
  g_auto (Answer) list_answer = { 0 }, delete_answer = { 0 }, gone_answer = { 0 };

  taskingai_assistants_create_async (assistants, draft, NULL, answer_cb, &create_answer);
  g_autoptr (TaskingAIAssistant) created =
      taskingai_assistants_create_finish (assistants, answer_wait (&create_answer), &error);
  g_assert_no_error (error);
  g_assert_true (create_answer.source == G_OBJECT (assistants));
  const char *id = taskingai_assistant_get_assistant_id (created);

  taskingai_assistants_get_async (assistants, id, NULL, answer_cb, &get_answer);
  g_assert_cmpuint (get_answer.n_calls, ==, 0);
  g_autoptr (TaskingAIAssistant) got =
      taskingai_assistants_get_finish (assistants, answer_wait (&get_answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), TASKINGAI_MODEL (created)));

  taskingai_assistant_set_name (got, "Day porter");
  taskingai_assistants_update_async (assistants, id, got, NULL, answer_cb, &update_answer);
  g_autoptr (TaskingAIAssistant) updated =
      taskingai_assistants_update_finish (assistants, answer_wait (&update_answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_name (updated), ==, "Day porter");

  taskingai_assistants_list_async (assistants, NULL, NULL, answer_cb, &list_answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_assistants_list_finish (assistants, answer_wait (&list_answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), >=, 1);

  taskingai_assistants_delete_async (assistants, id, NULL, answer_cb, &delete_answer);
  g_assert_true (
      taskingai_assistants_delete_finish (assistants, answer_wait (&delete_answer), &error));
  g_assert_no_error (error);
  taskingai_assistants_get_async (assistants, id, NULL, answer_cb, &gone_answer);
  g_assert_null (taskingai_assistants_get_finish (assistants, answer_wait (&gone_answer), &error));
  assert_gone (error);
}

/* Nobody wants to know: the call is made all the same. */
static void
test_no_callback (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  taskingai_assistants_delete_async (taskingai_client_get_assistants (client), name, NULL, NULL,
                                     NULL);
  fault_wait_requests (name, 1);
  run_pending ();
}

static TaskingAIPage *
list (TaskingAIClient *client, const char *after)
{
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();
  g_autoptr (GError) error = NULL;
  taskingai_list_options_set_limit (options, 2);
  taskingai_list_options_set_order (options, TASKINGAI_SORT_ORDER_ASC);
  taskingai_list_options_set_after (options, after);
  TaskingAIPage *page =
      taskingai_assistants_list (taskingai_client_get_assistants (client), options, NULL, &error);
  g_assert_no_error (error);
  return page;
}

/* All assistants, oldest first, two a page: @last and what stands after it. */
static void
test_pages (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAssistant) first = create (client, "page 0");
  g_autofree char *after = g_strdup (taskingai_assistant_get_assistant_id (first));
  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("page %d", i);
      g_autoptr (TaskingAIAssistant) created = create (client, name);
    }
  int n = 0;
  gboolean more = TRUE;
  while (more)
    {
      g_autoptr (TaskingAIPage) page = list (client, after);
      g_assert_cmpuint (taskingai_page_get_size (page), <=, 2);
      for (guint i = 0; i < taskingai_page_get_size (page); i++)
        {
          g_autoptr (TaskingAIModel) model = taskingai_page_get (page, i);
          g_autofree char *name = g_strdup_printf ("page %d", ++n);
          g_assert_cmpstr (taskingai_assistant_get_name (TASKINGAI_ASSISTANT (model)), ==, name);
          g_free (after);
          after = g_strdup (taskingai_assistant_get_assistant_id (TASKINGAI_ASSISTANT (model)));
        }
      more = taskingai_page_get_has_more (page);
    }
  g_assert_cmpint (n, ==, 5);
}

/* The fault server's "echo" puts the body that it got into the description. */
static void
test_update_sends_changes (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);
  g_autofree char *name = fault_name ("echo");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) got = fault_get (client, name, &error);
  g_assert_no_error (error);

  taskingai_assistant_set_name (got, "changed");
  g_autoptr (TaskingAIAssistant) updated =
      taskingai_assistants_update (assistants, NULL, got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_description (updated), ==, "{\"name\":\"changed\"}");

  g_autoptr (TaskingAIAssistant) untouched =
      taskingai_assistants_update (assistants, NULL, updated, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_description (untouched), ==, "{}");
}

static void
test_raw (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAssistant) created = create (client, "raw");
  const char *id = taskingai_assistant_get_assistant_id (created);
  g_autofree char *path = g_strconcat ("/v1/assistants/", id, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };

  g_autofree char *renamed = taskingai_client_request (client, "POST", path, NULL,
                                                       "{ \"name\" : \"rawer\" }", NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (renamed, "\"name\":\"rawer\""));

  taskingai_client_request_async (client, "GET", "/v1/assistants", "limit=1", NULL, NULL, answer_cb,
                                  &answer);
  g_autofree char *listed = taskingai_client_request_finish (client, answer_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (listed, "\"has_more\""));

  g_autofree char *deleted =
      taskingai_client_request (client, "DELETE", path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (deleted, "success"));
}

/* ---- many at once ---- */

typedef struct {
  TaskingAIAssistants *service;
  guint n_left;
} Crowd;

static void
got_one_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Crowd *crowd = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant =
      taskingai_assistants_get_finish (crowd->service, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (taskingai_assistant_get_assistant_id (assistant), "good."));
  crowd->n_left--;
}

static gboolean
all_are_there (gpointer crowd)
{
  return ((Crowd *) crowd)->n_left == 0;
}

static void
get_many (TaskingAIClient *client, const char *name, guint n)
{
  Crowd crowd = { taskingai_client_get_assistants (client), n };
  for (guint i = 0; i < n; i++)
    taskingai_assistants_get_async (crowd.service, name, NULL, got_one_cb, &crowd);
  run_until (all_are_there, &crowd);
}

static void
test_concurrent (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  guint n = GPOINTER_TO_UINT (data);
  get_many (client, name, n);
  g_assert_cmpuint (fault_count (name, "requests"), ==, n);
  g_assert_cmpuint (fault_count (name, "connections"), <=, 64);
}

/* One place in flight is one connection, whatever waits for it. */
static void
test_max_in_flight (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  taskingai_client_set_max_in_flight (client, 1);
  get_many (client, name, 50);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 50);
  g_assert_cmpuint (fault_count (name, "connections"), ==, 1);
}

static void
test_connection_is_kept (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (TaskingAIAssistant) assistant = fault_get (client, name, NULL);
      g_assert_nonnull (assistant);
    }
  g_assert_cmpuint (fault_count (name, "connections"), ==, 1);
}

/* ---- many threads ---- */

#define N_THREADS 8
#define N_CALLS 25

typedef struct {
  TaskingAIClient *client;
  char *name;
} Shared;

static gpointer
async_thread (gpointer data)
{
  Shared *shared = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  get_many (shared->client, shared->name, N_CALLS);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static gpointer
blocking_thread (gpointer data)
{
  Shared *shared = data;
  for (int i = 0; i < N_CALLS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIAssistant) got = fault_get (shared->client, shared->name, &error);
      g_assert_no_error (error);
    }
  return NULL;
}

static gpointer
settings_thread (gpointer data)
{
  Shared *shared = data;
  for (guint i = 0; i < N_CALLS; i++)
    taskingai_client_set_timeout (shared->client, 60000 + i);
  return NULL;
}

static void
test_threads (gconstpointer functions)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  Shared shared = { client, name };
  const GThreadFunc *function = functions;
  GThread *threads[N_THREADS];
  guint n_getting = 0;
  for (int i = 0; i < N_THREADS; i++)
    {
      GThreadFunc chosen = function[i % 3];
      n_getting += chosen != settings_thread;
      threads[i] = g_thread_new ("call", chosen, &shared);
    }
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (fault_count (name, "requests"), ==, n_getting * N_CALLS);
}

static const GThreadFunc asynchronous[] = { async_thread, async_thread, async_thread };
static const GThreadFunc blocking[] = { blocking_thread, blocking_thread, blocking_thread };
static const GThreadFunc mixed[] = { async_thread, blocking_thread, settings_thread };

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assistants/blocking", test_blocking);
  g_test_add_func ("/assistants/async", test_async);
  g_test_add_func ("/assistants/no-callback", test_no_callback);
  g_test_add_func ("/assistants/pages", test_pages);
  g_test_add_func ("/assistants/update", test_update_sends_changes);
  g_test_add_func ("/assistants/raw", test_raw);
  g_test_add_data_func ("/assistants/concurrent/10", GUINT_TO_POINTER (10), test_concurrent);
  g_test_add_data_func ("/assistants/concurrent/200", GUINT_TO_POINTER (200), test_concurrent);
  g_test_add_func ("/assistants/max-in-flight", test_max_in_flight);
  g_test_add_func ("/assistants/kept-connection", test_connection_is_kept);
  g_test_add_data_func ("/assistants/threads/async", asynchronous, test_threads);
  g_test_add_data_func ("/assistants/threads/blocking", blocking, test_threads);
  g_test_add_data_func ("/assistants/threads/mixed", mixed, test_threads);
  return g_test_run ();
}
