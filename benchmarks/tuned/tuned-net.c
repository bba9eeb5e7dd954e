/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* raw-net.h with what is known to make libcurl faster: a socket stays in epoll between two requests,
 * the base URL is parsed once for each handle, one buffer takes 64 KB at a time, and the certificates
 * are read once for all connections. */

#include "raw-net.h"

#include "usage.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EVENTS 64
#define BUFFER_SIZE 65536L

typedef struct TunedCall TunedCall;

/* One easy handle with its constant options and its buffer, used for one request after another. */
struct TunedCall {
  TunedCall *next_idle;
  TunedCall *next_made;
  CURL *easy;
  CURLU *url;
  char *body;
  size_t length;
  size_t size;
  RawData data;
  RawDone done;
  void *user_data;
};

/* What libcurl waits for, and what epoll has been told. */
typedef struct {
  uint32_t wanted;
  uint32_t known;
} TunedSocket;

struct RawNet {
  CURLM *multi;
  int epoll;
  int64_t deadline_ns; /* -1: none */
  char *host;
  const char *ca_file;
  struct curl_slist *headers;
  TunedCall *idle;
  TunedCall *made;
  TunedSocket *sockets; /* by descriptor */
  int socket_count;
};

static TunedSocket *
get_socket (RawNet *self, int fd)
{
  if (fd >= self->socket_count)
    {
      int count = 2 * fd + 16;

      self->sockets = realloc (self->sockets, (size_t) count * sizeof *self->sockets);
      memset (self->sockets + self->socket_count, 0,
              (size_t) (count - self->socket_count) * sizeof *self->sockets);
      self->socket_count = count;
    }
  return &self->sockets[fd];
}

/* A socket that is not wanted any more will be wanted soon again, by the next request: it stays in
 * epoll, and only if something comes meanwhile it is taken out. */
static int
on_socket (CURL *easy, curl_socket_t fd, int what, void *user_data, void *known)
{
  RawNet *self = user_data;
  TunedSocket *entry = get_socket (self, fd);
  struct epoll_event event = { .data.fd = fd };

  (void) easy;
  (void) known;
  entry->wanted = 0;
  if (what == CURL_POLL_REMOVE)
    return 0;
  entry->wanted = (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u);
  if (entry->known == entry->wanted)
    return 0;
  event.events = entry->wanted;
  epoll_ctl (self->epoll, entry->known != 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
  entry->known = entry->wanted;
  return 0;
}

/* Closing takes it out of epoll, and the number will come back. */
static int
on_close (void *user_data, curl_socket_t fd)
{
  RawNet *self = user_data;

  *get_socket (self, fd) = (TunedSocket){ 0 };
  return close (fd);
}

/* Only ever earlier: to wake up for nothing is cheaper than to be told of each delay. */
static int
on_timer (CURLM *multi, long timeout_ms, void *user_data)
{
  RawNet *self = user_data;
  int64_t deadline_ns;

  (void) multi;
  if (timeout_ms < 0)
    return 0;
  deadline_ns = usage_clock_ns () + timeout_ms * INT64_C (1000000);
  if (self->deadline_ns < 0 || deadline_ns < self->deadline_ns)
    self->deadline_ns = deadline_ns;
  return 0;
}

static void
append (TunedCall *call, const char *data, size_t length)
{
  if (call->length + length > call->size)
    {
      call->size = (call->length + length) * 2;
      call->body = realloc (call->body, call->size);
    }
  memcpy (call->body + call->length, data, length);
  call->length += length;
}

static size_t
on_write (char *data, size_t one, size_t length, void *user_data)
{
  TunedCall *call = user_data;

  (void) one;
  if (call->data != NULL)
    call->data (call->user_data, data, length);
  else
    append (call, data, length);
  return length;
}

RawNet *
raw_net_new (const char *host, const char *api_key, const char *ca_file, int max_in_flight)
{
  RawNet *self = calloc (1, sizeof *self);
  char authorization[128];

  curl_global_init (CURL_GLOBAL_DEFAULT);
  snprintf (authorization, sizeof authorization, "Authorization: Bearer %s", api_key);
  self->headers = curl_slist_append (NULL, authorization);
  self->headers = curl_slist_append (self->headers, "Content-Type: application/json");
  self->host = strdup (host);
  self->ca_file = ca_file;
  self->deadline_ns = -1;
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_MAXCONNECTS, (long) max_in_flight + 8);
  return self;
}

