/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services/taskingai-enumerator-private.h"

#include <string.h>

#include "models/taskingai-model-query.h"
#include "models/taskingai-page.h"
#include "taskingai-error-private.h"

#define PAGE_SIZE 100 /* the most that the server gives */

/**
 * TaskingAIEnumerator:
 *
 * All items of a list of the server, one after the other, in the manner of
 * [class@Gio.FileEnumerator].
 *
 * [method@Enumerator.next] and [method@Enumerator.next_async] give one item after the other, each a
 * [class@Model], and `NULL` at the end of the list and only there. Pages are asked for when their
 * first item is, and not before; never is more than one of them held. They have 100 items, unless
 * [property@ListOptions:limit] says otherwise.
 *
 * The order is that of the options. With [property@ListOptions:after] the list begins behind that
 * item. With [property@ListOptions:before] it is walked backwards: the item just before that one
 * comes first, the first one of the list last.
 *
 * What is created or deleted meanwhile may be missed, but nothing is given twice. Only if the last
 * item of a page is deleted before the next page is asked for, the server cannot go on: that is an
 * error, [error@ApiError.NOT_FOUND].
 *
 * There is one reader at a time. An error or a cancelled read leaves the enumerator as it is: the
 * next read asks for the same page again.
 *
 * Since: 1.0
 */
struct _TaskingAIEnumerator {
  GObject parent_instance;
  TaskingAIService *service;
  TaskingAIRequest *request; /* without the options */
  GError *failure;           /* why there is no request */
  const TaskingAIAnswer *answer;
  TaskingAIPaging paging;

  TaskingAIListOptions *options; /* of the next page */
  TaskingAIPage *page;           /* NULL once all is taken */
  guint n_taken;
  gboolean is_last; /* there is no next page */
  gint busy;        /* a read is going on */
};

G_DEFINE_FINAL_TYPE (TaskingAIEnumerator, taskingai_enumerator, G_TYPE_OBJECT)

static void
taskingai_enumerator_finalize (GObject *object)
{
  TaskingAIEnumerator *self = TASKINGAI_ENUMERATOR (object);
  g_clear_object (&self->service);
  g_clear_pointer (&self->request, taskingai_request_free);
  g_clear_error (&self->failure);
  g_clear_object (&self->options);
  g_clear_object (&self->page);
  G_OBJECT_CLASS (taskingai_enumerator_parent_class)->finalize (object);
}

static void
taskingai_enumerator_class_init (TaskingAIEnumeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = taskingai_enumerator_finalize;
}

/* Made by a program itself it is an empty list. */
static void
taskingai_enumerator_init (TaskingAIEnumerator *self)
{
  self->is_last = TRUE;
}

/* ---- the options ---- */

static gboolean
has_option (TaskingAIEnumerator *self, const char *name)
{
  return taskingai_model_has_member (TASKINGAI_MODEL (self->options), name);
}

static gboolean
is_backwards (TaskingAIEnumerator *self)
{
  return self->paging == TASKINGAI_PAGING_CURSOR && has_option (self, "before");
}

static const char *
get_cursor (TaskingAIEnumerator *self)
{
  if (self->paging == TASKINGAI_PAGING_OFFSET)
    return NULL;
  return is_backwards (self) ? taskingai_list_options_get_before (self->options)
                             : taskingai_list_options_get_after (self->options);
}

static void
set_cursor (TaskingAIEnumerator *self, const char *id)
{
  if (is_backwards (self))
    taskingai_list_options_set_before (self->options, id);
  else
    taskingai_list_options_set_after (self->options, id);
}

static GError *
check_options (TaskingAIEnumerator *self)
{
  const char *problem = NULL;
  if (has_option (self, "after") && has_option (self, "before"))
    problem = "A list is walked either from \"after\" or back from \"before\", not both";
  else if (taskingai_list_options_get_offset (self->options) < 0)
    problem = "The offset of a list has to be 0 or more";
  return problem != NULL
             ? taskingai_error_new_literal (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL, problem)
             : NULL;
}

