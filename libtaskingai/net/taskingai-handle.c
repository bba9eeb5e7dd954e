/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-handle.h"

#include <string.h>

#include "net/taskingai-call-private.h"
#include "net/taskingai-proxy.h"

#define BUFFER_SIZE (32 * 1024L) /* with more, a stream's first event waits for its others */
#define SHORT_BODY (64 * 1024) /* for which libcurl would not wait for 100 Continue: below 1 MiB */
#define ID_HEADER "X-Request-ID: "
/* Below the 5 s after which uvicorn, the server's front end, closes an idle connection. */
#define MAX_IDLE_SECONDS 4L

static void
set_security (TaskingAIHandle *self)
{
  CURL *easy = self->easy;
  const curl_version_info_data *version = curl_version_info (CURLVERSION_NOW);
  const char *ca_file = self->config->settings.ca_file;

  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_REDIR_PROTOCOLS_STR, "");
  curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  if (ca_file != NULL)
    curl_easy_setopt (easy, CURLOPT_CAINFO, ca_file);
  /* libcurl shares a parsed CA store between connections only without a CA folder, and reading the
   * store again for each connection takes 18 ms. */
  if (ca_file != NULL || version->cainfo != NULL)
    curl_easy_setopt (easy, CURLOPT_CAPATH, NULL);
}

/* When a kept connection dies before the first byte of the answer, libcurl sends the request again
 * by itself. What became of a POST is not known then, and doing it twice is for nobody to decide; that
 * anything is tried again is for the call to decide, and to tell. On a connection that was made for
 * it, libcurl does so only if the server has refused it by the means of HTTP/2: refused on a kept
 * connection, and a connection that died, look alike. */
static gboolean
may_send (TaskingAIHandle *self)
{
  long sent = 0;
  if (!self->begun)
    return TRUE;
  curl_easy_getinfo (self->easy, CURLINFO_REQUEST_SIZE, &sent);
  if (sent == 0)
    return TRUE;
  self->repeat = self->opened ? TASKINGAI_REPEAT_REFUSED : TASKINGAI_REPEAT_DIED;
  return FALSE;
}

gboolean
taskingai_handle_may_connect (TaskingAIHandle *self)
{
  if (!may_send (self))
    return FALSE;
  self->opened = TRUE;
  return TRUE;
}

/* It may use another kept connection. */
static int
begin_request_cb (void *user_data, char *remote_ip, char *local_ip, int remote_port, int local_port)
{
  TaskingAIHandle *self = user_data;
  if (!may_send (self))
    return CURL_PREREQFUNC_ABORT;
  self->begun = TRUE;
  return CURL_PREREQFUNC_OK;
}

/* For the same reason: libcurl wants to go back only in order to send what it has sent. */
static int
refuse_seek_cb (void *user_data, curl_off_t offset, int origin)
{
  return CURL_SEEKFUNC_FAIL;
}

/* Before 8.1.0 libcurl keeps a pointer to the last header of a transfer that it has freed, and writes
 * there when the next answer begins with a header that goes on. */
static gboolean
must_see_headers (void)
{
  return curl_version_info (CURLVERSION_NOW)->version_num < CURL_VERSION_BITS (8, 1, 0);
}

static void
set_constants (TaskingAIHandle *self, curl_opensocket_callback open_socket,
               curl_closesocket_callback close_socket)
{
  CURL *easy = self->easy;
  curl_easy_setopt (easy, CURLOPT_PRIVATE, self);
  curl_easy_setopt (easy, CURLOPT_CURLU, self->url);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, self->problem);
  self->shows_headers = must_see_headers ();
  curl_easy_setopt (easy, CURLOPT_HEADER, (long) self->shows_headers);
  curl_easy_setopt (easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, taskingai_call_header_cb);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, self);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, taskingai_call_write_cb);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, self);
  curl_easy_setopt (easy, CURLOPT_READFUNCTION, taskingai_call_read_cb);
  curl_easy_setopt (easy, CURLOPT_READDATA, self);
  curl_easy_setopt (easy, CURLOPT_SEEKFUNCTION, refuse_seek_cb);
  curl_easy_setopt (easy, CURLOPT_PREREQFUNCTION, begin_request_cb);
  curl_easy_setopt (easy, CURLOPT_PREREQDATA, self);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETDATA, self);
  curl_easy_setopt (easy, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
  curl_easy_setopt (easy, CURLOPT_CLOSESOCKETDATA, self->socket_data);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  /* Else to cancel a call waits for the thread that looks its name up, which can take long. */
  curl_easy_setopt (easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt (easy, CURLOPT_BUFFERSIZE, BUFFER_SIZE);
  curl_easy_setopt (easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt (easy, CURLOPT_MAXAGE_CONN, MAX_IDLE_SECONDS);
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS,
                    self->config->settings.connect_timeout > 0
                        ? (long) self->config->settings.connect_timeout
                        : G_MAXLONG / 1000);
  self->proxy = taskingai_proxy_dup (self->config);
  curl_easy_setopt (easy, CURLOPT_PROXY, self->proxy);
  if (self->config->loopback)
    { /* else the environment is asked for each call, and the names that are known gone through */
      curl_easy_setopt (easy, CURLOPT_NOPROXY, "*");
      curl_easy_setopt (easy, CURLOPT_DNS_CACHE_TIMEOUT, -1L);
    }
  set_security (self);
}

TaskingAIHandle *
taskingai_handle_new (TaskingAIConfig *config, curl_opensocket_callback open_socket,
                      curl_closesocket_callback close_socket, gpointer socket_data)
{
  TaskingAIHandle *self = g_new0 (TaskingAIHandle, 1);
  self->config = taskingai_config_ref (config);
  self->easy = curl_easy_init ();
  self->url = curl_url ();
  self->method = -1;
  if (self->easy == NULL || self->url == NULL)
    g_error ("Out of memory for a libcurl handle");
  curl_url_set (self->url, CURLUPART_URL, config->base_url, 0);
  self->socket_data = socket_data;
  set_constants (self, open_socket, close_socket);
  return self;
}

void
taskingai_handle_free (TaskingAIHandle *self)
{
  curl_easy_cleanup (self->easy);
  curl_url_cleanup (self->url);
  taskingai_config_unref (self->config);
  g_free (self->proxy);
  g_free (self);
}

static void
set_method (TaskingAIHandle *self, const TaskingAIRequest *request)
{
  CURL *easy = self->easy;
  if (self->method != (int) request->method)
    {
      if (request->method == TASKINGAI_METHOD_POST)
        curl_easy_setopt (easy, CURLOPT_POST, 1L);
      else
        curl_easy_setopt (easy, CURLOPT_HTTPGET, 1L);
      curl_easy_setopt (easy, CURLOPT_CUSTOMREQUEST,
                        request->method == TASKINGAI_METHOD_DELETE ? "DELETE" : NULL);
      self->method = request->method;
    }
  if (request->source != NULL)
    {
      /* Without a size libcurl sends it in chunks. */
      curl_easy_setopt (easy, CURLOPT_POSTFIELDS, NULL);
      curl_easy_setopt (easy, CURLOPT_POSTFIELDSIZE_LARGE,
                        (curl_off_t) taskingai_body_source_get_length (request->source));
    }
  else if (request->method == TASKINGAI_METHOD_POST)
    {
      curl_easy_setopt (easy, CURLOPT_POSTFIELDS, request->body != NULL ? request->body : "");
      curl_easy_setopt (easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) request->body_length);
    }
}

