/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every answer that is an error: each of the server's codes, or none, with each status, for each
 * method, sent or not, plain or before or after the beginning of a stream. What is expected is
 * written down here by hand; with --verbose it is printed as the table in docs/reliability.md. */
#include "net/taskingai-request.h"
#include "net/taskingai-retry.h"
#include "taskingai-error-private.h"

static const guint statuses[] = {
  400, 401, 403, 404, 407, 408, 409, 422, 423, 429, 500, 502, 503, 504,
};

/* By status: "-" never tried again, "r" if it can be repeated (GET, DELETE, or a POST that cannot have
 * arrived), "a" always, since it was turned away. */
static const struct {
  const char *server_code, *expected;
} rows[] = {
  { NULL, "-----r---a-rrr" }, /* of a gateway or a framework */
  { "UNKNOWN_ERROR", "-----------rrr" },
  { "INTERNAL_SERVER_ERROR", "-----------rrr" },
  { "INCORRECT_PASSWORD", "--------------" },
  { "TOO_MANY_REQUESTS", "---------a--a-" },
  { "APIKEY_VALIDATION_FAILED", "--------------" },
  { "TOKEN_VALIDATION_FAILED", "--------------" },
  { "OBJECT_NOT_FOUND", "--------------" },
  { "REQUEST_VALIDATION_ERROR", "--------------" },
  { "DATA_MODEL_VALIDATION_ERROR", "--------------" },
  { "RESOURCE_LIMIT_REACHED", "--------------" },
  { "DUPLICATE_OBJECT", "--------------" },
  { "ACTION_API_REQUEST_ERROR", "--------------" },
  { "OBJECT_LOCKED", "--------------" },
  { "INVALID_REQUEST", "--------------" },
  { "GENERATION_ERROR", "--------------" },
  { "PROVIDER_ERROR", "--------------" },
  { "CREDENTIALS_VALIDATION_ERROR", "--------------" },
};

static gboolean
is_expected (char expected, TaskingAIMethod method, gboolean sent, gboolean begun)
{
  gboolean repeatable = method != TASKINGAI_METHOD_POST || !sent;
  return !begun && (expected == 'a' || (expected == 'r' && repeatable));
}

static void
check (const char *server_code, guint status, char expected)
{
  for (int method = TASKINGAI_METHOD_GET; method <= TASKINGAI_METHOD_DELETE; method++)
    for (int how = 0; how < 4; how++)
      {
        TaskingAIRetryFacts facts = {
          .code = taskingai_error_classify (status, server_code, "Something is wrong"),
          .http_status = status,
          .idempotent = method != TASKINGAI_METHOD_POST,
          .sent = (how & 1) != 0,
          .begun = (how & 2) != 0,
          .attempts = 1,
          .max_retries = 1,
          .retry_after = -1,
          .time_left = -1,
        };
        gboolean retry = taskingai_retry_decide (&facts).retry;
        if (retry != is_expected (expected, method, facts.sent, facts.begun))
          g_error ("%s, HTTP %u, %s, %s, %s: %s", server_code, status,
                   taskingai_method_to_string (method), facts.sent ? "sent" : "not sent",
                   facts.begun ? "begun" : "not begun", retry ? "tried again" : "given up");
        /* As often as is wanted, and not once more. */
        facts.max_retries = 0;
        g_assert_false (taskingai_retry_decide (&facts).retry);
      }
}

static void
print_head (void)
{
  g_autoptr (GString) line = g_string_new ("| |");
  for (gsize column = 0; column < G_N_ELEMENTS (statuses); column++)
    g_string_append_printf (line, " %u |", statuses[column]);
  g_test_message ("%s", line->str);
}

static void
test_answers (void)
{
  print_head ();
  for (gsize row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      g_string_append_printf (line, "| %s |",
                              rows[row].server_code != NULL ? rows[row].server_code : "no code");
      for (gsize column = 0; column < G_N_ELEMENTS (statuses); column++)
        {
          check (rows[row].server_code, statuses[column], rows[row].expected[column]);
          g_string_append_printf (line, " %c |", rows[row].expected[column]);
        }
      g_test_message ("%s", line->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry-table/answers", test_answers);
  return g_test_run ();
}
