/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "plan.h"

G_BEGIN_DECLS

typedef struct {
  SoakPlan plan;
  gboolean streaming; /* else a plain answer, of one part */
  guint next;         /* part */
} SoakAnswer;

/* How a connection goes on after what has been appended. */
typedef enum {
  SOAK_GO_ON,
  SOAK_NEXT_REQUEST,
  SOAK_HANG_UP,
  SOAK_HANG_UP_HARD, /* by a reset */
  SOAK_FALL_SILENT,
} SoakStep;

/* Appends the next part of the answer, or what ends it before its time. */
SoakStep soak_answer_next (SoakAnswer *answer, GString *out);

G_END_DECLS
