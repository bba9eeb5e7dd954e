/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-retry.h"

#define NO                                                                                         \
  {                                                                                                \
    FALSE, FALSE, 0                                                                                \
  }
#define AFTER(ms)                                                                                  \
  {                                                                                                \
    TRUE, FALSE, ms                                                                                \
  }
#define FREE                                                                                       \
  {                                                                                                \
    TRUE, TRUE, 0                                                                                  \
  }

/* How an attempt went; without GET it is a POST. */
typedef enum {
  GET = 1 << 0,
  SENT = 1 << 1,
  KEPT = 1 << 2,
  FREE_USED = 1 << 3,
  BEGUN = 1 << 4,
  OTHER_WAY = 1 << 5,
} How;

#define CODE(name) TASKINGAI_API_ERROR_##name

static const struct {
  const char *what;
  How how;
  TaskingAIApiError code;
  guint status, attempts, max_retries;
  gint64 retry_after;
  TaskingAIRetryPlan plan;
} cases[] = {
  { "a refused connection", GET, CODE (CONNECTION), 0, 1, 2, -1, AFTER (250) },
  { "a refused connection of a POST", 0, CODE (CONNECTION), 0, 1, 2, -1, AFTER (250) },
  { "a GET that broke", GET | SENT, CODE (CONNECTION), 0, 1, 2, -1, AFTER (250) },
  { "a POST that broke", SENT, CODE (CONNECTION), 0, 1, 2, -1, NO },
  { "a GET cut off", GET | SENT, CODE (TRUNCATED), 200, 1, 2, -1, AFTER (250) },
  { "a POST cut off", SENT, CODE (TRUNCATED), 200, 1, 2, -1, NO },
  { "no connection in time", 0, CODE (TIMEOUT), 0, 1, 2, -1, AFTER (250) },
  { "a gateway's timeout", GET | SENT, CODE (TIMEOUT), 504, 1, 2, -1, AFTER (250) },
  { "a gateway's timeout of a POST", SENT, CODE (TIMEOUT), 504, 1, 2, -1, NO },

  { "a server's bug", GET | SENT, CODE (SERVER), 500, 1, 2, -1, NO },
  { "a bad gateway", GET | SENT, CODE (SERVER), 502, 1, 2, -1, AFTER (250) },
  { "a server that starts", GET | SENT, CODE (SERVER), 503, 1, 2, -1, AFTER (250) },
  { "a bad gateway for a POST", SENT, CODE (SERVER), 502, 1, 2, -1, NO },
  { "a server that starts, for a POST", SENT, CODE (SERVER), 503, 1, 2, -1, NO },
  { "a status of the future", GET | SENT, CODE (SERVER), 599, 1, 2, -1, NO },

  { "too many requests", GET | SENT, CODE (RATE_LIMITED), 429, 1, 2, -1, AFTER (250) },
  { "too many POSTs", SENT, CODE (RATE_LIMITED), 429, 1, 2, -1, AFTER (250) },
  { "a capacity", GET | SENT, CODE (RESOURCE_LIMIT), 429, 1, 2, -1, NO },
  { "too many requests, as no server says it", GET | SENT, CODE (RATE_LIMITED), 409, 1, 2, -1, NO },
  { "a proxy without its password", GET | SENT, CODE (CONNECTION), 407, 1, 2, -1, NO },
  { "a duplicate", GET | SENT, CODE (CONFLICT), 409, 1, 2, -1, NO },

  { "at once", GET | SENT, CODE (SERVER), 503, 1, 2, 0, AFTER (0) },
  { "as long as asked", SENT, CODE (RATE_LIMITED), 429, 1, 2, 7000, AFTER (7000) },
  { "as long as is bearable", SENT, CODE (RATE_LIMITED), 429, 1, 2, 120000, AFTER (120000) },
  { "longer than is bearable", SENT, CODE (RATE_LIMITED), 429, 1, 2, 120001, NO },
  { "longer than numbers go", GET | SENT, CODE (RATE_LIMITED), 429, 1, 2, G_MAXINT64, NO },
  { "asked for, but not safe", SENT, CODE (SERVER), 503, 1, 2, 1000, NO },

  { "a gateway's 504 in the server's own form", GET | SENT, CODE (SERVER), 504, 1, 2, -1,
    AFTER (250) },
  { "a proxy gone", OTHER_WAY, CODE (CONNECTION), 0, 1, 0, -1, FREE },
  { "another proxy gone", OTHER_WAY | FREE_USED, CODE (TIMEOUT), 0, 5, 2, -1, FREE },
  { "a stream that had begun", GET | BEGUN, CODE (TRUNCATED), 200, 1, 2, -1, NO },
  { "a kept connection gone in a stream", GET | KEPT | BEGUN, CODE (CONNECTION), 200, 1, 2, -1,
    NO },

  { "the last retry", GET | SENT, CODE (CONNECTION), 0, 2, 2, -1, AFTER (500) },
  { "one too many", GET | SENT, CODE (CONNECTION), 0, 3, 2, -1, NO },
  { "no retries wanted", GET | SENT, CODE (CONNECTION), 0, 1, 0, -1, NO },

  { "a kept connection gone", GET | SENT | KEPT, CODE (CONNECTION), 0, 1, 2, -1, FREE },
  { "even when no retries are wanted", GET | SENT | KEPT, CODE (CONNECTION), 0, 1, 0, -1, FREE },
  { "even when none is left", GET | SENT | KEPT, CODE (CONNECTION), 0, 3, 2, -1, FREE },
  { "but once only", GET | SENT | KEPT | FREE_USED, CODE (CONNECTION), 0, 1, 2, -1, AFTER (250) },
  { "a kept connection gone before the POST", KEPT, CODE (CONNECTION), 0, 1, 2, -1, FREE },
  { "a kept connection gone with the POST", SENT | KEPT, CODE (CONNECTION), 0, 1, 2, -1, NO },
};

