/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "elsewhere.h"

typedef enum { CANCEL, CLOSE, DROP, STOP } Deed;

typedef struct {
  Deed deed;
  gpointer object;
} Errand;

static GMutex lock;
static GCond changed;
static GQueue errands = G_QUEUE_INIT;
static GThread *thread;

static Errand *
wait_for_errand (void)
{
  g_mutex_lock (&lock);
  while (errands.length == 0)
    g_cond_wait (&changed, &lock);
  Errand *errand = g_queue_pop_head (&errands);
  g_mutex_unlock (&lock);
  return errand;
}

static gboolean
run (const Errand *errand)
{
  switch (errand->deed)
    {
    case CANCEL:
      g_cancellable_cancel (errand->object);
      break;
    case CLOSE:
      taskingai_stream_close (errand->object);
      break;
    case DROP:
      break;
    case STOP:
    default:
      return FALSE;
    }
  g_object_unref (errand->object);
  return TRUE;
}

static gpointer
elsewhere_thread (gpointer data)
{
  for (gboolean going = TRUE; going;)
    {
      g_autofree Errand *errand = wait_for_errand ();
      going = run (errand);
    }
  return NULL;
}

static void
send (Deed deed, gpointer object)
{
  Errand *errand = g_new (Errand, 1);
  *errand = (Errand){ deed, object };
  g_mutex_lock (&lock);
  g_queue_push_tail (&errands, errand);
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
}

void
soak_elsewhere_start (void)
{
  thread = g_thread_new ("elsewhere", elsewhere_thread, NULL);
}

void
soak_elsewhere_stop (void)
{
  send (STOP, NULL);
  g_thread_join (thread);
}

void
soak_elsewhere_cancel (GCancellable *cancellable)
{
  send (CANCEL, g_object_ref (cancellable));
}

void
soak_elsewhere_close (TaskingAIStream *stream)
{
  send (CLOSE, g_object_ref (stream));
}

void
soak_elsewhere_drop (TaskingAIStream *stream)
{
  send (DROP, stream);
}
