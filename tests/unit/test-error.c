/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <gio/gio.h>
#include <string.h>

#include "taskingai-error-private.h"

#define ENVELOPE(code, message)                                                                    \
  "{\"status\":\"error\",\"error\":{\"code\":\"" code "\",\"message\":" message "}}"

static void
test_domain (void)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (TASKINGAI_TYPE_API_ERROR);

  g_assert_cmpstr (g_quark_to_string (TASKINGAI_API_ERROR), ==, "TaskingAIApiError");
  g_assert_cmpstr (g_type_name (TASKINGAI_TYPE_API_ERROR), ==, "TaskingAIApiError");
  g_assert_cmpuint (klass->n_values, ==, TASKINGAI_API_ERROR_UNSUPPORTED + 1);
  for (int i = 0; i <= TASKINGAI_API_ERROR_UNSUPPORTED; i++)
    g_assert_cmpint (klass->values[i].value, ==, i);
  g_assert_cmpstr (g_enum_get_value (klass, TASKINGAI_API_ERROR_TOO_LARGE)->value_nick, ==,
                   "too-large");
}

static void
test_suffix (void)
{
  static const struct {
    TaskingAIErrorDetails details;
    const char *text, *message;
  } cases[] = {
    { { 404, "OBJECT_NOT_FOUND", "abc123", 2 },
      "chat c not found",
      "chat c not found [HTTP 404, OBJECT_NOT_FOUND, request abc123, 2 attempts]" },
    { { 404, "OBJECT_NOT_FOUND", "abc123", 1 },
      "x",
      "x [HTTP 404, OBJECT_NOT_FOUND, request abc123]" },
    { { 500, NULL, NULL, 0 }, "x", "x [HTTP 500]" },
    { { 0, "A_B", NULL, 0 }, "x", "x [A_B]" },
    { { 0, NULL, "r-1.2:3/4", 0 }, "x", "x [request r-1.2:3/4]" },
    { { 0, NULL, NULL, 3 }, "x", "x [3 attempts]" },
    { { 404, "X", "y", 0 }, "a [b] c [HTTP 200]", "a [b] c [HTTP 200] [HTTP 404, X, request y]" },
    { { 404, NULL, NULL, 0 }, "]", "] [HTTP 404]" },
    { { 404, NULL, NULL, 0 }, "[", "[ [HTTP 404]" },
    { { 404, "A, B]", "a b[c]\n", 0 }, "x", "x [HTTP 404, A__B_, request a_b_c__]" },
    { { 404, "", "", 0 }, "", "The call failed [HTTP 404]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TaskingAIErrorDetails *details = &cases[i].details;
      g_autoptr (GError) error =
          taskingai_error_new_literal (TASKINGAI_API_ERROR_FAILED, details, cases[i].text);
      g_autofree char *server_code = NULL;
      g_autofree char *request_id = NULL;
      guint http_status, attempts;

      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_true (taskingai_api_error_parse_message (error->message, &http_status, &server_code,
                                                        &request_id, &attempts));
      g_assert_cmpuint (http_status, ==, details->http_status);
      g_assert_cmpuint (attempts, ==, MAX (details->attempts, 1));
      g_assert_cmpstr (server_code, ==, taskingai_api_error_get_server_code (error));
      g_assert_cmpstr (request_id, ==, taskingai_api_error_get_request_id (error));
      g_assert_cmpuint (taskingai_api_error_get_http_status (error), ==, details->http_status);
      g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, details->attempts);
    }
}