static TaskingAIRetryFacts
make_facts (TaskingAIApiError code, How how)
{
  return (TaskingAIRetryFacts){
    .code = code,
    .idempotent = (how & GET) != 0,
    .sent = (how & SENT) != 0,
    .kept = (how & KEPT) != 0,
    .free_used = (how & FREE_USED) != 0,
    .begun = (how & BEGUN) != 0,
    .other_way = (how & OTHER_WAY) != 0,
    .attempts = 1,
    .max_retries = 2,
    .retry_after = -1,
    .time_left = -1,
    .jitter = 0.5,
  };
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].what);
      TaskingAIRetryFacts facts = make_facts (cases[i].code, cases[i].how);
      facts.http_status = cases[i].status;
      facts.attempts = cases[i].attempts;
      facts.max_retries = cases[i].max_retries;
      facts.retry_after = cases[i].retry_after;
      TaskingAIRetryPlan plan = taskingai_retry_decide (&facts);
      g_assert_cmpint (plan.retry, ==, cases[i].plan.retry);
      g_assert_cmpint (plan.at_no_charge, ==, cases[i].plan.at_no_charge);
      g_assert_cmpuint (plan.delay, ==, cases[i].plan.delay);
    }
}

static gboolean
passes_by_itself (TaskingAIApiError code)
{
  return code == TASKINGAI_API_ERROR_CONNECTION || code == TASKINGAI_API_ERROR_TRUNCATED
         || code == TASKINGAI_API_ERROR_TIMEOUT || code == TASKINGAI_API_ERROR_RATE_LIMITED;
}

/* Every other failure is final, however it came about. */
static void
test_final (void)
{
  for (int code = 0; code <= TASKINGAI_API_ERROR_UNSUPPORTED; code++)
    {
      TaskingAIRetryFacts facts = make_facts (code, GET | KEPT);
      facts.http_status = code == TASKINGAI_API_ERROR_RATE_LIMITED ? 429 : 0;
      g_assert_cmpint (taskingai_retry_decide (&facts).retry, ==, passes_by_itself (code));
    }
}

static void
test_delays (void)
{
  static const guint ceilings[] = { 500, 1000, 2000, 4000, 8000, 8000, 8000 };
  TaskingAIRetryFacts facts = make_facts (TASKINGAI_API_ERROR_CONNECTION, GET);
  facts.max_retries = G_MAXUINT;
  for (guint i = 0; i < G_N_ELEMENTS (ceilings); i++)
    {
      facts.attempts = i + 1;
      facts.jitter = 0;
      g_assert_cmpuint (taskingai_retry_decide (&facts).delay, ==, 0);
      facts.jitter = 0.75;
      g_assert_cmpuint (taskingai_retry_decide (&facts).delay, ==, ceilings[i] * 3 / 4);
      facts.jitter = 0.9999999999;
      g_assert_cmpuint (taskingai_retry_decide (&facts).delay, ==, ceilings[i] - 1);
    }
  facts.attempts = G_MAXUINT - 1;
  facts.jitter = 0.5;
  g_assert_cmpuint (taskingai_retry_decide (&facts).delay, ==, 4000);
}

