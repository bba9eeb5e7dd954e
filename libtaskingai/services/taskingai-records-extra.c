/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-records-extra.h"

#include "taskingai-error-private.h"

#define FIRST_PAUSE 250 /* ms; doubles with each question */
#define LAST_PAUSE 4000

typedef struct {
  char *collection_id;
  char *record_id;
  guint pause;
  GSourceFunc ask;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;
  g_free (wait->collection_id);
  g_free (wait->record_id);
  g_free (wait);
}

static guint
next_pause (guint pause)
{
  return MIN (pause * 2, LAST_PAUSE);
}

/* TRUE if nothing more is to be waited for; with @error if it went wrong. */
static gboolean
is_settled (TaskingAIRecord *record, GError **error)
{
  switch (taskingai_record_get_status (record))
    {
    case TASKINGAI_STATUS_CREATING:
      return FALSE;
    case TASKINGAI_STATUS_ERROR:
    case TASKINGAI_STATUS_DELETING:
      g_propagate_error (error,
                         taskingai_error_new (TASKINGAI_API_ERROR_FAILED, NULL,
                                              "The record %s will not become ready: the server "
                                              "has failed to make it, or deletes it",
                                              taskingai_record_get_record_id (record)));
      return TRUE;
    default:
      return TRUE;
    }
}

/* ---- blocking ---- */

static void
pause_blocking (guint ms, GCancellable *cancellable)
{
  GPollFD fd;
  gboolean can_poll = g_cancellable_make_pollfd (cancellable, &fd);
  g_poll (&fd, can_poll ? 1 : 0, (int) ms);
  if (can_poll)
    g_cancellable_release_fd (cancellable);
}

/**
 * taskingai_records_wait_ready:
 * @self: the service
 * @collection_id: the id of the collection
 * @record_id: the id of the record
 * @cancellable: (nullable): a cancellable
 *
 * Waits until a record can be searched.
 *
 * It asks again and again, ever more seldom, down to once in four seconds, until the record is no
 * longer being made; cancel it to give up. Servers that make records at once answer the first
 * question.
 *
 * Returns: (transfer full): the record, or `NULL` with @error set; [error@ApiError.FAILED] if the
 *   server could not make it
 *
 * Since: 1.0
 */
TaskingAIRecord *
taskingai_records_wait_ready (TaskingAIRecords *self, const char *collection_id,
                              const char *record_id, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_RECORDS (self), NULL);
  g_return_val_if_fail (collection_id != NULL && record_id != NULL, NULL);
  for (guint pause = FIRST_PAUSE;; pause = next_pause (pause))
    {
      GError *failure = NULL;
      g_autoptr (TaskingAIRecord) record =
          taskingai_records_get (self, collection_id, record_id, cancellable, error);
      if (record == NULL)
        return NULL;
      if (is_settled (record, &failure))
        {
          if (failure == NULL)
            return g_steal_pointer (&record);
          g_propagate_error (error, failure);
          return NULL;
        }
      pause_blocking (pause, cancellable);
    }
}

/* ---- asynchronous ---- */

static void
pause_async (GTask *task)
{
  Wait *wait = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_timeout_source_new (wait->pause);
  wait->pause = next_pause (wait->pause);
  if (g_task_get_cancellable (task) != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (source, cancelled);
    }
  g_source_set_callback (source, wait->ask, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *failure = NULL;
  g_autoptr (TaskingAIRecord) record =
      taskingai_records_get_finish (TASKINGAI_RECORDS (object), result, &failure);
  if (record != NULL && !is_settled (record, &failure))
    pause_async (task);
  else if (failure != NULL)
    g_task_return_error (task, failure);
  else
    g_task_return_pointer (task, g_steal_pointer (&record), g_object_unref);
}

static gboolean
ask_cb (gpointer data)
{
  GTask *task = data;
  Wait *wait = g_task_get_task_data (task);
  taskingai_records_get_async (g_task_get_source_object (task), wait->collection_id,
                               wait->record_id, g_task_get_cancellable (task), asked_cb,
                               g_object_ref (task));
  return G_SOURCE_REMOVE;
}

/**
 * taskingai_records_wait_ready_async:
 * @self: the service
 * @collection_id: the id of the collection
 * @record_id: the id of the record
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Waits until a record can be searched, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_records_wait_ready_async (TaskingAIRecords *self, const char *collection_id,
                                    const char *record_id, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_RECORDS (self));
  g_return_if_fail (collection_id != NULL && record_id != NULL);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, taskingai_records_wait_ready_async);
  g_task_set_check_cancellable (task, FALSE); /* the question itself is cancelled */
  Wait *wait = g_new (Wait, 1);
  *wait = (Wait){ g_strdup (collection_id), g_strdup (record_id), FIRST_PAUSE, ask_cb };
  g_task_set_task_data (task, wait, wait_free);
  ask_cb (task);
}

/**
 * taskingai_records_wait_ready_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Records.wait_ready_async].
 *
 * Returns: (transfer full): the record, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIRecord *
taskingai_records_wait_ready_finish (TaskingAIRecords *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, taskingai_records_wait_ready_async),
                        NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
