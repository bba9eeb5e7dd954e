/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <taskingai/taskingai.h>

#include "plan.h"

G_BEGIN_DECLS

/* One call or stream, what has to come of it, and what has come so far. Whatever does not fit ends the
 * program. */
typedef struct {
  SoakPlan plan;
  char name[SOAK_PLAN_NAME_SIZE];
  gboolean streaming;
  GString *expected; /* the whole text */
  gsize offset;      /* what of it has been read */
  guint n_reads;
  gboolean has_result;
  gboolean may_be_cancelled, may_be_closed;
  guint epoch;
} SoakOperation;

void soak_operation_begin (SoakOperation *self, gboolean streaming, GRand *rand);
void soak_operation_clear (SoakOperation *self);

/* The client whose clocks are short; with all others, none may end. */
gboolean soak_operation_is_impatient (const SoakOperation *self);
TaskingAIChatCompletionRequest *soak_operation_new_request (const SoakOperation *self);

void soak_operation_take_event (SoakOperation *self, TaskingAIModel *event);
void soak_operation_take_text (SoakOperation *self, const char *text);

/* Each ends the operation. */
void soak_operation_complete (SoakOperation *self, TaskingAIStream *stream);
void soak_operation_answered (SoakOperation *self, TaskingAIAssistant *assistant);
void soak_operation_failed (SoakOperation *self, TaskingAIStream *stream, const GError *error);
void soak_operation_dropped (SoakOperation *self);

G_END_DECLS