TaskingAIEnumerator *
taskingai_enumerator_new (TaskingAIService *service, TaskingAIRequest *request, GError *failure,
                          const TaskingAIAnswer *answer, TaskingAIPaging paging,
                          TaskingAIListOptions *options)
{
  TaskingAIEnumerator *self = g_object_new (TASKINGAI_TYPE_ENUMERATOR, NULL);
  self->service = g_object_ref (service);
  self->request = request;
  self->failure = failure;
  self->answer = answer;
  self->paging = paging;
  self->options = options != NULL
                      ? TASKINGAI_LIST_OPTIONS (taskingai_model_copy (TASKINGAI_MODEL (options)))
                      : taskingai_list_options_new ();
  self->is_last = FALSE;
  if (!has_option (self, "limit"))
    taskingai_list_options_set_limit (self->options, PAGE_SIZE);
  if (self->failure == NULL)
    self->failure = check_options (self);
  return self;
}

gboolean
taskingai_enumerator_is_at_end (TaskingAIEnumerator *self)
{
  return self->page == NULL && self->is_last;
}

GType
taskingai_enumerator_get_item_type (TaskingAIEnumerator *self)
{
  return self->answer != NULL ? self->answer->get_type () : TASKINGAI_TYPE_MODEL;
}

/* ---- pages ---- */

static gboolean
needs_page (TaskingAIEnumerator *self)
{
  return self->page == NULL && !self->is_last;
}

static TaskingAIRequest *
make_request (TaskingAIEnumerator *self, GError **error)
{
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return NULL;
    }
  TaskingAIRequest *request = taskingai_request_copy (self->request);
  GString *query = g_string_new (request->query);
  taskingai_model_append_query (TASKINGAI_MODEL (self->options), query);
  g_free (request->query);
  request->query = g_string_free (query, FALSE);
  return request;
}

/* Takes @error. */
static GError *
explain (TaskingAIEnumerator *self, GError *error)
{
  const char *cursor = get_cursor (self);
  if (cursor != NULL && g_error_matches (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_NOT_FOUND)
      && strstr (error->message, cursor) != NULL)
    g_prefix_error_literal (&error, "The item from which the list goes on is gone: ");
  return error;
}

static TaskingAIModel *
peek_nth (TaskingAIEnumerator *self, TaskingAIPage *page, guint n)
{
  guint size = taskingai_page_get_size (page);
  g_autoptr (TaskingAIModel) item =
      taskingai_page_get (page, is_backwards (self) ? size - 1 - n : n);
  return item; /* which the page has */
}

/* Makes the options those of the page behind @page; FALSE if that would be the same again. */
static gboolean
move_cursor (TaskingAIEnumerator *self, TaskingAIPage *page)
{
  guint size = taskingai_page_get_size (page);
  const char *id = size > 0 ? taskingai_model_peek_id (peek_nth (self, page, size - 1)) : NULL;
  if (id == NULL || g_strcmp0 (id, get_cursor (self)) == 0)
    return FALSE;
  set_cursor (self, id);
  return TRUE;
}

/* Returns whether there is a page behind @page. */
static gboolean
move_offset (TaskingAIEnumerator *self, TaskingAIPage *page)
{
  guint size = taskingai_page_get_size (page);
  gint64 total = taskingai_page_get_total_count (page);
  gint64 offset = taskingai_list_options_get_offset (self->options);
  if (size == 0 || offset > G_MAXINT64 - size)
    return FALSE;
  taskingai_list_options_set_offset (self->options, offset + size);
  return total < 0 || offset + size < total;
}

static gboolean
accept_page (TaskingAIEnumerator *self, TaskingAIPage *page, GError **error)
{
  gboolean has_more = self->paging == TASKINGAI_PAGING_OFFSET ? move_offset (self, page)
                                                              : taskingai_page_get_has_more (page);
  if (has_more && self->paging == TASKINGAI_PAGING_CURSOR && !move_cursor (self, page))
    {
      g_propagate_error (error, taskingai_error_new (TASKINGAI_API_ERROR_PROTOCOL, NULL,
                                                     "The server says that the list goes on, but "
                                                     "its page does not lead any further"));
      return FALSE;
    }
  self->is_last = !has_more;
  self->n_taken = 0;
  if (taskingai_page_get_size (page) > 0)
    self->page = g_object_ref (page);
  return TRUE;
}

static TaskingAIModel *
take_item (TaskingAIEnumerator *self)
{
  if (self->page == NULL)
    return NULL;
  TaskingAIModel *item = g_object_ref (peek_nth (self, self->page, self->n_taken++));
  if (self->n_taken == taskingai_page_get_size (self->page))
    g_clear_object (&self->page);
  return item;
}

