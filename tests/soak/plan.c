/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "plan.h"

#include <stdio.h>

static const struct {
  const char *name;
  guint weight;
} endings[SOAK_N_ENDINGS] = {
  [SOAK_WHOLE] = { "whole", 60 },    [SOAK_LATE_RESET] = { "lateReset", 4 },
  [SOAK_CUT] = { "cut", 6 },         [SOAK_BROKEN] = { "broken", 4 },
  [SOAK_RESET] = { "reset", 8 },     [SOAK_ERROR] = { "error", 4 },
  [SOAK_GARBLED] = { "garbled", 4 }, [SOAK_REFUSED] = { "refused", 4 },
  [SOAK_STALLED] = { "stalled", 6 },
};

static SoakEnding
random_ending (GRand *rand)
{
  guint draw = (guint) g_rand_int_range (rand, 0, 100);
  SoakEnding ending = SOAK_WHOLE;
  while (draw >= endings[ending].weight)
    draw -= endings[ending++].weight;
  return ending;
}

void
soak_plan_init_random (SoakPlan *plan, GRand *rand)
{
  gboolean large = g_rand_int_range (rand, 0, 20) == 0; /* more than waits to be read: it pauses */
  plan->ending = random_ending (rand);
  plan->id = g_rand_int (rand);
  plan->n_events =
      (guint) (large ? g_rand_int_range (rand, 100, 300) : g_rand_int_range (rand, 1, 24));
  plan->at = (guint) g_rand_int_range (rand, 0, (gint32) plan->n_events + 2);
  plan->pace = (guint) (large ? 0 : g_rand_int_range (rand, 0, 12));
  if (plan->ending == SOAK_ERROR || plan->ending == SOAK_GARBLED)
    plan->at = MAX (plan->at, 1); /* there is no stream before the headers */
}

void
soak_plan_print (const SoakPlan *plan, char name[SOAK_PLAN_NAME_SIZE])
{
  g_snprintf (name, SOAK_PLAN_NAME_SIZE, "%s.%x.%u.%u.%u", endings[plan->ending].name, plan->id,
              plan->n_events, plan->at, plan->pace);
}

gboolean
soak_plan_parse (SoakPlan *plan, const char *name)
{
  char ending[16];
  if (sscanf (name, "%15[a-zA-Z].%x.%u.%u.%u", ending, &plan->id, &plan->n_events, &plan->at,
              &plan->pace)
      != 5)
    return FALSE;
  for (plan->ending = 0; plan->ending < SOAK_N_ENDINGS; plan->ending++)
    if (g_str_equal (ending, endings[plan->ending].name))
      return TRUE;
  return FALSE;
}

void
soak_plan_append_delta (const SoakPlan *plan, guint nth, GString *text)
{
  g_string_append_printf (text, "%x/%u:", plan->id, nth);
  for (guint i = (plan->id + nth * 7) % 90; i > 0; i--)
    g_string_append_c (text, 'a' + (plan->id + i) % 26);
  g_string_append_c (text, ' ');
}
