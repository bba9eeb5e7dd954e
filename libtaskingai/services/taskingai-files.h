/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../models/taskingai-file.h"
#include "../upload/taskingai-upload.h"
#include "taskingai-service.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_FILES (taskingai_files_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIFiles, taskingai_files, TASKINGAI, FILES, TaskingAIService)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIFile *taskingai_files_upload (TaskingAIFiles *self, TaskingAIUpload *upload,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_files_upload_async (TaskingAIFiles *self, TaskingAIUpload *upload,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIFile *taskingai_files_upload_finish (TaskingAIFiles *self, GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