static void
test_no_suffix (void)
{
  static const char *const messages[] = {
    "",
    "x",
    "x []",
    "[HTTP 404]",
    "x[HTTP 404]",
    "x [HTTP 404] ",
    "x [HTTP 404",
    "x HTTP 404]",
    "x [HTTP ]",
    "x [HTTP x]",
    "x [HTTP -1]",
    "x [HTTP 0]",
    "x [HTTP 99999999999]",
    "x [two words]",
    "x [request ]",
    "x [A, HTTP 404]",
    "x [request a, B]",
    "x [HTTP 404,A]",
    "x [HTTP 404, ]",
    "x [x attempts]",
    "x [2 attempts, request a]",
    "x [HTTP 404, A, B]",
    "x [, A]",
    "x ]",
    " ]",
    "]",
    "[",
    "[]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *server_code = NULL;
      g_autofree char *request_id = NULL;
      guint http_status = 1, attempts = 1;

      g_test_message ("%s", messages[i]);
      g_assert_false (taskingai_api_error_parse_message (messages[i], &http_status, &server_code,
                                                         &request_id, &attempts));
      g_assert_cmpuint (http_status, ==, 0);
      g_assert_cmpuint (attempts, ==, 0);
      g_assert_null (server_code);
      g_assert_null (request_id);
    }
  g_assert_true (taskingai_api_error_parse_message ("x [HTTP 404]", NULL, NULL, NULL, NULL));
}

/* A text that happens to end like details is not taken for them. */
static void
test_text_like_suffix (void)
{
  g_autoptr (GError) error = taskingai_error_new (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL,
                                                  "unknown member %s", "[list]");

  g_assert_cmpstr (error->message, ==, "unknown member [list].");
  g_assert_false (taskingai_api_error_parse_message (error->message, NULL, NULL, NULL, NULL));
}

static void
test_foreign_errors (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");

  g_assert_cmpuint (taskingai_api_error_get_http_status (error), ==, 0);
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 0);
  g_assert_null (taskingai_api_error_get_server_code (error));
  g_assert_null (taskingai_api_error_get_request_id (error));
}

static void
test_copy (void)
{
  TaskingAIErrorDetails details = { 404, "A", "b", 2 };
  g_autoptr (GError) error = taskingai_error_new (TASKINGAI_API_ERROR_BUSY, &details, "x");
  g_autoptr (GError) copy = g_error_copy (error);

  g_clear_error (&error);
  g_assert_cmpstr (taskingai_api_error_get_server_code (copy), ==, "A");
  g_assert_cmpstr (taskingai_api_error_get_request_id (copy), ==, "b");
  g_assert_cmpuint (taskingai_api_error_get_http_status (copy), ==, 404);
  g_assert_cmpuint (taskingai_api_error_get_attempts (copy), ==, 2);
}

static void
test_with_details (void)
{
  TaskingAIErrorDetails first = { 404, "A", NULL, 0 };
  TaskingAIErrorDetails second = { 0, NULL, "b", 3 };
  GError *error = taskingai_error_new (TASKINGAI_API_ERROR_NOT_FOUND, &first, "x [y]");
  GError *foreign = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");

  error = taskingai_error_with_details (error, &second);
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "x [y] [HTTP 404, A, request b, 3 attempts]");
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, "A");
  g_assert_cmpstr (taskingai_api_error_get_request_id (error), ==, "b");
  foreign = taskingai_error_with_details (foreign, &second);
  g_assert_error (foreign, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (foreign->message, ==, "stopped [request b, 3 attempts]");
  g_assert_null (taskingai_error_with_details (NULL, &second));
  g_error_free (error);
  g_error_free (foreign);
}

static void
test_with_note (void)
{
  TaskingAIErrorDetails once = { 503, NULL, "b", 1 };
  GError *error = taskingai_error_new (TASKINGAI_API_ERROR_SERVER, &once, "x [y]");
  g_autoptr (GError) bare = taskingai_error_new (TASKINGAI_API_ERROR_CONNECTION, NULL, "gone");

  error = taskingai_error_with_note (error, "and so it stays");
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_SERVER);
  g_assert_cmpstr (error->message, ==, "x [y]; and so it stays [HTTP 503, request b]");
  g_assert_cmpuint (taskingai_api_error_get_http_status (error), ==, 503);
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 1);
  bare = taskingai_error_with_note (g_steal_pointer (&bare), "for ever");
  g_assert_cmpstr (bare->message, ==, "gone; for ever");
  g_error_free (error);
}

