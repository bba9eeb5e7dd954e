/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What becomes of each answer that is not a good one, and what is tried again. */
#include "fixture.h"

#include <string.h>

#define CODE(name) TASKINGAI_API_ERROR_##name

/* ---- plain answers ---- */

typedef struct {
  const char *fault;
  TaskingAIApiError code;
  guint http_status;
  const char *message; /* a part of it */
} Fault;

static const Fault faults[] = {
  { "html", CODE (PROTOCOL), 200, "It works!" },
  { "badjson", CODE (MALFORMED), 200, "" },
  { "wrongtype", CODE (MALFORMED), 200, "data.name" },
  { "empty", CODE (MALFORMED), 200, "" },
  { "cutbody", CODE (TRUNCATED), 200, "cut off" },
  { "cutchunks", CODE (TRUNCATED), 200, "cut off" },
  { "resetbody", CODE (TRUNCATED), 200, "cut off" },
  { "reset", CODE (CONNECTION), 0, "http://127.0.0.1:" },
  { "closed", CODE (CONNECTION), 0, "http://127.0.0.1:" },
  { "nohttp", CODE (PROTOCOL), 0, "Not an HTTP answer" },
  { "status500", CODE (SERVER), 500, "unsupported operand" },
  { "status502", CODE (SERVER), 502, "Bad Gateway" },
  { "status503", CODE (SERVER), 503, "starting" },
  { "redirect", CODE (PROTOCOL), 302, "not followed" },
  { "errorobject", CODE (INVALID_REQUEST), 422, "Model TpEmb256 is not a chat completion model" },
  { "detail", CODE (UNSUPPORTED), 404, "Not Found" },
  { "unknownkey", CODE (AUTHENTICATION), 404, "does not accept the API key" },
};

static void
assert_fault (const GError *error, const Fault *fault, const char *name)
{
  assert_api_error (error, fault->code, fault->http_status);
  g_assert_nonnull (strstr (error->message, fault->message));
  g_assert_null (strstr (error->message, "encrypted"));
  g_assert_nonnull (taskingai_api_error_get_request_id (error));
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 1);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

static void
test_faults_blocking (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  const Fault *fault = data;
  g_autofree char *name = fault_name (fault->fault);
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_get (client, name, &error));
  assert_fault (error, fault, name);
}

static void
test_faults_async (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  const Fault *fault = data;
  g_autofree char *name = fault_name (fault->fault);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  fault_get_async (client, name, NULL, &answer);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_fault (error, fault, name);
}

/* A status line and half a header. */
static void
test_cut_head (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_get (client, "cuthead", &error));
  assert_api_error (error, CODE (TRUNCATED), 200);
}

/* A line of headers that goes on where none has begun, which later versions of libcurl forgive. Before
 * 8.1.0, with a handle that was used before, it went on with a header of that time, long freed. */
static void
test_folded_header (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIAssistant) good = fault_get (client, "any", &error);
      g_assert_no_error (error);
      g_autoptr (TaskingAIAssistant) folded = fault_get (client, "folded", &error);
      if (folded == NULL)
        assert_api_error (error, CODE (PROTOCOL), 200);
    }
}

static void
test_redirect_is_not_followed (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_get (client, "redirect", &error));
  g_assert_cmpuint (fault_count ("redirected", "requests"), ==, 0);
}

static void
test_too_large (gconstpointer fault)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) big = fault_get (client, fault, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (taskingai_assistant_get_description (big)), ==, 2000000);

  taskingai_client_set_max_body_size (client, 1000000);
  g_assert_null (fault_get (client, fault, &error));
  assert_api_error (error, CODE (TOO_LARGE), 200);
}

static void
test_drip (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant = fault_get (client, "drip", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_name (assistant), ==, "fault");
}

