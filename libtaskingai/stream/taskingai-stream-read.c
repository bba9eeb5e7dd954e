/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The reads of a stream, blocking and asynchronous. */
#include "stream/taskingai-stream-private.h"

/* ---- one reader at a time ---- */

static gboolean
begin_read (TaskingAIStream *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (taskingai_call_is_inherited (self->call))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED,
                           "The stream is that of the process that this one was forked from");
      return FALSE;
    }
  if (g_atomic_int_compare_and_exchange (&self->busy, FALSE, TRUE))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PENDING,
                       "The stream is being read by somebody else");
  return FALSE;
}

static void
end_read (TaskingAIStream *self)
{
  g_atomic_int_set (&self->busy, FALSE);
}

/* The things a read can give. */
typedef enum { READ_MODEL, READ_TEXT, READ_JSON } ReadKind;

static TaskingAIEventQueueState
pop_kind (TaskingAIStream *self, ReadKind kind, gpointer *item, GError **error)
{
  switch (kind)
    {
    case READ_TEXT:
      return taskingai_event_queue_pop_text (self->queue, (char **) item, error);
    case READ_JSON:
      return taskingai_event_queue_pop_json (self->queue, (char **) item, error);
    default:
      return taskingai_event_queue_pop (self->queue, (TaskingAIModel **) item, error);
    }
}

static TaskingAIEventQueueState
pop (TaskingAIStream *self, ReadKind kind, gpointer *item, GError **error)
{
  TaskingAIEventQueueState state = pop_kind (self, kind, item, error);
  if (taskingai_event_queue_take_room (self->queue))
    taskingai_call_resume (self->call);
  if (state == TASKINGAI_EVENT_QUEUE_ERROR)
    {
      taskingai_call_abort (
          self->call); /* after an event that cannot be read none can be trusted */
      if (error != NULL)
        taskingai_call_redact (self->call, *error);
    }
  if (taskingai_event_queue_has_result (self->queue))
    taskingai_call_leave_queue (self->call); /* the rest of the transfer may never be driven */
  return state;
}

/* ---- blocking ---- */

typedef struct {
  TaskingAIStream *stream;
  GCancellable *cancellable;
} Wait;

static gboolean
wait_is_over (gpointer user_data)
{
  Wait *wait = user_data;
  return taskingai_event_queue_is_ready (wait->stream->queue)
         || g_cancellable_is_cancelled (wait->cancellable);
}

static void
wake_cb (GCancellable *cancellable, gpointer user_data)
{
  TaskingAIStream *self = user_data;
  taskingai_event_queue_wake (self->queue);
  taskingai_call_wake (self->call);
}

static gulong
watch (TaskingAIStream *self, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return 0;
  return g_signal_connect_data (cancellable, "cancelled", G_CALLBACK (wake_cb), g_object_ref (self),
                                (GClosureNotify) (void (*) (void)) g_object_unref, 0);
}

static void
wait_for_event (TaskingAIStream *self, GCancellable *cancellable)
{
  Wait wait = { self, cancellable };
  guint serial = taskingai_event_queue_get_serial (self->queue);
  if (wait_is_over (&wait))
    return;
  if (!taskingai_call_drive (self->call, wait_is_over, &wait))
    taskingai_event_queue_wait (self->queue, serial); /* another thread runs the main loop */
}

static gpointer
read_blocking (TaskingAIStream *self, ReadKind kind, GCancellable *cancellable, GError **error)
{
  gpointer item = NULL;
  if (!begin_read (self, cancellable, error))
    return NULL;
  gulong handler = watch (self, cancellable);
  while (pop (self, kind, &item, error) == TASKINGAI_EVENT_QUEUE_EMPTY)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      wait_for_event (self, cancellable);
    }
  if (handler != 0)
    g_signal_handler_disconnect (cancellable, handler);
  end_read (self);
  return item;
}

