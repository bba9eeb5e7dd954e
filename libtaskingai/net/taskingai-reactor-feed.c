/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bodies that are read while they are sent. libcurl's transfer pauses when it has sent all there is;
 * the next piece is read outside libcurl, since the stream may be the program's own. */
#include "net/taskingai-reactor-private.h"

void
taskingai_reactor_mark_hungry (TaskingAIReactor *self, TaskingAICall *call)
{
  if (call->is_hungry)
    return;
  call->is_hungry = TRUE;
  g_queue_push_tail_link (&self->hungry, &call->hungry_link);
}

void
taskingai_reactor_leave_hungry (TaskingAIReactor *self, TaskingAICall *call)
{
  if (!call->is_hungry)
    return;
  call->is_hungry = FALSE;
  g_queue_unlink (&self->hungry, &call->hungry_link);
}

static void
read_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaskingAICall) call = user_data;
  taskingai_body_source_read_finish (call->request->source, result, &call->read_error);
  taskingai_reactor_post (call->reactor, call, TASKINGAI_CALL_OP_FEED);
}

void
taskingai_reactor_fed (TaskingAIReactor *self, TaskingAICall *call)
{
  g_autoptr (GError) error = g_steal_pointer (&call->read_error);
  /* It may wait only for the read to end, to be tried again: see check_clocks (). */
  if (call->state == TASKINGAI_CALL_BACKOFF)
    taskingai_reactor_expect_clock (self, self->now);
  if (call->state != TASKINGAI_CALL_RUNNING)
    return;
  /* A source that was given up has been stopped; then it is the answer that counts. */
  if (error != NULL && !taskingai_body_source_is_at_end (call->request->source))
    taskingai_reactor_fail (self, call, g_steal_pointer (&error));
  else
    taskingai_reactor_resume (self, call);
}

static void
feed (TaskingAIReactor *self, TaskingAICall *call)
{
  TaskingAIBodySource *source = call->request->source;
  g_autoptr (TaskingAICall) alive = taskingai_call_ref (call);
  if (taskingai_body_source_is_at_end (source))
    { /* it was given up: see find_refusal () */
      taskingai_body_source_stop (source);
      taskingai_reactor_resume (self, call);
      return;
    }
  if (taskingai_body_source_is_reading (source))
    return; /* HTTP/2 may ask again before it is resumed */
  if (self->context == NULL)
    { /* a blocking caller */
      taskingai_body_source_read (source, call->cancellable, &call->read_error);
      taskingai_reactor_fed (self, call);
      return;
    }
  g_main_context_push_thread_default (self->context);
  taskingai_body_source_read_async (source, read_cb, g_steal_pointer (&alive));
  g_main_context_pop_thread_default (self->context);
}

void
taskingai_reactor_feed (TaskingAIReactor *self)
{
  GList *link;
  while ((link = g_queue_peek_head_link (&self->hungry)) != NULL)
    {
      TaskingAICall *call = link->data;
      taskingai_reactor_leave_hungry (self, call);
      feed (self, call);
    }
}