static void
test_clean_text (void)
{
  g_autofree char *filling = g_strnfill (5000, 'x');
  g_autoptr (GError) control =
      taskingai_error_new_literal (TASKINGAI_API_ERROR_SERVER, NULL,
                                   " a\r\nb\tc\x1b[1m\x7f\xc2\x85\xe2\x80\xa8"
                                   "d\xff ");
  g_autoptr (GError) big = taskingai_error_new_literal (TASKINGAI_API_ERROR_SERVER, NULL, filling);

  g_assert_cmpstr (control->message, ==, "a  b c [1m   d\xef\xbf\xbd");
  g_assert_cmpuint (strlen (big->message), <=, 2000);
  g_assert_true (g_str_has_suffix (big->message, "x\xe2\x80\xa6"));
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_string_append_len (text, "xxxx", i);
      while (text->len < 3000)
        g_string_append (text, "\xf0\x9f\x98\x80");
      error = taskingai_error_new_literal (TASKINGAI_API_ERROR_SERVER, NULL, text->str);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (strlen (error->message), <=, 2000);
      g_assert_cmpuint (strlen (error->message), >, 1990);
    }
}

static void
test_classify (void)
{
  static const struct {
    guint status;
    const char *code, *message;
    TaskingAIApiError expected;
  } cases[] = {
    /* the server's codes, with the status that goes with them */
    { 500, "UNKNOWN_ERROR", "x", TASKINGAI_API_ERROR_SERVER },
    { 500, "INTERNAL_SERVER_ERROR", "x", TASKINGAI_API_ERROR_SERVER },
    { 401, "INCORRECT_PASSWORD", "x", TASKINGAI_API_ERROR_AUTHENTICATION },
    { 429, "TOO_MANY_REQUESTS", "x", TASKINGAI_API_ERROR_RATE_LIMITED },
    { 401, "APIKEY_VALIDATION_FAILED", "x", TASKINGAI_API_ERROR_AUTHENTICATION },
    { 401, "TOKEN_VALIDATION_FAILED", "x", TASKINGAI_API_ERROR_AUTHENTICATION },
    { 404, "OBJECT_NOT_FOUND", "chat x not found", TASKINGAI_API_ERROR_NOT_FOUND },
    { 422, "REQUEST_VALIDATION_ERROR", "x", TASKINGAI_API_ERROR_INVALID_REQUEST },
    { 422, "DATA_MODEL_VALIDATION_ERROR", "x", TASKINGAI_API_ERROR_INVALID_REQUEST },
    { 429, "RESOURCE_LIMIT_REACHED", "x", TASKINGAI_API_ERROR_RESOURCE_LIMIT },
    { 409, "DUPLICATE_OBJECT", "x", TASKINGAI_API_ERROR_CONFLICT },
    { 400, "ACTION_API_REQUEST_ERROR", "x", TASKINGAI_API_ERROR_PROVIDER },
    { 423, "OBJECT_LOCKED", "x", TASKINGAI_API_ERROR_BUSY },
    { 400, "INVALID_REQUEST", "x", TASKINGAI_API_ERROR_INVALID_REQUEST },
    { 500, "GENERATION_ERROR", "x", TASKINGAI_API_ERROR_GENERATION },
    { 400, "PROVIDER_ERROR", "x", TASKINGAI_API_ERROR_PROVIDER },
    { 401, "CREDENTIALS_VALIDATION_ERROR", "x", TASKINGAI_API_ERROR_PROVIDER },
    /* the code counts more than the status, and is enough within a stream */
    { 200, "GENERATION_ERROR", "x", TASKINGAI_API_ERROR_GENERATION },
    { 0, "PROVIDER_ERROR", NULL, TASKINGAI_API_ERROR_PROVIDER },
    { 500, "DUPLICATE_OBJECT", NULL, TASKINGAI_API_ERROR_CONFLICT },
    /* quirks */
    { 404, "OBJECT_NOT_FOUND", "apikey 00000000 not found", TASKINGAI_API_ERROR_AUTHENTICATION },
    { 404, "OBJECT_NOT_FOUND", "the apikey 0 not found", TASKINGAI_API_ERROR_NOT_FOUND },
    { 500, "INTERNAL_SERVER_ERROR", "can only concatenate str (not \"dict\") to str",
      TASKINGAI_API_ERROR_PROVIDER },
    { 400, "INVALID_REQUEST", "Chat x is locked. Please try again later.",
      TASKINGAI_API_ERROR_BUSY },
    { 200, "INVALID_REQUEST", "Chat x is locked.", TASKINGAI_API_ERROR_BUSY },
    { 500, "GENERATION_ERROR", "the door is locked", TASKINGAI_API_ERROR_GENERATION },
    /* without a code */
    { 0, NULL, NULL, TASKINGAI_API_ERROR_FAILED },
    { 200, NULL, NULL, TASKINGAI_API_ERROR_FAILED },
    { 100, NULL, NULL, TASKINGAI_API_ERROR_PROTOCOL },
    { 301, NULL, NULL, TASKINGAI_API_ERROR_PROTOCOL },
    { 307, NULL, NULL, TASKINGAI_API_ERROR_PROTOCOL },
    { 400, NULL, NULL, TASKINGAI_API_ERROR_INVALID_REQUEST },
    { 401, NULL, NULL, TASKINGAI_API_ERROR_AUTHENTICATION },
    { 402, NULL, NULL, TASKINGAI_API_ERROR_RESOURCE_LIMIT },
    { 403, NULL, NULL, TASKINGAI_API_ERROR_PERMISSION },
    { 404, NULL, NULL, TASKINGAI_API_ERROR_NOT_FOUND },
    { 404, NULL, "Not Found", TASKINGAI_API_ERROR_UNSUPPORTED },
    { 404, NULL, "Not found: model x", TASKINGAI_API_ERROR_NOT_FOUND },
    { 405, NULL, "Method Not Allowed", TASKINGAI_API_ERROR_UNSUPPORTED },
    { 407, NULL, NULL, TASKINGAI_API_ERROR_CONNECTION },
    { 408, NULL, NULL, TASKINGAI_API_ERROR_TIMEOUT },
    { 409, NULL, NULL, TASKINGAI_API_ERROR_CONFLICT },
    { 413, NULL, NULL, TASKINGAI_API_ERROR_TOO_LARGE },
    { 418, NULL, NULL, TASKINGAI_API_ERROR_INVALID_REQUEST },
    { 422, NULL, NULL, TASKINGAI_API_ERROR_INVALID_REQUEST },
    { 423, NULL, NULL, TASKINGAI_API_ERROR_BUSY },
    { 429, NULL, NULL, TASKINGAI_API_ERROR_RATE_LIMITED },
    { 429, "insufficient_quota", NULL, TASKINGAI_API_ERROR_RESOURCE_LIMIT },
    { 429, "SOMETHING_NEW", NULL, TASKINGAI_API_ERROR_RATE_LIMITED },
    { 500, NULL, NULL, TASKINGAI_API_ERROR_SERVER },
    { 501, NULL, NULL, TASKINGAI_API_ERROR_UNSUPPORTED },
    { 502, NULL, NULL, TASKINGAI_API_ERROR_SERVER },
    { 503, NULL, NULL, TASKINGAI_API_ERROR_SERVER },
    { 504, NULL, NULL, TASKINGAI_API_ERROR_TIMEOUT },
    { 599, NULL, NULL, TASKINGAI_API_ERROR_SERVER },
    { 999, NULL, NULL, TASKINGAI_API_ERROR_PROTOCOL },
    { 404, "NEW_CODE", "x", TASKINGAI_API_ERROR_NOT_FOUND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u %s %s", cases[i].status, cases[i].code, cases[i].message);
      g_assert_cmpint (taskingai_error_classify (cases[i].status, cases[i].code, cases[i].message),
                       ==, cases[i].expected);
    }
}

typedef struct {
  guint status;
  const char *content_type, *body;
  int code;
  const char *message; /* with the suffix */
} Answer;

static const Answer answers[] = {
  { 404, "application/json", ENVELOPE ("OBJECT_NOT_FOUND", "\"chat \\u00e4 not found\""),
    TASKINGAI_API_ERROR_NOT_FOUND, "chat \xc3\xa4 not found [HTTP 404, OBJECT_NOT_FOUND]" },
  { 404, NULL, ENVELOPE ("OBJECT_NOT_FOUND", "\"apikey 0 not found\""),
    TASKINGAI_API_ERROR_AUTHENTICATION,
    "The server does not accept the API key or token [HTTP 404, OBJECT_NOT_FOUND]" },
  { 500, NULL, ENVELOPE ("NEW", "\"\""), TASKINGAI_API_ERROR_SERVER,
    "The server failed [HTTP 500, NEW]" },
  { 422, NULL,
    "{\"error\":{\"debug\":\"SECRET\",\"message\":\"m\",\"code\":\"REQUEST_VALIDATION_ERROR\"},"
    "\"status\":\"error\"}",
    TASKINGAI_API_ERROR_INVALID_REQUEST, "m [HTTP 422, REQUEST_VALIDATION_ERROR]" },
  /* a message that is an object, with either name of the code, before and after the outer one */
  { 422, NULL,
    ENVELOPE ("REQUEST_VALIDATION_ERROR",
              "{\"error_code\":\"OBJECT_NOT_FOUND\",\"message\":\"inner\",\"debug\":\"SECRET\"}"),
    TASKINGAI_API_ERROR_NOT_FOUND, "inner [HTTP 422, OBJECT_NOT_FOUND]" },
  { 422, NULL,
    "{\"error\":{\"message\":{\"message\":\"inner\",\"code\":\"PROVIDER_ERROR\"},\"code\":\"X\"}}",
    TASKINGAI_API_ERROR_PROVIDER, "inner [HTTP 422, PROVIDER_ERROR]" },
  { 422, NULL, ENVELOPE ("REQUEST_VALIDATION_ERROR", "{\"debug\":\"SECRET\"}"),
    TASKINGAI_API_ERROR_INVALID_REQUEST,
    "The server refuses the request [HTTP 422, REQUEST_VALIDATION_ERROR]" },
  { 422, NULL, ENVELOPE ("REQUEST_VALIDATION_ERROR", "7"), TASKINGAI_API_ERROR_INVALID_REQUEST,
    "The server refuses the request [HTTP 422, REQUEST_VALIDATION_ERROR]" },
  /* the framework */
  { 404, NULL, "{\"detail\":\"Not Found\"}", TASKINGAI_API_ERROR_UNSUPPORTED,
    "The server does not know this call: Not Found [HTTP 404]" },
  { 405, NULL, "{\"detail\":\"Method Not Allowed\"}", TASKINGAI_API_ERROR_UNSUPPORTED,
    "The server does not know this call: Method Not Allowed [HTTP 405]" },
  { 405, NULL, "", TASKINGAI_API_ERROR_UNSUPPORTED,
    "The server does not know this call [HTTP 405]" },
  { 422, NULL,
    "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"a\",0],\"msg\":\"Field required\","
    "\"input\":{}},{\"msg\":\"second\"}]}",
    TASKINGAI_API_ERROR_INVALID_REQUEST, "body/a/0: Field required [HTTP 422]" },
  { 422, NULL, "{\"detail\":[\"odd\",5,{\"msg\":null},{\"loc\":7,\"msg\":\"third\"}]}",
    TASKINGAI_API_ERROR_INVALID_REQUEST, "third [HTTP 422]" },
  { 403, NULL, "{\"detail\":{\"message\":\"no\",\"code\":\"C\"}}", TASKINGAI_API_ERROR_PERMISSION,
    "no [HTTP 403, C]" },
  /* other services */
  { 401, NULL,
    "{\"error\":{\"message\":\"Incorrect key\",\"type\":\"invalid_request_error\",\"param\":null,"
    "\"code\":\"invalid_api_key\"}}",
    TASKINGAI_API_ERROR_AUTHENTICATION, "Incorrect key [HTTP 401, invalid_api_key]" },
  { 429, NULL, "{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\",\"code\":null}}",
    TASKINGAI_API_ERROR_RESOURCE_LIMIT, "m [HTTP 429, insufficient_quota]" },
  { 503, NULL, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable\"}}",
    TASKINGAI_API_ERROR_SERVER, "Loading model [HTTP 503, unavailable]" },
  { 400, NULL, "{\"error\":\"bad\"}", TASKINGAI_API_ERROR_INVALID_REQUEST, "bad [HTTP 400]" },
  { 503, NULL, "{\"message\":\"no upstream\"}", TASKINGAI_API_ERROR_SERVER,
    "no upstream [HTTP 503]" },
  { 200, NULL, "{\"object\":\"Error\",\"code\":\"GENERATION_ERROR\",\"message\":\"m\"}",
    TASKINGAI_API_ERROR_GENERATION, "m [HTTP 200, GENERATION_ERROR]" },
  { 500, NULL, "{}", TASKINGAI_API_ERROR_SERVER, "The server failed [HTTP 500]" },
  /* web pages */
  { 200, "text/html", "<!DOCTYPE html><title>Welcome</title>", TASKINGAI_API_ERROR_PROTOCOL,
    "The address answers with a web page (Welcome), not as a TaskingAI API; are host and port "
    "right? [HTTP 200]" },
  { 404, NULL, " \n<HTML><body>x", TASKINGAI_API_ERROR_PROTOCOL,
    "The address answers with a web page, not as a TaskingAI API; are host and port right?"
    " [HTTP 404]" },
  { 502, "text/html", "<html><head><TITLE>502 Bad Gateway</TITLE></head>",
    TASKINGAI_API_ERROR_SERVER, "The server failed: 502 Bad Gateway [HTTP 502]" },
  { 504, "text/html; charset=utf-8", "<title>Time-out</title>", TASKINGAI_API_ERROR_TIMEOUT,
    "The server took too long: Time-out [HTTP 504]" },
  { 413, "text/html", "<title>413</title>", TASKINGAI_API_ERROR_TOO_LARGE,
    "The request is too large for the server: 413 [HTTP 413]" },
  /* little or nothing to go by */
  { 500, "text/plain", "Internal Server Error", TASKINGAI_API_ERROR_SERVER,
    "Internal Server Error [HTTP 500]" },
  { 400, NULL, "Invalid HTTP request received.", TASKINGAI_API_ERROR_INVALID_REQUEST,
    "Invalid HTTP request received. [HTTP 400]" },
  { 503, NULL, "", TASKINGAI_API_ERROR_SERVER, "The server failed [HTTP 503]" },
  { 307, NULL, "", TASKINGAI_API_ERROR_PROTOCOL,
    "The server points to another address, which is not followed; is the host complete, http or "
    "https right? [HTTP 307]" },
  { 500, "application/json", "{\"error\":{\"message\":\"m\"", TASKINGAI_API_ERROR_SERVER,
    "The server failed, and its explanation cannot be read: The JSON text ends too early (byte 23) "
    "[HTTP 500]" },
  { 200, NULL, "{\"a\":}", TASKINGAI_API_ERROR_MALFORMED,
    "The server reports a failure without saying what failed, and its explanation cannot be read: "
    "The JSON text is not a JSON value (byte 5) [HTTP 200]" },
  { 500, NULL, "{\"error\":{\"message\":\"a\xff\"}}", TASKINGAI_API_ERROR_SERVER,
    "a\xef\xbf\xbd [HTTP 500]" },
};

static void
test_responses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      const Answer *answer = &answers[i];
      TaskingAIErrorDetails details = { .http_status = answer->status };
      gsize length = strlen (answer->body);
      g_autofree char *body = g_memdup2 (answer->body, length);
      g_autoptr (GError) error =
          taskingai_error_from_response (body, length, answer->content_type, &details);

      g_assert_cmpstr (error->message, ==, answer->message);
      g_assert_error (error, TASKINGAI_API_ERROR, answer->code);
      g_assert_null (strstr (error->message, "SECRET"));
    }
}