static void
test_raw (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_assert_null (
      taskingai_client_request (client, "GET", "/v1/x/badjson", NULL, NULL, NULL, &error));
  assert_api_error (error, CODE (MALFORMED), 200);
  g_clear_error (&error);
  g_assert_null (taskingai_client_request (client, "GET", "/v1/../x", NULL, NULL, NULL, &error));
  assert_api_error (error, CODE (INVALID_REQUEST), 0);
  g_clear_error (&error);
  g_assert_null (taskingai_client_request (client, "POST", "/v1/x", NULL, "{", NULL, &error));
  g_assert_nonnull (error);

  g_auto (Answer) answer = { 0 };
  g_clear_error (&error);
  taskingai_client_request_async (client, "PUT", "/v1/x", NULL, NULL, NULL, answer_cb, &answer);
  g_assert_cmpuint (answer.n_calls, ==, 0);
  g_assert_null (taskingai_client_request_finish (client, answer_wait (&answer), &error));
  assert_api_error (error, CODE (INVALID_REQUEST), 0);
}

/* ---- before anything is sent ---- */

static void
test_settings (void)
{
  static const struct {
    const char *host, *key;
    TaskingAIApiError code;
  } cases[] = {
    { "http://127.0.0.1:1", "", CODE (AUTHENTICATION) },
    { "http://192.0.2.1", FAULT_KEY, CODE (INVALID_REQUEST) },
    { "ftp://127.0.0.1", FAULT_KEY, CODE (INVALID_REQUEST) },
    { "http://127.0.0.1:1", FAULT_KEY "\r\nX: y", CODE (INVALID_REQUEST) },
    { "http://127.0.0.1:1", FAULT_KEY, CODE (CONNECTION) },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TaskingAIClient) client = fault_client ();
      g_autoptr (GError) error = NULL;
      taskingai_client_set_host (client, cases[i].host);
      taskingai_client_set_api_key (client, cases[i].key);
      g_assert_null (fault_get (client, "any", &error));
      assert_api_error (error, cases[i].code, 0);

      g_auto (Answer) answer = { 0 };
      g_clear_error (&error);
      fault_get_async (client, "any", NULL, &answer);
      g_assert_null (fault_get_finish (&answer, &error));
      assert_api_error (error, cases[i].code, 0);
      /* No retries were asked for, and only a kept connection gives one at no charge. */
      g_assert_cmpuint (taskingai_api_error_get_attempts (error), <=, 1);
    }
}

static void
test_ids (void)
{
  static const char *const ids[] = { "", ".", "..", "a/chats/b", "../collections" };
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (TaskingAIClient) client = fault_client ();
      g_autoptr (GError) error = NULL;
      g_assert_null (fault_get (client, ids[i], &error));
      assert_api_error (error, CODE (INVALID_REQUEST), 0);
    }
}

/* A service is of a client; one that a program makes by itself says so. */
static void
test_no_client (void)
{
  g_autoptr (TaskingAIAssistants) assistants = g_object_new (TASKINGAI_TYPE_ASSISTANTS, NULL);
  g_autoptr (TaskingAIInference) inference = g_object_new (TASKINGAI_TYPE_INFERENCE, NULL);
  g_autoptr (TaskingAIImages) images = g_object_new (TASKINGAI_TYPE_IMAGES, NULL);
  g_autoptr (TaskingAIRecords) records = g_object_new (TASKINGAI_TYPE_RECORDS, NULL);
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request ("any", "any");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a", 1);
  g_autoptr (TaskingAIUpload) upload = taskingai_upload_new_for_bytes (bytes, "a.txt");
  g_autoptr (TaskingAIRecord) record = taskingai_record_new ();
  g_autoptr (TaskingAIEnumerator) all = taskingai_assistants_list_all (assistants, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };

  g_assert_null (taskingai_assistants_get (assistants, "any", NULL, &error));
  assert_refused (&error, CODE (INVALID_REQUEST), 0);
  taskingai_assistants_get_async (assistants, "any", NULL, answer_cb, &answer);
  g_assert_null (taskingai_assistants_get_finish (assistants, answer_take (&answer), &error));
  assert_refused (&error, CODE (INVALID_REQUEST), 0);
  g_assert_null (taskingai_enumerator_next (all, NULL, &error));
  assert_refused (&error, CODE (INVALID_REQUEST), 0);
  g_assert_null (taskingai_inference_chat_completion_stream (inference, request, NULL, &error));
  assert_refused (&error, CODE (INVALID_REQUEST), 0);
  g_assert_null (taskingai_images_get (images, "/imgs/any", NULL, &error));
  assert_refused (&error, CODE (INVALID_REQUEST), 0);
  g_assert_null (
      taskingai_records_create_from_upload (records, "any", upload, record, NULL, &error));
  assert_refused (&error, CODE (INVALID_REQUEST), 0);
}

