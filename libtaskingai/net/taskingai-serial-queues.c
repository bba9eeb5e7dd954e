/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-serial-queues.h"

#include "net/taskingai-call-private.h"
#include "net/taskingai-clock.h"

struct _TaskingAISerialQueues {
  GMutex lock;
  GHashTable *queues; /* key → TaskingAISerialQueue; none is empty */
};

/* The calls are not referenced: each leaves before it is gone. */
struct _TaskingAISerialQueue {
  char *key;
  GQueue calls; /* the first one runs */
  gint64 touched;
};

static void
queue_free (TaskingAISerialQueue *queue)
{
  g_free (queue->key);
  g_free (queue);
}

TaskingAISerialQueues *
taskingai_serial_queues_new (void)
{
  TaskingAISerialQueues *self = g_new0 (TaskingAISerialQueues, 1);
  g_mutex_init (&self->lock);
  self->queues = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) queue_free);
  return self;
}

void
taskingai_serial_queues_free (TaskingAISerialQueues *self)
{
  g_hash_table_unref (self->queues);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static TaskingAISerialQueue *
ensure_queue (TaskingAISerialQueues *self, const char *key)
{
  TaskingAISerialQueue *queue = g_hash_table_lookup (self->queues, key);
  if (queue == NULL)
    {
      queue = g_new0 (TaskingAISerialQueue, 1);
      queue->key = g_strdup (key);
      queue->touched = taskingai_clock.get_time ();
      g_hash_table_insert (self->queues, queue->key, queue);
    }
  return queue;
}

void
taskingai_serial_queues_join (TaskingAISerialQueues *self, TaskingAICall *call)
{
  if (call->request->queue_key == NULL)
    return;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  call->serial_queue = ensure_queue (self, call->request->queue_key);
  g_queue_push_tail_link (&call->serial_queue->calls, &call->serial_link);
}

static gboolean
is_first (TaskingAICall *call)
{
  return call->serial_queue != NULL
         && g_queue_peek_head_link (&call->serial_queue->calls) == &call->serial_link;
}

gboolean
taskingai_serial_queues_may_run (TaskingAISerialQueues *self, TaskingAICall *call)
{
  if (call->request->queue_key == NULL)
    return TRUE;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return is_first (call);
}

/* Returns a reference to the call whose turn it is now, or NULL. */
static TaskingAICall *
remove_call (TaskingAISerialQueues *self, TaskingAICall *call)
{
  gboolean was_first = is_first (call);
  TaskingAISerialQueue *queue = g_steal_pointer (&call->serial_queue);
  g_queue_unlink (&queue->calls, &call->serial_link);
  if (queue->calls.length == 0)
    {
      g_hash_table_remove (self->queues, queue->key);
      return NULL;
    }
  if (!was_first)
    return NULL;
  queue->touched = taskingai_clock.get_time ();
  return taskingai_call_ref (g_queue_peek_head (&queue->calls));
}

void
taskingai_serial_queues_leave (TaskingAISerialQueues *self, TaskingAICall *call)
{
  if (call->request->queue_key == NULL)
    return;
  g_mutex_lock (&self->lock);
  g_autoptr (TaskingAICall) next = call->serial_queue != NULL ? remove_call (self, call) : NULL;
  g_mutex_unlock (&self->lock);
  /* Only a note, since this may be in the midst of a reactor's work, and it may be the same. */
  if (next != NULL)
    taskingai_reactor_leave_note (next->reactor, next, TASKINGAI_CALL_OP_TURN);
}

void
taskingai_serial_queues_give_up (TaskingAISerialQueues *self, TaskingAICall *call)
{
  if (call->request->queue_key == NULL)
    return;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if (call->serial_queue != NULL && !is_first (call))
    remove_call (self, call);
}

void
taskingai_serial_queues_touch (TaskingAISerialQueues *self, TaskingAICall *call, gint64 now)
{
  if (call->request->queue_key == NULL)
    return;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if (is_first (call))
    call->serial_queue->touched = now;
}

gint64
taskingai_serial_queues_get_touched (TaskingAISerialQueues *self, TaskingAICall *call)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return call->serial_queue != NULL ? call->serial_queue->touched : taskingai_clock.get_time ();
}