static TunedCall *
make_call (RawNet *self)
{
  TunedCall *call = calloc (1, sizeof *call);

  call->easy = curl_easy_init ();
  call->url = curl_url ();
  curl_url_set (call->url, CURLUPART_URL, self->host, 0);
  curl_easy_setopt (call->easy, CURLOPT_CURLU, call->url);
  curl_easy_setopt (call->easy, CURLOPT_PRIVATE, call);
  curl_easy_setopt (call->easy, CURLOPT_WRITEFUNCTION, on_write);
  curl_easy_setopt (call->easy, CURLOPT_WRITEDATA, call);
  curl_easy_setopt (call->easy, CURLOPT_HTTPHEADER, self->headers);
  curl_easy_setopt (call->easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
  curl_easy_setopt (call->easy, CURLOPT_CLOSESOCKETDATA, self);
  curl_easy_setopt (call->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (call->easy, CURLOPT_BUFFERSIZE, BUFFER_SIZE);
  if (self->ca_file != NULL)
    {
      curl_easy_setopt (call->easy, CURLOPT_CAINFO, self->ca_file);
      /* One connection, if HTTP/2 is spoken. Without TLS, which would say so at the start, this
       * waits for the end of the first answer. */
      curl_easy_setopt (call->easy, CURLOPT_PIPEWAIT, 1L);
    }
  /* With a folder of certificates libcurl reads all of them anew for each connection. */
  curl_easy_setopt (call->easy, CURLOPT_CAPATH, NULL);
  call->next_made = self->made;
  self->made = call;
  return call;
}

static TunedCall *
take_call (RawNet *self)
{
  TunedCall *call = self->idle;

  if (call == NULL)
    return make_call (self);
  self->idle = call->next_idle;
  return call;
}

static void
set_path (CURLU *url, const char *path)
{
  const char *query = strchr (path, '?');
  char *alone = query != NULL ? strndup (path, (size_t) (query - path)) : NULL;

  curl_url_set (url, CURLUPART_PATH, alone != NULL ? alone : path, 0);
  curl_url_set (url, CURLUPART_QUERY, query != NULL ? query + 1 : NULL, 0);
  free (alone);
}

void
raw_net_start (RawNet *self, const char *path, const char *body, size_t body_length, RawData data,
               RawDone done, void *user_data)
{
  TunedCall *call = take_call (self);

  call->length = 0;
  call->data = data;
  call->done = done;
  call->user_data = user_data;
  set_path (call->url, path);
  if (body != NULL)
    {
      curl_easy_setopt (call->easy, CURLOPT_POSTFIELDSIZE, (long) body_length);
      curl_easy_setopt (call->easy, CURLOPT_COPYPOSTFIELDS, body);
    }
  else
    curl_easy_setopt (call->easy, CURLOPT_HTTPGET, 1L);
  curl_multi_add_handle (self->multi, call->easy);
}

static void
finish (RawNet *self, TunedCall *call, CURLcode code)
{
  const char *error = code != CURLE_OK ? curl_easy_strerror (code) : NULL;
  long status = 0;

  curl_easy_getinfo (call->easy, CURLINFO_RESPONSE_CODE, &status);
  if (error == NULL && status != 200)
    error = "the status is not 200";
  curl_multi_remove_handle (self->multi, call->easy);
  call->done (call->user_data, call->body, call->length, error);
  call->next_idle = self->idle;
  self->idle = call;
}

static void
finish_all (RawNet *self)
{
  CURLMsg *message;
  int left;

  while ((message = curl_multi_info_read (self->multi, &left)) != NULL)
    {
      TunedCall *call = NULL;
      CURLcode code = message->data.result;

      curl_easy_getinfo (message->easy_handle, CURLINFO_PRIVATE, (char **) &call);
      finish (self, call, code);
    }
}

static int
wait_ms (const RawNet *self)
{
  int64_t left_ns;

  if (self->deadline_ns < 0)
    return -1;
  left_ns = self->deadline_ns - usage_clock_ns ();
  return left_ns > 0 ? (int) (left_ns / 1000000) + 1 : 0;
}

static void
act (RawNet *self, const struct epoll_event *event)
{
  TunedSocket *entry = get_socket (self, event->data.fd);
  int running;

  if (entry->wanted == 0)
    {
      epoll_ctl (self->epoll, EPOLL_CTL_DEL, event->data.fd, NULL);
      entry->known = 0;
      return;
    }
  curl_multi_socket_action (self->multi, event->data.fd,
                            (event->events & (EPOLLIN | EPOLLHUP | EPOLLERR) ? CURL_CSELECT_IN : 0)
                                | (event->events & EPOLLOUT ? CURL_CSELECT_OUT : 0),
                            &running);
}

void
raw_net_turn (RawNet *self)
{
  struct epoll_event events[EVENTS];
  int count = epoll_wait (self->epoll, events, EVENTS, wait_ms (self));
  int running;

  for (int i = 0; i < count; i++)
    act (self, &events[i]);
  if (self->deadline_ns >= 0 && usage_clock_ns () >= self->deadline_ns)
    {
      self->deadline_ns = -1;
      curl_multi_socket_action (self->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
  finish_all (self);
}

void
raw_net_free (RawNet *self)
{
  while (self->made != NULL)
    {
      TunedCall *call = self->made;

      self->made = call->next_made;
      curl_easy_cleanup (call->easy);
      curl_url_cleanup (call->url);
      free (call->body);
      free (call);
    }
  curl_multi_cleanup (self->multi);
  curl_slist_free_all (self->headers);
  close (self->epoll);
  free (self->sockets);
  free (self->host);
  free (self);
}
