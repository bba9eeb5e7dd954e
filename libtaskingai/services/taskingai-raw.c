/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-raw.h"

#include <string.h>

#include "net/taskingai-call.h"
#include "json/taskingai-json-value.h"

static TaskingAICall *
make_call (TaskingAISession *session, const char *method, const char *path, const char *query,
           const char *body_json, GError **error)
{
  g_autoptr (TaskingAIRequest) request = taskingai_request_new_raw (method, path, query, error);
  if (request == NULL)
    return NULL;
  if (body_json != NULL)
    {
      request->body = taskingai_json_normalize (body_json, error);
      if (request->body == NULL)
        return NULL;
      request->body_length = strlen (request->body);
    }
  return taskingai_call_new (session, g_steal_pointer (&request), error);
}

static char *
read_answer (TaskingAICall *call, GError **error)
{
  const GError *failure = taskingai_call_get_error (call);
  if (failure != NULL)
    {
      g_propagate_error (error, g_error_copy (failure));
      return NULL;
    }
  gsize length;
  const char *body = taskingai_call_get_body (call, &length);
  g_autofree char *text = g_strndup (body, length);
  GError *problem = NULL;
  char *json = taskingai_json_normalize (text, &problem);
  if (json == NULL)
    g_propagate_error (error, taskingai_call_explain (call, problem));
  return json;
}

char *
taskingai_raw_request (TaskingAISession *session, const char *method, const char *path,
                       const char *query, const char *body_json, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (TaskingAICall) call = make_call (session, method, path, query, body_json, error);
  if (call == NULL)
    return NULL;
  taskingai_call_run (call, cancellable);
  return read_answer (call, error);
}

static void
done_cb (TaskingAICall *call, gpointer user_data)
{
  if (!taskingai_call_is_done (call))
    return;
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *json = read_answer (call, &error);
  if (json == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, json, g_free);
}

void
taskingai_raw_request_async (TaskingAISession *session, const char *method, const char *path,
                             const char *query, const char *body_json, GTask *task)
{
  GError *error = NULL;
  g_task_set_check_cancellable (task, FALSE);
  g_autoptr (TaskingAICall) call = make_call (session, method, path, query, body_json, &error);
  if (call != NULL)
    {
      taskingai_call_start (call, g_task_get_cancellable (task), done_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}
