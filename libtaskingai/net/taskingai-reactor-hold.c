/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Streams that have had their share of a turn. libcurl goes on reading a socket for as long as the
 * server is faster; meanwhile nobody is told of what has come, and the program does nothing else. */
#include "net/taskingai-reactor-private.h"

void
taskingai_reactor_hold (TaskingAIReactor *self, TaskingAICall *call)
{
  call->held = TRUE;
  g_queue_push_tail_link (&self->held, &call->held_link);
}

void
taskingai_reactor_leave_held (TaskingAIReactor *self, TaskingAICall *call)
{
  if (!call->held)
    return;
  call->held = FALSE;
  g_queue_unlink (&self->held, &call->held_link);
}

/* One after the other, since libcurl reads all that may go on at once; and only for half of the work,
 * since others have something to read as well. */
void
taskingai_reactor_let_go (TaskingAIReactor *self)
{
  GList *link;
  for (guint n = self->held.length; n > 0 && (link = self->held.head) != NULL; n--)
    {
      TaskingAICall *call = link->data;
      if (self->work >= TASKINGAI_REACTOR_WORK / 2)
        return;
      self->work += TASKINGAI_REACTOR_STEP;
      taskingai_reactor_leave_held (self, call);
      taskingai_call_start_clock (call, self->now); /* it has stood still */
      taskingai_reactor_resume (self, call);
      taskingai_reactor_io_kick (self);
    }
}
