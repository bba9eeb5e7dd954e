/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls that failed and are tried again: paid for, told of, waited for. */
#include "net/taskingai-reactor-private.h"
#include "taskingai-error-private.h"

static gboolean
is_reading (TaskingAICall *call)
{
  TaskingAIBodySource *source = call->request->source;
  return source != NULL && taskingai_body_source_is_reading (source);
}

static gboolean
can_send_again (TaskingAICall *call)
{
  TaskingAIBodySource *source = call->request->source;
  return source == NULL || taskingai_body_source_can_restart (source);
}

gboolean
taskingai_reactor_may_resend (TaskingAICall *call)
{
  return call->retry_error == NULL && !is_reading (call);
}

static void
log_retry (TaskingAICall *call)
{
  g_autofree char *attempt = g_strdup_printf ("%u", call->attempts);
  g_autofree char *delay = g_strdup_printf ("%u", call->retry_delay);
  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_DEBUG, "TASKINGAI_REQUEST_ID", call->request_id,
                    "TASKINGAI_ATTEMPT", attempt, "TASKINGAI_DELAY", delay, "MESSAGE",
                    "%s: attempt %s has failed, another in %s ms: %s", call->request_id, attempt,
                    delay, call->retry_error->message);
}

/* The program is told from deliver (), or by who blocks: never in here, which may be reached while
 * another call is begun. */
static void
begin_wait (TaskingAIReactor *self, TaskingAICall *call, const TaskingAIRetryPlan *plan,
            GError *error)
{
  call->n_free += plan->at_no_charge ? 1 : 0;
  if (!plan->at_no_charge)
    call->n_proxies = 0; /* from the first one on again */
  call->retry_cost = plan->cost;
  call->retry_delay = plan->delay;
  call->retry_time = self->now + plan->delay * G_TIME_SPAN_MILLISECOND;
  call->retry_error = error;
  call->state = TASKINGAI_CALL_BACKOFF;
  if (is_reading (call))
    taskingai_body_source_stop (call->request->source);
  log_retry (call);
  taskingai_reactor_mark_ready (self, call);
}

gboolean
taskingai_reactor_retry (TaskingAIReactor *self, TaskingAICall *call,
                         const TaskingAIRetryFacts *facts, GError **error)
{
  TaskingAIRetryBudget *budget = taskingai_session_get_retry_budget (call->session);
  TaskingAIRetryPlan plan = taskingai_retry_decide (facts);
  if (plan.retry && !can_send_again (call))
    return FALSE;
  if (plan.retry && !taskingai_retry_budget_take (budget, plan.cost))
    {
      plan.retry = FALSE;
      plan.why_not = "not tried again, since too many calls have failed lately";
    }
  call->free_used |= plan.at_no_charge && facts->kept;
  if (plan.retry)
    begin_wait (self, call, &plan, g_steal_pointer (error));
  else if (plan.why_not != NULL)
    *error = taskingai_error_with_note (g_steal_pointer (error), plan.why_not);
  return plan.retry;
}
