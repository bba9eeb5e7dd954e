/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-proxy.h"
#include "net/taskingai-reactor-private.h"
#include "taskingai-error-private.h"

/* So many calls at a time are handed to libcurl. */
#define PUMPED 8

/* ---- places in flight ---- */

static TaskingAIHandle *
take_handle (TaskingAIReactor *self, TaskingAIConfig *config)
{
  while (self->idle_handles->len > 0)
    {
      TaskingAIHandle *handle =
          g_ptr_array_steal_index_fast (self->idle_handles, self->idle_handles->len - 1);
      if (handle->config == config)
        return handle;
      taskingai_handle_free (handle); /* of settings that have changed since */
    }
  return taskingai_reactor_io_new_handle (self, config);
}

static void
release_handle (TaskingAIReactor *self, TaskingAICall *call)
{
  TaskingAIHandle *handle = g_steal_pointer (&call->handle);
  taskingai_reactor_leave_hungry (self, call);
  taskingai_reactor_leave_held (self, call);
  curl_multi_remove_handle (self->multi, handle->easy);
  handle->call = NULL;
  g_ptr_array_add (self->idle_handles, handle);
  self->n_running--;
  if (call->sink_class == NULL)
    self->n_plain--;
}

static void
enqueue (TaskingAIReactor *self, TaskingAICall *call)
{
  call->state = TASKINGAI_CALL_QUEUED;
  g_queue_push_tail_link (call->sink_class != NULL ? &self->streams : &self->plain,
                          &call->queue_link);
}

static void
start_attempt (TaskingAIReactor *self, TaskingAICall *call)
{
  call->state = TASKINGAI_CALL_RUNNING;
  call->handle = take_handle (self, call->config);
  self->n_running++;
  if (call->sink_class == NULL)
    self->n_plain++;
  taskingai_call_begin_attempt (call);
  taskingai_reactor_io_drop_stale (self);
  curl_multi_add_handle (self->multi, call->handle->easy);
}

static void
proxy_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TaskingAICall *call = user_data;
  TaskingAIReactor *self = call->reactor;
  taskingai_proxy_lookup_finish (call->config, source, result);
  self->asking_proxy = FALSE;
  taskingai_reactor_post (self, call, 0); /* the call itself may be done and over meanwhile */
  taskingai_call_unref (call);
}

/* TRUE if the calls have to wait for the desktop's answer. */
static gboolean
ask_proxy (TaskingAIReactor *self, TaskingAICall *call)
{
  if (self->asking_proxy)
    return TRUE;
  if (!taskingai_proxy_is_due (call->config))
    return FALSE;
  if (self->context == NULL)
    {
      taskingai_proxy_lookup (call->config, call->cancellable);
      /* Then the word of it is on its way, and may be slower than an answer. */
      return g_cancellable_is_cancelled (call->cancellable);
    }
  self->asking_proxy = TRUE;
  g_main_context_push_thread_default (self->context);
  taskingai_proxy_lookup_async (call->config, proxy_cb, taskingai_call_ref (call));
  g_main_context_pop_thread_default (self->context);
  return TRUE;
}

/* libcurl starts a thread for each name that it does not know yet, also if it is the same name. */
static gboolean
must_wait (TaskingAIReactor *self, TaskingAICall *call)
{
  return (call->config->named && !self->name_known && self->n_running > 0)
         || ask_proxy (self, call);
}

static guint
pump_queue (TaskingAIReactor *self, GQueue *queue, const guint *n,
            guint limit_of_call (TaskingAICall *))
{
  GList *link;
  guint started = 0;
  while (started < PUMPED && (link = g_queue_peek_head_link (queue)) != NULL)
    {
      TaskingAICall *call = link->data;
      if (*n >= limit_of_call (call) || must_wait (self, call))
        break;
      g_queue_unlink (queue, link);
      start_attempt (self, call);
      started++;
    }
  return started;
}

static guint
limit_of_plain (TaskingAICall *call)
{
  return MAX (call->config->settings.max_in_flight, 1);
}

static guint
limit_of_streams (TaskingAICall *call)
{
  return G_MAXUINT;
}

gboolean
taskingai_reactor_pump (TaskingAIReactor *self)
{
  guint started = pump_queue (self, &self->streams, &self->n_running, limit_of_streams);
  started += pump_queue (self, &self->plain, &self->n_plain, limit_of_plain);
  self->work += started * TASKINGAI_REACTOR_STEP;
  return started > 0;
}

/* ---- the life of a call ---- */

void
taskingai_reactor_mark_ready (TaskingAIReactor *self, TaskingAICall *call)
{
  if (call->is_ready)
    return;
  call->is_ready = TRUE;
  taskingai_call_ref (call);
  g_queue_push_tail_link (&self->ready, &call->ready_link);
}

