/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stream/taskingai-read.h"

static gpointer
get_user_data (GAsyncResult *result)
{
  return TASKINGAI_READ (result)->user_data;
}

static GObject *
get_source_object (GAsyncResult *result)
{
  return g_object_ref (TASKINGAI_READ (result)->source);
}

static gboolean
is_tagged (GAsyncResult *result, gpointer tag)
{
  return TASKINGAI_READ (result)->tag == tag;
}

static void
result_init (GAsyncResultIface *iface)
{
  iface->get_user_data = get_user_data;
  iface->get_source_object = get_source_object;
  iface->is_tagged = is_tagged;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TaskingAIRead, taskingai_read, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_ASYNC_RESULT, result_init))

static void
clear (TaskingAIRead *self)
{
  if (self->item != NULL)
    self->free_item (g_steal_pointer (&self->item));
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->source);
}

static void
taskingai_read_finalize (GObject *object)
{
  clear (TASKINGAI_READ (object));
  G_OBJECT_CLASS (taskingai_read_parent_class)->finalize (object);
}

static void
taskingai_read_class_init (TaskingAIReadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = taskingai_read_finalize;
}

static void
taskingai_read_init (TaskingAIRead *self)
{
}

TaskingAIRead *
taskingai_read_new (void)
{
  return g_object_new (TASKINGAI_TYPE_READ, NULL);
}

void
taskingai_read_begin (TaskingAIRead *self, gpointer source, gpointer tag, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  self->source = g_object_ref (source);
  self->tag = tag;
  g_set_object (&self->cancellable, cancellable);
  self->cancel_handler = 0;
  self->context = g_main_context_ref_thread_default ();
  self->callback = callback;
  self->user_data = user_data;
}

gboolean
taskingai_read_reset (TaskingAIRead *self)
{
  if (g_atomic_int_get (&G_OBJECT (self)->ref_count) > 1)
    return FALSE;
  clear (self);
  return TRUE;
}

static gboolean
tell (gpointer user_data)
{
  TaskingAIRead *self = user_data;
  if (self->callback != NULL)
    self->callback (self->source, G_ASYNC_RESULT (self), self->user_data);
  return G_SOURCE_REMOVE;
}

void
taskingai_read_return_later (TaskingAIRead *self, gpointer item, GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  self->item = item;
  self->error = error;
  g_source_set_static_name (source, "taskingai read");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

void
taskingai_read_return (TaskingAIRead *self, gpointer item, GError *error)
{
  GSource *current = g_main_current_source ();
  if (current == NULL || g_source_get_context (current) != self->context)
    {
      taskingai_read_return_later (self, item, error);
      return;
    }
  self->item = item;
  self->error = error;
  tell (self);
}

gpointer
taskingai_read_propagate (TaskingAIRead *self, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return g_steal_pointer (&self->item);
}
