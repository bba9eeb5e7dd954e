/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-call-private.h"

#include "net/taskingai-fork.h"
#include "taskingai-error-private.h"

static void
print_hex (char *at, guint32 value)
{
  for (int digit = 7; digit >= 0; digit--, value >>= 4)
    at[digit] = "0123456789abcdef"[value & 15];
}

/* Ids that tell the calls of all processes apart in the logs of client, gateway and server. */
static void
make_request_id (char *id)
{
  static gsize base = 0;
  static guint counter = 0;
  if (g_once_init_enter (&base))
    {
      gsize random = g_random_int ();
      g_once_init_leave (&base, random | 1);
    }
  print_hex (id, (guint32) base ^ taskingai_fork_get_salt ());
  print_hex (id + 8, (guint32) g_atomic_int_add (&counter, 1));
  id[16] = '\0';
}

#define NO_KEY                                                                                     \
  "No API key is set: set the client's api-key, or TASKINGAI_API_KEY in the environment"
#define NOT_LOGGED_IN "Nobody is logged in: log in, or set api-key to the token of an earlier login"

TaskingAICall *
taskingai_call_new (TaskingAISession *session, TaskingAIRequest *request, GError **error)
{
  g_autoptr (TaskingAIRequest) owned = request;
  g_autoptr (TaskingAIConfig) config = taskingai_session_ref_config (session, error);
  if (config == NULL || !taskingai_request_check_length (request, error))
    return NULL;
  if (config->key == NULL && !request->anonymous)
    {
      g_propagate_error (error, taskingai_error_new_literal (
                                    TASKINGAI_API_ERROR_AUTHENTICATION, NULL,
                                    config->settings.administrator ? NOT_LOGGED_IN : NO_KEY));
      return NULL;
    }
  TaskingAICall *self = g_new0 (TaskingAICall, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->session = taskingai_session_ref (session);
  self->config = g_steal_pointer (&config);
  self->request = g_steal_pointer (&owned);
  self->max_body_size = self->config->settings.max_body_size;
  if (self->request->max_answer > 0)
    self->max_body_size = MIN (self->max_body_size, self->request->max_answer);
  self->active_link.data = self->queue_link.data = self->ready_link.data = self;
  self->serial_link.data = self;
  self->hungry_link.data = self->held_link.data = self;
  make_request_id (self->request_id);
  return self;
}

TaskingAICall *
taskingai_call_ref (TaskingAICall *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
return_reactor (TaskingAICall *self)
{
  TaskingAIReactor *reactor = g_steal_pointer (&self->reactor);
  if (reactor == NULL)
    return;
  if (self->borrowed_reactor && !taskingai_reactor_is_inherited (reactor))
    taskingai_session_give_blocking (self->session, reactor);
  else
    taskingai_reactor_unref (reactor);
}

void
taskingai_call_unref (TaskingAICall *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  return_reactor (self);
  if (self->sink_class != NULL)
    self->sink_class->destroy (self->sink);
  g_clear_object (&self->cancellable);
  taskingai_request_free (self->request);
  taskingai_config_unref (self->config);
  taskingai_session_unref (self->session);
  g_free (self->content_type);
  g_free (self->body);
  g_clear_error (&self->read_error);
  g_clear_error (&self->retry_error);
  g_clear_error (&self->error);
  g_free (self);
}

void
taskingai_call_expect_stream (TaskingAICall *self, const TaskingAISinkClass *klass, gpointer sink)
{
  self->sink_class = klass;
  self->sink = sink;
}

/* ---- starting and cancelling ---- */

gboolean
taskingai_call_is_inherited (TaskingAICall *self)
{
  return taskingai_reactor_is_inherited (self->reactor);
}

static TaskingAISerialQueues *
queues_of (TaskingAICall *self)
{
  return taskingai_session_get_serial_queues (self->session);
}

static void
end (TaskingAICall *self, TaskingAICallOp op)
{
  if (self->reactor == NULL || taskingai_call_is_inherited (self))
    return;
  taskingai_serial_queues_give_up (queues_of (self), self);
  taskingai_reactor_post (self->reactor, self, op);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  end (user_data, TASKINGAI_CALL_OP_CANCEL);
}

static void
watch_cancellable (TaskingAICall *self, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  self->cancellable = g_object_ref (cancellable);
  self->cancel_handler = g_signal_connect_data (
      cancellable, "cancelled", G_CALLBACK (cancelled_cb), taskingai_call_ref (self),
      (GClosureNotify) (void (*) (void)) taskingai_call_unref, 0);
}

/* Not g_cancellable_disconnect (): that waits for handlers that run in other threads, and one of
 * them may be waiting for us. The handler's own reference keeps it safe. */
void
taskingai_call_release_cancellable (TaskingAICall *self)
{
  gulong handler = self->cancel_handler;
  self->cancel_handler = 0;
  if (handler != 0)
    g_signal_handler_disconnect (self->cancellable, handler);
}

static void
post_start (TaskingAICall *self, GCancellable *cancellable)
{
  taskingai_serial_queues_join (queues_of (self), self);
  watch_cancellable (self, cancellable);
  TaskingAICallOp op = TASKINGAI_CALL_OP_START;
  /* Looked at only after the handler is there, so that no cancelling is missed. */
  if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
    op |= TASKINGAI_CALL_OP_CANCEL;
  taskingai_reactor_post (self->reactor, self, op);
}

void
taskingai_call_start (TaskingAICall *self, GCancellable *cancellable, TaskingAICallReady ready,
                      gpointer user_data)
{
  self->reactor = taskingai_session_ref_reactor (self->session);
  self->ready = ready;
  self->ready_data = user_data;
  post_start (self, cancellable);
}

void
taskingai_call_tell_retry (TaskingAICall *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->retry_error);
  TaskingAIRetryNotice notice = {
    .method = taskingai_method_to_string (self->request->method),
    .path = self->request->path,
    .request_id = self->request_id,
    .attempt = self->attempts,
    .delay = self->retry_delay,
    .error = error,
  };
  taskingai_session_tell_retry (self->session, &notice);
  if (self->state == TASKINGAI_CALL_BACKOFF) /* else it was cancelled meanwhile */
    taskingai_reactor_expect_clock (self->reactor, self->retry_time);
}

/* Whoever sends something long wants to be told of its progress here too, between the turns. */
static gboolean
is_answered (gpointer user_data)
{
  TaskingAICall *self = user_data;
  if (self->retry_error != NULL)
    taskingai_call_tell_retry (self);
  if (self->request->source != NULL && self->ready != NULL)
    self->ready (self, self->ready_data);
  if (self->streaming) /* what comes later is for the stream alone */
    taskingai_call_release_cancellable (self);
  return self->state == TASKINGAI_CALL_DONE || self->streaming;
}

void
taskingai_call_run (TaskingAICall *self, GCancellable *cancellable)
{
  self->reactor = taskingai_session_take_blocking (self->session);
  self->borrowed_reactor = TRUE;
  post_start (self, cancellable);
  taskingai_reactor_run (self->reactor, is_answered, self);
  taskingai_call_release_cancellable (self);
}

gboolean
taskingai_call_drive (TaskingAICall *self, TaskingAICallFinished finished, gpointer user_data)
{
  return taskingai_reactor_run (self->reactor, finished, user_data);
}

void
taskingai_call_attach (TaskingAICall *self)
{
  if (taskingai_reactor_is_attached (self->reactor))
    return;
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  taskingai_reactor_attach (self->reactor, context, NULL, NULL);
}

void
taskingai_call_set_ready (TaskingAICall *self, TaskingAICallReady ready, gpointer user_data)
{
  self->ready = ready;
  self->ready_data = user_data;
}

void
taskingai_call_abort (TaskingAICall *self)
{
  end (self, TASKINGAI_CALL_OP_ABORT);
}

void
taskingai_call_leave_queue (TaskingAICall *self)
{
  if (!taskingai_call_is_inherited (self))
    taskingai_serial_queues_leave (queues_of (self), self);
}

void
taskingai_call_linger (TaskingAICall *self)
{
  taskingai_reactor_post (self->reactor, self, TASKINGAI_CALL_OP_LINGER);
}

void
taskingai_call_resume (TaskingAICall *self)
{
  taskingai_reactor_post (self->reactor, self, TASKINGAI_CALL_OP_RESUME);
}

void
taskingai_call_wake (TaskingAICall *self)
{
  taskingai_reactor_post (self->reactor, self, TASKINGAI_CALL_OP_WAKE);
}

/* ---- what has come of it ---- */

gboolean
taskingai_call_is_done (TaskingAICall *self)
{
  return self->state == TASKINGAI_CALL_DONE;
}

gboolean
taskingai_call_is_streaming (TaskingAICall *self)
{
  return self->streaming;
}

const GError *
taskingai_call_get_error (TaskingAICall *self)
{
  return self->error;
}

const char *
taskingai_call_get_body (TaskingAICall *self, gsize *length)
{
  *length = self->body_length;
  return self->body != NULL ? self->body : "";
}

GBytes *
taskingai_call_steal_body (TaskingAICall *self)
{
  gsize length = self->body_length;
  self->body_length = self->body_size = 0;
  return g_bytes_new_take (g_steal_pointer (&self->body), length);
}

gint64
taskingai_call_get_content_sent (TaskingAICall *self)
{
  return taskingai_body_source_get_taken (self->request->source);
}

const char *
taskingai_call_get_request_id (TaskingAICall *self)
{
  return self->request_id;
}

guint
taskingai_call_get_status (TaskingAICall *self)
{
  return self->status;
}

guint
taskingai_call_get_attempts (TaskingAICall *self)
{
  return self->attempts;
}

TaskingAIConfig *
taskingai_call_get_config (TaskingAICall *self)
{
  return self->config;
}

static TaskingAIErrorDetails
details_of (TaskingAICall *self)
{
  return (TaskingAIErrorDetails){ .http_status = self->status,
                                  .request_id = self->request_id,
                                  .attempts = self->attempts };
}

GError *
taskingai_call_explain (TaskingAICall *self, GError *error)
{
  TaskingAIErrorDetails details = details_of (self);
  GError *explained = taskingai_error_with_details (error, &details);
  taskingai_call_redact (self, explained);
  return explained;
}

void
taskingai_call_redact (TaskingAICall *self, GError *error)
{
  taskingai_error_redact (error, self->config->key);
}

void
taskingai_call_settle (TaskingAICall *self, GError *error)
{
  self->error = error;
  g_clear_error (&self->retry_error);
  if (self->request->source != NULL)
    taskingai_body_source_stop (self->request->source);
  if (self->streaming)
    self->sink_class->end (self->sink, error);
  taskingai_call_release_cancellable (self);
  if (g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, G_LOG_DOMAIN))
    return;
  g_debug ("%s: %s %s: HTTP %u, %u attempts%s%s", self->request_id,
           taskingai_method_to_string (self->request->method), self->request->path, self->status,
           self->attempts, error != NULL ? ": " : "", error != NULL ? error->message : "");
}
