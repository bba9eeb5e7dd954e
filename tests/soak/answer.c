/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "answer.h"

#define REFUSAL                                                                                    \
  "{\"status\":\"error\",\"error\":{\"code\":\"INTERNAL_SERVER_ERROR\",\"message\":\"Not now.\"}}"
#define FAILURE                                                                                    \
  "data: {\"object\": \"Error\", \"code\": \"PROVIDER_ERROR\", \"message\": \"The model fell "     \
  "over\"}\n\n"
#define GARBAGE "data: {\"object\": \"ChatCompletionChunk\", \"delta\": \n\n"
#define DONE "data: [DONE]\n\n"

static void
append_plain (GString *out, const char *status, const char *body)
{
  g_string_append_printf (out,
                          "HTTP/1.1 %s\r\nContent-Type: application/json\r\n"
                          "Content-Length: %zu\r\n\r\n%s",
                          status, strlen (body), body);
}

static void
append_chunk (GString *out, const char *data)
{
  g_string_append_printf (out, "%zx\r\n%s\r\n", strlen (data), data);
}

static void
append_last_chunk (GString *out)
{
  g_string_append (out, "0\r\n\r\n");
}

static void
append_assistant (const SoakPlan *plan, GString *out)
{
  char name[SOAK_PLAN_NAME_SIZE];
  soak_plan_print (plan, name);
  g_autofree char *body =
      g_strdup_printf ("{\"status\":\"success\",\"data\":{\"object\":\"Assistant\","
                       "\"assistant_id\":\"%s\",\"created_timestamp\":1730300012004}}",
                       name);
  append_plain (out, "200 OK", body);
}

static void
append_headers (const SoakPlan *plan, GString *out)
{
  g_string_append (out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
                        "Transfer-Encoding: chunked\r\n");
  /* So that the next request does not meet the reset on its way. */
  if (plan->ending == SOAK_LATE_RESET)
    g_string_append (out, "Connection: close\r\n");
  g_string_append (out, "\r\n");
}

static void
append_event (const SoakPlan *plan, guint nth, GString *out)
{
  g_autoptr (GString) delta = g_string_new (NULL);
  soak_plan_append_delta (plan, nth, delta);
  g_autofree char *event = g_strdup_printf (
      "data: {\"object\": \"ChatCompletionChunk\", \"role\": \"assistant\", \"index\": %u, "
      "\"delta\": \"%s\", \"created_timestamp\": 1730300012001}\n\n",
      nth, delta->str);
  append_chunk (out, event);
}

static void
append_result (const SoakPlan *plan, GString *out)
{
  g_autoptr (GString) content = g_string_new (NULL);
  for (guint n = 0; n < plan->n_events; n++)
    soak_plan_append_delta (plan, n, content);
  g_autofree char *event = g_strdup_printf (
      "data: {\"object\": \"ChatCompletion\", \"finish_reason\": \"stop\", \"message\": "
      "{\"content\": \"%s\", \"role\": \"assistant\", \"function_calls\": null}, "
      "\"created_timestamp\": 1730300012004, "
      "\"usage\": {\"input_tokens\": 1, \"output_tokens\": %u}}\n\n",
      content->str, plan->n_events);
  append_chunk (out, event);
  append_chunk (out, DONE);
  append_last_chunk (out);
}

static void
append_part (const SoakAnswer *answer, GString *out)
{
  if (!answer->streaming)
    append_assistant (&answer->plan, out);
  else if (answer->next == 0)
    append_headers (&answer->plan, out);
  else if (answer->next <= answer->plan.n_events)
    append_event (&answer->plan, answer->next - 1, out);
  else
    append_result (&answer->plan, out);
}

static void
append_half_a_part (const SoakAnswer *answer, GString *out)
{
  gsize before = out->len;
  append_part (answer, out);
  g_string_truncate (out, before + (out->len - before) / 2);
}

static SoakStep
append_wrong (const SoakAnswer *answer, GString *out, const char *event)
{
  if (!answer->streaming)
    {
      append_plain (out, "200 OK", event);
      return SOAK_NEXT_REQUEST;
    }
  append_chunk (out, event);
  append_chunk (out, DONE);
  append_last_chunk (out);
  return SOAK_NEXT_REQUEST;
}

static SoakStep
end_early (const SoakAnswer *answer, GString *out)
{
  switch (answer->plan.ending)
    {
    case SOAK_BROKEN:
      append_half_a_part (answer, out);
      return SOAK_HANG_UP;
    case SOAK_RESET:
      return SOAK_HANG_UP_HARD;
    case SOAK_ERROR:
      return append_wrong (answer, out, FAILURE);
    case SOAK_GARBLED:
      return append_wrong (answer, out, GARBAGE);
    case SOAK_STALLED:
      return SOAK_FALL_SILENT;
    default:
      return SOAK_HANG_UP;
    }
}

SoakStep
soak_answer_next (SoakAnswer *answer, GString *out)
{
  const SoakPlan *plan = &answer->plan;
  gboolean whole = plan->ending == SOAK_WHOLE || plan->ending == SOAK_LATE_RESET;
  if (plan->ending == SOAK_REFUSED)
    {
      append_plain (out, "503 Service Unavailable", REFUSAL);
      return SOAK_NEXT_REQUEST;
    }
  if (!whole && (!answer->streaming || answer->next == plan->at))
    return end_early (answer, out);
  append_part (answer, out);
  if (answer->streaming && answer->next++ <= plan->n_events)
    return SOAK_GO_ON;
  return plan->ending == SOAK_LATE_RESET ? SOAK_HANG_UP_HARD : SOAK_NEXT_REQUEST;
}
