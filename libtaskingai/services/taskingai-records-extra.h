/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../upload/taskingai-upload.h"
#include "taskingai-records.h"

G_BEGIN_DECLS

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRecord *taskingai_records_wait_ready (TaskingAIRecords *self, const char *collection_id,
                                               const char *record_id, GCancellable *cancellable,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_records_wait_ready_async (TaskingAIRecords *self, const char *collection_id,
                                         const char *record_id, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRecord *taskingai_records_wait_ready_finish (TaskingAIRecords *self, GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRecord *taskingai_records_create_from_upload (
    TaskingAIRecords *self, const char *collection_id, TaskingAIUpload *upload,
    TaskingAIRecord *record, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_records_create_from_upload_async (TaskingAIRecords *self, const char *collection_id,
                                                 TaskingAIUpload *upload, TaskingAIRecord *record,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIRecord *taskingai_records_create_from_upload_finish (
    TaskingAIRecords *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
