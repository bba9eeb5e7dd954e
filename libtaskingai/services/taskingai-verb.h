/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-envelope.h"
#include "models/taskingai-model-private.h"
#include "net/taskingai-request.h"
#include "stream/taskingai-event-queue.h"

G_BEGIN_DECLS

/* How an answer is read. */
typedef struct {
  TaskingAIEnvelopeKind kind;
  GType (*get_type) (void); /* NULL with EMPTY, and with FILE, which gives a GBytes */
  gboolean keep_token;      /* its "token" is the credential of the calls to come */
} TaskingAIAnswer;

/* One call of the API as data: what is sent where, and what comes back. */
typedef struct {
  TaskingAIMethod method;
  const char *path; /* a {} for each id, and perhaps a query */
  TaskingAIWriteMode mode;
  const char *members; /* sent beside those of the body, as JSON; or NULL */
  /* Refuses what the server would choke on; or NULL. */
  gboolean (*check) (gpointer body, GError **error);
  guint queue;        /* calls with the same id at this place, from 1, go one by one; 0: no queue */
  gboolean anonymous; /* needs no credential */
  gboolean may_be_empty; /* an update without a change is no mistake */
  TaskingAIAnswer answer;
  const TaskingAIEventKind *events; /* of an answer that is a stream */
  const char *file_type;            /* of an answer that is a file: "image/png" */
  guint64 max_size;                 /* of that */
} TaskingAIVerb;

/* The request of @verb with as many @ids as its path has places; @body and @options may be NULL. */
TaskingAIRequest *taskingai_verb_make_request (const TaskingAIVerb *verb, const char *const *ids,
                                               gpointer body, gpointer options, GError **error);

G_END_DECLS
