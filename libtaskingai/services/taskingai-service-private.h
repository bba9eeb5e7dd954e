/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-call.h"
#include "services/taskingai-service.h"
#include "services/taskingai-verb.h"
#include "stream/taskingai-stream-private.h"
#include "upload/taskingai-upload-private.h"

G_BEGIN_DECLS

/* Without a session each call fails, as with a service that a program makes by itself. */
gpointer taskingai_service_new (GType type, TaskingAISession *session);

/* Each verb of a service is one of these, and its finish function. EMPTY answers give TRUE. */
gpointer taskingai_service_run (TaskingAIService *self, const TaskingAIVerb *verb,
                                const char *const *ids, gpointer body, gpointer options,
                                GCancellable *cancellable, GError **error);
gboolean taskingai_service_run_empty (TaskingAIService *self, const TaskingAIVerb *verb,
                                      const char *const *ids, gpointer body, gpointer options,
                                      GCancellable *cancellable, GError **error);
void taskingai_service_run_async (TaskingAIService *self, gpointer tag, const TaskingAIVerb *verb,
                                  const char *const *ids, gpointer body, gpointer options,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
TaskingAIStream *taskingai_service_open (TaskingAIService *self, const TaskingAIVerb *verb,
                                         const char *const *ids, gpointer body, gpointer options,
                                         GCancellable *cancellable, GError **error);
void taskingai_service_open_async (TaskingAIService *self, gpointer tag, const TaskingAIVerb *verb,
                                   const char *const *ids, gpointer body, gpointer options,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gpointer taskingai_service_finish (TaskingAIService *self, gpointer tag, GAsyncResult *result,
                                   GError **error);
gboolean taskingai_service_finish_empty (TaskingAIService *self, gpointer tag, GAsyncResult *result,
                                         GError **error);

/* The same for a request that is not a verb's. @request may be NULL, with @failure; both are taken.
 * EMPTY answers give NULL without an error. */
gpointer taskingai_service_call (TaskingAIService *self, TaskingAIRequest *request,
                                 const TaskingAIAnswer *answer, GCancellable *cancellable,
                                 GError **error);
void taskingai_service_call_async (TaskingAIService *self, gpointer tag, TaskingAIRequest *request,
                                   GError *failure, const TaskingAIAnswer *answer,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/* A call with @upload as its body. */
gpointer taskingai_service_upload (TaskingAIService *self, TaskingAIUpload *upload,
                                   const TaskingAIUploadRules *rules, const TaskingAIAnswer *answer,
                                   GCancellable *cancellable, GError **error);
void taskingai_service_upload_async (TaskingAIService *self, gpointer tag, TaskingAIUpload *upload,
                                     const TaskingAIUploadRules *rules,
                                     const TaskingAIAnswer *answer, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);

/* What all these are made of. */
TaskingAISession *taskingai_service_get_session (TaskingAIService *self, GError **error);
TaskingAICall *taskingai_service_make_call (TaskingAIService *self, TaskingAIRequest *request,
                                            GError **error); /* takes @request */
GTask *taskingai_service_make_task (gpointer self, gpointer tag, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* What has come of @call: the object, or NULL with @error, or NULL for an empty answer. */
gpointer taskingai_service_read_answer (TaskingAIService *self, TaskingAICall *call,
                                        const TaskingAIAnswer *answer, GError **error);
/* Has @task return that; takes it. */
void taskingai_service_return_answer (GTask *task, TaskingAICall *call,
                                      const TaskingAIAnswer *answer);

G_END_DECLS
