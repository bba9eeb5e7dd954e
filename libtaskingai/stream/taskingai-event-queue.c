/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stream/taskingai-event-queue.h"

#include <string.h>

#include "stream/taskingai-event-decode.h"
#include "stream/taskingai-sse-parser.h"
#include "taskingai-error-private.h"

struct _TaskingAIEventQueue {
  gatomicrefcount ref_count;
  const TaskingAIEventKind *kinds;
  char *request_id;
  guint attempts; /* that opening the stream took */
  gsize max_queued_bytes;

  GMutex lock;
  GCond changed;
  guint serial;
  guint n_waiting; /* threads in wait () */
  TaskingAISseParser *parser;
  TaskingAIRead *pending;
  gboolean paused; /* changed with the lock, and looked at before it is taken */
  gboolean closed;
  gboolean ended;  /* no more bytes will come */
  gboolean done;   /* [DONE] has been taken */
  gboolean begun;  /* a PART has been taken */
  GError *failure; /* what every pop gives once the events before it are taken */
  GError *end_error;
  GString *text; /* of the chunks taken */
  TaskingAIModel *result;
};

TaskingAIEventQueue *
taskingai_event_queue_new (const TaskingAIEventKind *kinds, const char *request_id,
                           gsize max_event_size, gsize max_queued_bytes)
{
  TaskingAIEventQueue *self = g_new0 (TaskingAIEventQueue, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->kinds = kinds;
  self->request_id = g_strdup (request_id);
  self->max_queued_bytes = max_queued_bytes;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->parser = taskingai_sse_parser_new (max_event_size);
  self->text = g_string_new (NULL);
  return self;
}

void
taskingai_event_queue_set_attempts (TaskingAIEventQueue *self, guint attempts)
{
  self->attempts = attempts;
}

TaskingAIEventQueue *
taskingai_event_queue_ref (TaskingAIEventQueue *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
taskingai_event_queue_unref (TaskingAIEventQueue *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  taskingai_sse_parser_free (self->parser);
  g_clear_error (&self->failure);
  g_clear_error (&self->end_error);
  g_string_free (self->text, TRUE);
  g_clear_object (&self->result);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->request_id);
  g_free (self);
}

/* ---- from the transfer ---- */

static void
changed (TaskingAIEventQueue *self)
{
  self->serial++;
  if (self->n_waiting > 0) /* else a system call for each piece of data */
    g_cond_broadcast (&self->changed);
}

static TaskingAISinkResult
sink_data (gpointer sink, const char *bytes, gsize length)
{
  TaskingAIEventQueue *self = sink;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gsize n_events = taskingai_sse_parser_get_n_events (self->parser);
  if (n_events > 0 && taskingai_sse_parser_get_n_bytes (self->parser) > self->max_queued_bytes)
    {
      g_atomic_int_set (&self->paused, TRUE);
      return TASKINGAI_SINK_PAUSE;
    }
  gboolean fits = taskingai_sse_parser_feed (self->parser, bytes, length);
  changed (self);
  if (!fits)
    return TASKINGAI_SINK_TOO_LARGE;
  return taskingai_sse_parser_get_n_events (self->parser) > n_events ? TASKINGAI_SINK_EVENT
                                                                     : TASKINGAI_SINK_MORE;
}

static void
sink_end (gpointer sink, const GError *error)
{
  TaskingAIEventQueue *self = sink;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->ended = TRUE;
  if (error != NULL)
    self->end_error = g_error_copy (error);
  changed (self);
}

const TaskingAISinkClass taskingai_event_queue_sink = {
  .data = sink_data,
  .end = sink_end,
  .destroy = (GDestroyNotify) taskingai_event_queue_unref,
};

/* ---- to the reader ---- */

static TaskingAIErrorDetails
details_of (TaskingAIEventQueue *self)
{
  return (TaskingAIErrorDetails){ .http_status = 200,
                                  .request_id = self->request_id,
                                  .attempts = self->attempts };
}

static GError *
end_error (TaskingAIEventQueue *self)
{
  TaskingAIErrorDetails details = details_of (self);
  /* What comes after [DONE] does not matter, whether it is known already or not. */
  if (self->end_error != NULL && !self->done)
    return g_error_copy (self->end_error);
  if (self->done && self->kinds->role == TASKINGAI_EVENT_PART)
    return taskingai_error_new (TASKINGAI_API_ERROR_GENERATION, &details,
                                "The stream ended without an answer, as it does when the model "
                                "fails");
  if (taskingai_sse_parser_has_partial (self->parser))
    return taskingai_error_new (TASKINGAI_API_ERROR_TRUNCATED, &details,
                                "The stream ended in the middle of an event");
  return taskingai_error_new (TASKINGAI_API_ERROR_TRUNCATED, &details,
                              "The stream ended before the answer was complete");
}

/* Without an event in the queue. Once the last object is here, how the rest of the transfer went
 * does not matter any more. */
static TaskingAIEventQueueState
state_without_event (TaskingAIEventQueue *self, GError **error)
{
  if (!self->ended && !self->done)
    return TASKINGAI_EVENT_QUEUE_EMPTY;
  if (self->result != NULL || (self->done && self->begun))
    return TASKINGAI_EVENT_QUEUE_END;
  self->failure = end_error (self);
  g_propagate_error (error, g_error_copy (self->failure));
  return TASKINGAI_EVENT_QUEUE_ERROR;
}

static TaskingAIEventQueueState
fail (TaskingAIEventQueue *self, GError *failure, GError **error)
{
  self->failure = failure;
  g_propagate_error (error, g_error_copy (failure));
  return TASKINGAI_EVENT_QUEUE_ERROR;
}

/* Whether events may be taken at all. */
static gboolean
check_open (TaskingAIEventQueue *self, GError **error)
{
  if (self->closed)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The stream is closed");
  else if (self->failure != NULL)
    g_propagate_error (error, g_error_copy (self->failure));
  return !self->closed && self->failure == NULL;
}

static gboolean
is_done_mark (const TaskingAISseEvent *event)
{
  return event->length == 6 && memcmp (event->data, "[DONE]", 6) == 0;
}

/* Takes one event and says what it is; ITEM leaves it in @event and @kind. */
static TaskingAIEventQueueState
take_event (TaskingAIEventQueue *self, TaskingAISseEvent *event, const TaskingAIEventKind **kind,
            GError **error)
{
  TaskingAIErrorDetails details = details_of (self);
  while (!self->done && taskingai_sse_parser_next (self->parser, event))
    {
      if (is_done_mark (event))
        {
          self->done = TRUE;
          break;
        }
      GError *failure = NULL;
      if (!taskingai_event_identify (event, self->kinds, kind, &details, &failure))
        return fail (self, failure, error);
      if (*kind == NULL) /* an object of a newer server */
        continue;
      self->begun |= (*kind)->role == TASKINGAI_EVENT_PART;
      return TASKINGAI_EVENT_QUEUE_ITEM;
    }
  return state_without_event (self, error);
}

static void
append_delta (GString *text, const TaskingAIEventKind *kind, gpointer model)
{
  const char *delta = kind->get_delta (model);
  g_string_append (text, delta != NULL ? delta : "");
}

/* Appends what the event says, if it is one that says something; FALSE with @failure. */
static gboolean
append_text (GString *text, const TaskingAISseEvent *event, const TaskingAIEventKind *kind,
             const TaskingAIErrorDetails *details, GError **failure)
{
  if (kind->role == TASKINGAI_EVENT_CHUNK)
    return taskingai_event_append_delta (event, text, details, failure);
  if (kind->role != TASKINGAI_EVENT_PART)
    return TRUE;
  g_autoptr (TaskingAIModel) part = taskingai_event_decode (event, kind, details, failure);
  if (part != NULL)
    append_delta (text, kind, part);
  return part != NULL;
}

static void
keep_result (TaskingAIEventQueue *self, const TaskingAIEventKind *kind, TaskingAIModel *model)
{
  if (kind->role != TASKINGAI_EVENT_RESULT)
    return;
  g_clear_object (&self->result);
  g_atomic_pointer_set (&self->result, g_object_ref (model));
}

/* An event as an object; NULL with @failure. */
static TaskingAIModel *
decode (TaskingAIEventQueue *self, const TaskingAISseEvent *event, const TaskingAIEventKind *kind,
        GError **failure)
{
  TaskingAIErrorDetails details = details_of (self);
  TaskingAIModel *model = taskingai_event_decode (event, kind, &details, failure);
  if (model == NULL)
    return NULL;
  keep_result (self, kind, model);
  if (kind->get_delta != NULL)
    append_delta (self->text, kind, model);
  return model;
}

TaskingAIEventQueueState
taskingai_event_queue_pop (TaskingAIEventQueue *self, TaskingAIModel **model, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const TaskingAIEventKind *kind;
  TaskingAISseEvent event;
  GError *failure = NULL;
  if (!check_open (self, error))
    return TASKINGAI_EVENT_QUEUE_ERROR;
  TaskingAIEventQueueState state = take_event (self, &event, &kind, error);
  if (state != TASKINGAI_EVENT_QUEUE_ITEM)
    return state;
  *model = decode (self, &event, kind, &failure);
  return *model != NULL ? state : fail (self, failure, error);
}

/* Takes an event as it was sent, once it is seen to be what it should be. */
static TaskingAIEventQueueState
take_checked (TaskingAIEventQueue *self, TaskingAISseEvent *event, GError **error)
{
  const TaskingAIEventKind *kind;
  GError *failure = NULL;
  TaskingAIEventQueueState state = take_event (self, event, &kind, error);
  if (state != TASKINGAI_EVENT_QUEUE_ITEM)
    return state;
  if (kind->role == TASKINGAI_EVENT_CHUNK)
    {
      TaskingAIErrorDetails details = details_of (self);
      taskingai_event_check_chunk (event, kind, self->text, &details, &failure);
    }
  else
    {
      g_autoptr (TaskingAIModel) model = decode (self, event, kind, &failure);
    }
  return failure == NULL ? state : fail (self, failure, error);
}

/* More at once would keep the main loop of whoever parses it waiting. */
#define ENOUGH_JSON (64 * 1024)

TaskingAIEventQueueState
taskingai_event_queue_pop_json (TaskingAIEventQueue *self, char **json, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if (!check_open (self, error))
    return TASKINGAI_EVENT_QUEUE_ERROR;

  GString *array = g_string_new (NULL);
  g_autoptr (GError) problem = NULL;
  TaskingAISseEvent event;
  TaskingAIEventQueueState state = TASKINGAI_EVENT_QUEUE_EMPTY;
  while (array->len < ENOUGH_JSON
         && (state = take_checked (self, &event, &problem)) == TASKINGAI_EVENT_QUEUE_ITEM)
    {
      g_string_append_c (array, array->len == 0 ? '[' : ',');
      g_string_append_len (array, event.data, event.length);
    }
  if (array->len > 0)
    { /* an end or error after it comes with the next pop */
      g_string_append_c (array, ']');
      *json = g_string_free (array, FALSE);
      return TASKINGAI_EVENT_QUEUE_ITEM;
    }
  g_string_free (array, TRUE);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return state;
}

/* Takes the text of one event; FALSE with @failure. */
static gboolean
take_text (TaskingAIEventQueue *self, const TaskingAISseEvent *event,
           const TaskingAIEventKind *kind, GError **failure)
{
  TaskingAIErrorDetails details = details_of (self);
  if (kind->role != TASKINGAI_EVENT_RESULT)
    return append_text (self->text, event, kind, &details, failure);
  g_autoptr (TaskingAIModel) model = taskingai_event_decode (event, kind, &details, failure);
  if (model != NULL)
    keep_result (self, kind, model);
  return model != NULL;
}

TaskingAIEventQueueState
taskingai_event_queue_pop_text (TaskingAIEventQueue *self, char **text, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if (!check_open (self, error))
    return TASKINGAI_EVENT_QUEUE_ERROR;

  gsize before = self->text->len;
  g_autoptr (GError) problem = NULL;
  TaskingAISseEvent event;
  const TaskingAIEventKind *kind;
  TaskingAIEventQueueState state;
  while ((state = take_event (self, &event, &kind, &problem)) == TASKINGAI_EVENT_QUEUE_ITEM)
    if (!take_text (self, &event, kind, &self->failure))
      {
        state = TASKINGAI_EVENT_QUEUE_ERROR;
        problem = g_error_copy (self->failure);
        break;
      }
  if (self->text->len > before)
    { /* an end or error after it comes with the next pop */
      *text = g_strdup (self->text->str + before);
      return TASKINGAI_EVENT_QUEUE_ITEM;
    }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return state;
}

gboolean
taskingai_event_queue_is_ready (TaskingAIEventQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return taskingai_sse_parser_get_n_events (self->parser) > 0 || self->ended || self->done
         || self->closed || self->failure != NULL;
}

gboolean
taskingai_event_queue_take_room (TaskingAIEventQueue *self)
{
  if (!g_atomic_int_get (&self->paused))
    return FALSE;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  /* Without an event there is nothing to wait for: the rest of a large one is still to come. */
  if (taskingai_sse_parser_get_n_events (self->parser) > 0
      && taskingai_sse_parser_get_n_bytes (self->parser) > self->max_queued_bytes / 2)
    return FALSE;
  g_atomic_int_set (&self->paused, FALSE);
  return TRUE;
}

guint
taskingai_event_queue_get_serial (TaskingAIEventQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return self->serial;
}

void
taskingai_event_queue_wait (TaskingAIEventQueue *self, guint serial)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->n_waiting++;
  while (self->serial == serial)
    g_cond_wait (&self->changed, &self->lock);
  self->n_waiting--;
}

