/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-envelope.h"
#include "net/taskingai-request.h"
#include "net/taskingai-session.h"
#include "services/taskingai-service.h"
#include "stream/taskingai-stream-private.h"

G_BEGIN_DECLS

/* What a verb needs beyond its request: how the answer is read. */
typedef struct {
  TaskingAIEnvelopeKind kind;
  GType (*get_type) (void); /* NULL with EMPTY */
} TaskingAIAnswer;

gpointer taskingai_service_new (GType type, TaskingAISession *session);

/* A request, or NULL with @error: @body (nullable) is written in @mode. */
TaskingAIRequest *taskingai_service_make_request (TaskingAIMethod method, const char *path_template,
                                                  const char *id, TaskingAIModel *body,
                                                  TaskingAIWriteMode mode, GError **error);

/* The three forms of a call. @request may be NULL, with @failure, so that a verb is one expression.
 * Both are taken. EMPTY answers give NULL without an error. */
gpointer taskingai_service_call (TaskingAIService *self, TaskingAIRequest *request,
                                 const TaskingAIAnswer *answer, GCancellable *cancellable,
                                 GError **error);
void taskingai_service_call_async (TaskingAIService *self, gpointer tag, TaskingAIRequest *request,
                                   GError *failure, const TaskingAIAnswer *answer,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gpointer taskingai_service_call_finish (TaskingAIService *self, gpointer tag, GAsyncResult *result,
                                        GError **error);

/* The same for an answer that is a stream. */
TaskingAIStream *taskingai_service_stream (TaskingAIService *self, TaskingAIRequest *request,
                                           const TaskingAIEventKind *kinds,
                                           GCancellable *cancellable, GError **error);
void taskingai_service_stream_async (TaskingAIService *self, gpointer tag,
                                     TaskingAIRequest *request, GError *failure,
                                     const TaskingAIEventKind *kinds, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
