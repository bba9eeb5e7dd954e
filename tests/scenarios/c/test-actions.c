/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Actions: tools made of an OpenAPI document, of a service that tells what it was asked. */
#include "objects.h"

#include <string.h>

#define RESPONSES "\"responses\":{\"200\":{\"description\":\"What was asked\"}}"

/* Two operations of one service. */
#define TIDES                                                                                      \
  "\"/tool/tides/{port}\":{\"get\":{\"operationId\":\"readTides\",\"description\":\"Reads "        \
  "tides\","                                                                                       \
  "\"parameters\":[{\"name\":\"port\",\"in\":\"path\",\"required\":true,"                          \
  "\"description\":\"The port\",\"schema\":{\"type\":\"string\"}},"                                \
  "{\"name\":\"days\",\"in\":\"query\",\"description\":\"How many\","                              \
  "\"schema\":{\"type\":\"integer\"}}]," RESPONSES "}}"
#define BERTHS                                                                                     \
  "\"/tool/berths\":{\"post\":{\"operationId\":\"book_berth\",\"description\":\"Books a berth\","  \
  "\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\","           \
  "\"properties\":{\"boat\":{\"type\":\"string\",\"description\":\"The boat\"}}}}}}," RESPONSES    \
  "}}"

static TaskingAIActionBulkCreateRequest *
new_request (const char *paths)
{
  TaskingAIActionBulkCreateRequest *request = taskingai_action_bulk_create_request_new ();
  g_autofree char *document = openapi_document (paths);
  g_autoptr (GError) error = NULL;
  taskingai_action_bulk_create_request_set_openapi_schema_json (request, document, &error);
  g_assert_no_error (error);
  return request;
}

static TaskingAIAction *
create_one (TaskingAIClient *client, const char *paths, TaskingAIActionAuthentication *how)
{
  g_autoptr (TaskingAIActionBulkCreateRequest) request = new_request (paths);
  g_autoptr (GError) error = NULL;
  if (how != NULL)
    taskingai_action_bulk_create_request_set_authentication (request, how);
  g_autoptr (TaskingAIPage) page =
      taskingai_actions_bulk_create (taskingai_client_get_actions (client), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);
  return TASKINGAI_ACTION (taskingai_page_get (page, 0));
}

static TaskingAIActionRunRequest *
with_parameters (const char *json)
{
  TaskingAIActionRunRequest *request = taskingai_action_run_request_new ();
  g_autoptr (GError) error = NULL;
  taskingai_action_run_request_set_parameters_json (request, json, &error);
  g_assert_no_error (error);
  return request;
}

/* What the service was asked, as JSON. */
static char *
run (TaskingAIClient *client, TaskingAIAction *action, const char *parameters, gint64 status)
{
  g_autoptr (TaskingAIActionRunRequest) request = with_parameters (parameters);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIActionRunResult) result =
      taskingai_actions_run (taskingai_client_get_actions (client),
                             taskingai_action_get_action_id (action), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_action_run_result_get_status (result), ==, status);
  return taskingai_action_run_result_dup_data_json (result);
}

static void
assert_says (const char *json, const char *part)
{
  g_test_message ("%s", json);
  g_assert_nonnull (strstr (json, part));
}

/* ---- creating and the like ---- */

