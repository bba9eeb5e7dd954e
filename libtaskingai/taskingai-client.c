/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "taskingai-client-private.h"

#include "services/taskingai-raw.h"

/**
 * TaskingAIClient:
 *
 * The way to a TaskingAI server.
 *
 * A client holds the address, the key and the limits, and has one property per resource of the
 * server, such as [property@Client:assistants] and [property@Client:inference]. What they do comes
 * blocking, for scripts and worker threads, and asynchronous, for everything that has a main loop.
 *
 * ```c
 * g_autoptr (TaskingAIClient) client = taskingai_client_new ();
 * taskingai_assistants_get_async (taskingai_client_get_assistants (client), "X5lM…", NULL,
 *                                 got_assistant, NULL);
 * ```
 *
 * Asynchronous calls run in the thread-default main context in which they are made, without
 * threads: all the work is done in small steps by that context's main loop, and the callbacks are
 * called by it. One client may be used by any number of threads and contexts at the same time, and
 * a process may have many clients. Settings may be changed at any time; they count for the calls
 * that begin afterwards.
 *
 * To cancel a call ends it with [error@Gio.IOErrorEnum.CANCELLED] and closes its connection at once,
 * in whatever thread and wherever the call is; the callback comes all the same, once. To drop the
 * client, or a service, ends nothing: what is under way holds what it needs. Nor does it end when
 * nobody runs its main context, which it keeps: a thread that is to end should cancel its calls and
 * run its context until their callbacks have come. A stream that nobody is reading keeps no context,
 * and can be read by blocking calls when that is gone.
 *
 * A process that forks may go on using its clients in both processes, each with connections of its
 * own. What was under way goes on in the parent alone: in the child its callbacks never come, and its
 * streams are closed. A child of a process with several threads may, as always, only replace
 * itself by another program.
 *
 * Since: 1.0
 */
typedef struct {
  TaskingAISession *session;
  GPtrArray *services;
} TaskingAIClientPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (TaskingAIClient, taskingai_client, G_TYPE_OBJECT)

enum {
  RETRYING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];
static guint first_setting; /* the properties before it are services */

TaskingAISession *
taskingai_client_get_session (TaskingAIClient *self)
{
  TaskingAIClientPrivate *priv = taskingai_client_get_instance_private (self);
  return priv->session;
}

gpointer
taskingai_client_get_service (TaskingAIClient *self, guint index)
{
  TaskingAIClientPrivate *priv = taskingai_client_get_instance_private (self);
  return priv->services->pdata[index];
}

static void
taskingai_client_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  taskingai_client_set_setting (TASKINGAI_CLIENT (object), id - first_setting, value);
}

static void
taskingai_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TaskingAIClient *self = TASKINGAI_CLIENT (object);
  if (id < first_setting)
    g_value_set_object (value, taskingai_client_get_service (self, id - 1));
  else
    taskingai_client_get_setting (self, id - first_setting, value);
}

