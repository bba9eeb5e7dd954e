/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-files.h"
#include "services/taskingai-records-extra.h"
#include "services/taskingai-service-private.h"

typedef struct {
  char *collection_id;
  TaskingAIRecord *record;
} Creation;

static void
creation_free (gpointer data)
{
  Creation *creation = data;
  g_free (creation->collection_id);
  g_object_unref (creation->record);
  g_free (creation);
}

static TaskingAIFiles *
open_files (TaskingAIRecords *self)
{
  return taskingai_service_new (TASKINGAI_TYPE_FILES,
                                taskingai_service_get_session (TASKINGAI_SERVICE (self), NULL));
}

/* Before the file is sent, since it can be used only once. */
static gboolean
check_id (const char *collection_id, GError **error)
{
  const char *const ids[] = { collection_id, NULL };
  g_autoptr (TaskingAIRequest) request =
      taskingai_request_new (TASKINGAI_METHOD_POST, "/v1/collections/{}/records", ids, error);
  return request != NULL;
}

/* What is created: @record, which stays as it is, made of a file. */
static TaskingAIRecord *
prepare (TaskingAIRecord *record)
{
  TaskingAIRecord *copy = TASKINGAI_RECORD (taskingai_model_copy (TASKINGAI_MODEL (record)));
  if (taskingai_record_get_record_type (copy) != TASKINGAI_RECORD_TYPE_QA_SHEET)
    taskingai_record_set_record_type (copy, TASKINGAI_RECORD_TYPE_FILE);
  return copy;
}

/**
 * taskingai_records_create_from_upload:
 * @self: the service
 * @collection_id: the id of the collection
 * @upload: the file
 * @record: what to create, without type and file id
 * @cancellable: (nullable): a cancellable
 *
 * Uploads a file and creates a record of it.
 *
 * An uploaded file can be used once, and only on the same day: this uses it at once. When creating
 * the record fails, the file is gone; upload it again.
 *
 * Returns: (transfer full): the new record, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIRecord *
taskingai_records_create_from_upload (TaskingAIRecords *self, const char *collection_id,
                                      TaskingAIUpload *upload, TaskingAIRecord *record,
                                      GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_RECORDS (self), NULL);
  g_return_val_if_fail (collection_id != NULL, NULL);
  g_return_val_if_fail (TASKINGAI_IS_UPLOAD (upload), NULL);
  g_return_val_if_fail (TASKINGAI_IS_RECORD (record), NULL);
  if (!check_id (collection_id, error))
    return NULL;
  g_autoptr (TaskingAIFiles) files = open_files (self);
  g_autoptr (TaskingAIRecord) made_of_file = prepare (record);
  g_autoptr (TaskingAIFile) file = taskingai_files_upload (files, upload, cancellable, error);
  if (file == NULL)
    return NULL;
  taskingai_record_set_file_id (made_of_file, taskingai_file_get_file_id (file));
  return taskingai_records_create (self, collection_id, made_of_file, cancellable, error);
}

static void
created_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  TaskingAIRecord *record =
      taskingai_records_create_finish (TASKINGAI_RECORDS (object), result, &error);
  if (record != NULL)
    g_task_return_pointer (task, record, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
uploaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Creation *creation = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (TaskingAIFile) file =
      taskingai_files_upload_finish (TASKINGAI_FILES (object), result, &error);
  if (file == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  taskingai_record_set_file_id (creation->record, taskingai_file_get_file_id (file));
  taskingai_records_create_async (g_task_get_source_object (task), creation->collection_id,
                                  creation->record, g_task_get_cancellable (task), created_cb,
                                  task);
}

/**
 * taskingai_records_create_from_upload_async:
 * @self: the service
 * @collection_id: the id of the collection
 * @upload: the file
 * @record: what to create, without type and file id
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Uploads a file and creates a record of it, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_records_create_from_upload_async (TaskingAIRecords *self, const char *collection_id,
                                            TaskingAIUpload *upload, TaskingAIRecord *record,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_RECORDS (self));
  g_return_if_fail (collection_id != NULL);
  g_return_if_fail (TASKINGAI_IS_UPLOAD (upload));
  g_return_if_fail (TASKINGAI_IS_RECORD (record));
  g_autoptr (TaskingAIFiles) files = open_files (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, taskingai_records_create_from_upload_async);
  g_task_set_check_cancellable (task, FALSE); /* the calls themselves are cancelled */
  GError *error = NULL;
  if (!check_id (collection_id, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  Creation *creation = g_new (Creation, 1);
  *creation = (Creation){ g_strdup (collection_id), prepare (record) };
  g_task_set_task_data (task, creation, creation_free);
  taskingai_files_upload_async (files, upload, cancellable, uploaded_cb, task);
}

/**
 * taskingai_records_create_from_upload_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Records.create_from_upload_async].
 *
 * Returns: (transfer full): the new record, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIRecord *
taskingai_records_create_from_upload_finish (TaskingAIRecords *self, GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_RECORDS (self), NULL);
  return taskingai_service_finish (TASKINGAI_SERVICE (self),
                                   taskingai_records_create_from_upload_async, result, error);
}
