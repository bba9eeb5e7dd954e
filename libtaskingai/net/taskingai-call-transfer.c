/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One attempt at a call, as libcurl sees it: what comes in and goes out, how long it may take. */
#include <string.h>

#include "net/taskingai-call-private.h"
#include "taskingai-error-private.h"

/* ---- the clocks ---- */

static gint64
earlier (gint64 a, gint64 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

static gint64
after (gint64 now, guint ms)
{
  return ms > 0 ? now + ms * G_TIME_SPAN_MILLISECOND : 0;
}

static guint
wait_limit (TaskingAICall *self)
{
  const TaskingAISettings *settings = &self->config->settings;
  return self->sink_class == NULL ? settings->timeout : settings->first_event_timeout;
}

/* It runs as long as those before give no sign of life: they have clocks of their own, but these stand
 * still where nobody drives their transfer. */
void
taskingai_call_start_wait (TaskingAICall *self)
{
  TaskingAISerialQueues *queues = taskingai_session_get_serial_queues (self->session);
  self->deadline = after (taskingai_serial_queues_get_touched (queues, self), wait_limit (self));
  taskingai_reactor_expect_clock (self->reactor, self->deadline);
}

/* A plain call has one clock. A stream has a total, and one for the first or the next event. */
void
taskingai_call_start_clock (TaskingAICall *self, gint64 now)
{
  const TaskingAISettings *settings = &self->config->settings;
  if (self->sink_class == NULL)
    {
      self->deadline = after (now, settings->timeout);
    }
  else
    {
      if (self->total_deadline == 0)
        self->total_deadline = after (now, settings->stream_timeout);
      guint ms = self->had_event ? settings->event_timeout : settings->first_event_timeout;
      self->deadline = earlier (after (now, ms), self->total_deadline);
    }
  taskingai_reactor_expect_clock (self->reactor, self->deadline);
  taskingai_serial_queues_touch (taskingai_session_get_serial_queues (self->session), self, now);
}

GError *
taskingai_call_timeout_error (TaskingAICall *self)
{
  const TaskingAISettings *settings = &self->config->settings;
  g_autoptr (GError) error = NULL;
  if (self->state == TASKINGAI_CALL_WAITING)
    error = taskingai_error_new (TASKINGAI_API_ERROR_TIMEOUT, NULL,
                                 "An earlier call in the same chat has neither ended nor moved on "
                                 "for %u ms: a stream that is not read any more has to be closed",
                                 wait_limit (self));
  else if (self->sink_class == NULL)
    error = taskingai_error_new (TASKINGAI_API_ERROR_TIMEOUT, NULL,
                                 "No complete answer came within %u ms", settings->timeout);
  else if (self->deadline == self->total_deadline)
    error = taskingai_error_new (TASKINGAI_API_ERROR_TIMEOUT, NULL,
                                 "The stream did not end within %u ms", settings->stream_timeout);
  else if (self->had_event)
    error =
        taskingai_error_new (TASKINGAI_API_ERROR_STALLED, NULL,
                             "The stream sent no further event for %u ms", settings->event_timeout);
  else
    error = taskingai_error_new (TASKINGAI_API_ERROR_TIMEOUT, NULL,
                                 "The stream sent no event within %u ms",
                                 settings->first_event_timeout);
  return taskingai_call_explain (self, g_steal_pointer (&error));
}

/* ---- what comes in ---- */

static gboolean
reserve_body (TaskingAICall *self, gsize length)
{
  if (length > self->max_body_size - self->body_length)
    {
      self->too_large = TRUE;
      return FALSE;
    }
  if (self->body_length + length <= self->body_size)
    return TRUE;
  curl_off_t announced = 0;
  curl_easy_getinfo (self->handle->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
  gsize size = MAX (self->body_length + length, self->body_size * 2);
  /* Believed up to a limit: a server may announce anything. */
  if (announced > 0 && announced < 16 * 1024 * 1024)
    size = MAX (size, (gsize) announced);
  self->body = g_realloc (self->body, size);
  self->body_size = size;
  return TRUE;
}

static size_t
take_body (TaskingAICall *self, const char *bytes, gsize length)
{
  if (!reserve_body (self, length))
    return 0;
  memcpy (self->body + self->body_length, bytes, length);
  self->body_length += length;
  return length;
}

/* What one stream may get in one turn: as much as libcurl reads at once. */
#define SHARE (32 * 1024)

static gboolean
has_had_share (TaskingAICall *self)
{
  return self->may_hold && self->turn_bytes >= SHARE
         && self->turn == taskingai_reactor_get_now (self->reactor);
}

/* The first event is told before more is read, however much there is. */
static void
note_events (TaskingAICall *self, gsize length)
{
  gint64 now = taskingai_reactor_get_now (self->reactor);
  gboolean first = !self->had_event;
  gboolean same_turn = self->turn == now;
  self->turn_bytes = first ? SHARE : same_turn ? self->turn_bytes + length : length;
  self->turn = now;
  self->had_event = TRUE;
  if (first || !same_turn)
    taskingai_call_start_clock (self, now);
  taskingai_reactor_mark_ready (self->reactor, self);
}

static size_t
take_events (TaskingAICall *self, const char *bytes, gsize length)
{
  if (self->lingering)
    return length;
  if (has_had_share (self))
    {
      taskingai_reactor_hold (self->reactor, self);
      self->deadline = self->total_deadline;
      return CURL_WRITEFUNC_PAUSE;
    }
  switch (self->sink_class->data (self->sink, bytes, length))
    {
    case TASKINGAI_SINK_EVENT:
      note_events (self, length);
      return length;
    case TASKINGAI_SINK_MORE:
      return length;
    case TASKINGAI_SINK_PAUSE:
      self->paused = TRUE;
      self->deadline = self->total_deadline; /* now it is the program that is slow */
      return CURL_WRITEFUNC_PAUSE;
    case TASKINGAI_SINK_TOO_LARGE:
    default:
      self->too_large = TRUE;
      taskingai_reactor_mark_ready (self->reactor, self);
      return 0;
    }
}

/* A header that goes on where none has begun: see must_see_headers (). */
static gboolean
may_read_header (TaskingAICall *self, const char *bytes, gsize length)
{
  gboolean goes_on = !self->in_line && (bytes[0] == ' ' || bytes[0] == '\t');
  self->in_line = bytes[length - 1] != '\n';
  return self->had_header || !goes_on;
}

size_t
taskingai_call_write_cb (char *bytes, size_t size, size_t n, void *data)
{
  TaskingAIHandle *handle = data;
  TaskingAICall *self = handle->call;
  if (self->in_headers && handle->shows_headers)
    return may_read_header (self, bytes, size * n) ? size * n : 0;
  taskingai_reactor_count (self->reactor, size * n);
  return self->streaming ? take_events (self, bytes, size * n) : take_body (self, bytes, size * n);
}

/* ---- what goes out ---- */

size_t
taskingai_call_read_cb (char *bytes, size_t size, size_t n, void *data)
{
  TaskingAICall *self = ((TaskingAIHandle *) data)->call;
  TaskingAIBodySource *source = self->request->source;
  gsize taken = taskingai_body_source_take (source, bytes, size * n);
  if (taken > 0)
    {
      taskingai_reactor_mark_ready (self->reactor, self);
      return taken;
    }
  if (taskingai_body_source_is_at_end (source))
    return 0;
  taskingai_reactor_mark_hungry (self->reactor, self);
  return CURL_READFUNC_PAUSE;
}

/* ---- the headers ---- */

static gboolean
is_event_stream (const char *content_type)
{
  return content_type != NULL && g_ascii_strncasecmp (content_type, "text/event-stream", 17) == 0;
}

const char *
taskingai_call_find_encoding (TaskingAICall *self)
{
  struct curl_header *header = NULL;
  if (curl_easy_header (self->handle->easy, "Content-Encoding", 0, CURLH_HEADER, -1, &header)
          != CURLHE_OK
      || header->value[0] == '\0' || g_ascii_strcasecmp (header->value, "identity") == 0)
    return NULL;
  return header->value;
}

/* Streams are known by their headers, which may come long before the first event. */
static void
find_stream (TaskingAICall *self, long status)
{
  const char *content_type = NULL;
  curl_easy_getinfo (self->handle->easy, CURLINFO_CONTENT_TYPE, &content_type);
  if (status == 200 && is_event_stream (content_type)
      && taskingai_call_find_encoding (self) == NULL)
    {
      long version = 0;
      curl_easy_getinfo (self->handle->easy, CURLINFO_HTTP_VERSION, &version);
      self->status = (guint) status;
      self->streaming = TRUE;
      /* Over HTTP/2 the server would be told each time. */
      self->may_hold = version < CURL_HTTP_VERSION_2_0;
      taskingai_reactor_mark_ready (self->reactor, self);
    }
}

/* A server may refuse a body before it has all of it. libcurl would send the rest nevertheless if the
 * answer says that the connection is closed, and wait for a source that has no more at the moment. */
static void
find_refusal (TaskingAICall *self, long status)
{
  TaskingAIBodySource *source = self->request->source;
  if (status < 300 || taskingai_body_source_is_at_end (source))
    return;
  taskingai_body_source_give_up (source);
  taskingai_reactor_mark_hungry (self->reactor, self);
}

static void
end_headers (TaskingAICall *self)
{
  long status = 0;
  curl_easy_getinfo (self->handle->easy, CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || !self->in_headers)
    return; /* more are to come, or these were trailers */
  self->in_headers = FALSE;
  if (self->request->source != NULL)
    find_refusal (self, status);
  else if (self->sink_class != NULL)
    find_stream (self, status);
}

/* libcurl keeps each header in memory, and bounds neither their number nor, in all versions, their
 * length: trailers may go on for ever. */
size_t
taskingai_call_header_cb (char *line, size_t size, size_t n, void *data)
{
  TaskingAIHandle *handle = data;
  TaskingAICall *self = handle->call;
  gsize length = size * n;
  self->header_length += length;
  if (self->header_length > TASKINGAI_CALL_MAX_HEADERS)
    return 0;
  if (line[0] == '\r' || line[0] == '\n')
    end_headers (self);
  else
    self->had_header |= !g_str_has_prefix (line, "HTTP/");
  return length;
}

/* ---- the attempt ---- */

void
taskingai_call_begin_attempt (TaskingAICall *self)
{
  self->attempts++;
  self->status = 0;
  self->body_length = self->header_length = 0;
  self->in_headers = TRUE;
  self->had_header = self->in_line = FALSE;
  g_clear_pointer (&self->content_type, g_free);
  if (self->request->source != NULL && self->attempts > 1)
    taskingai_body_source_restart (self->request->source);
  taskingai_handle_prepare (self->handle, self, self->request, self->request_id, self->free_used);
}
