/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Any answer that is no success becomes an error for people, whose details its message tells again;
 * what a server adds for its own people does not get into it. Input: two bytes of status, who asks,
 * the content type, the request id, the body. */
#include <string.h>

#include "fuzz.h"
#include "taskingai-error-private.h"

static void
check_same (const GError *error, guint status, const char *code, const char *id, guint attempts)
{
  g_assert_cmpuint (taskingai_api_error_get_http_status (error), ==, status);
  g_assert_cmpstr (taskingai_api_error_get_server_code (error), ==, code);
  g_assert_cmpstr (taskingai_api_error_get_request_id (error), ==, id);
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, attempts);
}

/* Its details are in its message, too. */
static void
check_message (const GError *error, guint attempts)
{
  guint status, parsed_attempts;
  g_autofree char *code = NULL;
  g_autofree char *id = NULL;
  gboolean found =
      taskingai_api_error_parse_message (error->message, &status, &code, &id, &parsed_attempts);

  fuzz_check_error (error);
  g_assert (error->domain == TASKINGAI_API_ERROR);
  g_assert_cmpint (error->code, >=, TASKINGAI_API_ERROR_FAILED);
  g_assert_cmpint (error->code, <=, TASKINGAI_API_ERROR_UNSUPPORTED);
  check_same (error, status, code, id, attempts);
  if (found)
    g_assert_cmpuint (parsed_attempts, ==, MAX (attempts, 1));
  else
    g_assert_cmpuint (attempts, <=, 1);
}

/* With other details it has those, and otherwise says the same. */
static void
check_change (GError *error, guint status, const char *id)
{
  const TaskingAIErrorDetails more = { .attempts = 3 };
  g_autoptr (GError) first = taskingai_error_with_details (g_error_copy (error), &more);
  g_autoptr (GError) second = taskingai_error_with_details (g_error_copy (first), &more);

  check_message (first, 3);
  check_same (first, status, taskingai_api_error_get_server_code (error), id, 3);
  g_assert_cmpstr (first->message, ==, second->message);
  g_assert_cmpint (first->code, ==, error->code);
}

/* The member "debug" of the body is for nobody's eyes. */
static void
check_secret (const FuzzInput *body, const char *content_type, guint status)
{
  const TaskingAIErrorDetails details = { .http_status = status };
  static const char secret[] = "{\"debug\":{\"message\":\"sEcReT\",\"code\":\"sEcReT\"},";
  g_autoptr (GString) planted = g_string_new (secret);
  g_autoptr (GError) error = NULL;

  if (body->length < 2 || body->bytes[0] != '{'
      || fuzz_find (body->bytes, body->length, "sEcReT") != NULL
      || (content_type != NULL && strstr (content_type, "sEcReT") != NULL))
    return;
  g_string_append_len (planted, body->bytes + 1, (gssize) body->length - 1);
  error = taskingai_error_from_response (planted->str, planted->len, content_type, &details);
  g_assert_null (strstr (error->message, "sEcReT"));
  g_assert (g_strcmp0 (taskingai_api_error_get_server_code (error), "sEcReT") != 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  guint status = (fuzz_take_byte (&input) % 6) * 100 + fuzz_take_byte (&input) % 100;
  guint8 who = fuzz_take_byte (&input);
  g_autofree char *content_type = fuzz_take_text (&input);
  g_autofree char *id = fuzz_take_text (&input);
  FuzzInput rest = input;
  g_autofree char *body = fuzz_take_piece (&rest, &input.length);
  TaskingAIErrorDetails details = {
    .http_status = status, .request_id = id, .attempts = who >> 4, .administrator = (who & 1) != 0
  };
  const char *type = *content_type != '\0' ? content_type : NULL;
  g_autoptr (GError) error = taskingai_error_from_response (body, input.length, type, &details);

  check_message (error, details.attempts);
  check_same (error, status, taskingai_api_error_get_server_code (error),
              taskingai_api_error_get_request_id (error), details.attempts);
  check_change (error, status, taskingai_api_error_get_request_id (error));
  check_secret (&input, type, status);
  return 0;
}
