/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-assistants.h"

#include "models/taskingai-list-options-private.h"
#include "services/taskingai-enumerator-private.h"
#include "services/taskingai-service-private.h"
#include "taskingai-error-private.h"

#define ASSISTANTS_PATH "/v1/assistants"
#define ASSISTANT_PATH "/v1/assistants/{}"

/**
 * TaskingAIAssistants:
 *
 * The assistants of a project: create, get, list, update and delete them.
 *
 * Since: 1.0
 */
struct _TaskingAIAssistants {
  TaskingAIService parent_instance;
};

G_DEFINE_FINAL_TYPE (TaskingAIAssistants, taskingai_assistants, TASKINGAI_TYPE_SERVICE)

static const TaskingAIAnswer an_assistant = { TASKINGAI_ENVELOPE_DATA,
                                              taskingai_assistant_get_type };
static const TaskingAIAnswer a_page = { TASKINGAI_ENVELOPE_PAGE, taskingai_assistant_get_type };
static const TaskingAIAnswer nothing = { TASKINGAI_ENVELOPE_EMPTY, NULL };

static void
taskingai_assistants_class_init (TaskingAIAssistantsClass *klass)
{
}

static void
taskingai_assistants_init (TaskingAIAssistants *self)
{
}

static TaskingAIRequest *
create_request (TaskingAIAssistant *assistant, GError **error)
{
  return taskingai_service_make_request (TASKINGAI_METHOD_POST, ASSISTANTS_PATH, NULL,
                                         TASKINGAI_MODEL (assistant), TASKINGAI_WRITE_CREATE,
                                         error);
}

static TaskingAIRequest *
get_request (const char *assistant_id, GError **error)
{
  return taskingai_service_make_request (TASKINGAI_METHOD_GET, ASSISTANT_PATH, assistant_id, NULL,
                                         0, error);
}

static TaskingAIRequest *
list_request (TaskingAIListOptions *options, GError **error)
{
  TaskingAIRequest *request =
      taskingai_service_make_request (TASKINGAI_METHOD_GET, ASSISTANTS_PATH, NULL, NULL, 0, error);
  request->query = taskingai_list_options_to_query (options);
  return request;
}

static TaskingAIRequest *
update_request (const char *assistant_id, TaskingAIAssistant *assistant, GError **error)
{
  if (assistant_id == NULL)
    assistant_id = taskingai_assistant_get_assistant_id (assistant);
  return taskingai_service_make_request (TASKINGAI_METHOD_POST, ASSISTANT_PATH, assistant_id,
                                         TASKINGAI_MODEL (assistant), TASKINGAI_WRITE_UPDATE,
                                         error);
}

