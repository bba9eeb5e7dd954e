/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-error.h"

G_BEGIN_DECLS

/* How many retries a client has left, all its contexts and callers together: a bucket of tokens in
 * the manner of the AWS SDKs' standard mode. While a server is down, each call fails at once instead
 * of knocking again and again; what succeeds fills the bucket. For any thread, without a lock. */
typedef struct {
  gint tokens;
  gint capacity;
} TaskingAIRetryBudget;

#define TASKINGAI_RETRY_BUDGET_CAPACITY 500
#define TASKINGAI_RETRY_COST 5
#define TASKINGAI_RETRY_COST_UNREACHABLE 10 /* after a timeout or a broken connection */
#define TASKINGAI_RETRY_REFUND 1            /* of a call that succeeds at its first attempt */

void taskingai_retry_budget_init (TaskingAIRetryBudget *self, guint capacity);

/* What a retry after an error of that code costs. */
guint taskingai_retry_budget_get_cost (TaskingAIApiError code);

/* FALSE if there is not so much left; then nothing is taken. */
gboolean taskingai_retry_budget_take (TaskingAIRetryBudget *self, guint cost);

/* After a success: what its last retry had cost, 0 if it took none. */
void taskingai_retry_budget_refund (TaskingAIRetryBudget *self, guint cost);

G_END_DECLS
