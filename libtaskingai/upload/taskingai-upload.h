/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "../taskingai-version-macros.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_UPLOAD (taskingai_upload_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIUpload, taskingai_upload, TASKINGAI, UPLOAD, GObject)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIUpload *taskingai_upload_new_for_file (GFile *file) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIUpload *taskingai_upload_new_for_stream (GInputStream *stream,
                                                  const char *filename) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIUpload *taskingai_upload_new_for_bytes (GBytes *bytes,
                                                 const char *filename) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_upload_get_filename (TaskingAIUpload *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_upload_set_filename (TaskingAIUpload *self, const char *filename);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_upload_get_purpose (TaskingAIUpload *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_upload_set_purpose (TaskingAIUpload *self, const char *purpose);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_upload_get_size (TaskingAIUpload *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_upload_set_size (TaskingAIUpload *self, gint64 size);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_upload_get_bytes_sent (TaskingAIUpload *self);

G_END_DECLS
