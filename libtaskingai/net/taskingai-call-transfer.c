/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One attempt at a call, as libcurl sees it: what comes in, what it means, how long it may take. */
#include <string.h>

#include "net/taskingai-call-private.h"
#include "net/taskingai-clock.h"
#include "net/taskingai-proxy.h"
#include "taskingai-error-private.h"

/* Below the limit for all headers that newer versions of libcurl have. */
#define MAX_HEADERS (256 * 1024)
#define HEADER_TOO_LARGE 100 /* CURLE_TOO_LARGE of libcurl 8.6 and later */

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

static size_t
take_events (TaskingAICall *self, const char *bytes, gsize length)
{
  if (self->lingering)
    return length;
  switch (self->sink_class->data (self->sink, bytes, length))
    {
    case TASKINGAI_SINK_EVENT:
      self->had_event = TRUE;
      taskingai_call_start_clock (self, taskingai_reactor_get_now (self->reactor));
      taskingai_reactor_mark_ready (self->reactor, self);
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

size_t
taskingai_call_write_cb (char *bytes, size_t size, size_t n, void *data)
{
  TaskingAICall *self = ((TaskingAIHandle *) data)->call;
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

/* No compression is asked for; somebody on the way may compress nevertheless. */
static const char *
find_encoding (TaskingAICall *self)
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
  if (status == 200 && is_event_stream (content_type) && find_encoding (self) == NULL)
    {
      self->status = (guint) status;
      self->streaming = TRUE;
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

/* libcurl keeps each header in memory, and bounds neither their number nor, in all versions, their
 * length: trailers may go on for ever. */
size_t
taskingai_call_header_cb (char *line, size_t size, size_t n, void *data)
{
  TaskingAIHandle *handle = data;
  TaskingAICall *self = handle->call;
  gsize length = size * n;
  self->header_length += length;
  if (self->header_length > MAX_HEADERS)
    return 0;
  if (self->streaming || (self->sink_class == NULL && self->request->source == NULL)
      || (line[0] != '\r' && line[0] != '\n'))
    return length;

  long status = 0;
  curl_easy_getinfo (handle->easy, CURLINFO_RESPONSE_CODE, &status);
  if (self->request->source != NULL)
    find_refusal (self, status);
  else
    find_stream (self, status);
  return length;
}

/* ---- what it means ---- */

void
taskingai_call_begin_attempt (TaskingAICall *self)
{
  self->attempts++;
  self->status = 0;
  self->body_length = self->header_length = 0;
  g_clear_pointer (&self->content_type, g_free);
  if (self->request->source != NULL && self->attempts > 1)
    taskingai_body_source_restart (self->request->source);
  taskingai_handle_prepare (self->handle, self, self->request, self->request_id, self->free_used);
}

static TaskingAIApiError
code_of_curl (CURLcode code, gboolean answer_begun)
{
  switch ((int) code)
    {
    case CURLE_OUT_OF_MEMORY: /* what libcurl 7 says of a header line that it would not hold */
    case HEADER_TOO_LARGE:
      return TASKINGAI_API_ERROR_TOO_LARGE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
      return TASKINGAI_API_ERROR_TLS;
    case CURLE_OPERATION_TIMEDOUT:
      return TASKINGAI_API_ERROR_TIMEOUT;
    case CURLE_PARTIAL_FILE: /* the others are of HTTP/2: the stream or the connection was ended */
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
      return answer_begun ? TASKINGAI_API_ERROR_TRUNCATED : TASKINGAI_API_ERROR_CONNECTION;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
    case CURLE_INTERFACE_FAILED:
    case CURLE_NO_CONNECTION_AVAILABLE:
      return TASKINGAI_API_ERROR_CONNECTION;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:  /* among others an answer that is not HTTP/1 or later */
    case CURLE_BAD_FUNCTION_ARGUMENT: /* a line that is no header, before 8.1.0 */
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_TOO_MANY_REDIRECTS:
      return TASKINGAI_API_ERROR_PROTOCOL;
    default:
      return TASKINGAI_API_ERROR_FAILED;
    }
}

/* For chunks that are none libcurl has but the code of a connection that breaks, and this text. */
static gboolean
is_misframed (CURLcode code, const char *problem)
{
  return code == CURLE_RECV_ERROR && strstr (problem, "chunked-encoding") != NULL;
}

static const char *
lead_of (TaskingAIApiError code)
{
  switch (code)
    {
    case TASKINGAI_API_ERROR_TLS:
      return "No secure connection to";
    case TASKINGAI_API_ERROR_TIMEOUT:
      return "No connection in time to";
    case TASKINGAI_API_ERROR_TRUNCATED:
      return "The answer was cut off by";
    case TASKINGAI_API_ERROR_PROTOCOL:
      return "Not an HTTP answer from";
    case TASKINGAI_API_ERROR_TOO_LARGE:
      return "Too long a line of headers from";
    default:
      return "No connection to";
    }
}

static GError *
transport_error (TaskingAICall *self, CURLcode code, gboolean answer_begun)
{
  TaskingAIErrorDetails details = { .http_status = self->status,
                                    .request_id = self->request_id,
                                    .attempts = self->attempts };
  if (self->header_length > MAX_HEADERS)
    return taskingai_error_new (TASKINGAI_API_ERROR_TOO_LARGE, &details,
                                "The headers of the answer exceed %d bytes", MAX_HEADERS);
  if (self->too_large && self->streaming)
    return taskingai_error_new (TASKINGAI_API_ERROR_TOO_LARGE, &details,
                                "An event of the stream exceeds max-event-size, %" G_GUINT64_FORMAT
                                " bytes",
                                self->config->settings.max_event_size);
  if (self->too_large)
    return taskingai_error_new (TASKINGAI_API_ERROR_TOO_LARGE, &details,
                                "The answer exceeds %s, %" G_GUINT64_FORMAT " bytes",
                                self->max_body_size < self->config->settings.max_body_size
                                    ? "what such a file may have"
                                    : "max-body-size",
                                self->max_body_size);
  if (self->handle->repeat == TASKINGAI_REPEAT_REFUSED)
    return taskingai_error_new (TASKINGAI_API_ERROR_CONNECTION, &details,
                                "%s refused the request before doing anything",
                                self->config->base_url);
  if (self->handle->repeat == TASKINGAI_REPEAT_DIED || code == CURLE_SEND_FAIL_REWIND)
    /* see refuse_seek_cb () */
    return taskingai_error_new (TASKINGAI_API_ERROR_CONNECTION, &details,
                                "%s closed the connection before it answered; whether it got the "
                                "request is not known",
                                self->config->base_url);
  const char *problem = self->handle->problem;
  TaskingAIApiError kind = is_misframed (code, problem) ? TASKINGAI_API_ERROR_PROTOCOL
                                                        : code_of_curl (code, answer_begun);
  return taskingai_error_new (kind, &details, "%s %s: %s", lead_of (kind), self->config->base_url,
                              problem[0] != '\0' ? problem : curl_easy_strerror (code));
}

/* Of an answer that is a file, there or not. Servers of plain files say nothing else that matters. */
static GError *
file_error (TaskingAICall *self, const TaskingAIErrorDetails *details)
{
  const char *expected = self->request->answer_type;
  if (self->status == 404)
    return taskingai_error_new (TASKINGAI_API_ERROR_NOT_FOUND, details,
                                "The server does not have the file %s", self->request->path);
  if (self->content_type != NULL
      && g_ascii_strncasecmp (self->content_type, expected, strlen (expected)) == 0)
    return NULL;
  return taskingai_error_new (
      TASKINGAI_API_ERROR_PROTOCOL, details, "The answer is of the type %s, not %s…",
      self->content_type != NULL ? self->content_type : "unknown", expected);
}

/* libcurl takes the end of the connection also for that of the headers, and of an empty body. */
static gboolean
is_head_cut (TaskingAICall *self)
{
  CURL *easy = self->handle->easy;
  curl_off_t length = 0;
  long version = 0;
  struct curl_header *header = NULL;
  if (self->body_length > 0 || self->status == 204)
    return FALSE;
  curl_easy_getinfo (easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  curl_easy_getinfo (easy, CURLINFO_HTTP_VERSION, &version);
  return length < 0 && version < CURL_HTTP_VERSION_2_0
         && curl_easy_header (easy, "Transfer-Encoding", 0, CURLH_HEADER, -1, &header) != CURLHE_OK;
}

/* Looked for only where the body is no JSON as it stands. */
static GError *
encoding_error (TaskingAICall *self, gboolean success, const TaskingAIErrorDetails *details)
{
  if (self->body_length == 0 || self->body[0] == '{')
    return NULL;
  const char *encoding = find_encoding (self);
  if (encoding == NULL)
    return NULL;
  return taskingai_error_new (
      success ? TASKINGAI_API_ERROR_PROTOCOL : taskingai_error_classify (self->status, NULL, NULL),
      details, "The answer is compressed (%s), which was not asked for", encoding);
}

static GError *
answer_error (TaskingAICall *self)
{
  gboolean success = self->status >= 200 && self->status < 300;
  if (success && self->streaming)
    return NULL;
  TaskingAIErrorDetails details = { .http_status = self->status,
                                    .request_id = self->request_id,
                                    .attempts = self->attempts,
                                    .administrator = self->config->settings.administrator };
  if (success && is_head_cut (self))
    return taskingai_error_new (TASKINGAI_API_ERROR_TRUNCATED, &details,
                                "The answer was cut off by %s: its headers do not end",
                                self->config->base_url);
  GError *error = encoding_error (self, success, &details);
  if (error != NULL)
    return error;
  if (self->request->answer_type != NULL && (success || self->status == 404))
    return file_error (self, &details);
  gboolean json = self->content_type == NULL || strstr (self->content_type, "json") != NULL;
  if (!success || !json)
    return taskingai_error_from_response (self->body != NULL ? self->body : "", self->body_length,
                                          self->content_type, &details);
  if (self->sink_class != NULL)
    return taskingai_error_new (TASKINGAI_API_ERROR_PROTOCOL, &details,
                                "The server answered a plain object where a stream was asked for");
  return NULL;
}

static gint64
retry_after (CURL *easy)
{
  struct curl_header *header = NULL;
  if (curl_easy_header (easy, "Retry-After", 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
    return -1;
  return taskingai_retry_parse_after (header->value,
                                      taskingai_clock.get_real_time () / G_USEC_PER_SEC);
}

static gint64
time_left (TaskingAICall *self)
{
  gint64 left = self->deadline - taskingai_reactor_get_now (self->reactor);
  return self->deadline > 0 ? MAX (left, 0) / G_TIME_SPAN_MILLISECOND : -1;
}

/* Whether it broke on a connection that had been kept, and not a byte came back. */
static gboolean
has_died (TaskingAICall *self, CURLcode code)
{
  long connections = 0, header_size = 0;
  switch (code)
    {
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
      curl_easy_getinfo (self->handle->easy, CURLINFO_NUM_CONNECTS, &connections);
      curl_easy_getinfo (self->handle->easy, CURLINFO_HEADER_SIZE, &header_size);
      return connections == 0 && header_size == 0;
    default:
      return self->handle->repeat == TASKINGAI_REPEAT_DIED;
    }
}

/* Around a proxy that cannot be reached, or does not reach the host. */
static gboolean
find_other_way (TaskingAICall *self, const GError *error)
{
  gboolean unreachable =
      !self->handle->begun
      && (g_error_matches (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_CONNECTION)
          || g_error_matches (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_TIMEOUT));
  return unreachable
         && taskingai_proxy_give_up (self->config, self->handle->proxy, ++self->n_proxies);
}

static void
read_facts (TaskingAICall *self, CURLcode code, TaskingAIRetryFacts *facts, const GError *error)
{
  CURL *easy = self->handle->easy;
  long sent = 0;
  curl_easy_getinfo (easy, CURLINFO_REQUEST_SIZE, &sent);
  *facts = (TaskingAIRetryFacts){
    .code = error->domain == TASKINGAI_API_ERROR ? error->code : TASKINGAI_API_ERROR_FAILED,
    .http_status = self->status,
    .other_way = find_other_way (self, error),
    .begun = self->streaming,
    .idempotent = self->request->method != TASKINGAI_METHOD_POST,
    .sent = sent > 0 && self->handle->begun && self->handle->repeat != TASKINGAI_REPEAT_REFUSED,
    .kept = has_died (self, code),
    .free_used = self->free_used,
    .attempts = self->attempts - self->n_free,
    .max_retries = self->config->settings.max_retries,
    .retry_after = self->status >= 400 ? retry_after (easy) : -1,
    .time_left = time_left (self),
    .jitter = taskingai_clock.get_jitter (),
  };
}

GError *
taskingai_call_end_attempt (TaskingAICall *self, CURLcode code, TaskingAIRetryFacts *facts)
{
  CURL *easy = self->handle->easy;
  long status = 0;
  const char *content_type = NULL;
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo (easy, CURLINFO_CONTENT_TYPE, &content_type);
  self->status = status >= 200 ? (guint) status : 0; /* below that the answer is still to come */
  self->content_type = g_strdup (content_type);

  GError *error = code == CURLE_OK
                      ? answer_error (self)
                      : transport_error (self, code, self->status != 0 && self->handle->begun);
  if (error != NULL)
    {
      taskingai_call_redact (self, error);
      read_facts (self, code, facts, error);
    }
  return error;
}