/* No body, however cut, makes anything but a proper error. */
static void
test_cut_responses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    for (gsize length = 0; length < strlen (answers[i].body); length++)
      {
        TaskingAIErrorDetails details = { .http_status = 400, .request_id = "r" };
        g_autofree char *body = g_memdup2 (answers[i].body, length);
        g_autoptr (GError) error = taskingai_error_from_response (body, length, NULL, &details);

        g_assert_cmpint (error->domain, ==, TASKINGAI_API_ERROR);
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
        g_assert_cmpstr (taskingai_api_error_get_request_id (error), ==, "r");
        g_assert_null (strstr (error->message, "SECRET"));
      }
}

static void
test_response_with_everything (void)
{
  static const char body[] = ENVELOPE ("OBJECT_LOCKED", "\"later [x]\"");
  TaskingAIErrorDetails details = { 423, "ignored", "id7", 3 };
  g_autoptr (GError) error = taskingai_error_from_response (body, strlen (body), NULL, &details);

  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==,
                   "later [x] [HTTP 423, OBJECT_LOCKED, request id7, 3 attempts]");
}

static void
test_nul_in_response (void)
{
  TaskingAIErrorDetails details = { .http_status = 500 };
  g_autoptr (GError) text = taskingai_error_from_response ("a\0b", 3, NULL, &details);
  g_autoptr (GError) nothing = taskingai_error_from_response (NULL, 0, NULL, &details);

  g_assert_cmpstr (text->message, ==,
                   "a\xef\xbf\xbd"
                   "b [HTTP 500]");
  g_assert_cmpstr (nothing->message, ==, "The server failed [HTTP 500]");
}

