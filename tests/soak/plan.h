/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the server ends an answer. */
typedef enum {
  SOAK_WHOLE,
  SOAK_LATE_RESET, /* whole, and the connection reset at once */
  SOAK_CUT,        /* the connection closed between two parts */
  SOAK_BROKEN,     /* closed in the middle of a part */
  SOAK_RESET,
  SOAK_ERROR,   /* a failure in the stream */
  SOAK_GARBLED, /* an event that is no JSON */
  SOAK_REFUSED, /* HTTP 503 */
  SOAK_STALLED, /* nothing more, the connection stays */
} SoakEnding;

#define SOAK_N_ENDINGS (SOAK_STALLED + 1)

/* What the server does with one request. The client makes it up and sends it as the name of a model or
 * of an assistant, so that it knows what has to come of it. */
typedef struct {
  SoakEnding ending;
  guint id;       /* of which the text is made */
  guint n_events; /* chunks of text */
  guint at;       /* parts that are sent before the ending, the headers being the first */
  guint pace;     /* ticks of the server between two parts; 0: all at once */
} SoakPlan;

void soak_plan_init_random (SoakPlan *plan, GRand *rand);

#define SOAK_PLAN_NAME_SIZE 64

void soak_plan_print (const SoakPlan *plan, char name[SOAK_PLAN_NAME_SIZE]);
gboolean soak_plan_parse (SoakPlan *plan, const char *name);

/* The text of one chunk: no two streams say the same. */
void soak_plan_append_delta (const SoakPlan *plan, guint nth, GString *text);

G_END_DECLS
