/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "../models/taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_STREAM (taskingai_stream_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIStream, taskingai_stream, TASKINGAI, STREAM, GObject)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_stream_read (TaskingAIStream *self, GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_stream_read_async (TaskingAIStream *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_stream_read_finish (TaskingAIStream *self, GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_stream_try_read (TaskingAIStream *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_stream_next_value (TaskingAIStream *self,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_stream_read_text (TaskingAIStream *self, GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_stream_read_text_async (TaskingAIStream *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_stream_read_text_finish (TaskingAIStream *self, GAsyncResult *result,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_stream_read_json (TaskingAIStream *self, GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_stream_read_json_async (TaskingAIStream *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_stream_read_json_finish (TaskingAIStream *self, GAsyncResult *result,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_stream_get_text (TaskingAIStream *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_stream_get_result (TaskingAIStream *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_stream_close (TaskingAIStream *self);

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_stream_get_closed (TaskingAIStream *self);

G_END_DECLS
