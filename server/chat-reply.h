/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Carries a completion to the client that asked for it, at once or as a stream, in one dialect. */

#pragma once

#include "completion.h"
#include "event-stream.h"
#include "request.h"

typedef struct _ChatReply ChatReply;

typedef struct {
  /* Whether a stream begins before the model has said anything. */
  gboolean opens_at_once;
  /* Whether the answer is made for others too, even when the client has gone; not of a stream. */
  gboolean is_kept;
  /* Whether the model's fallbacks are asked when the model fails. */
  gboolean falls_back;
  /* With --quirks, a stream that fails before it begins breaks off instead. */
  gboolean breaks_off;
  json_object *(*piece) (ChatReply *reply, const char *text);
  json_object *(*last) (ChatReply *reply); /* NULL: no such event */
  void (*whole) (ChatReply *reply);
  /* The model failed before anything was sent, or without a stream. */
  void (*refuse) (ChatReply *reply, const char *message);
  /* It failed within the stream: the event telling so, or NULL. */
  json_object *(*failure) (ChatReply *reply, const char *message);
} ChatDialect;

struct _ChatReply {
  const ChatDialect *dialect;
  Request *request;
  Completion *completion;
  EventStream *stream; /* NULL for an answer in one piece */
  GSource *watch;      /* for the end of the client, without a stream */
  guint n_pieces;
  const Model *main_model;
  guint n_fallbacks; /* tried so far */
  char *first_failure;
  char *id;         /* for dialects that number their answers */
  gpointer context; /* the dialect's own */
  GDestroyNotify free_context;
};

/* The piece of the dialects of the own routes: a ChatCompletionChunk. */
json_object *chat_reply_piece (ChatReply *reply, const char *text);

/* Takes @completion and @context. */
void chat_reply_run (Request *request, const ChatDialect *dialect, Completion *completion,
                     gpointer context, GDestroyNotify free_context);