/* What libcurl refuses would leave the URL of the call before in place. */
static void
set_part (TaskingAIHandle *self, CURLUPart part, const char *text)
{
  if (curl_url_set (self->url, part, text, 0) != CURLUE_OK)
    g_error ("libcurl refuses a part of a URL");
}

static void
set_url (TaskingAIHandle *self, const TaskingAIRequest *request)
{
  const char *role = "";
  if (self->config->settings.administrator && g_str_has_prefix (request->path, "/v1/"))
    role = "/api";
  if (self->config->prefix[0] == '\0' && role[0] == '\0')
    {
      set_part (self, CURLUPART_PATH, request->path);
    }
  else
    {
      g_autofree char *path = g_strconcat (self->config->prefix, role, request->path, NULL);
      set_part (self, CURLUPART_PATH, path);
    }
  set_part (self, CURLUPART_QUERY, request->query);
}

/* No waiting for 100 Continue. */
static struct curl_slist *
without_expect (TaskingAIHandle *self, struct curl_slist *headers)
{
  self->expect_header = (struct curl_slist){ (char *) "Expect:", headers };
  return &self->expect_header;
}

static struct curl_slist *
headers_of_source (TaskingAIHandle *self, TaskingAIBodySource *source)
{
  self->type_header.data = (char *) taskingai_body_source_get_content_type (source);
  self->type_header.next = without_expect (self, self->config->headers);
  return &self->type_header;
}

static struct curl_slist *
headers_of (TaskingAIHandle *self, const TaskingAIRequest *request)
{
  if (request->source != NULL)
    return headers_of_source (self, request->source);
  gboolean with_body = request->method == TASKINGAI_METHOD_POST;
  struct curl_slist *headers = request->anonymous ? self->config->anonymous_headers[with_body]
                               : with_body        ? self->config->body_headers
                                                  : self->config->headers;
  return request->body_length > SHORT_BODY ? without_expect (self, headers) : headers;
}

static void
set_headers (TaskingAIHandle *self, const TaskingAIRequest *request, const char *request_id)
{
  const gsize lead = strlen (ID_HEADER);
  memcpy (self->id_text, ID_HEADER, lead);
  g_strlcpy (self->id_text + lead, request_id, sizeof self->id_text - lead);
  self->id_header.data = self->id_text;
  self->id_header.next = headers_of (self, request);
  curl_easy_setopt (self->easy, CURLOPT_HTTPHEADER, &self->id_header);
}

static void
set_proxy (TaskingAIHandle *self)
{
  if (!taskingai_proxy_is_resolved (self->config))
    return; /* constant */
  g_autofree char *proxy = taskingai_proxy_dup (self->config);
  if (g_strcmp0 (proxy, self->proxy) == 0)
    return;
  curl_easy_setopt (self->easy, CURLOPT_PROXY, proxy);
  g_free (self->proxy);
  self->proxy = g_steal_pointer (&proxy);
}

void
taskingai_handle_prepare (TaskingAIHandle *self, TaskingAICall *call,
                          const TaskingAIRequest *request, const char *request_id, gboolean fresh)
{
  self->call = call;
  self->opened = self->begun = FALSE;
  self->repeat = TASKINGAI_REPEAT_NONE;
  self->problem[0] = '\0';
  set_method (self, request);
  set_url (self, request);
  set_headers (self, request, request_id);
  set_proxy (self);
  if (self->fresh != fresh)
    curl_easy_setopt (self->easy, CURLOPT_FRESH_CONNECT, (long) fresh);
  self->fresh = fresh;
}
