/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-clock.h"
#include "net/taskingai-reactor-private.h"

#include "net/taskingai-fork.h"
#include "taskingai-error-private.h"

#define LINGER_TIME G_TIME_SPAN_SECOND

TaskingAIReactor *
taskingai_reactor_new (void)
{
  TaskingAIReactor *self = g_new0 (TaskingAIReactor, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->generation = taskingai_fork_get_generation ();
  taskingai_reactor_drive_init (self);
  g_mutex_init (&self->inbox_lock);
  self->next_clock = TASKINGAI_NEVER;
  self->idle_handles = g_ptr_array_new_with_free_func ((GDestroyNotify) taskingai_handle_free);
  taskingai_reactor_io_init (self);
  return self;
}

TaskingAIReactor *
taskingai_reactor_ref (TaskingAIReactor *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

gboolean
taskingai_reactor_is_inherited (TaskingAIReactor *self)
{
  return self->generation != taskingai_fork_get_generation ();
}

/* To free it would take leave of the server, on connections that the parent goes on using. */
static void
keep_inherited (TaskingAIReactor *self)
{
  static GSList *inherited = NULL;
  static GMutex lock;
  g_mutex_lock (&lock);
  inherited = g_slist_prepend (inherited, self);
  g_mutex_unlock (&lock);
}

/* A call that is not done holds a reference, so none is left here. */
void
taskingai_reactor_unref (TaskingAIReactor *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (taskingai_reactor_is_inherited (self))
    {
      keep_inherited (self);
      return;
    }
  g_ptr_array_unref (self->idle_handles);
  taskingai_reactor_io_clear (self);
  taskingai_reactor_drive_clear (self);
  g_mutex_clear (&self->inbox_lock);
  g_free (self);
}

gint64
taskingai_reactor_get_now (TaskingAIReactor *self)
{
  return self->now;
}

void
taskingai_reactor_count (TaskingAIReactor *self, gsize length)
{
  self->work += length;
}

/* ---- the inbox ---- */

static void
cancel (TaskingAIReactor *self, TaskingAICall *call)
{
  taskingai_reactor_fail (
      self, call, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The call was cancelled"));
}

static void
resume_events (TaskingAIReactor *self, TaskingAICall *call)
{
  call->paused = FALSE;
  taskingai_call_start_clock (call, self->now);
  /* This gives the sink what it had not taken; libcurl goes on even if a limit is exceeded. */
  taskingai_reactor_resume (self, call);
}

/* The last bytes of the body are most often there already; then the connection can be kept. A main
 * context will see to the rest, for a moment; for a blocking caller nobody would. */
static void
linger (TaskingAIReactor *self, TaskingAICall *call)
{
  call->lingering = TRUE;
  if (self->context != NULL)
    {
      call->deadline = self->now + LINGER_TIME;
      taskingai_reactor_expect_clock (self, call->deadline);
      return;
    }
  taskingai_reactor_io_turn (self, 0);
  taskingai_reactor_collect (self);
  if (call->state != TASKINGAI_CALL_DONE)
    cancel (self, call);
}

/* What has been left to the context is given up. Streams that somebody still has are not: they can
 * be read by blocking calls. But no call of another context waits for one of this any more. */
static void
give_up_context (TaskingAIReactor *self)
{
  for (GList *link = self->active.head, *next; link != NULL; link = next)
    {
      TaskingAICall *call = link->data;
      next = link->next;
      if (call->lingering)
        cancel (self, call);
      else
        taskingai_call_leave_queue (call);
    }
}

void
taskingai_reactor_lose_context (TaskingAIReactor *self)
{
  TaskingAIVisit visit;
  g_atomic_int_set (&self->context_lost, TRUE);
  taskingai_reactor_io_wake (self); /* for a reader that drives already */
  if (!taskingai_reactor_enter (self, &visit))
    return;
  taskingai_reactor_read_inbox (self);
  taskingai_reactor_leave (self, &visit);
}

static void
run_op (TaskingAIReactor *self, TaskingAICall *call, TaskingAICallOp ops)
{
  if ((ops & TASKINGAI_CALL_OP_START) != 0 && call->state == TASKINGAI_CALL_NEW)
    taskingai_reactor_add (self, call);
  if ((ops & TASKINGAI_CALL_OP_TURN) != 0 && call->state == TASKINGAI_CALL_WAITING)
    taskingai_reactor_begin (self, call);
  gboolean alive = call->state != TASKINGAI_CALL_NEW && call->state != TASKINGAI_CALL_DONE;
  if (alive && (ops & TASKINGAI_CALL_OP_CANCEL) != 0 && call->cancel_handler != 0)
    ops |= TASKINGAI_CALL_OP_ABORT;
  if (alive && (ops & TASKINGAI_CALL_OP_ABORT) != 0)
    cancel (self, call);
  else if (alive && (ops & TASKINGAI_CALL_OP_LINGER) != 0)
    linger (self, call);
  else if (alive && (ops & TASKINGAI_CALL_OP_RESUME) != 0 && call->paused)
    resume_events (self, call);
  if ((ops & TASKINGAI_CALL_OP_FEED) != 0)
    taskingai_reactor_fed (self, call);
  if ((ops & TASKINGAI_CALL_OP_WAKE) != 0)
    taskingai_reactor_mark_ready (self, call);
}

void
taskingai_reactor_read_inbox (TaskingAIReactor *self)
{
  while (g_atomic_int_get (&self->inbox_length) > 0)
    {
      g_mutex_lock (&self->inbox_lock);
      g_autoptr (TaskingAICall) call = g_queue_pop_head (&self->inbox);
      TaskingAICallOp ops = 0;
      if (call != NULL)
        {
          ops = call->pending;
          call->pending = 0;
          g_atomic_int_add (&self->inbox_length, -1);
        }
      g_mutex_unlock (&self->inbox_lock);
      if (call != NULL)
        run_op (self, call, ops);
    }
  if (g_atomic_int_compare_and_exchange (&self->context_lost, TRUE, FALSE))
    give_up_context (self);
}

gboolean
taskingai_reactor_has_notes (TaskingAIReactor *self)
{
  return g_atomic_int_get (&self->inbox_length) > 0 || g_atomic_int_get (&self->context_lost);
}

void
taskingai_reactor_leave_note (TaskingAIReactor *self, TaskingAICall *call, TaskingAICallOp op)
{
  g_mutex_lock (&self->inbox_lock);
  if (call->pending == 0)
    {
      g_queue_push_tail (&self->inbox, taskingai_call_ref (call));
      g_atomic_int_inc (&self->inbox_length);
    }
  call->pending |= op;
  g_mutex_unlock (&self->inbox_lock);
  taskingai_reactor_io_wake (self);
}

void
taskingai_reactor_post (TaskingAIReactor *self, TaskingAICall *call, TaskingAICallOp op)
{
  if (taskingai_reactor_is_inherited (self))
    return;
  /* What is done here may end the call, and with it the last reference to the reactor. */
  g_autoptr (TaskingAIReactor) alive = taskingai_reactor_ref (self);
  TaskingAIVisit visit;
  if (taskingai_reactor_enter (self, &visit))
    {
      run_op (self, call, op);
    }
  else
    {
      taskingai_reactor_leave_note (self, call, op);
      if (!taskingai_reactor_enter (
              self, &visit)) /* else whoever drove has left before the note was there */
        return;
    }
  /* What callbacks begin one after the other is sent together once they are done: work of one kind
   * at a time is faster, and the server is woken once instead of each time. */
  if (self->n_dispatching > 0)
    self->is_behind = TRUE;
  else
    taskingai_reactor_advance (self);
  taskingai_reactor_leave (self, &visit);
}

/* ---- driving ---- */

void
taskingai_reactor_advance (TaskingAIReactor *self)
{
  self->is_behind = FALSE;
  taskingai_reactor_read_inbox (self);
  taskingai_reactor_collect (self);
  taskingai_reactor_check_clocks (self);
  taskingai_reactor_io_kick (self);
  taskingai_reactor_collect (self);
  while (!self->is_behind && taskingai_reactor_pump (self))
    {
      taskingai_reactor_io_kick (self);
      taskingai_reactor_collect (self); /* places that are free now: nothing else may wake us */
      self->is_behind = self->work >= TASKINGAI_REACTOR_WORK;
    }
  if (self->hungry.head != NULL)
    taskingai_reactor_feed (self);
}

gboolean
taskingai_reactor_has_work (TaskingAIReactor *self)
{
  return self->is_behind || self->ready.length > 0 || self->held.length > 0
         || g_atomic_int_get (&self->abandoned) || taskingai_reactor_has_notes (self)
         || self->next_event < self->n_events;
}

gint64
taskingai_reactor_get_deadline (TaskingAIReactor *self)
{
  return MIN (self->curl_deadline, self->next_clock);
}

static gint64
time_left (TaskingAIReactor *self)
{
  gint64 deadline = taskingai_reactor_get_deadline (self);
  if (self->is_behind)
    return 0;
  if (deadline == TASKINGAI_NEVER)
    return -1;
  return MAX (deadline - taskingai_clock.get_time (), 0);
}

gboolean
taskingai_reactor_run (TaskingAIReactor *self, TaskingAICallFinished finished, gpointer user_data)
{
  g_autoptr (TaskingAIReactor) alive = taskingai_reactor_ref (self);
  TaskingAIVisit visit;
  if (!taskingai_reactor_enter_to_run (self, &visit))
    return FALSE;
  taskingai_reactor_advance (self);
  while (!finished (user_data))
    {
      taskingai_reactor_io_turn (self, time_left (self));
      self->now = taskingai_clock.get_time ();
      taskingai_reactor_advance (self);
      if (!taskingai_reactor_may_stay (self, &visit))
        {
          taskingai_reactor_leave (self, &visit);
          if (!taskingai_reactor_enter_to_run (self, &visit))
            return FALSE;
          taskingai_reactor_advance (self);
        }
    }
  taskingai_reactor_leave (self, &visit);
  return TRUE;
}
