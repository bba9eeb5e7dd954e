/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stream/taskingai-stream-private.h"

#include "net/taskingai-config.h"

/**
 * TaskingAIStream:
 *
 * An answer that arrives in pieces, read in the manner of [class@Gio.InputStream].
 *
 * [method@Stream.read] and [method@Stream.read_async] give one event after the other, each a
 * [class@Model]: chunks of text first, the complete object last. `NULL` without an error means that
 * the answer is complete, and nothing else does: a stream that is cut off, stalls, exceeds a limit
 * or reports a failure ends with an error of the domain [error@ApiError], after the events that came
 * before it. [method@Stream.get_text] and [method@Stream.get_result] keep what has arrived, however
 * the stream ended.
 *
 * There is one reader at a time. Cancelling a read leaves the stream as it is, and loses no event.
 * [method@Stream.close], and dropping the last reference, close the connection: that is how a
 * generation is stopped. Programs in garbage-collected languages should always close.
 *
 * When more than [property@Client:max-queued-bytes] wait to be read, the transfer is paused.
 *
 * A read that waits holds the stream: it is closed by dropping only when that has ended. In a process
 * that was forked the streams of its parent are closed, and go on there.
 *
 * A stream belongs to the main context in which it was opened. A stream that was opened by a blocking
 * call belongs to that caller until it is first read asynchronously.
 *
 * Since: 1.0
 */