/**
 * taskingai_stream_read:
 * @self: a stream
 * @cancellable: (nullable): a cancellable
 *
 * Waits for the next event.
 *
 * Returns: (transfer full) (nullable): the event, or `NULL` at the proper end of the stream or with
 *   @error set
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_stream_read (TaskingAIStream *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_STREAM (self), NULL);
  return read_blocking (self, READ_MODEL, cancellable, error);
}

/**
 * taskingai_stream_next_value: (skip)
 * @self: a stream
 *
 * Waits for the next event, as [method@Stream.read] does; this is what a Vala `foreach` calls.
 *
 * Returns: (transfer full) (nullable): the event, or `NULL` at the end
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_stream_next_value (TaskingAIStream *self, GError **error)
{
  return taskingai_stream_read (self, NULL, error);
}

/**
 * taskingai_stream_read_text:
 * @self: a stream
 * @cancellable: (nullable): a cancellable
 *
 * Waits for text, and gives all that has arrived since the last read as one string.
 *
 * However fast the model is, a program that shows the text has to redraw only once for each string.
 * Events without text are taken and not shown; the complete object is kept as
 * [property@Stream:result].
 *
 * Returns: (transfer full) (nullable): the text, or `NULL` at the proper end of the stream or with
 *   @error set
 *
 * Since: 1.0
 */
char *
taskingai_stream_read_text (TaskingAIStream *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_STREAM (self), NULL);
  return read_blocking (self, READ_TEXT, cancellable, error);
}

/**
 * taskingai_stream_read_json:
 * @self: a stream
 * @cancellable: (nullable): a cancellable
 *
 * Waits for events, and gives those that have arrived since the last read as one JSON array.
 *
 * Each is checked as [method@Stream.read] checks it, and is the object that the server sent. This is
 * for languages in which it costs more to make an object of each event than to parse JSON: there are
 * as many events in one text as have arrived, but not so many that parsing it takes long.
 *
 * Returns: (transfer full) (nullable): the JSON text, or `NULL` at the proper end of the stream or
 *   with @error set
 *
 * Since: 1.0
 */
char *
taskingai_stream_read_json (TaskingAIStream *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_STREAM (self), NULL);
  return read_blocking (self, READ_JSON, cancellable, error);
}

/**
 * taskingai_stream_try_read:
 * @self: a stream
 *
 * Takes the next event if it has arrived already.
 *
 * A program that has just got one event can take the others that came with it this way, without
 * another turn of the main loop. Ends and errors are left to [method@Stream.read_async].
 *
 * Returns: (transfer full) (nullable): the event, or `NULL` if there is none just now
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_stream_try_read (TaskingAIStream *self)
{
  gpointer item = NULL;
  g_return_val_if_fail (TASKINGAI_IS_STREAM (self), NULL);
  if (!begin_read (self, NULL, NULL))
    return NULL;
  pop (self, READ_MODEL, &item, NULL);
  end_read (self);
  return item;
}

/* ---- asynchronous ---- */

/* Making an object costs more than reading one event. While the callback of one read begins the next,
 * there are two, which take turns. */
static TaskingAIRead *
take_spare (TaskingAIStream *self)
{
  TaskingAIRead *spare = g_atomic_pointer_exchange (&self->spare, NULL);
  return spare != NULL ? spare : taskingai_read_new ();
}

static void
put_spare (TaskingAIStream *self, TaskingAIRead *read)
{
  if (!taskingai_read_reset (read)
      || !g_atomic_pointer_compare_and_exchange (&self->spare, NULL, read))
    g_object_unref (read);
}

/* Takes @read; gives it back to the queue if it has to go on waiting. */
static void
try_finish (TaskingAIStream *self, TaskingAIRead *read)
{
  gpointer item = NULL;
  GError *error = NULL;
  TaskingAIEventQueueState state = pop (self, read->kind, &item, &error);
  if (state == TASKINGAI_EVENT_QUEUE_EMPTY
      && !g_cancellable_set_error_if_cancelled (read->cancellable, &error))
    {
      taskingai_event_queue_set_pending (self->queue, read);
      return;
    }
  if (read->cancel_handler != 0)
    g_signal_handler_disconnect (read->cancellable, read->cancel_handler);
  end_read (self);
  g_object_ref (self);
  taskingai_read_return (read, item, error);
  put_spare (self, read);
  g_object_unref (self);
}

