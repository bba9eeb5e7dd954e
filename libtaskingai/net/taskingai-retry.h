/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-retry-budget.h"

G_BEGIN_DECLS

/* All that the decision to try again depends on. */
typedef struct {
  TaskingAIApiError code; /* of the attempt that failed */
  guint http_status;      /* 0: no answer */
  gboolean other_way;     /* this one was not open; by another proxy, or none, it may be */
  gboolean begun;         /* the answer is an event stream, which cannot begin anew */
  gboolean idempotent;    /* GET or DELETE: doing it twice is doing it once */
  gboolean sent;      /* the server may have got a byte of it, and has not said it did nothing */
  gboolean kept;      /* it went out on a kept connection, and not a byte came back */
  gboolean free_used; /* the retry at no charge has been used */
  guint attempts;     /* that count, made so far, at least 1 */
  guint max_retries;
  gint64 retry_after; /* ms the server asks to wait; -1: it does not say */
  gint64 time_left;   /* ms until the call has to end; -1: it does not */
  double jitter;      /* uniform in [0, 1) */
} TaskingAIRetryFacts;

typedef struct {
  gboolean retry;
  gboolean at_no_charge; /* does not count as an attempt */
  guint delay;           /* ms */
  guint cost;            /* of the client's budget */
  const char *why_not;   /* to be told; NULL: the failure says it */
} TaskingAIRetryPlan;

#define TASKINGAI_RETRY_FIRST_DELAY 500    /* ms; doubles with each attempt */
#define TASKINGAI_RETRY_LAST_DELAY 8000    /* ms */
#define TASKINGAI_RETRY_AFTER_LIMIT 120000 /* ms; who asks for more is not waited for */

/* Pure. What the server has processed, or may have, is never sent twice. */
TaskingAIRetryPlan taskingai_retry_decide (const TaskingAIRetryFacts *facts);

/* The value of a Retry-After header, in ms from @now (a Unix time in seconds); -1 if it has none. */
gint64 taskingai_retry_parse_after (const char *value, gint64 now);

G_END_DECLS
