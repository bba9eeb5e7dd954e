/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-model-private.h"

G_BEGIN_DECLS

/* What the "data" of a successful answer is (API reference, section 4). */
typedef enum {
  TASKINGAI_ENVELOPE_EMPTY, /* nothing but the status → TRUE as a pointer is not needed: NULL */
  TASKINGAI_ENVELOPE_DATA,  /* one model; a "usage" beside it fills the model's field of that name;
                               an array fills its field "data" */
  TASKINGAI_ENVELOPE_PAGE,  /* an array of models → TaskingAIPage */
  TASKINGAI_ENVELOPE_BARE,  /* no envelope: the answer is one model */
  TASKINGAI_ENVELOPE_FILE,  /* no envelope: the answer is a file; not for the function below */
} TaskingAIEnvelopeKind;

/* Reads the body of a 2xx answer. Returns a full reference; NULL with @error on failure; NULL
 * without error for EMPTY. A "status" of "error" gives the error it holds, with @http_status. */
gpointer taskingai_envelope_read (const char *body, gsize length, TaskingAIEnvelopeKind kind,
                                  GType type, guint http_status, GError **error);

G_END_DECLS
