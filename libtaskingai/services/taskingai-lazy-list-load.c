/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a lazy list grows: one page at a time, by itself or when it is told to. */
#include "services/taskingai-enumerator-private.h"
#include "services/taskingai-lazy-list-private.h"

#define LOOK_AHEAD 20 /* so near the end more is loaded */

static void
set_flag (TaskingAILazyList *self, gboolean *flag, gboolean value, const char *property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify (G_OBJECT (self), property);
}

/* Takes @error. */
static void
set_error (TaskingAILazyList *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify (G_OBJECT (self), "error");
}

static void
answer_waiters (TaskingAILazyList *self, gboolean grown, const GError *error)
{
  GQueue waiters = self->waiters;
  g_queue_init (&self->waiters);
  for (GTask *task; (task = g_queue_pop_head (&waiters)) != NULL; g_object_unref (task))
    {
      g_task_set_task_data (task, NULL, NULL); /* the cancellable is not watched any more */
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, grown);
    }
}

/* The item that a read gave, and those that came with it. Returns how many. */
static guint
append (TaskingAILazyList *self, TaskingAIModel *item)
{
  guint before = self->items->len;
  for (; item != NULL; item = taskingai_enumerator_try_next (self->enumerator))
    g_ptr_array_add (self->items, item);
  return self->items->len - before;
}

/* The properties are right before anybody is told of the items, who may look at more of them. */
static void
end_load (TaskingAILazyList *self, TaskingAIModel *item, GError *error)
{
  g_autoptr (GError) failure = error != NULL ? g_error_copy (error) : NULL;
  g_object_freeze_notify (G_OBJECT (self));
  guint before = self->items->len;
  guint added = append (self, item);
  set_flag (self, &self->loading, FALSE, "loading");
  set_error (self, error);
  if (failure == NULL)
    set_flag (self, &self->complete, taskingai_enumerator_is_at_end (self->enumerator), "complete");
  if (added > 0)
    {
      g_object_notify (G_OBJECT (self), "n-items");
      g_list_model_items_changed (G_LIST_MODEL (self), before, 0, added);
    }
  g_object_thaw_notify (G_OBJECT (self));
  answer_waiters (self, added > 0, failure);
}

/* What comes later does not keep the list alive, whose last reference may be dropped by another
 * thread at any moment. */
static GWeakRef *
reference_new (TaskingAILazyList *self)
{
  GWeakRef *reference = g_new (GWeakRef, 1);
  g_weak_ref_init (reference, self);
  return reference;
}

static void
reference_free (gpointer reference)
{
  g_weak_ref_clear (reference);
  g_free (reference);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaskingAILazyList) self = g_weak_ref_get (user_data);
  GError *error = NULL;
  TaskingAIModel *item =
      taskingai_enumerator_next_finish (TASKINGAI_ENUMERATOR (source), result, &error);
  reference_free (user_data);
  if (self != NULL && self->enumerator != NULL)
    {
      end_load (self, item, error);
      return;
    }
  g_clear_object (&item);
  g_clear_error (&error);
}

static void
load (TaskingAILazyList *self)
{
  if (self->loading || self->complete || self->enumerator == NULL)
    return;
  self->loading = TRUE;
  taskingai_enumerator_next_async (self->enumerator, self->cancellable, loaded_cb,
                                   reference_new (self));
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify (G_OBJECT (self), "loading");
  set_error (self, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
soon_cb (gpointer user_data)
{
  g_autoptr (TaskingAILazyList) self = g_weak_ref_get (user_data);
  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_clear_pointer (&self->soon, g_source_unref);
  load (self);
  return G_SOURCE_REMOVE;
}

/* A view must not be notified while it gets an item. */
static void
load_soon (TaskingAILazyList *self)
{
  if (self->loading || self->complete || self->error != NULL || self->soon != NULL
      || self->enumerator == NULL)
    return;
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  self->soon = g_idle_source_new ();
  g_source_set_priority (self->soon, G_PRIORITY_DEFAULT);
  g_source_set_static_name (self->soon, "taskingai_lazy_list");
  g_source_set_callback (self->soon, soon_cb, reference_new (self), reference_free);
  g_source_attach (self->soon, context);
}

void
taskingai_lazy_list_look_at (TaskingAILazyList *self, guint position)
{
  if ((guint64) position + LOOK_AHEAD >= self->items->len)
    load_soon (self);
}

void
taskingai_lazy_list_stop (TaskingAILazyList *self)
{
  g_autoptr (GError) dropped =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The list is not needed any more");
  if (self->soon != NULL)
    g_source_destroy (self->soon);
  g_clear_pointer (&self->soon, g_source_unref);
  g_clear_object (&self->enumerator);
  g_cancellable_cancel (self->cancellable);
  answer_waiters (self, FALSE, dropped);
}

/**
 * taskingai_lazy_list_load_more:
 * @self: a list
 *
 * Loads the next page, for views that know better than the list when.
 *
 * Nothing happens while a page is being loaded, or when all are.
 *
 * Since: 1.0
 */
void
taskingai_lazy_list_load_more (TaskingAILazyList *self)
{
  g_return_if_fail (TASKINGAI_IS_LAZY_LIST (self));
  load (self);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TaskingAILazyList *self = g_task_get_source_object (task);
  g_queue_remove (&self->waiters, task);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
source_drop (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/**
 * taskingai_lazy_list_load_more_async:
 * @self: a list
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when the page is there
 * @user_data: data for @callback
 *
 * Loads the next page and tells when it is there.
 *
 * If a page is being loaded already, it is that one. Cancelling ends only the waiting.
 *
 * Since: 1.0
 */
void
taskingai_lazy_list_load_more_async (TaskingAILazyList *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_LAZY_LIST (self));
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, taskingai_lazy_list_load_more_async);
  load (self);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!self->loading)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  if (cancellable != NULL)
    {
      GSource *source = g_cancellable_source_new (cancellable);
      g_task_set_task_data (task, source, source_drop);
      g_task_attach_source (task, source, G_SOURCE_FUNC (waiter_cancelled_cb));
    }
  g_queue_push_tail (&self->waiters, g_steal_pointer (&task));
}

/**
 * taskingai_lazy_list_load_more_finish:
 * @self: a list
 * @result: the result that the callback got
 *
 * Ends [method@LazyList.load_more_async].
 *
 * Returns: whether items have come; else the list is complete or @error is set
 *
 * Since: 1.0
 */
gboolean
taskingai_lazy_list_load_more_finish (TaskingAILazyList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, taskingai_lazy_list_load_more_async),
                        FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * taskingai_lazy_list_retry:
 * @self: a list
 *
 * Loads the page again that could not be loaded.
 *
 * Nothing happens without an [property@LazyList:error].
 *
 * Since: 1.0
 */
void
taskingai_lazy_list_retry (TaskingAILazyList *self)
{
  g_return_if_fail (TASKINGAI_IS_LAZY_LIST (self));
  if (self->error != NULL)
    load (self);
}
