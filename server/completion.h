/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * One question to a chat model: what is asked, what has been answered, and the provider's way to
 * tell it piece by piece. Nothing here knows HTTP.
 */

#pragma once

#include <gio/gio.h>

#include "models.h"

typedef struct {
  void (*delta) (Completion *completion, const char *text);
  void (*done) (Completion *completion);
  void (*failed) (Completion *completion, const char *message);
  /* The connection to the model broke; the caller's is to break as well. */
  void (*cut) (Completion *completion);
  /* Something to tell beside the answer, if @debug was asked for. Takes @event. */
  void (*log) (Completion *completion, json_object *event);
} CompletionEvents;

struct _Completion {
  grefcount refs;
  gpointer app;
  const Model *model;
  const Provider *provider; /* the model's, unless something stands between */
  json_object *messages;    /* checked and merged */
  json_object *functions;   /* or NULL */
  json_object *configs;     /* or NULL */
  char *function_call;
  gboolean stream;
  gboolean debug;

  const CompletionEvents *events; /* NULL once it is over */
  gpointer owner;
  gboolean congested; /* the reader of the pieces is behind: wait before sending more */
  Completion *part;   /* the one that this one waits for, or NULL */
  guint n_pieces;
  gboolean refused; /* if it fails: the model was not asked at all */

  char *content;
  json_object *function_calls;
  const char *finish_reason;
  gint64 input_tokens;
  gint64 output_tokens;

  GCancellable *cancellable; /* for the provider */
  guint timer;
  gpointer state; /* the provider's */
  GDestroyNotify free_state;
};

Completion *completion_new (gpointer app, const Model *model);
/* One that fails as soon as it runs, as a refused one. */
Completion *completion_new_refused (gpointer app, const char *format, ...) G_GNUC_PRINTF (2, 3);
Completion *completion_ref (Completion *completion);
void completion_unref (Completion *completion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Completion, completion_unref)

void completion_run (Completion *completion);
/* Nobody listens any more. */
void completion_stop (Completion *completion);
void completion_set_congested (Completion *completion, gboolean congested);
json_object *completion_to_json (Completion *completion);

/* For providers. */
const char *completion_last_text (Completion *completion);
void completion_delta (Completion *completion, const char *text);
void completion_finish (Completion *completion, const char *content, json_object *function_calls);
void completion_fail (Completion *completion, const char *format, ...) G_GNUC_PRINTF (2, 3);
void completion_cut (Completion *completion);
void completion_log (Completion *completion, json_object *event);
/* Takes @part. */
void completion_run_part (Completion *completion, Completion *part);
/* Calls @step every @ms until it returns G_SOURCE_REMOVE or the completion is stopped. */
void completion_every (Completion *completion, guint ms, GSourceFunc step);