void
taskingai_reactor_expect_clock (TaskingAIReactor *self, gint64 deadline)
{
  if (deadline > 0)
    self->next_clock = MIN (self->next_clock, deadline);
}

void
taskingai_reactor_begin (TaskingAIReactor *self, TaskingAICall *call)
{
  taskingai_call_start_clock (call, self->now);
  enqueue (self, call);
}

void
taskingai_reactor_add (TaskingAIReactor *self, TaskingAICall *call)
{
  taskingai_call_ref (call);
  g_queue_push_tail_link (&self->active, &call->active_link);
  call->state = TASKINGAI_CALL_WAITING;
  if (taskingai_serial_queues_may_run (taskingai_session_get_serial_queues (call->session), call))
    taskingai_reactor_begin (self, call);
  else
    taskingai_call_start_wait (call);
}

static void
finish (TaskingAIReactor *self, TaskingAICall *call, GError *error)
{
  call->state = TASKINGAI_CALL_DONE;
  taskingai_call_settle (call, error);
  taskingai_call_leave_queue (call);
  taskingai_reactor_mark_ready (self, call);
  g_queue_unlink (&self->active, &call->active_link);
  taskingai_call_unref (call);
}

void
taskingai_reactor_fail (TaskingAIReactor *self, TaskingAICall *call, GError *error)
{
  if (call->state == TASKINGAI_CALL_RUNNING)
    release_handle (self, call);
  else if (call->state == TASKINGAI_CALL_QUEUED)
    g_queue_unlink (call->sink_class != NULL ? &self->streams : &self->plain, &call->queue_link);
  finish (self, call, error);
}

void
taskingai_reactor_resume (TaskingAIReactor *self, TaskingAICall *call)
{
  CURLcode code = curl_easy_pause (call->handle->easy, CURLPAUSE_CONT);
  if (code != CURLE_OK)
    taskingai_reactor_end_attempt (self, call, code);
}

void
taskingai_reactor_end_attempt (TaskingAIReactor *self, TaskingAICall *call, CURLcode code)
{
  TaskingAIRetryFacts facts = { 0 };
  g_autoptr (GError) error = taskingai_call_end_attempt (call, code, &facts);
  release_handle (self, call);
  if (error != NULL && taskingai_reactor_retry (self, call, &facts, &error))
    return;
  if (error == NULL)
    taskingai_retry_budget_refund (taskingai_session_get_retry_budget (call->session),
                                   call->retry_cost);
  finish (self, call, g_steal_pointer (&error));
}

void
taskingai_reactor_collect (TaskingAIReactor *self)
{
  CURLMsg *message;
  int left;
  while ((message = curl_multi_info_read (self->multi, &left)) != NULL)
    {
      char *private = NULL;
      if (message->msg != CURLMSG_DONE)
        continue;
      CURLcode code = message->data.result;
      curl_easy_getinfo (message->easy_handle, CURLINFO_PRIVATE, &private);
      taskingai_reactor_end_attempt (self, ((TaskingAIHandle *) private)->call, code);
    }
}

/* Clocks are looked at only when the earliest could have ended, so that starting and stopping one
 * costs nothing. */
void
taskingai_reactor_check_clocks (TaskingAIReactor *self)
{
  if (self->now < self->next_clock)
    return;
  self->next_clock = TASKINGAI_NEVER;
  for (GList *link = self->active.head, *next; link != NULL; link = next)
    {
      TaskingAICall *call = link->data;
      next = link->next;
      if (call->state == TASKINGAI_CALL_WAITING)
        taskingai_call_start_wait (call); /* those before may have moved on meanwhile */
      if (call->deadline > 0 && call->deadline <= self->now)
        {
          taskingai_reactor_fail (self, call, taskingai_call_timeout_error (call));
          continue;
        }
      if (call->state == TASKINGAI_CALL_BACKOFF && taskingai_reactor_may_resend (call))
        {
          if (call->retry_time <= self->now)
            enqueue (self, call);
          else
            taskingai_reactor_expect_clock (self, call->retry_time);
        }
      taskingai_reactor_expect_clock (self, call->deadline);
    }
}

void
taskingai_reactor_deliver (TaskingAIReactor *self, GSource *source)
{
  GList *link;
  gsize work = 0;
  /* A callback may drop what the reactor was for; then another thread may have it already. */
  while ((source == NULL || !g_source_is_destroyed (source))
         && (link = g_queue_pop_head_link (&self->ready)) != NULL)
    {
      TaskingAICall *call = link->data;
      work += TASKINGAI_REACTOR_STEP + call->body_length;
      call->is_ready = FALSE;
      if (call->retry_error != NULL)
        taskingai_call_tell_retry (call);
      if (call->ready != NULL && !call->is_ready) /* else it has its turn later */
        call->ready (call, call->ready_data);
      taskingai_call_unref (call);
      if (source != NULL && work >= TASKINGAI_REACTOR_WORK)
        return;
    }
}
