/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-service-private.h"
#include "taskingai-error-private.h"

/**
 * TaskingAIService:
 *
 * One resource of the server, such as its assistants, with the calls that it offers.
 *
 * Services are properties of a [class@Client]. Each call comes blocking (`get`) and asynchronous
 * (`get_async` with `get_finish`). Blocking calls are for scripts and worker threads; in a program
 * with a main loop they would stop it.
 *
 * A service holds what its calls need, not the client: it goes on working when the client is
 * dropped.
 *
 * Since: 1.0
 */
typedef struct {
  TaskingAISession *session;
} TaskingAIServicePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TaskingAIService, taskingai_service, G_TYPE_OBJECT)

static void
taskingai_service_finalize (GObject *object)
{
  TaskingAIServicePrivate *priv =
      taskingai_service_get_instance_private (TASKINGAI_SERVICE (object));
  g_clear_pointer (&priv->session, taskingai_session_unref);
  G_OBJECT_CLASS (taskingai_service_parent_class)->finalize (object);
}

static void
taskingai_service_class_init (TaskingAIServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = taskingai_service_finalize;
}

static void
taskingai_service_init (TaskingAIService *self)
{
}

gpointer
taskingai_service_new (GType type, TaskingAISession *session)
{
  TaskingAIService *self = g_object_new (type, NULL);
  TaskingAIServicePrivate *priv = taskingai_service_get_instance_private (self);
  priv->session = session != NULL ? taskingai_session_ref (session) : NULL;
  return self;
}

TaskingAISession *
taskingai_service_get_session (TaskingAIService *self, GError **error)
{
  TaskingAIServicePrivate *priv = taskingai_service_get_instance_private (self);
  if (priv->session == NULL)
    g_propagate_error (error,
                       taskingai_error_new_literal (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL,
                                                    "The service belongs to no client: services "
                                                    "are properties of clients"));
  return priv->session;
}

TaskingAICall *
taskingai_service_make_call (TaskingAIService *self, TaskingAIRequest *request, GError **error)
{
  TaskingAISession *session = taskingai_service_get_session (self, error);
  if (session != NULL)
    return taskingai_call_new (session, request, error);
  taskingai_request_free (request);
  return NULL;
}

/* Returns why the answer cannot be used, or NULL. */
static GError *
keep_token (TaskingAISession *session, gpointer answer)
{
  g_autofree char *token = NULL;
  g_object_get (answer, "token", &token, NULL);
  if (token == NULL || token[0] == '\0')
    return taskingai_error_new_literal (TASKINGAI_API_ERROR_MALFORMED, NULL,
                                        "The server gives no credential");
  TaskingAISettings *settings = taskingai_session_lock_settings (session);
  taskingai_wipe (settings->api_key);
  settings->api_key = g_steal_pointer (&token);
  taskingai_session_unlock_settings (session, TRUE);
  return NULL;
}

gpointer
taskingai_service_read_answer (TaskingAIService *self, TaskingAICall *call,
                               const TaskingAIAnswer *answer, GError **error)
{
  const GError *failure = taskingai_call_get_error (call);
  if (failure != NULL)
    {
      g_propagate_error (error, g_error_copy (failure));
      return NULL;
    }
  if (answer->kind == TASKINGAI_ENVELOPE_FILE)
    return taskingai_call_steal_body (call);
  gsize length;
  GError *problem = NULL;
  const char *body = taskingai_call_get_body (call, &length);
  g_autoptr (GObject) object = taskingai_envelope_read (
      body, length, answer->kind, answer->get_type != NULL ? answer->get_type () : G_TYPE_NONE,
      taskingai_call_get_status (call), &problem);
  if (problem == NULL && answer->keep_token)
    problem = keep_token (taskingai_service_get_session (self, NULL), object);
  if (problem == NULL)
    return g_steal_pointer (&object);
  g_propagate_error (error, taskingai_call_explain (call, problem));
  return NULL;
}

gpointer
taskingai_service_call (TaskingAIService *self, TaskingAIRequest *request,
                        const TaskingAIAnswer *answer, GCancellable *cancellable, GError **error)
{
  if (request == NULL)
    return NULL;
  g_autoptr (TaskingAICall) call = taskingai_service_make_call (self, request, error);
  if (call == NULL)
    return NULL;
  taskingai_call_run (call, cancellable);
  return taskingai_service_read_answer (self, call, answer, error);
}

