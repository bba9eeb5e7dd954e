/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-retry-budget.h"

void
taskingai_retry_budget_init (TaskingAIRetryBudget *self, guint capacity)
{
  self->tokens = self->capacity = (gint) capacity;
}

guint
taskingai_retry_budget_get_cost (TaskingAIApiError code)
{
  return code == TASKINGAI_API_ERROR_TIMEOUT || code == TASKINGAI_API_ERROR_CONNECTION
             ? TASKINGAI_RETRY_COST_UNREACHABLE
             : TASKINGAI_RETRY_COST;
}

gboolean
taskingai_retry_budget_take (TaskingAIRetryBudget *self, guint cost)
{
  gint left;
  do
    {
      left = g_atomic_int_get (&self->tokens);
      if (left < (gint) cost)
        return FALSE;
  } while (!g_atomic_int_compare_and_exchange (&self->tokens, left, left - (gint) cost));
  return TRUE;
}

void
taskingai_retry_budget_refund (TaskingAIRetryBudget *self, guint cost)
{
  gint amount = cost > 0 ? (gint) cost : TASKINGAI_RETRY_REFUND;
  gint left;
  do
    {
      left = g_atomic_int_get (&self->tokens);
      if (left >= self->capacity) /* as good as always */
        return;
  } while (!g_atomic_int_compare_and_exchange (&self->tokens, left,
                                               MIN (left + amount, self->capacity)));
}