void
taskingai_event_queue_wake (TaskingAIEventQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  changed (self);
}

/* ---- everything so far ---- */

/* The @nth event that has not been taken; after one that cannot be read none can be trusted. */
static const TaskingAIEventKind *
peek (TaskingAIEventQueue *self, gsize nth, TaskingAISseEvent *event)
{
  static const TaskingAIEventKind unknown = { .role = TASKINGAI_EVENT_OTHER };
  const TaskingAIEventKind *kind;
  if (self->done || self->failure != NULL || !taskingai_sse_parser_peek (self->parser, nth, event)
      || !taskingai_event_identify (event, self->kinds, &kind, NULL, NULL))
    return NULL;
  return kind != NULL ? kind : &unknown;
}

char *
taskingai_event_queue_dup_text (TaskingAIEventQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GString *text = g_string_new_len (self->text->str, self->text->len);
  TaskingAISseEvent event;
  const TaskingAIEventKind *kind;
  for (gsize n = 0; (kind = peek (self, n, &event)) != NULL; n++)
    append_text (text, &event, kind, NULL, NULL);
  return g_string_free (text, FALSE);
}

TaskingAIModel *
taskingai_event_queue_dup_result (TaskingAIEventQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if (self->result != NULL)
    return g_object_ref (self->result);
  TaskingAISseEvent event;
  const TaskingAIEventKind *kind;
  for (gsize n = 0; (kind = peek (self, n, &event)) != NULL; n++)
    if (kind->role == TASKINGAI_EVENT_RESULT)
      return taskingai_event_decode (&event, kind, NULL, NULL);
  return NULL;
}

gboolean
taskingai_event_queue_has_result (TaskingAIEventQueue *self)
{
  return g_atomic_pointer_get (&self->result) != NULL;
}

gboolean
taskingai_event_queue_is_complete (TaskingAIEventQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return (self->result != NULL && (self->done || self->ended)) || (self->begun && self->done);
}

void
taskingai_event_queue_close (TaskingAIEventQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  self->closed = TRUE;
  changed (self);
}

/* ---- the reader that waits ---- */

void
taskingai_event_queue_set_pending (TaskingAIEventQueue *self, TaskingAIRead *read)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_assert (self->pending == NULL);
  self->pending = read;
}

TaskingAIRead *
taskingai_event_queue_take_pending (TaskingAIEventQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return g_steal_pointer (&self->pending);
}
