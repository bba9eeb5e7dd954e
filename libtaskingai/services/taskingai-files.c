/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-files.h"

#include "services/taskingai-service-private.h"

/**
 * TaskingAIFiles:
 *
 * The files that records are made of.
 *
 * They can be uploaded, but not listed, read or deleted.
 *
 * Since: 1.0
 */
struct _TaskingAIFiles {
  TaskingAIService parent_instance;
};

G_DEFINE_FINAL_TYPE (TaskingAIFiles, taskingai_files, TASKINGAI_TYPE_SERVICE)

static const char *const extensions[] = { "pdf", "docx", "md", "txt", "html", "htm", NULL };
static const TaskingAIUploadRules rules = {
  .path = "/v1/files",
  .part = "file",
  .purpose = "record_file",
  .extensions = extensions,
  .max_size = 15 * 1024 * 1024,
};
static const TaskingAIAnswer a_file = { TASKINGAI_ENVELOPE_DATA, taskingai_file_get_type };

static void
taskingai_files_class_init (TaskingAIFilesClass *klass)
{
}

static void
taskingai_files_init (TaskingAIFiles *self)
{
}

/**
 * taskingai_files_upload:
 * @self: the service
 * @upload: what to upload
 * @cancellable: (nullable): a cancellable
 *
 * Uploads a file.
 *
 * Its name has to end in `.pdf`, `.docx`, `.md`, `.txt`, `.html` or `.htm`, unless its purpose is set
 * to another one, and it may have 15 MiB. Anything else is refused before it is sent, with
 * [error@TaskingAI.ApiError.INVALID_REQUEST] or [error@TaskingAI.ApiError.TOO_LARGE].
 *
 * Handlers of [signal@Upload::progress] run while the call waits.
 *
 * Returns: (transfer full): the uploaded file, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIFile *
taskingai_files_upload (TaskingAIFiles *self, TaskingAIUpload *upload, GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_FILES (self), NULL);
  g_return_val_if_fail (TASKINGAI_IS_UPLOAD (upload), NULL);
  return taskingai_service_upload (TASKINGAI_SERVICE (self), upload, &rules, &a_file, cancellable,
                                   error);
}

/**
 * taskingai_files_upload_async:
 * @self: the service
 * @upload: what to upload
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Uploads a file, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_files_upload_async (TaskingAIFiles *self, TaskingAIUpload *upload,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_FILES (self));
  g_return_if_fail (TASKINGAI_IS_UPLOAD (upload));
  taskingai_service_upload_async (TASKINGAI_SERVICE (self), taskingai_files_upload_async, upload,
                                  &rules, &a_file, cancellable, callback, user_data);
}

/**
 * taskingai_files_upload_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Files.upload_async].
 *
 * Returns: (transfer full): the uploaded file, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIFile *
taskingai_files_upload_finish (TaskingAIFiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_FILES (self), NULL);
  return taskingai_service_finish (TASKINGAI_SERVICE (self), taskingai_files_upload_async, result,
                                   error);
}
