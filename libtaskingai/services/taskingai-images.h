/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../models/taskingai-image.h"
#include "../upload/taskingai-upload.h"
#include "taskingai-service.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_IMAGES (taskingai_images_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIImages, taskingai_images, TASKINGAI, IMAGES, TaskingAIService)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIImage *taskingai_images_upload (TaskingAIImages *self, TaskingAIUpload *upload,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_images_upload_async (TaskingAIImages *self, TaskingAIUpload *upload,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIImage *taskingai_images_upload_finish (TaskingAIImages *self, GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
GBytes *taskingai_images_get (TaskingAIImages *self, const char *url, GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_images_get_async (TaskingAIImages *self, const char *url, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
GBytes *taskingai_images_get_finish (TaskingAIImages *self, GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
