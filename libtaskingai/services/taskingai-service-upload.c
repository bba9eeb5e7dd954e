/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls whose body is an upload. */
#include "services/taskingai-service-private.h"

/* What the callbacks of an asynchronous call need. */
typedef struct {
  TaskingAIUpload *upload;
  const TaskingAIUploadRules *rules;
  const TaskingAIAnswer *answer;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *self = data;
  g_object_unref (self->upload);
  g_free (self);
}

/* Takes @body. */
static TaskingAICall *
make_call (TaskingAIService *self, const TaskingAIUploadRules *rules, TaskingAIBodySource *body,
           GError **error)
{
  TaskingAIRequest *request =
      taskingai_request_new (TASKINGAI_METHOD_POST, rules->path, NULL, error);
  request->source = body;
  return taskingai_service_make_call (self, request, error);
}

static void
report_cb (TaskingAICall *call, gpointer user_data)
{
  taskingai_upload_report (user_data, taskingai_call_get_content_sent (call));
}

gpointer
taskingai_service_upload (TaskingAIService *self, TaskingAIUpload *upload,
                          const TaskingAIUploadRules *rules, const TaskingAIAnswer *answer,
                          GCancellable *cancellable, GError **error)
{
  TaskingAIBodySource *body = taskingai_upload_begin (upload, rules, cancellable, error);
  if (body == NULL)
    return NULL;
  gpointer object = NULL;
  g_autoptr (TaskingAICall) call = make_call (self, rules, body, error);
  if (call != NULL)
    {
      taskingai_call_set_ready (call, report_cb, upload);
      taskingai_call_run (call, cancellable);
      taskingai_call_set_ready (call, NULL, NULL);
      object = taskingai_service_read_answer (self, call, answer, error);
    }
  taskingai_upload_end (upload);
  return object;
}

static void
ready_cb (TaskingAICall *call, gpointer user_data)
{
  GTask *task = user_data;
  Sending *sending = g_task_get_task_data (task);
  gboolean done = taskingai_call_is_done (call); /* a handler of the signal may cancel it */
  report_cb (call, sending->upload);
  if (!done)
    return;
  taskingai_upload_end (sending->upload);
  taskingai_service_return_answer (task, call, sending->answer);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (TaskingAICall) call = NULL;
  TaskingAIBodySource *body =
      taskingai_upload_begin_finish (TASKINGAI_UPLOAD (source), result, &error);
  if (body != NULL)
    {
      call = make_call (g_task_get_source_object (task), sending->rules, body, &error);
      if (call == NULL)
        taskingai_upload_end (sending->upload);
    }
  if (call != NULL)
    {
      taskingai_call_start (call, g_task_get_cancellable (task), ready_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
taskingai_service_upload_async (TaskingAIService *self, gpointer tag, TaskingAIUpload *upload,
                                const TaskingAIUploadRules *rules, const TaskingAIAnswer *answer,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = taskingai_service_make_task (self, tag, cancellable, callback, user_data);
  Sending *sending = g_new (Sending, 1);
  *sending = (Sending){ g_object_ref (upload), rules, answer };
  g_task_set_task_data (task, sending, sending_free);
  taskingai_upload_begin_async (upload, rules, cancellable, begun_cb, task);
}