static void
taskingai_client_finalize (GObject *object)
{
  TaskingAIClientPrivate *priv = taskingai_client_get_instance_private (TASKINGAI_CLIENT (object));
  g_ptr_array_unref (priv->services);
  taskingai_session_unref (priv->session);
  G_OBJECT_CLASS (taskingai_client_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  /**
   * TaskingAIClient::retrying:
   * @self: a client
   * @method: `GET`, `POST` or `DELETE`
   * @path: the path of the request
   * @attempt: the number of the attempt that failed; the first is 1
   * @delay: the pause before the next one, in milliseconds; it has just begun
   * @error: why the attempt failed
   *
   * Emitted when an attempt at a call has failed and the call is going to be tried again.
   *
   * The last failure of a call, which is not followed by another attempt, is the error of the call
   * itself. See [property@Client:max-retries] for what is tried again.
   *
   * The signal comes in the main context of the call, or in the thread that a blocking call blocks.
   * Handlers may do anything: cancel the call, make others, drop the client.
   *
   * Since: 1.0
   */
  signals[RETRYING] = g_signal_new ("retrying", TASKINGAI_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 5, G_TYPE_STRING, G_TYPE_STRING,
                                    G_TYPE_UINT, G_TYPE_UINT, G_TYPE_ERROR);
}

static void
taskingai_client_class_init (TaskingAIClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = taskingai_client_set_property;
  object_class->get_property = taskingai_client_get_property;
  object_class->finalize = taskingai_client_finalize;

  first_setting = taskingai_doors_install (taskingai_client_doors, object_class, 1);
  taskingai_client_install_settings (object_class, first_setting);
  install_signals ();
}

/* The same variables as the official Python client reads. Empty ones count as unset. */
static void
read_environment (TaskingAISettings *settings)
{
  const struct {
    const char *variable;
    char **setting;
  } table[] = {
    { "TASKINGAI_HOST", &settings->host },
    { "TASKINGAI_API_KEY", &settings->api_key },
    { "TASKINGAI_PROXY", &settings->proxy },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const char *value = g_getenv (table[i].variable);
      if (value != NULL && value[0] != '\0')
        *table[i].setting = g_strdup (value);
    }
}

/* Calls can outlive the client, in any thread. */
static void
retrying_cb (const TaskingAIRetryNotice *notice, gpointer data)
{
  g_autoptr (TaskingAIClient) self = g_weak_ref_get (data);
  if (self != NULL)
    g_signal_emit (self, signals[RETRYING], 0, notice->method, notice->path, notice->attempt,
                   notice->delay, notice->error);
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
watch_retries (TaskingAIClient *self, TaskingAISession *session)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  taskingai_session_set_retry_observer (session, retrying_cb, weak, free_weak_ref);
}

static void
taskingai_client_init (TaskingAIClient *self)
{
  TaskingAIClientPrivate *priv = taskingai_client_get_instance_private (self);
  priv->session = taskingai_session_new ();
  watch_retries (self, priv->session);
  read_environment (taskingai_session_lock_settings (priv->session));
  taskingai_session_unlock_settings (priv->session, TRUE);
  priv->services = taskingai_doors_open (taskingai_client_doors, priv->session);
}

/**
 * taskingai_client_new:
 *
 * Makes a client with the address and the key that the environment names.
 *
 * Returns: (transfer full): a new client
 *
 * Since: 1.0
 */
TaskingAIClient *
taskingai_client_new (void)
{
  return g_object_new (TASKINGAI_TYPE_CLIENT, NULL);
}

/**
 * taskingai_client_request:
 * @self: a client
 * @method: `GET`, `POST` or `DELETE`
 * @path: the path from `/v1` or `/api/v1` on, percent-encoded
 * @query: (nullable): the query without its question mark, percent-encoded
 * @body_json: (nullable): the JSON text of the body
 * @cancellable: (nullable): a cancellable
 *
 * Makes a call that has no method of its own yet.
 *
 * Returns: (transfer full): the whole JSON text of the answer, or `NULL` with @error set
 *
 * Since: 1.0
 */
char *
taskingai_client_request (TaskingAIClient *self, const char *method, const char *path,
                          const char *query, const char *body_json, GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_CLIENT (self), NULL);
  g_return_val_if_fail (method != NULL && path != NULL, NULL);
  return taskingai_raw_request (taskingai_client_get_session (self), method, path, query, body_json,
                                cancellable, error);
}

/**
 * taskingai_client_request_async:
 * @self: a client
 * @method: `GET`, `POST` or `DELETE`
 * @path: the path from `/v1` or `/api/v1` on, percent-encoded
 * @query: (nullable): the query without its question mark, percent-encoded
 * @body_json: (nullable): the JSON text of the body
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Makes a call that has no method of its own yet, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_client_request_async (TaskingAIClient *self, const char *method, const char *path,
                                const char *query, const char *body_json, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_CLIENT (self));
  g_return_if_fail (method != NULL && path != NULL);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, taskingai_client_request_async);
  taskingai_raw_request_async (taskingai_client_get_session (self), method, path, query, body_json,
                               task);
}

/**
 * taskingai_client_request_finish:
 * @self: a client
 * @result: the result that the callback got
 *
 * Ends [method@Client.request_async].
 *
 * Returns: (transfer full): the whole JSON text of the answer, or `NULL` with @error set
 *
 * Since: 1.0
 */
char *
taskingai_client_request_finish (TaskingAIClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, taskingai_client_request_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
