/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an attempt at a call has come to: its answer, or why there is none. */
#include <string.h>

#include "net/taskingai-call-private.h"
#include "net/taskingai-clock.h"
#include "net/taskingai-proxy.h"
#include "taskingai-error-private.h"

#define HEADER_TOO_LARGE 100 /* CURLE_TOO_LARGE of libcurl 8.6 and later */

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
  if (self->header_length > TASKINGAI_CALL_MAX_HEADERS)
    return taskingai_error_new (TASKINGAI_API_ERROR_TOO_LARGE, &details,
                                "The headers of the answer exceed %d bytes",
                                TASKINGAI_CALL_MAX_HEADERS);
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
  if (code == CURLE_WRITE_ERROR)
    return taskingai_error_new (TASKINGAI_API_ERROR_PROTOCOL, &details,
                                "Not an HTTP answer from %s: its headers begin with a line that "
                                "goes on",
                                self->config->base_url);
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

/* Looked for only where the body is no JSON as it stands. */
static GError *
encoding_error (TaskingAICall *self, gboolean success, const TaskingAIErrorDetails *details)
{
  if (self->body_length == 0 || self->body[0] == '{')
    return NULL;
  const char *encoding = taskingai_call_find_encoding (self);
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
  /* libcurl takes the end of the connection also for that of the headers, and of an empty body. */
  if (success && self->in_headers)
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
