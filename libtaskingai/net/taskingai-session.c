/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-session.h"

#include "net/taskingai-config.h"
#include "net/taskingai-fork.h"
#include "net/taskingai-reactor.h"
#include "net/taskingai-serial-queues.h"

struct _TaskingAISession {
  gatomicrefcount ref_count;
  GMutex lock;
  TaskingAISettings settings;
  TaskingAIConfig *config; /* NULL: the settings have changed */
  GHashTable *reactors;    /* GMainContext (no reference) → TaskingAIReactor */
  GHashTable *links;       /* GMainContext → ContextLink, which its source has */
  GQueue blocking;         /* reactors that no caller has just now */
  TaskingAISerialQueues *serial_queues;
  TaskingAIRetryBudget retry_budget;
  TaskingAIRetryObserver retry_observer;
  gpointer observer_data;
  GDestroyNotify observer_destroy;
  gint generation; /* see taskingai-fork.h */
  GSList *inherited_queues;
};

/* A context may be destroyed while the session is, in another thread. What passes between the two
 * is this: the link is cut under the lock, once. */
typedef struct {
  TaskingAISession *session; /* NULL: it is gone */
  GMainContext *context;
} ContextLink;

static GMutex link_lock;

TaskingAISession *
taskingai_session_new (void)
{
  TaskingAISession *self = g_new0 (TaskingAISession, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  taskingai_settings_init (&self->settings);
  self->reactors = g_hash_table_new (NULL, NULL);
  self->links = g_hash_table_new (NULL, NULL);
  self->serial_queues = taskingai_serial_queues_new ();
  self->generation = (gint) taskingai_fork_get_generation ();
  taskingai_retry_budget_init (&self->retry_budget, TASKINGAI_RETRY_BUDGET_CAPACITY);
  return self;
}

TaskingAISession *
taskingai_session_ref (TaskingAISession *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* With the lock of the links. */
static void
cut_links (TaskingAISession *self)
{
  GHashTableIter iter;
  gpointer link;
  g_hash_table_iter_init (&iter, self->links);
  while (g_hash_table_iter_next (&iter, NULL, &link))
    ((ContextLink *) link)->session = NULL;
}

static void
free_reactors (TaskingAISession *self)
{
  GHashTableIter iter;
  gpointer reactor;

  g_mutex_lock (&link_lock);
  cut_links (self);
  g_mutex_unlock (&link_lock);

  g_hash_table_iter_init (&iter, self->reactors);
  while (g_hash_table_iter_next (&iter, NULL, &reactor))
    {
      taskingai_reactor_detach (reactor);
      taskingai_reactor_unref (reactor);
    }
  g_hash_table_unref (self->reactors);
  g_hash_table_unref (self->links);
  g_queue_clear_full (&self->blocking, (GDestroyNotify) taskingai_reactor_unref);
}

void
taskingai_session_unref (TaskingAISession *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  free_reactors (self);
  if (self->observer_destroy != NULL)
    self->observer_destroy (self->observer_data);
  taskingai_serial_queues_free (self->serial_queues);
  g_slist_free_full (self->inherited_queues, (GDestroyNotify) taskingai_serial_queues_free);
  taskingai_settings_clear (&self->settings);
  g_clear_pointer (&self->config, taskingai_config_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* ---- the settings ---- */

TaskingAISettings *
taskingai_session_lock_settings (TaskingAISession *self)
{
  g_mutex_lock (&self->lock);
  return &self->settings;
}

void
taskingai_session_unlock_settings (TaskingAISession *self, gboolean changed)
{
  TaskingAIConfig *old = changed ? g_steal_pointer (&self->config) : NULL;
  g_mutex_unlock (&self->lock);
  if (old != NULL)
    taskingai_config_unref (old);
}

TaskingAIConfig *
taskingai_session_ref_config (TaskingAISession *self, GError **error)
{
  g_mutex_lock (&self->lock);
  if (self->config == NULL)
    self->config = taskingai_config_new (&self->settings, error);
  TaskingAIConfig *config = self->config != NULL ? taskingai_config_ref (self->config) : NULL;
  g_mutex_unlock (&self->lock);
  return config;
}

char *
taskingai_session_dup_base_url (TaskingAISession *self, GError **error)
{
  g_autoptr (TaskingAIConfig) config = taskingai_session_ref_config (self, error);
  return config != NULL ? g_strdup (config->base_url) : NULL;
}

/* ---- the reactors ---- */

static void
context_gone_cb (gpointer data)
{
  ContextLink *link = data;
  TaskingAIReactor *reactor = NULL;

  g_mutex_lock (&link_lock);
  TaskingAISession *session = link->session;
  if (session != NULL)
    {
      g_mutex_lock (&session->lock);
      g_hash_table_steal_extended (session->reactors, link->context, NULL, (gpointer *) &reactor);
      g_hash_table_remove (session->links, link->context);
      g_mutex_unlock (&session->lock);
    }
  g_mutex_unlock (&link_lock);
  if (reactor != NULL)
    taskingai_reactor_unref (reactor);
  g_free (link);
}

static gboolean
is_inherited (TaskingAISession *self)
{
  return g_atomic_int_get (&self->generation) != (gint) taskingai_fork_get_generation ();
}

/* With both locks, in a process that was forked: it makes connections of its own, and its calls do
 * not wait for those that only the parent has. */
static void
begin_anew (TaskingAISession *self)
{
  GHashTableIter iter;
  gpointer reactor;
  cut_links (self);
  g_hash_table_remove_all (self->links);
  g_hash_table_iter_init (&iter, self->reactors);
  while (g_hash_table_iter_next (&iter, NULL, &reactor))
    taskingai_reactor_unref (reactor);
  g_hash_table_remove_all (self->reactors);
  g_queue_clear_full (&self->blocking, (GDestroyNotify) taskingai_reactor_unref);
  self->inherited_queues = g_slist_prepend (self->inherited_queues, self->serial_queues);
  self->serial_queues = taskingai_serial_queues_new ();
  g_atomic_int_set (&self->generation, (gint) taskingai_fork_get_generation ());
}

/* Takes the lock for the reactors, all of which are those of this process. */
static void
lock_reactors (TaskingAISession *self)
{
  if (is_inherited (self))
    {
      g_mutex_lock (&link_lock);
      g_mutex_lock (&self->lock);
      if (is_inherited (self))
        begin_anew (self);
      g_mutex_unlock (&self->lock);
      g_mutex_unlock (&link_lock);
    }
  g_mutex_lock (&self->lock);
}

static TaskingAIReactor *
make_reactor (TaskingAISession *self, GMainContext *context)
{
  TaskingAIReactor *reactor = taskingai_reactor_new ();
  ContextLink *link = g_new (ContextLink, 1);
  *link = (ContextLink){ self, context };
  g_hash_table_insert (self->reactors, context, reactor);
  g_hash_table_insert (self->links, context, link);
  taskingai_reactor_attach (reactor, context, context_gone_cb, link);
  return reactor;
}

TaskingAIReactor *
taskingai_session_ref_reactor (TaskingAISession *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  lock_reactors (self);
  TaskingAIReactor *reactor = g_hash_table_lookup (self->reactors, context);
  if (reactor == NULL)
    reactor = make_reactor (self, context);
  taskingai_reactor_ref (reactor);
  g_mutex_unlock (&self->lock);
  return reactor;
}

TaskingAIReactor *
taskingai_session_take_blocking (TaskingAISession *self)
{
  lock_reactors (self);
  TaskingAIReactor *reactor = g_queue_pop_head (&self->blocking);
  g_mutex_unlock (&self->lock);
  return reactor != NULL ? reactor : taskingai_reactor_new ();
}

/* The one used last is taken first: its connection is the least likely to have been closed. */
void
taskingai_session_give_blocking (TaskingAISession *self, TaskingAIReactor *reactor)
{
  if (!taskingai_reactor_detach (reactor))
    {
      taskingai_reactor_unref (reactor);
      return;
    }
  g_mutex_lock (&self->lock);
  g_queue_push_head (&self->blocking, reactor);
  g_mutex_unlock (&self->lock);
}

TaskingAISerialQueues *
taskingai_session_get_serial_queues (TaskingAISession *self)
{
  return self->serial_queues;
}

/* ---- retries ---- */

TaskingAIRetryBudget *
taskingai_session_get_retry_budget (TaskingAISession *self)
{
  return &self->retry_budget;
}

void
taskingai_session_set_retry_observer (TaskingAISession *self, TaskingAIRetryObserver observer,
                                      gpointer data, GDestroyNotify destroy)
{
  self->retry_observer = observer;
  self->observer_data = data;
  self->observer_destroy = destroy;
}

void
taskingai_session_tell_retry (TaskingAISession *self, const TaskingAIRetryNotice *notice)
{
  if (self->retry_observer != NULL)
    self->retry_observer (notice, self->observer_data);
}