static TaskingAIRequest *
delete_request (const char *assistant_id, GError **error)
{
  return taskingai_service_make_request (TASKINGAI_METHOD_DELETE, ASSISTANT_PATH, assistant_id,
                                         NULL, 0, error);
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

/**
 * taskingai_assistants_create:
 * @self: the service
 * @assistant: what to create
 * @cancellable: (nullable): a cancellable
 *
 * Creates an assistant.
 *
 * The server demands a model id, a memory and retrieval settings. The answer is the assistant as
 * it was stored, with its id.
 *
 * Returns: (transfer full): the new assistant, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIAssistant *
taskingai_assistants_create (TaskingAIAssistants *self, TaskingAIAssistant *assistant,
                             GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANT (assistant), NULL);
  return taskingai_service_call (TASKINGAI_SERVICE (self), create_request (assistant, error),
                                 &an_assistant, cancellable, error);
}

/**
 * taskingai_assistants_create_async:
 * @self: the service
 * @assistant: what to create
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Creates an assistant, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_assistants_create_async (TaskingAIAssistants *self, TaskingAIAssistant *assistant,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_ASSISTANTS (self));
  g_return_if_fail (TASKINGAI_IS_ASSISTANT (assistant));
  GError *failure = NULL;
  TaskingAIRequest *request = create_request (assistant, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_assistants_create_async,
                                request, failure, &an_assistant, cancellable, callback, user_data);
}

/**
 * taskingai_assistants_create_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Assistants.create_async].
 *
 * Returns: (transfer full): the new assistant, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIAssistant *
taskingai_assistants_create_finish (TaskingAIAssistants *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  return taskingai_service_call_finish (TASKINGAI_SERVICE (self), taskingai_assistants_create_async,
                                        result, error);
}

/**
 * taskingai_assistants_get:
 * @self: the service
 * @assistant_id: the id of the assistant
 * @cancellable: (nullable): a cancellable
 *
 * Gets an assistant by its id.
 *
 * Returns: (transfer full): the assistant, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIAssistant *
taskingai_assistants_get (TaskingAIAssistants *self, const char *assistant_id,
                          GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  g_return_val_if_fail (assistant_id != NULL, NULL);
  return taskingai_service_call (TASKINGAI_SERVICE (self), get_request (assistant_id, error),
                                 &an_assistant, cancellable, error);
}

/**
 * taskingai_assistants_get_async:
 * @self: the service
 * @assistant_id: the id of the assistant
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Gets an assistant, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_assistants_get_async (TaskingAIAssistants *self, const char *assistant_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_ASSISTANTS (self));
  g_return_if_fail (assistant_id != NULL);
  GError *failure = NULL;
  TaskingAIRequest *request = get_request (assistant_id, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_assistants_get_async, request,
                                failure, &an_assistant, cancellable, callback, user_data);
}

/**
 * taskingai_assistants_get_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Assistants.get_async].
 *
 * Returns: (transfer full): the assistant, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIAssistant *
taskingai_assistants_get_finish (TaskingAIAssistants *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  return taskingai_service_call_finish (TASKINGAI_SERVICE (self), taskingai_assistants_get_async,
                                        result, error);
}

/**
 * taskingai_assistants_list:
 * @self: the service
 * @options: (nullable): which part of the list, or `NULL` for the 20 newest
 * @cancellable: (nullable): a cancellable
 *
 * Lists assistants, one page at a time.
 *
 * Returns: (transfer full): a page of [class@Assistant], or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIPage *
taskingai_assistants_list (TaskingAIAssistants *self, TaskingAIListOptions *options,
                           GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  return taskingai_service_call (TASKINGAI_SERVICE (self), list_request (options, error), &a_page,
                                 cancellable, error);
}

/**
 * taskingai_assistants_list_async:
 * @self: the service
 * @options: (nullable): which part of the list, or `NULL` for the 20 newest
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Lists assistants, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_assistants_list_async (TaskingAIAssistants *self, TaskingAIListOptions *options,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_ASSISTANTS (self));
  GError *failure = NULL;
  TaskingAIRequest *request = list_request (options, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_assistants_list_async, request,
                                failure, &a_page, cancellable, callback, user_data);
}

/**
 * taskingai_assistants_list_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Assistants.list_async].
 *
 * Returns: (transfer full): a page of [class@Assistant], or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIPage *
taskingai_assistants_list_finish (TaskingAIAssistants *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  return taskingai_service_call_finish (TASKINGAI_SERVICE (self), taskingai_assistants_list_async,
                                        result, error);
}

/**
 * taskingai_assistants_list_all:
 * @self: the service
 * @options: (nullable): where to begin and in which order, or `NULL` for all, newest first
 *
 * Lists all assistants, however many there are.
 *
 * Nothing is asked for before the first item is. The options are copied.
 *
 * Returns: (transfer full): an enumerator of [class@Assistant]
 *
 * Since: 1.0
 */
TaskingAIEnumerator *
taskingai_assistants_list_all (TaskingAIAssistants *self, TaskingAIListOptions *options)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  GError *failure = NULL;
  TaskingAIRequest *request = list_request (NULL, &failure);
  return taskingai_enumerator_new (TASKINGAI_SERVICE (self), request, failure, &a_page,
                                   TASKINGAI_PAGING_CURSOR, options);
}

