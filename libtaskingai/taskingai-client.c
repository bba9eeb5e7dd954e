/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "taskingai-client-private.h"

#include "services/taskingai-raw.h"
#include "services/taskingai-service-private.h"

/**
 * TaskingAIClient:
 *
 * The way to a TaskingAI server.
 *
 * A client holds the address, the key and the limits, and has one property per resource of the
 * server: [property@Client:assistants], [property@Client:inference]. What they do comes blocking,
 * for scripts and worker threads, and asynchronous, for everything that has a main loop.
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
 * Since: 1.0
 */
G_DEFINE_FINAL_TYPE (TaskingAIClient, taskingai_client, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ASSISTANTS,
  PROP_INFERENCE,
  PROP_SETTINGS, /* the first of them */
};

static void
taskingai_client_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  taskingai_client_set_setting (TASKINGAI_CLIENT (object), id - PROP_SETTINGS, value);
}

static void
taskingai_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TaskingAIClient *self = TASKINGAI_CLIENT (object);
  if (id == PROP_ASSISTANTS)
    g_value_set_object (value, self->assistants);
  else if (id == PROP_INFERENCE)
    g_value_set_object (value, self->inference);
  else
    taskingai_client_get_setting (self, id - PROP_SETTINGS, value);
}

static void
taskingai_client_finalize (GObject *object)
{
  TaskingAIClient *self = TASKINGAI_CLIENT (object);
  g_object_unref (self->assistants);
  g_object_unref (self->inference);
  taskingai_session_unref (self->session);
  G_OBJECT_CLASS (taskingai_client_parent_class)->finalize (object);
}

static void
taskingai_client_class_init (TaskingAIClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = taskingai_client_set_property;
  object_class->get_property = taskingai_client_get_property;
  object_class->finalize = taskingai_client_finalize;

  /**
   * TaskingAIClient:assistants: (getter get_assistants)
   *
   * The assistants of the project.
   *
   * Since: 1.0
   */
  g_object_class_install_property (object_class, PROP_ASSISTANTS,
                                   g_param_spec_object ("assistants", NULL, NULL,
                                                        TASKINGAI_TYPE_ASSISTANTS,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  /**
   * TaskingAIClient:inference: (getter get_inference)
   *
   * Chat completion, text embedding and rerank.
   *
   * Since: 1.0
   */
  g_object_class_install_property (object_class, PROP_INFERENCE,
                                   g_param_spec_object ("inference", NULL, NULL,
                                                        TASKINGAI_TYPE_INFERENCE,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  taskingai_client_install_settings (object_class, PROP_SETTINGS);
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

static void
taskingai_client_init (TaskingAIClient *self)
{
  self->session = taskingai_session_new ();
  read_environment (taskingai_session_lock_settings (self->session));
  taskingai_session_unlock_settings (self->session, TRUE);
  self->assistants = taskingai_service_new (TASKINGAI_TYPE_ASSISTANTS, self->session);
  self->inference = taskingai_service_new (TASKINGAI_TYPE_INFERENCE, self->session);
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
 * taskingai_client_get_assistants:
 * @self: a client
 *
 * Gets [property@Client:assistants].
 *
 * Returns: (transfer none): the service
 *
 * Since: 1.0
 */
TaskingAIAssistants *
taskingai_client_get_assistants (TaskingAIClient *self)
{
  g_return_val_if_fail (TASKINGAI_IS_CLIENT (self), NULL);
  return self->assistants;
}

/**
 * taskingai_client_get_inference:
 * @self: a client
 *
 * Gets [property@Client:inference].
 *
 * Returns: (transfer none): the service
 *
 * Since: 1.0
 */
TaskingAIInference *
taskingai_client_get_inference (TaskingAIClient *self)
{
  g_return_val_if_fail (TASKINGAI_IS_CLIENT (self), NULL);
  return self->inference;
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
  return taskingai_raw_request (self->session, method, path, query, body_json, cancellable, error);
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
  taskingai_raw_request_async (self->session, method, path, query, body_json, task);
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
