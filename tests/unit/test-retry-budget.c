/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-retry-budget.h"

#define COST TASKINGAI_RETRY_COST

static void
test_costs (void)
{
  g_assert_cmpuint (taskingai_retry_budget_get_cost (TASKINGAI_API_ERROR_SERVER), ==, 5);
  g_assert_cmpuint (taskingai_retry_budget_get_cost (TASKINGAI_API_ERROR_RATE_LIMITED), ==, 5);
  g_assert_cmpuint (taskingai_retry_budget_get_cost (TASKINGAI_API_ERROR_TRUNCATED), ==, 5);
  g_assert_cmpuint (taskingai_retry_budget_get_cost (TASKINGAI_API_ERROR_TIMEOUT), ==, 10);
  g_assert_cmpuint (taskingai_retry_budget_get_cost (TASKINGAI_API_ERROR_CONNECTION), ==, 10);
}

static void
test_empty (void)
{
  TaskingAIRetryBudget budget;
  taskingai_retry_budget_init (&budget, TASKINGAI_RETRY_BUDGET_CAPACITY);
  for (int i = 0; i < 500 / COST; i++)
    g_assert_true (taskingai_retry_budget_take (&budget, COST));
  g_assert_cmpint (budget.tokens, ==, 0);
  g_assert_false (taskingai_retry_budget_take (&budget, COST));
  g_assert_true (taskingai_retry_budget_take (&budget, 0)); /* what is free stays free */
  g_assert_cmpint (budget.tokens, ==, 0);

  /* Less than it costs is not taken. */
  for (int i = 0; i < COST - 1; i++)
    taskingai_retry_budget_refund (&budget, 0);
  g_assert_false (taskingai_retry_budget_take (&budget, COST));
  g_assert_cmpint (budget.tokens, ==, COST - 1);
  taskingai_retry_budget_refund (&budget, 0);
  g_assert_true (taskingai_retry_budget_take (&budget, COST));
}

static void
test_refund (void)
{
  TaskingAIRetryBudget budget;
  taskingai_retry_budget_init (&budget, 20);
  g_assert_true (taskingai_retry_budget_take (&budget, 10));
  taskingai_retry_budget_refund (&budget, 0);
  g_assert_cmpint (budget.tokens, ==, 11);
  taskingai_retry_budget_refund (&budget, 5);
  g_assert_cmpint (budget.tokens, ==, 16);
  taskingai_retry_budget_refund (&budget, 10); /* never more than there were */
  g_assert_cmpint (budget.tokens, ==, 20);
  taskingai_retry_budget_refund (&budget, 0);
  g_assert_cmpint (budget.tokens, ==, 20);
}

/* ---- many threads ---- */

#define THREADS 4
#define ROUNDS 20000

static gpointer
take_and_refund (gpointer data)
{
  TaskingAIRetryBudget *budget = data;
  gsize taken = 0;
  for (int i = 0; i < ROUNDS; i++)
    if (taskingai_retry_budget_take (budget, 10))
      {
        taken++;
        taskingai_retry_budget_refund (budget, i % 2 != 0 ? 10 : 5);
      }
  return GSIZE_TO_POINTER (taken);
}

/* Whatever the order, each token is taken once and given back once. */
static void
test_threads (void)
{
  TaskingAIRetryBudget budget;
  GThread *threads[THREADS];
  gsize taken = 0;
  taskingai_retry_budget_init (&budget, 1000);
  for (int i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("taker", take_and_refund, &budget);
  for (int i = 0; i < THREADS; i++)
    taken += GPOINTER_TO_SIZE (g_thread_join (threads[i]));
  g_assert_cmpuint (taken, >=, 1000 / 10);
  g_assert_cmpint (budget.tokens, >=, 0);
  /* Every second one cost five; what is left, a thread or two may have had in hands meanwhile. */
  g_assert_cmpint (budget.tokens, <=, 10 * THREADS);
  g_assert_cmpint (budget.tokens % 5, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry-budget/costs", test_costs);
  g_test_add_func ("/retry-budget/empty", test_empty);
  g_test_add_func ("/retry-budget/refund", test_refund);
  g_test_add_func ("/retry-budget/threads", test_threads);
  return g_test_run ();
}