G_DEFINE_FINAL_TYPE (TaskingAIStream, taskingai_stream, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_TEXT,
  PROP_RESULT,
  PROP_CLOSED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
taskingai_stream_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TaskingAIStream *self = TASKINGAI_STREAM (object);
  switch (id)
    {
    case PROP_TEXT:
      g_value_take_string (value, taskingai_stream_get_text (self));
      break;
    case PROP_RESULT:
      g_value_take_object (value, taskingai_stream_get_result (self));
      break;
    case PROP_CLOSED:
      g_value_set_boolean (value, taskingai_stream_get_closed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
taskingai_stream_dispose (GObject *object)
{
  taskingai_stream_close (TASKINGAI_STREAM (object));
  G_OBJECT_CLASS (taskingai_stream_parent_class)->dispose (object);
}

static void
taskingai_stream_finalize (GObject *object)
{
  TaskingAIStream *self = TASKINGAI_STREAM (object);
  taskingai_call_unref (self->call);
  taskingai_event_queue_unref (self->queue);
  g_clear_object (&self->spare);
  G_OBJECT_CLASS (taskingai_stream_parent_class)->finalize (object);
}

static void
taskingai_stream_class_init (TaskingAIStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->get_property = taskingai_stream_get_property;
  object_class->dispose = taskingai_stream_dispose;
  object_class->finalize = taskingai_stream_finalize;

  /**
   * TaskingAIStream:text: (getter get_text)
   *
   * All text that has arrived so far, read or not.
   *
   * Since: 1.0
   */
  properties[PROP_TEXT] =
      g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * TaskingAIStream:result: (getter get_result)
   *
   * The complete object that ends the stream, or `NULL` as long as it has not arrived.
   *
   * Since: 1.0
   */
  properties[PROP_RESULT] = g_param_spec_object ("result", NULL, NULL, TASKINGAI_TYPE_MODEL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * TaskingAIStream:closed: (getter get_closed)
   *
   * Whether [method@Stream.close] has been called.
   *
   * There is no notification, since a stream may be closed in any thread.
   *
   * Since: 1.0
   */
  properties[PROP_CLOSED] =
      g_param_spec_boolean ("closed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
taskingai_stream_init (TaskingAIStream *self)
{
}

/* ---- what has arrived, and the end ---- */

/**
 * taskingai_stream_get_text:
 * @self: a stream
 *
 * Gets all text that has arrived so far, read or not, also after an error or a cancelled read.
 *
 * Returns: (transfer full): the text
 *
 * Since: 1.0
 */
char *
taskingai_stream_get_text (TaskingAIStream *self)
{
  g_return_val_if_fail (TASKINGAI_IS_STREAM (self), NULL);
  return taskingai_event_queue_dup_text (self->queue);
}

/**
 * taskingai_stream_get_result:
 * @self: a stream
 *
 * Gets the complete object that ends the stream.
 *
 * Returns: (transfer full) (nullable): the object, or `NULL` if it has not arrived
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_stream_get_result (TaskingAIStream *self)
{
  g_return_val_if_fail (TASKINGAI_IS_STREAM (self), NULL);
  return taskingai_event_queue_dup_result (self->queue);
}

/**
 * taskingai_stream_close:
 * @self: a stream
 *
 * Stops the stream and closes its connection.
 *
 * This never blocks, may be called more than once, and from any thread. A read that waits ends with
 * [error@Gio.IOErrorEnum.CLOSED], as all later ones do. What has arrived stays readable by
 * [method@Stream.get_text].
 *
 * Since: 1.0
 */
void
taskingai_stream_close (TaskingAIStream *self)
{
  g_return_if_fail (TASKINGAI_IS_STREAM (self));
  if (!g_atomic_int_compare_and_exchange (&self->closed, FALSE, TRUE))
    return;
  gboolean complete = taskingai_event_queue_is_complete (self->queue);
  taskingai_event_queue_close (self->queue);
  if (!complete)
    taskingai_call_abort (self->call);
  else
    taskingai_call_linger (self->call);
  /* No notify: it would be emitted in whatever thread closes, a collector's for instance. */
}

/**
 * taskingai_stream_get_closed:
 * @self: a stream
 *
 * Gets whether the stream has been closed by [method@Stream.close].
 *
 * Returns: whether it is closed
 *
 * Since: 1.0
 */
gboolean
taskingai_stream_get_closed (TaskingAIStream *self)
{
  g_return_val_if_fail (TASKINGAI_IS_STREAM (self), TRUE);
  return g_atomic_int_get (&self->closed);
}

/* ---- opening ---- */

static TaskingAIStream *
stream_new (TaskingAICall *call, TaskingAIEventQueue *queue)
{
  TaskingAIStream *self = g_object_new (TASKINGAI_TYPE_STREAM, NULL);
  self->call = taskingai_call_ref (call);
  self->queue = taskingai_event_queue_ref (queue);
  taskingai_event_queue_set_attempts (queue, taskingai_call_get_attempts (call));
  taskingai_call_set_ready (call, taskingai_stream_ready_cb, queue);
  return self;
}

static TaskingAIEventQueue *
prepare (TaskingAICall *call, const TaskingAIEventKind *kinds)
{
  const TaskingAISettings *settings = &taskingai_call_get_config (call)->settings;
  TaskingAIEventQueue *queue = taskingai_event_queue_new (
      kinds, taskingai_call_get_request_id (call), MIN (settings->max_event_size, G_MAXSIZE),
      MIN (settings->max_queued_bytes, G_MAXSIZE));
  taskingai_call_expect_stream (call, &taskingai_event_queue_sink, queue);
  return queue;
}

/* One that was cancelled after its headers, and before anybody has it, is not given away. */
static gboolean
is_open (TaskingAICall *call)
{
  return taskingai_call_is_streaming (call)
         && !g_error_matches (taskingai_call_get_error (call), G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

TaskingAIStream *
taskingai_stream_open (TaskingAICall *call, const TaskingAIEventKind *kinds,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (TaskingAICall) owned = call;
  TaskingAIEventQueue *queue = prepare (call, kinds);
  taskingai_call_run (call, cancellable);
  if (is_open (call))
    return stream_new (call, queue);
  g_propagate_error (error, g_error_copy (taskingai_call_get_error (call)));
  return NULL;
}

static void
opened_cb (TaskingAICall *call, gpointer user_data)
{
  GTask *task = user_data;
  if (!taskingai_call_is_streaming (call) && !taskingai_call_is_done (call))
    return;
  taskingai_call_set_ready (call, NULL, NULL);
  taskingai_call_release_cancellable (call);
  if (is_open (call))
    g_task_return_pointer (task, stream_new (call, g_task_get_task_data (task)), g_object_unref);
  else
    g_task_return_error (task, g_error_copy (taskingai_call_get_error (call)));
  g_object_unref (task);
}

void
taskingai_stream_open_async (TaskingAICall *call, const TaskingAIEventKind *kinds, GTask *task)
{
  g_autoptr (TaskingAICall) owned = call;
  TaskingAIEventQueue *queue = prepare (call, kinds);
  g_task_set_task_data (task, taskingai_event_queue_ref (queue),
                        (GDestroyNotify) taskingai_event_queue_unref);
  taskingai_call_start (call, g_task_get_cancellable (task), opened_cb, task);
}