/* A result of another call is a mistake of the program, and no success. */
static void
test_foreign_result (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIAssistants *assistants = taskingai_client_get_assistants (client);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  fault_get_async (client, "any", NULL, &answer);
  GAsyncResult *result = answer_wait (&answer);
  g_test_expect_message ("TaskingAI", G_LOG_LEVEL_CRITICAL, "*tagged*");
  g_assert_false (taskingai_assistants_delete_finish (assistants, result, &error));
  g_test_assert_expected_messages ();
}

/* ---- what is tried again ---- */

static void
test_retry (gconstpointer fault)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (fault);
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 2);
  g_autoptr (TaskingAIAssistant) assistant = fault_get (client, name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_assistant_id (assistant), ==, name);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 2);
}

static void
test_retries_end (gconstpointer fault)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (fault);
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 2);
  g_assert_null (fault_get (client, name, &error));
  g_assert_cmpuint (fault_count (name, "requests"), ==, 3);
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 3);
  g_assert_nonnull (strstr (error->message, "3 attempts"));
}

static void
test_no_retry (gconstpointer fault)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (fault);
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 5);
  g_assert_null (fault_get (client, name, &error));
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

/* A completion that may have been made is not made again, whatever the failure looks like. */
static void
test_post_is_sent_once (gconstpointer fault)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (fault);
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request (name, "hello");
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 5);
  g_assert_null (taskingai_inference_chat_completion (taskingai_client_get_inference (client),
                                                      request, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (fault_count (name, "posts"), ==, 1);

  g_autofree char *streamed = fault_name (fault);
  g_clear_error (&error);
  g_assert_null (fault_stream (client, streamed, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (fault_count (streamed, "posts"), ==, 1);
}

static void
test_refused_post (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("status429once");
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request (name, "hello");
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 1);
  g_autoptr (TaskingAIChatCompletion) completion = taskingai_inference_chat_completion (
      taskingai_client_get_inference (client), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chat_completion_get_text (completion), ==, "the water cycle");
  g_assert_cmpuint (fault_count (name, "posts"), ==, 2);
}

static void
count_retry_cb (TaskingAIClient *client, const char *method, const char *path, guint attempt,
                guint delay, const GError *error, gpointer n)
{
  g_assert_cmpuint (attempt, ==, 1);
  g_assert_cmpuint (delay, ==, 0);
  g_assert_error (error, TASKINGAI_API_ERROR, CODE (CONNECTION));
  *(guint *) n += 1;
}

/* A connection that was kept and is gone is no failure: a GET goes out on a fresh one. */
static void
test_kept_connection_gone (gconstpointer fault)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (fault);
  guint n_retries = 0;
  g_signal_connect (client, "retrying", G_CALLBACK (count_retry_cb), &n_retries);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIAssistant) assistant = fault_get (client, name, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (fault_count (name, "connections"), ==, 3);
  /* libcurl sees by itself that a connection is closed, unless it hears of it too late. */
  if (g_str_equal (fault, "keepreset"))
    g_assert_cmpuint (n_retries, ==, 2);
}

static void
test_kept_connection_gone_with_post (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  TaskingAIInference *inference = taskingai_client_get_inference (client);
  g_autofree char *name = fault_name ("keepreset");
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request (name, "hello");
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 5);
  g_autoptr (TaskingAIChatCompletion) first =
      taskingai_inference_chat_completion (inference, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (taskingai_inference_chat_completion (inference, request, NULL, &error));
  assert_api_error (error, CODE (CONNECTION), 0);
  g_assert_cmpuint (fault_count (name, "posts"), ==, 2);
}

/* ---- streams that do not begin ---- */

static const Fault refusals[] = {
  { "htmlStream", CODE (PROTOCOL), 200, "It works!" },
  { "json", CODE (PROTOCOL), 200, "plain object" },
  { "status502", CODE (SERVER), 502, "Bad Gateway" },
  { "errorobject", CODE (INVALID_REQUEST), 422, "Model TpEmb256" },
  { "closed", CODE (CONNECTION), 0, "http://127.0.0.1:" },
  { "redirect", CODE (PROTOCOL), 302, "not followed" },
};

static void
test_refusals (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  const Fault *fault = data;
  g_autofree char *name = fault_name (fault->fault);
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_stream (client, name, &error));
  assert_fault (error, fault, name);

  g_auto (Answer) answer = { 0 };
  g_autofree char *other = fault_name (fault->fault);
  g_clear_error (&error);
  fault_stream_async (client, other, NULL, &answer);
  g_assert_null (fault_stream_finish (&answer, &error));
  assert_fault (error, fault, other);
}

