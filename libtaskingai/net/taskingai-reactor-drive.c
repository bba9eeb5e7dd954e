/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who drives a reactor. The threads that have its context know that this is alive; all others touch
 * it only as visitors, for whom its end waits. */
#include "net/taskingai-clock.h"
#include "net/taskingai-reactor-private.h"

void
taskingai_reactor_drive_init (TaskingAIReactor *self)
{
  g_mutex_init (&self->context_lock);
  g_cond_init (&self->visitor_left);
  g_mutex_init (&self->drive_lock);
}

void
taskingai_reactor_drive_clear (TaskingAIReactor *self)
{
  g_mutex_clear (&self->context_lock);
  g_cond_clear (&self->visitor_left);
  g_mutex_clear (&self->drive_lock);
}

/* ---- the context ---- */

void
taskingai_reactor_attach (TaskingAIReactor *self, GMainContext *context, GDestroyNotify detached,
                          gpointer data)
{
  g_autoptr (GSource) source = taskingai_reactor_source_new (self, detached, data);
  g_mutex_lock (&self->drive_lock); /* whoever has it has seen that there is no context */
  g_mutex_lock (&self->context_lock);
  self->source = source;
  g_atomic_pointer_set (&self->context, context);
  g_mutex_unlock (&self->context_lock);
  g_mutex_unlock (&self->drive_lock);
  g_source_attach (source, context);
}

gboolean
taskingai_reactor_is_attached (TaskingAIReactor *self)
{
  return g_atomic_pointer_get (&self->context) != NULL;
}

/* With the lock. Only the visitors of other threads: this one may be on a visit itself. */
static void
wait_for_visitor (TaskingAIReactor *self)
{
  self->ending = TRUE;
  while (self->n_visits > 0 && self->visitor != g_thread_self ())
    {
      taskingai_reactor_io_wake (self); /* a blocking reader stays for long: see may_stay () */
      g_cond_wait (&self->visitor_left, &self->context_lock);
    }
  self->ending = FALSE;
  g_atomic_pointer_set (&self->context, NULL);
  g_cond_broadcast (&self->visitor_left);
}

/* To destroy a source while its context is destroyed in another thread is not safe in GLib. So only
 * a thread whose default the context is does that; for any other the source does it itself. */
gboolean
taskingai_reactor_detach (TaskingAIReactor *self)
{
  g_autoptr (GMainContext) own = g_main_context_ref_thread_default ();
  if (taskingai_reactor_is_inherited (self))
    return FALSE; /* its source removes itself */
  g_mutex_lock (&self->context_lock);
  if (self->context != NULL && self->context != own)
    {
      g_atomic_int_set (&self->abandoned, TRUE);
      g_mutex_unlock (&self->context_lock);
      taskingai_reactor_io_wake (self);
      return FALSE;
    }
  GSource *source = g_steal_pointer (&self->source);
  if (source != NULL)
    wait_for_visitor (self);
  g_mutex_unlock (&self->context_lock);
  if (source != NULL)
    g_source_destroy (source);
  return TRUE;
}

void
taskingai_reactor_end_context (TaskingAIReactor *self, GSource *source, GDestroyNotify detached,
                               gpointer data)
{
  if (taskingai_reactor_is_inherited (self))
    {
      if (detached != NULL)
        detached (data);
      return;
    }
  g_mutex_lock (&self->context_lock);
  gboolean attached = self->source == source; /* else it was detached */
  if (attached)
    {
      self->source = NULL;
      wait_for_visitor (self);
    }
  g_mutex_unlock (&self->context_lock);
  if (detached != NULL)
    detached (data);
  if (attached)
    taskingai_reactor_lose_context (self);
}

/* ---- visits ---- */

static gboolean
enter_context (TaskingAIReactor *self, TaskingAIVisit *visit)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->context_lock);
  if (self->context == NULL || self->ending || !g_main_context_acquire (self->context))
    return FALSE;
  visit->context = self->context;
  self->visitor = g_thread_self ();
  self->n_visits++;
  return TRUE;
}

static void
leave_context (TaskingAIReactor *self, TaskingAIVisit *visit)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->context_lock);
  g_main_context_release (visit->context);
  /* A system call, also if nobody waits. */
  if (--self->n_visits == 0 && self->ending)
    g_cond_broadcast (&self->visitor_left);
}

/* With the drive lock: gives it back if there is a context. */
static gboolean
enter_without (TaskingAIReactor *self, TaskingAIVisit *visit)
{
  visit->context = NULL;
  if (g_atomic_pointer_get (&self->context) == NULL)
    return TRUE;
  g_mutex_unlock (&self->drive_lock);
  return FALSE;
}

gboolean
taskingai_reactor_enter (TaskingAIReactor *self, TaskingAIVisit *visit)
{
  gboolean entered = g_atomic_pointer_get (&self->context) != NULL
                         ? enter_context (self, visit)
                         : g_mutex_trylock (&self->drive_lock) && enter_without (self, visit);
  if (entered)
    self->now = taskingai_clock.get_time ();
  return entered;
}

void
taskingai_reactor_leave (TaskingAIReactor *self, TaskingAIVisit *visit)
{
  if (visit->context != NULL)
    {
      leave_context (self, visit);
      return;
    }
  /* Without a context nobody comes later to tell the calls. */
  taskingai_reactor_deliver (self, NULL);
  g_mutex_unlock (&self->drive_lock);
  /* A note may have come in between the last look and the unlocking. */
  while (taskingai_reactor_has_notes (self) && g_mutex_trylock (&self->drive_lock))
    {
      taskingai_reactor_advance (self);
      taskingai_reactor_deliver (self, NULL);
      g_mutex_unlock (&self->drive_lock);
    }
}

static void
wait_for_end (TaskingAIReactor *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->context_lock);
  while (self->ending)
    g_cond_wait (&self->visitor_left, &self->context_lock);
}

gboolean
taskingai_reactor_enter_to_run (TaskingAIReactor *self, TaskingAIVisit *visit)
{
  gboolean entered = FALSE;
  wait_for_end (self);
  if (g_atomic_pointer_get (&self->context) == NULL)
    {
      g_mutex_lock (&self->drive_lock); /* who has it only leaves a word: see post () */
      entered = enter_without (self, visit);
    }
  if (!entered)
    entered = enter_context (self, visit);
  if (entered)
    self->now = taskingai_clock.get_time ();
  return entered;
}

gboolean
taskingai_reactor_may_stay (TaskingAIReactor *self, TaskingAIVisit *visit)
{
  if (visit->context == NULL)
    return TRUE;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->context_lock);
  return !self->ending;
}
