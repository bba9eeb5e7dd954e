/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A generation between its files: the state of the completion that it is to everybody else. */

#pragma once

#include "app.h"
#include "completion.h"
#include "toolbox.h"

typedef struct {
  App *app;
  json_object *assistant;
  json_object *own_functions; /* of the caller, or NULL */
  Toolbox *toolbox;
  char *retrieval_function; /* its name, or NULL */
  char *session_id;
  char *event_id;     /* of the question to the model */
  GHashTable *rounds; /* name of a function → rounds in which it was called */
  json_object *calls; /* of this round */
  gsize next_call;
} Generation;

/* @content is taken. */
void generation_log_step (Completion *outer, const char *event, const char *event_id,
                          const char *step, json_object *content);
void generation_ask (Completion *outer);
/* Does what the model asks for, and asks it again. */
void generation_use_functions (Completion *outer, json_object *calls);