/* ---- streams that fail on their way ---- */

static const struct {
  Fault fault;
  const char *text;
} streams[] = {
  { { "cutEvent", CODE (TRUNCATED), 200, "middle of an event" }, "the water" },
  { { "cutChunked", CODE (TRUNCATED), 200, "" }, "the water" },
  { { "resetStream", CODE (TRUNCATED), 200, "" }, "the water" },
  { { "badEvent", CODE (MALFORMED), 200, "" }, "the water" },
  { { "wrongEvent", CODE (MALFORMED), 200, "usage" }, "the water" },
  { { "errorEvent", CODE (PROVIDER), 200, "The model fell silent" }, "the water" },
  { { "errorFirst", CODE (PROVIDER), 200, "The model fell silent" }, "" },
  { { "doneOnly", CODE (TRUNCATED), 200, "before the answer was complete" }, "" },
  { { "nothing", CODE (TRUNCATED), 200, "before the answer was complete" }, "" },
};

static void
test_streams (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *name = fault_name (streams[i].fault.fault);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIStream) stream = fault_stream (client, name, &error);
  g_assert_no_error (error);
  g_autofree char *text = read_all (stream, &error);
  assert_api_error (error, streams[i].fault.code, streams[i].fault.http_status);
  g_assert_nonnull (strstr (error->message, streams[i].fault.message));
  g_assert_nonnull (taskingai_api_error_get_request_id (error));
  g_assert_cmpstr (text, ==, streams[i].text);
  g_assert_cmpuint (fault_count (name, "posts"), ==, 1);

  /* It stays so, and keeps what had come. */
  g_autoptr (GError) again = NULL;
  g_assert_null (taskingai_stream_read (stream, NULL, &again));
  g_assert_cmpstr (again->message, ==, error->message);
  g_autofree char *kept = taskingai_stream_get_text (stream);
  g_assert_cmpstr (kept, ==, streams[i].text);
  g_assert_null (taskingai_stream_get_result (stream));
}

static void
test_server_code (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIStream) stream = fault_stream (client, "errorFirst", NULL);
  g_assert_null (taskingai_stream_read_text (stream, NULL, &error));
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "PROVIDER_ERROR");

  g_clear_error (&error);
  g_assert_null (fault_get (client, "errorobject", &error));
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "REQUEST_VALIDATION_ERROR");
}

static void
test_huge_event (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIStream) good = fault_stream (client, "hugeEvent", NULL);
  g_autofree char *all = read_all (good, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (all), ==, strlen ("the water") + 2000000);

  taskingai_client_set_max_event_size (client, 1000000);
  g_autoptr (TaskingAIStream) stream = fault_stream (client, "hugeEvent", NULL);
  g_autofree char *text = read_all (stream, &error);
  assert_api_error (error, CODE (TOO_LARGE), 200);
  g_assert_cmpstr (text, ==, "the water");
}

/* As generous as the limit is, it can be more generous. */
static void
test_beyond_64_mib (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIStream) refused = fault_stream (client, "beyond64MiB", NULL);
  g_autofree char *before = read_all (refused, &error);
  assert_api_error (error, CODE (TOO_LARGE), 200);
  g_assert_nonnull (strstr (error->message, "max-event-size, 67108864"));
  g_assert_cmpstr (before, ==, "the water");

  g_clear_error (&error);
  taskingai_client_set_max_event_size (client, 66 * 1024 * 1024);
  g_autoptr (TaskingAIStream) stream = fault_stream (client, "beyond64MiB", NULL);
  g_autofree char *text = read_all (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (text), ==, strlen ("the water") + 65 * 1024 * 1024);
}