/* Who has less time left than the pause takes is told at once, and told why. */
static void
test_time_left (void)
{
  TaskingAIRetryFacts facts = make_facts (TASKINGAI_API_ERROR_CONNECTION, GET | KEPT);
  for (facts.time_left = 0; facts.time_left < 300; facts.time_left++)
    {
      facts.free_used = TRUE;
      TaskingAIRetryPlan plan = taskingai_retry_decide (&facts);
      g_assert_cmpint (plan.retry, ==, facts.time_left > 250);
      g_assert_cmpint (plan.why_not == NULL, ==, plan.retry);
      facts.free_used = FALSE; /* one that takes no pause */
      g_assert_true (taskingai_retry_decide (&facts).retry);
    }
  facts.free_used = TRUE;
  facts.time_left = 100000;
  facts.retry_after = 100000;
  g_assert_false (taskingai_retry_decide (&facts).retry);
  facts.time_left++;
  g_assert_true (taskingai_retry_decide (&facts).retry);
}

static void
test_costs (void)
{
  TaskingAIRetryFacts facts = make_facts (TASKINGAI_API_ERROR_CONNECTION, GET | KEPT);
  g_assert_cmpuint (taskingai_retry_decide (&facts).cost, ==, 0); /* at no charge */
  facts.free_used = TRUE;
  g_assert_cmpuint (taskingai_retry_decide (&facts).cost, ==, 10);
  facts.code = TASKINGAI_API_ERROR_TIMEOUT;
  g_assert_cmpuint (taskingai_retry_decide (&facts).cost, ==, 10);
  facts.code = TASKINGAI_API_ERROR_RATE_LIMITED;
  facts.http_status = 429;
  g_assert_cmpuint (taskingai_retry_decide (&facts).cost, ==, 5);
  facts.code = TASKINGAI_API_ERROR_TRUNCATED;
  g_assert_cmpuint (taskingai_retry_decide (&facts).cost, ==, 5);
}

static void
test_retry_after (void)
{
  const gint64 now = 1445412480; /* Wed, 21 Oct 2015 07:28:00 GMT */
  static const struct {
    const char *value;
    gint64 ms;
  } values[] = {
    { "0", 0 },
    { "1", 1000 },
    { "120", 120000 },
    { "4294967295", 4294967295000 },
    { "99999999999", G_MAXINT64 },
    { "Wed, 21 Oct 2015 07:28:07 GMT", 7000 },
    { "Wednesday, 21-Oct-15 07:29:00 GMT", 60000 },
    { "Wed Oct 21 07:28:01 2015", 1000 },
    { "Wed, 21 Oct 2015 07:28:00 GMT", 0 },
    { "Wed, 21 Oct 2015 07:00:00 GMT", 0 },
    { "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
    { "Fri, 31 Dec 9999 23:59:59 GMT", (253402300799 - 1445412480) * 1000 },
    { "14 Nov 2023202331", G_MAXINT64 / 1000 * 1000 },
    { NULL, -1 },
    { "", -1 },
    { " ", -1 },
    { "-1", -1 },
    { "+5", -1 },
    { "5.5", -1 },
    { "1e3", -1 },
    { "soon", -1 },
    { "5 minutes", -1 },
    { "Wed, 99 Oct 2015 07:28:07 GMT", -1 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_test_message ("\"%s\"", values[i].value);
      g_assert_cmpint (taskingai_retry_parse_after (values[i].value, now), ==, values[i].ms);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry/table", test_table);
  g_test_add_func ("/retry/final", test_final);
  g_test_add_func ("/retry/delays", test_delays);
  g_test_add_func ("/retry/time-left", test_time_left);
  g_test_add_func ("/retry/costs", test_costs);
  g_test_add_func ("/retry/after", test_retry_after);
  return g_test_run ();
}
