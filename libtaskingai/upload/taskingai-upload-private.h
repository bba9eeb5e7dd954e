/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-body-source.h"
#include "upload/taskingai-upload.h"

G_BEGIN_DECLS

struct _TaskingAIUpload {
  GObject parent_instance;
  GFile *file; /* opened for each upload anew; else there is a stream */
  GInputStream *stream;
  goffset start;    /* where the stream stood when it was first used */
  gboolean is_used; /* the stream has been read by an upload */
  gint busy;
  char *filename;
  char *purpose;
  gint64 size;
  gint64 bytes_sent;
};

/* What a resource of the server takes. */
typedef struct {
  const char *path; /* from /v1 on */
  const char *part; /* the name of the form's part */
  const char *purpose;
  const char *const *extensions; /* in lower case, NULL-terminated */
  gint64 max_size;
} TaskingAIUploadRules;

/* Checks @self and opens what it is made of, as the body of a request. From success on it is busy,
 * until taskingai_upload_end (). */
TaskingAIBodySource *taskingai_upload_begin (TaskingAIUpload *self,
                                             const TaskingAIUploadRules *rules,
                                             GCancellable *cancellable, GError **error);
void taskingai_upload_begin_async (TaskingAIUpload *self, const TaskingAIUploadRules *rules,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
TaskingAIBodySource *taskingai_upload_begin_finish (TaskingAIUpload *self, GAsyncResult *result,
                                                    GError **error);
void taskingai_upload_end (TaskingAIUpload *self);

/* Tells the program, in its own context, unless that is nothing new. */
void taskingai_upload_report (TaskingAIUpload *self, gint64 bytes_sent);

G_END_DECLS