/* The limit is met while the transfer is paused and goes on. */
static void
test_huge_event_after_pause (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_event_size (client, 10000);
  taskingai_client_set_max_queued_bytes (client, 1);
  g_autoptr (TaskingAIStream) stream = fault_stream (client, "hugeLast", NULL);
  g_autofree char *text = read_all (stream, &error);
  assert_api_error (error, CODE (TOO_LARGE), 200);
  g_assert_cmpstr (text, ==, "the water");
}

/* ---- a server that is there ---- */

static void
test_local (void)
{
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_get (client, "AAAAAAAAAAAAAAAAAAAAAAAA", &error));
  assert_api_error (error, CODE (NOT_FOUND), 404);
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "OBJECT_NOT_FOUND");

  g_clear_error (&error);
  g_autoptr (TaskingAIStream) none = fault_stream (client, model_id ("ERROR"), &error);
  g_assert_null (none);
  assert_api_error (error, CODE (PROVIDER), 400);

  g_clear_error (&error);
  taskingai_client_set_api_key (client, FAULT_KEY);
  g_assert_null (fault_get (client, "AAAAAAAAAAAAAAAAAAAAAAAA", &error));
  g_assert_error (error, TASKINGAI_API_ERROR, CODE (AUTHENTICATION));
}

/* ---- */

static void
add_each (const char *folder, const Fault *table, gsize n, GTestDataFunc test)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat ("/errors/", folder, "/", table[i].fault, NULL);
      g_test_add_data_func (path, &table[i], test);
    }
}

static void
add_names (const char *folder, const char *names, GTestDataFunc test)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);
  for (char **name = list; *name != NULL; name++)
    {
      g_autofree char *path = g_strconcat ("/errors/", folder, "/", *name, NULL);
      g_test_add_data_func_full (path, g_strdup (*name), test, g_free);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_each ("blocking", faults, G_N_ELEMENTS (faults), test_faults_blocking);
  add_each ("async", faults, G_N_ELEMENTS (faults), test_faults_async);
  g_test_add_func ("/errors/cut-head", test_cut_head);
  g_test_add_func ("/errors/folded-header", test_folded_header);
  g_test_add_func ("/errors/redirect", test_redirect_is_not_followed);
  add_names ("too-large", "big bigchunked", test_too_large);
  g_test_add_func ("/errors/drip", test_drip);
  g_test_add_func ("/errors/raw", test_raw);
  g_test_add_func ("/errors/settings", test_settings);
  g_test_add_func ("/errors/ids", test_ids);
  g_test_add_func ("/errors/no-client", test_no_client);
  g_test_add_func ("/errors/foreign-result", test_foreign_result);

  add_names ("retry", "status503once status429once resetonce", test_retry);
  add_names ("retries-end", "status502 status503 reset closed cutbody", test_retries_end);
  add_names ("no-retry", "status500 status503never html badjson detail", test_no_retry);
  add_names ("post-once", "status500 status502 status503 reset closed cutbody status503later",
             test_post_is_sent_once);
  g_test_add_func ("/errors/refused-post", test_refused_post);
  add_names ("kept-connection", "keepreset keepclose", test_kept_connection_gone);
  g_test_add_func ("/errors/kept-connection/post", test_kept_connection_gone_with_post);

  add_each ("refusals", refusals, G_N_ELEMENTS (refusals), test_refusals);
  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_autofree char *path = g_strconcat ("/errors/streams/", streams[i].fault.fault, NULL);
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_streams);
    }
  g_test_add_func ("/errors/server-code", test_server_code);
  g_test_add_func ("/errors/huge-event", test_huge_event);
  g_test_add_func ("/errors/beyond-64-mib", test_beyond_64_mib);
  g_test_add_func ("/errors/huge-event-after-pause", test_huge_event_after_pause);
  g_test_add_func ("/errors/local", test_local);
  return g_test_run ();
}