/**
 * taskingai_assistants_update:
 * @self: the service
 * @assistant_id: (nullable): the id of the assistant, or `NULL` for the id that @assistant has
 * @assistant: the changes
 * @cancellable: (nullable): a cancellable
 *
 * Changes an assistant.
 *
 * Only the members that have been set on @assistant since it was received are sent. Memory,
 * retrieval settings and lists are replaced as a whole. The server ignores empty metadata: they
 * cannot be cleared.
 *
 * Returns: (transfer full): the assistant as it is now, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIAssistant *
taskingai_assistants_update (TaskingAIAssistants *self, const char *assistant_id,
                             TaskingAIAssistant *assistant, GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANT (assistant), NULL);
  return taskingai_service_call (TASKINGAI_SERVICE (self),
                                 update_request (assistant_id, assistant, error), &an_assistant,
                                 cancellable, error);
}

/**
 * taskingai_assistants_update_async:
 * @self: the service
 * @assistant_id: (nullable): the id of the assistant, or `NULL` for the id that @assistant has
 * @assistant: the changes
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Changes an assistant, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_assistants_update_async (TaskingAIAssistants *self, const char *assistant_id,
                                   TaskingAIAssistant *assistant, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_ASSISTANTS (self));
  g_return_if_fail (TASKINGAI_IS_ASSISTANT (assistant));
  GError *failure = NULL;
  TaskingAIRequest *request = update_request (assistant_id, assistant, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_assistants_update_async,
                                request, failure, &an_assistant, cancellable, callback, user_data);
}

/**
 * taskingai_assistants_update_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Assistants.update_async].
 *
 * Returns: (transfer full): the assistant as it is now, or `NULL` with @error set
 *
 * Since: 1.0
 */
TaskingAIAssistant *
taskingai_assistants_update_finish (TaskingAIAssistants *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), NULL);
  return taskingai_service_call_finish (TASKINGAI_SERVICE (self), taskingai_assistants_update_async,
                                        result, error);
}

/**
 * taskingai_assistants_delete:
 * @self: the service
 * @assistant_id: the id of the assistant
 * @cancellable: (nullable): a cancellable
 *
 * Deletes an assistant.
 *
 * Its chats are left behind on the server: they can be got by their ids, but not listed any more.
 *
 * Returns: whether it was deleted; else @error is set
 *
 * Since: 1.0
 */
gboolean
taskingai_assistants_delete (TaskingAIAssistants *self, const char *assistant_id,
                             GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), FALSE);
  g_return_val_if_fail (assistant_id != NULL, FALSE);
  GError *failure = NULL;
  taskingai_service_call (TASKINGAI_SERVICE (self), delete_request (assistant_id, &failure),
                          &nothing, cancellable, &failure);
  return propagate (failure, error);
}

/**
 * taskingai_assistants_delete_async:
 * @self: the service
 * @assistant_id: the id of the assistant
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the answer is there
 * @user_data: data for @callback
 *
 * Deletes an assistant, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_assistants_delete_async (TaskingAIAssistants *self, const char *assistant_id,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_ASSISTANTS (self));
  g_return_if_fail (assistant_id != NULL);
  GError *failure = NULL;
  TaskingAIRequest *request = delete_request (assistant_id, &failure);
  taskingai_service_call_async (TASKINGAI_SERVICE (self), taskingai_assistants_delete_async,
                                request, failure, &nothing, cancellable, callback, user_data);
}

/**
 * taskingai_assistants_delete_finish:
 * @self: the service
 * @result: the result that the callback got
 *
 * Ends [method@Assistants.delete_async].
 *
 * Returns: whether it was deleted; else @error is set
 *
 * Since: 1.0
 */
gboolean
taskingai_assistants_delete_finish (TaskingAIAssistants *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  g_return_val_if_fail (TASKINGAI_IS_ASSISTANTS (self), FALSE);
  taskingai_service_call_finish (TASKINGAI_SERVICE (self), taskingai_assistants_delete_async,
                                 result, &failure);
  return propagate (failure, error);
}