/* Servers may repeat what they were sent. */
static void
test_redact (void)
{
  static const char secret[] = "tkCanary0Canary1[,]x";
  static const struct {
    const char *text, *code, *message;
  } cases[] = {
    { "x", "X", "x [HTTP 500, X]" },
    { "bad: Bearer tkCanary0Canary1[,]x!", NULL, "bad: Bearer ***! [HTTP 500]" },
    { "tkCanary0Canary1[,]x", NULL, "*** [HTTP 500]" },
    { "key tkCanary0 is not known", NULL, "key *** is not known [HTTP 500]" },
    { "key Canary1[ ends", NULL, "key *** ends [HTTP 500]" },
    { "key tkCanar and", NULL, "key tkCanar and [HTTP 500]" },
    { "tkCanary0tkCanary0Ca", NULL, "****** [HTTP 500]" },
    { "Canary Canary CanarCanary0Canary1[,]", NULL, "Canary Canary Canar*** [HTTP 500]" },
    { "\xc3\xa9tkCanary0C\xc3\xa9", NULL, "\xc3\xa9***\xc3\xa9 [HTTP 500]" },
    { "x", "tkCanary0Canary1", "x [HTTP 500, ***]" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TaskingAIErrorDetails details = { .http_status = 500, .server_code = cases[i].code };
      g_autoptr (GError) error =
          taskingai_error_new_literal (TASKINGAI_API_ERROR_SERVER, &details, cases[i].text);
      taskingai_error_redact (error, secret);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_autofree char *code = NULL;
      g_assert_true (taskingai_api_error_parse_message (error->message, NULL, &code, NULL, NULL));
      g_assert_cmpstr (code, ==, taskingai_api_error_get_server_code (error));
    }
  g_autoptr (GError) foreign = g_error_new (G_IO_ERROR, 0, "no tkCanary0Canary1 there");
  taskingai_error_redact (foreign, secret);
  g_assert_cmpstr (foreign->message, ==, "no *** there");
  taskingai_error_redact (foreign, NULL);
  taskingai_error_redact (NULL, secret);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/domain", test_domain);
  g_test_add_func ("/error/suffix", test_suffix);
  g_test_add_func ("/error/no-suffix", test_no_suffix);
  g_test_add_func ("/error/text-like-suffix", test_text_like_suffix);
  g_test_add_func ("/error/foreign-errors", test_foreign_errors);
  g_test_add_func ("/error/copy", test_copy);
  g_test_add_func ("/error/with-details", test_with_details);
  g_test_add_func ("/error/with-note", test_with_note);
  g_test_add_func ("/error/clean-text", test_clean_text);
  g_test_add_func ("/error/redact", test_redact);
  g_test_add_func ("/error/classify", test_classify);
  g_test_add_func ("/error/responses", test_responses);
  g_test_add_func ("/error/responses/cut", test_cut_responses);
  g_test_add_func ("/error/responses/with-everything", test_response_with_everything);
  g_test_add_func ("/error/responses/nul", test_nul_in_response);
  return g_test_run ();
}