void
taskingai_stream_ready_cb (TaskingAICall *call, gpointer user_data)
{
  TaskingAIRead *read = taskingai_event_queue_take_pending (user_data);
  if (read != NULL)
    try_finish (TASKINGAI_STREAM (read->source), read);
}

/* What is there already is given by the reactor like what comes later: soon, but not from here. */
static void
read_async (TaskingAIStream *self, ReadKind kind, gpointer tag, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  TaskingAIRead *read = take_spare (self);
  GError *error = NULL;
  taskingai_read_begin (read, self, tag, cancellable, callback, user_data);
  read->kind = kind;
  read->free_item = kind == READ_MODEL ? g_object_unref : g_free;
  if (!begin_read (self, cancellable, &error))
    {
      taskingai_read_return_later (read, NULL, error);
      g_object_unref (read);
      return;
    }
  taskingai_call_attach (self->call);
  read->cancel_handler = watch (self, cancellable);
  taskingai_event_queue_set_pending (self->queue, read);
  if (taskingai_event_queue_is_ready (self->queue) || g_cancellable_is_cancelled (cancellable))
    taskingai_call_wake (self->call);
}

static gpointer
read_finish (TaskingAIStream *self, gpointer tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TASKINGAI_IS_READ (result), NULL);
  g_return_val_if_fail (TASKINGAI_READ (result)->source == G_OBJECT (self), NULL);
  g_return_val_if_fail (TASKINGAI_READ (result)->tag == tag, NULL);
  return taskingai_read_propagate (TASKINGAI_READ (result), error);
}

/**
 * taskingai_stream_read_async:
 * @self: a stream
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when an event is there
 * @user_data: data for @callback
 *
 * Waits for the next event, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_stream_read_async (TaskingAIStream *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_STREAM (self));
  read_async (self, READ_MODEL, taskingai_stream_read_async, cancellable, callback, user_data);
}

/**
 * taskingai_stream_read_finish:
 * @self: a stream
 * @result: the result that the callback got
 *
 * Ends [method@Stream.read_async].
 *
 * Returns: (transfer full) (nullable): the event, or `NULL` at the proper end of the stream or with
 *   @error set
 *
 * Since: 1.0
 */
TaskingAIModel *
taskingai_stream_read_finish (TaskingAIStream *self, GAsyncResult *result, GError **error)
{
  return read_finish (self, taskingai_stream_read_async, result, error);
}

/**
 * taskingai_stream_read_text_async:
 * @self: a stream
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when there is text
 * @user_data: data for @callback
 *
 * Waits for text, as [method@Stream.read_text] does, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_stream_read_text_async (TaskingAIStream *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_STREAM (self));
  read_async (self, READ_TEXT, taskingai_stream_read_text_async, cancellable, callback, user_data);
}

/**
 * taskingai_stream_read_text_finish:
 * @self: a stream
 * @result: the result that the callback got
 *
 * Ends [method@Stream.read_text_async].
 *
 * Returns: (transfer full) (nullable): the text, or `NULL` at the proper end of the stream or with
 *   @error set
 *
 * Since: 1.0
 */
char *
taskingai_stream_read_text_finish (TaskingAIStream *self, GAsyncResult *result, GError **error)
{
  return read_finish (self, taskingai_stream_read_text_async, result, error);
}

/**
 * taskingai_stream_read_json_async:
 * @self: a stream
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async) (nullable): called when there are events
 * @user_data: data for @callback
 *
 * Waits for events, as [method@Stream.read_json] does, without blocking.
 *
 * Since: 1.0
 */
void
taskingai_stream_read_json_async (TaskingAIStream *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TASKINGAI_IS_STREAM (self));
  read_async (self, READ_JSON, taskingai_stream_read_json_async, cancellable, callback, user_data);
}

/**
 * taskingai_stream_read_json_finish:
 * @self: a stream
 * @result: the result that the callback got
 *
 * Ends [method@Stream.read_json_async].
 *
 * Returns: (transfer full) (nullable): the JSON text, or `NULL` at the proper end of the stream or
 *   with @error set
 *
 * Since: 1.0
 */
char *
taskingai_stream_read_json_finish (TaskingAIStream *self, GAsyncResult *result, GError **error)
{
  return read_finish (self, taskingai_stream_read_json_async, result, error);
}
