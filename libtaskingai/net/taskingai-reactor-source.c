/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <glib-unix.h>

#include "net/taskingai-clock.h"
#include "net/taskingai-reactor-private.h"

/* One source with one file descriptor, however many connections: their sockets are in its epoll. */
typedef struct {
  GSource source;
  TaskingAIReactor *reactor;
  gpointer fd_tag;
  GDestroyNotify detached;
  gpointer data;
} ReactorSource;

static gboolean
source_prepare (GSource *source, int *timeout)
{
  TaskingAIReactor *reactor = ((ReactorSource *) source)->reactor;
  if (taskingai_reactor_has_work (reactor) || taskingai_reactor_is_inherited (reactor))
    return TRUE;
  gint64 deadline = taskingai_reactor_get_deadline (reactor);
  if (deadline == TASKINGAI_NEVER)
    {
      *timeout = -1;
      return FALSE;
    }
  gint64 left = deadline - taskingai_clock.get_turn_time (source);
  *timeout = (int) CLAMP ((left + 999) / 1000, 0, G_MAXINT);
  return left <= 0;
}

static gboolean
source_check (GSource *source)
{
  ReactorSource *self = (ReactorSource *) source;
  return g_source_query_unix_fd (source, self->fd_tag) != 0
         || taskingai_reactor_has_work (self->reactor)
         || taskingai_reactor_get_deadline (self->reactor)
                <= taskingai_clock.get_turn_time (source);
}

static gboolean
source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  TaskingAIReactor *reactor = ((ReactorSource *) source)->reactor;
  if (g_atomic_int_get (&reactor->abandoned) || taskingai_reactor_is_inherited (reactor))
    return G_SOURCE_REMOVE;
  reactor->now = taskingai_clock.get_time (); /* other sources may have taken their time before */
  taskingai_reactor_io_turn (reactor, 0);
  taskingai_reactor_advance (reactor);
  reactor->n_dispatching++;
  taskingai_reactor_deliver (reactor, source);
  reactor->n_dispatching--;
  if (!g_source_is_destroyed (source))
    taskingai_reactor_advance (reactor);
  return G_SOURCE_CONTINUE;
}

/* When the source is finalized, its context may be gone already; this comes before. */
static void
source_destroyed (gpointer data)
{
  ReactorSource *self = data;
  taskingai_reactor_end_context (self->reactor, &self->source, self->detached, self->data);
}

static void
source_finalize (GSource *source)
{
  taskingai_reactor_unref (((ReactorSource *) source)->reactor);
}

static GSourceFuncs source_funcs = {
  .prepare = source_prepare,
  .check = source_check,
  .dispatch = source_dispatch,
  .finalize = source_finalize,
};

GSource *
taskingai_reactor_source_new (TaskingAIReactor *reactor, GDestroyNotify detached, gpointer data)
{
  GSource *source = g_source_new (&source_funcs, sizeof (ReactorSource));
  ReactorSource *self = (ReactorSource *) source;
  g_source_set_static_name (source, "taskingai");
  /* A callback may run a nested loop, in which calls go on. It also spares GLib from blocking and
   * unblocking the source around each dispatch, at three system calls a time. */
  g_source_set_can_recurse (source, TRUE);
  self->reactor = taskingai_reactor_ref (reactor);
  self->detached = detached;
  self->data = data;
  g_source_set_callback (source, NULL, self, source_destroyed);
  self->fd_tag = g_source_add_unix_fd (source, reactor->epoll_fd, G_IO_IN | G_IO_ERR | G_IO_HUP);
  return source;
}
