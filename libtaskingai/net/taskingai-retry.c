/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-retry.h"

#include <curl/curl.h>

/* Failures that may pass by themselves. 409 is a duplicate and the server's own 429 a capacity:
 * those have other codes and are final. */
static gboolean
may_pass (const TaskingAIRetryFacts *facts)
{
  switch (facts->code)
    {
    case TASKINGAI_API_ERROR_CONNECTION:
      return facts->http_status == 0; /* else a proxy wants a password */
    case TASKINGAI_API_ERROR_RATE_LIMITED:
      return facts->http_status == 429 || facts->http_status == 503;
    case TASKINGAI_API_ERROR_TRUNCATED:
    case TASKINGAI_API_ERROR_TIMEOUT: /* of connecting, or reported by a gateway */
      return TRUE;
    case TASKINGAI_API_ERROR_SERVER: /* a plain 500 is the server's bug: it stays */
      return facts->http_status >= 502 && facts->http_status <= 504;
    default:
      return FALSE;
    }
}

/* 429 says that the request was turned away before anything was done. */
static gboolean
is_safe (const TaskingAIRetryFacts *facts)
{
  return facts->idempotent || !facts->sent || facts->code == TASKINGAI_API_ERROR_RATE_LIMITED;
}

static guint
backoff (const TaskingAIRetryFacts *facts)
{
  guint doublings = MIN (facts->attempts - 1, 10);
  guint ceiling = MIN (TASKINGAI_RETRY_FIRST_DELAY << doublings, TASKINGAI_RETRY_LAST_DELAY);
  return (guint) (facts->jitter * ceiling);
}

TaskingAIRetryPlan
taskingai_retry_decide (const TaskingAIRetryFacts *facts)
{
  TaskingAIRetryPlan plan = { 0 };
  if (facts->begun || !may_pass (facts) || !is_safe (facts))
    return plan;

  /* The server had closed the kept connection; that is no sign of trouble. */
  if (facts->other_way || (facts->kept && !facts->free_used))
    {
      plan.retry = plan.at_no_charge = TRUE;
      return plan;
    }
  if (facts->attempts > facts->max_retries)
    return plan;
  if (facts->retry_after > TASKINGAI_RETRY_AFTER_LIMIT)
    {
      plan.why_not = "not tried again, since the server asks for too long a pause";
      return plan;
    }
  plan.delay = facts->retry_after >= 0 ? (guint) facts->retry_after : backoff (facts);
  /* The caller learns at once what it would learn when the time is up, and learns why. */
  if (facts->time_left >= 0 && plan.delay >= facts->time_left)
    {
      plan.why_not = "not tried again, since the pause would outlast the call's time limit";
      return plan;
    }
  plan.retry = TRUE;
  plan.cost = taskingai_retry_budget_get_cost (facts->code);
  return plan;
}

gint64
taskingai_retry_parse_after (const char *value, gint64 now)
{
  if (value == NULL)
    return -1;
  g_autoptr (GError) problem = NULL;
  guint64 seconds;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &seconds, &problem))
    return (gint64) seconds * 1000;
  if (g_error_matches (problem, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    return G_MAXINT64;
  gint64 date = curl_getdate (value, NULL);
  if (date < 0)
    return -1;
  return MIN (MAX (date - now, 0), G_MAXINT64 / 1000) * 1000;
}