static void
test_blocking (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIActions *actions = taskingai_client_get_actions (client);
  g_autoptr (TaskingAIActionBulkCreateRequest) request = new_request (TIDES "," BERTHS);
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIPage) created =
      taskingai_actions_bulk_create (actions, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (created), ==, 2);
  g_autoptr (TaskingAIModel) first = taskingai_page_get (created, 0);
  TaskingAIAction *tides = TASKINGAI_ACTION (first);
  const char *id = taskingai_action_get_action_id (tides);
  g_assert_cmpstr (taskingai_action_get_name (tides), ==, "read_tides");
  g_assert_cmpstr (taskingai_action_get_operation_id (tides), ==, "readTides");
  g_assert_cmpint (taskingai_action_get_method (tides), ==, TASKINGAI_ACTION_METHOD_GET);
  g_assert_cmpstr (
      taskingai_chat_completion_function_get_name (taskingai_action_get_function_def (tides)), ==,
      "read_tides");

  g_autoptr (TaskingAIAction) got = taskingai_actions_get (actions, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), first));

  g_autoptr (TaskingAIActionAuthentication) how =
      taskingai_action_authentication_new_bearer ("Canary0Canary1");
  taskingai_action_set_authentication (got, how);
  g_autoptr (TaskingAIAction) updated = taskingai_actions_update (actions, NULL, got, NULL, &error);
  g_assert_no_error (error);
  TaskingAIActionAuthentication *masked = taskingai_action_get_authentication (updated);
  g_assert_cmpint (taskingai_action_authentication_get_authentication_type (masked), ==,
                   TASKINGAI_ACTION_AUTHENTICATION_TYPE_BEARER);
  g_assert_cmpstr (taskingai_action_authentication_get_secret (masked), !=, "Canary0Canary1");

  g_autoptr (TaskingAIListOptions) one = list_options (1);
  g_autoptr (TaskingAIPage) page = taskingai_actions_list (actions, one, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), ==, 1);

  g_assert_true (taskingai_actions_delete (actions, id, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_actions_get (actions, id, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
}

static void
test_async (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIActions *actions = taskingai_client_get_actions (client);
  g_autoptr (TaskingAIActionBulkCreateRequest) request = new_request (BERTHS);
  g_autoptr (TaskingAIActionRunRequest) parameters = with_parameters ("{\"boat\":\"Heron\"}");
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  taskingai_actions_bulk_create_async (actions, request, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) created =
      taskingai_actions_bulk_create_finish (actions, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIModel) first = taskingai_page_get (created, 0);
  const char *id = taskingai_action_get_action_id (TASKINGAI_ACTION (first));

  taskingai_actions_get_async (actions, id, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIAction) got =
      taskingai_actions_get_finish (actions, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (taskingai_model_equal (TASKINGAI_MODEL (got), first));

  taskingai_actions_run_async (actions, id, parameters, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIActionRunResult) result =
      taskingai_actions_run_finish (actions, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_action_run_result_get_status (result), ==, 200);

  g_autofree char *document = openapi_document (TIDES);
  taskingai_action_set_openapi_schema_json (got, document, NULL);
  taskingai_actions_update_async (actions, id, got, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIAction) updated =
      taskingai_actions_update_finish (actions, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_action_get_name (updated), ==, "read_tides");

  taskingai_actions_list_async (actions, NULL, NULL, answer_cb, &answer);
  g_autoptr (TaskingAIPage) page =
      taskingai_actions_list_finish (actions, answer_take (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taskingai_page_get_size (page), >=, 1);

  taskingai_actions_delete_async (actions, id, NULL, answer_cb, &answer);
  g_assert_true (taskingai_actions_delete_finish (actions, answer_take (&answer), &error));
  g_assert_no_error (error);
}

static void
test_list_all (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIActions *actions = taskingai_client_get_actions (client);
  g_autoptr (TaskingAIListOptions) two = list_options (2);
  guint n_before = count_all (taskingai_actions_list_all (actions, two));
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = make_action (client, "one_of_many", "many");
    }
  guint n_after = count_all (taskingai_actions_list_all (actions, two));
  g_assert_cmpuint (n_after, ==, n_before + 5);
}

/* ---- running ---- */

static void
test_run_get (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAction) action = create_one (client, TIDES, NULL);
  g_autofree char *told = run (client, action, "{\"port\":\"St Ives\",\"days\":3}", 200);
  assert_says (told, "\"GET\"");
  assert_says (told, "/tool/tides/St%20Ives");
  assert_says (told, "\"days\":\"3\"");
}

static void
test_run_post (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIActionAuthentication) how =
      taskingai_action_authentication_new_bearer ("harbour-master");
  g_autoptr (TaskingAIAction) action = create_one (client, BERTHS, how);
  g_autofree char *told = run (client, action, "{\"boat\":\"Heron\"}", 200);
  assert_says (told, "\"POST\"");
  assert_says (told, "\"body\":{\"boat\":\"Heron\"}");
  assert_says (told, "\"authorization\":\"Bearer harbour-master\"");
}

/* The call succeeds, whatever the service says to it. */
static void
test_run_fails (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIActions *actions = taskingai_client_get_actions (client);
  g_autofree char *id = make_action (client, "find_nothing", "status/404");
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIAction) action = taskingai_actions_get (actions, id, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *told = run (client, action, "{}", 404);
  assert_says (told, "\"error\"");
}

/* Without anything set, the parameters are sent empty: left out, they would be a server error. */
static void
test_run_without_parameters (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIActionRunRequest) nothing = taskingai_action_run_request_new ();
  g_autofree char *id = make_action (client, "look_around", "around");
  g_autoptr (GError) error = NULL;

  g_autoptr (TaskingAIActionRunResult) result =
      taskingai_actions_run (taskingai_client_get_actions (client), id, nothing, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (taskingai_action_run_result_get_status (result), ==, 200);
  g_assert_null (taskingai_action_run_result_get_error (result));
}

/* ---- what is wrong with them ---- */

/* The server takes such an action, but an assistant that has it fails always. */
static void
test_problem (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIAction) good = create_one (client, TIDES, NULL);
  g_autoptr (TaskingAIAction) bad = create_one (
      client,
      "\"/tool/many\":{\"get\":{\"operationId\":\"many\",\"description\":\"Many\","
      "\"parameters\":[{\"name\":\"ports\",\"in\":\"query\",\"description\":\"Ports\","
      "\"schema\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}]," RESPONSES "}}",
      NULL);

  g_assert_null (taskingai_action_dup_problem (good));
  g_autofree char *problem = taskingai_action_dup_problem (bad);
  g_assert_nonnull (problem);
  g_assert_nonnull (strstr (problem, "ports"));
}

static void
test_errors (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  TaskingAIActions *actions = taskingai_client_get_actions (client);
  g_autoptr (TaskingAIActionBulkCreateRequest) none = new_request ("");
  g_autoptr (TaskingAIActionRunRequest) nothing = taskingai_action_run_request_new ();
  g_autoptr (TaskingAIAction) unchanged = create_one (client, TIDES, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (taskingai_actions_bulk_create (actions, none, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 422);
  g_assert_null (
      taskingai_actions_run (actions, "bFBd00000000000000000000", nothing, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_NOT_FOUND, 404);
  g_assert_null (taskingai_actions_update (actions, NULL, unchanged, NULL, &error));
  assert_refused (&error, TASKINGAI_API_ERROR_INVALID_REQUEST, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/actions/blocking", test_blocking);
  g_test_add_func ("/actions/async", test_async);
  g_test_add_func ("/actions/list-all", test_list_all);
  g_test_add_func ("/actions/run/get", test_run_get);
  g_test_add_func ("/actions/run/post", test_run_post);
  g_test_add_func ("/actions/run/fails", test_run_fails);
  g_test_add_func ("/actions/run/without-parameters", test_run_without_parameters);
  g_test_add_func ("/actions/problem", test_problem);
  g_test_add_func ("/actions/errors", test_errors);
  return g_test_run ();
}