/* What a read gives once a page has come, or has not. Takes both. */
static TaskingAIModel *
take_first (TaskingAIEnumerator *self, TaskingAIPage *page, GError *failure, GError **error)
{
  g_autoptr (TaskingAIPage) owned = page;
  if (page == NULL)
    g_propagate_error (error, explain (self, failure));
  return page != NULL && accept_page (self, page, error) ? take_item (self) : NULL;
}

/* ---- one reader at a time ---- */

static gboolean
begin_read (TaskingAIEnumerator *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_atomic_int_compare_and_exchange (&self->busy, FALSE, TRUE))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PENDING,
                       "The list is being read by somebody else");
  return FALSE;
}

static void
end_read (TaskingAIEnumerator *self)
{
  g_atomic_int_set (&self->busy, FALSE);
}

/**
 * taskingai_enumerator_next:
 * @self: an enumerator
 * @cancellable: (nullable): a cancellable
 *
 * Gets the next item, waiting for its page if need be.
 *
 * Returns: (transfer full) (nullable): the item, or `NULL` at the end of the list or with @error set
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_enumerator_next (TaskingAIEnumerator *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_ENUMERATOR (self), NULL);
  if (!begin_read (self, cancellable, error))
    return NULL;
  TaskingAIModel *item = NULL;
  if (needs_page (self))
    {
      GError *failure = NULL;
      TaskingAIPage *page = taskingai_service_call (self->service, make_request (self, &failure),
                                                    self->answer, cancellable, &failure);
      item = take_first (self, page, failure, error);
    }
  else
    {
      item = take_item (self);
    }
  end_read (self);
  return item;
}

/**
 * taskingai_enumerator_next_value: (skip)
 * @self: an enumerator
 *
 * Gets the next item, as [method@Enumerator.next] does; this is what a Vala `foreach` calls.
 *
 * Returns: (transfer full) (nullable): the item, or `NULL` at the end
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_enumerator_next_value (TaskingAIEnumerator *self, GError **error)
{
  return taskingai_enumerator_next (self, NULL, error);
}

/**
 * taskingai_enumerator_try_next:
 * @self: an enumerator
 *
 * Gets the next item if it is of the page that is there already.
 *
 * A program that has just got the first item of a page can take the others this way, without another
 * turn of the main loop. Whether the list has ended is left to [method@Enumerator.next_async].
 *
 * Returns: (transfer full) (nullable): the item, or `NULL` if a page has to be asked for
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_enumerator_try_next (TaskingAIEnumerator *self)
{
  g_return_val_if_fail (TASKINGAI_IS_ENUMERATOR (self), NULL);
  if (!begin_read (self, NULL, NULL))
    return NULL;
  TaskingAIModel *item = take_item (self);
  end_read (self);
  return item;
}

/* Takes all but @self. */
static void
finish_read (TaskingAIEnumerator *self, GTask *task, TaskingAIModel *item, GError *error)
{
  end_read (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, item, g_object_unref);
  g_object_unref (task);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  TaskingAIEnumerator *self = g_task_get_source_object (task);
  GError *failure = NULL, *error = NULL;
  TaskingAIPage *page = taskingai_service_finish (
      TASKINGAI_SERVICE (source), taskingai_enumerator_next_async, result, &failure);
  TaskingAIModel *item = take_first (self, page, failure, &error);
  finish_read (self, task, item, error);
}

/**
 * taskingai_enumerator_next_async:
 * @self: an enumerator
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the item is there
 * @user_data: data for @callback
 *
 * Gets the next item, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_enumerator_next_async (TaskingAIEnumerator *self, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_ENUMERATOR (self));
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_task_set_source_tag (task, taskingai_enumerator_next_async);
  g_task_set_check_cancellable (task, FALSE); /* an item that has been taken is never lost */
  if (!begin_read (self, cancellable, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (!needs_page (self))
    {
      finish_read (self, task, take_item (self), NULL);
      return;
    }
  TaskingAIRequest *request = make_request (self, &error);
  taskingai_service_call_async (self->service, taskingai_enumerator_next_async, request, error,
                                self->answer, cancellable, page_cb, task);
}

/**
 * taskingai_enumerator_next_finish:
 * @self: an enumerator
 * @result: the result that the callback got
 *
 * Ends [method@Enumerator.next_async].
 *
 * Returns: (transfer full) (nullable): the item, or `NULL` at the end of the list or with @error set
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_enumerator_next_finish (TaskingAIEnumerator *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, taskingai_enumerator_next_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