GTask *
taskingai_service_make_task (gpointer self, gpointer tag, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  (g_task_set_source_tag) (task, tag);
  g_task_set_check_cancellable (task, FALSE); /* the call itself decides which came first */
  return task;
}

void
taskingai_service_return_answer (GTask *task, TaskingAICall *call, const TaskingAIAnswer *answer)
{
  GError *error = NULL;
  gpointer object =
      taskingai_service_read_answer (g_task_get_source_object (task), call, answer, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, object,
                           answer->kind == TASKINGAI_ENVELOPE_FILE ? (GDestroyNotify) g_bytes_unref
                                                                   : g_object_unref);
  g_object_unref (task);
}

static void
done_cb (TaskingAICall *call, gpointer user_data)
{
  if (taskingai_call_is_done (call))
    taskingai_service_return_answer (user_data, call, g_task_get_task_data (user_data));
}

/* The call that @request makes; else @task has returned why there is none. */
static TaskingAICall *
make_call (TaskingAIService *self, TaskingAIRequest *request, GError *failure, GTask *task)
{
  TaskingAICall *call =
      request != NULL ? taskingai_service_make_call (self, request, &failure) : NULL;
  if (call == NULL)
    {
      g_task_return_error (task, failure);
      g_object_unref (task);
    }
  return call;
}

void
taskingai_service_call_async (TaskingAIService *self, gpointer tag, TaskingAIRequest *request,
                              GError *failure, const TaskingAIAnswer *answer,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = taskingai_service_make_task (self, tag, cancellable, callback, user_data);
  g_autoptr (TaskingAICall) call = make_call (self, request, failure, task);
  if (call == NULL)
    return;
  g_task_set_task_data (task, (gpointer) answer, NULL);
  taskingai_call_start (call, cancellable, done_cb, task);
}

/* ---- verbs ---- */

gpointer
taskingai_service_run (TaskingAIService *self, const TaskingAIVerb *verb, const char *const *ids,
                       gpointer body, gpointer options, GCancellable *cancellable, GError **error)
{
  TaskingAIRequest *request = taskingai_verb_make_request (verb, ids, body, options, error);
  return taskingai_service_call (self, request, &verb->answer, cancellable, error);
}

/* Takes @failure. */
static gboolean
propagate (GError *failure, GError **error)
{
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
taskingai_service_run_empty (TaskingAIService *self, const TaskingAIVerb *verb,
                             const char *const *ids, gpointer body, gpointer options,
                             GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  taskingai_service_run (self, verb, ids, body, options, cancellable, &failure);
  return propagate (failure, error);
}

void
taskingai_service_run_async (TaskingAIService *self, gpointer tag, const TaskingAIVerb *verb,
                             const char *const *ids, gpointer body, gpointer options,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GError *failure = NULL;
  TaskingAIRequest *request = taskingai_verb_make_request (verb, ids, body, options, &failure);
  taskingai_service_call_async (self, tag, request, failure, &verb->answer, cancellable, callback,
                                user_data);
}

TaskingAIStream *
taskingai_service_open (TaskingAIService *self, const TaskingAIVerb *verb, const char *const *ids,
                        gpointer body, gpointer options, GCancellable *cancellable, GError **error)
{
  TaskingAIRequest *request = taskingai_verb_make_request (verb, ids, body, options, error);
  if (request == NULL)
    return NULL;
  TaskingAICall *call = taskingai_service_make_call (self, request, error);
  return call != NULL ? taskingai_stream_open (call, verb->events, cancellable, error) : NULL;
}

void
taskingai_service_open_async (TaskingAIService *self, gpointer tag, const TaskingAIVerb *verb,
                              const char *const *ids, gpointer body, gpointer options,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = taskingai_service_make_task (self, tag, cancellable, callback, user_data);
  GError *failure = NULL;
  TaskingAIRequest *request = taskingai_verb_make_request (verb, ids, body, options, &failure);
  TaskingAICall *call = make_call (self, request, failure, task);
  if (call != NULL)
    taskingai_stream_open_async (call, verb->events, task);
}

gpointer
taskingai_service_finish (TaskingAIService *self, gpointer tag, GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
taskingai_service_finish_empty (TaskingAIService *self, gpointer tag, GAsyncResult *result,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);
  GError *failure = NULL;
  g_task_propagate_pointer (G_TASK (result), &failure);
  return propagate (failure, error);
}
