/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-net.h"

#include "usage.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define EVENTS 64

typedef struct RawCall RawCall;

/* One easy handle with its constant options and its buffer, used for one request after another. */
struct RawCall {
  RawCall *next_idle;
  RawCall *next_made;
  CURL *easy;
  char *body;
  size_t length;
  size_t size;
  RawData data;
  RawDone done;
  void *user_data;
};

struct RawNet {
  CURLM *multi;
  int epoll;
  int64_t deadline_ns; /* -1: none */
  char *host;
  const char *ca_file;
  struct curl_slist *headers;
  RawCall *idle;
  RawCall *made;
};

static int
on_socket (CURL *easy, curl_socket_t fd, int what, void *user_data, void *known)
{
  RawNet *self = user_data;
  struct epoll_event event = { .data.fd = fd };

  (void) easy;
  if (what == CURL_POLL_REMOVE)
    return epoll_ctl (self->epoll, EPOLL_CTL_DEL, fd, NULL), 0;
  event.events = (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u);
  epoll_ctl (self->epoll, known != NULL ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
  curl_multi_assign (self->multi, fd, self);
  return 0;
}

static int
on_timer (CURLM *multi, long timeout_ms, void *user_data)
{
  RawNet *self = user_data;

  (void) multi;
  self->deadline_ns = timeout_ms < 0 ? -1 : usage_clock_ns () + timeout_ms * INT64_C (1000000);
  return 0;
}

static void
append (RawCall *call, const char *data, size_t length)
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
  RawCall *call = user_data;

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

static RawCall *
make_call (RawNet *self)
{
  RawCall *call = calloc (1, sizeof *call);

  call->easy = curl_easy_init ();
  curl_easy_setopt (call->easy, CURLOPT_PRIVATE, call);
  curl_easy_setopt (call->easy, CURLOPT_WRITEFUNCTION, on_write);
  curl_easy_setopt (call->easy, CURLOPT_WRITEDATA, call);
  curl_easy_setopt (call->easy, CURLOPT_HTTPHEADER, self->headers);
  curl_easy_setopt (call->easy, CURLOPT_NOSIGNAL, 1L);
  if (self->ca_file != NULL)
    {
      curl_easy_setopt (call->easy, CURLOPT_CAINFO, self->ca_file);
      /* One connection, if HTTP/2 is spoken. Without TLS, which would say so at the start, this
       * waits for the end of the first answer. */
      curl_easy_setopt (call->easy, CURLOPT_PIPEWAIT, 1L);
    }
  call->next_made = self->made;
  self->made = call;
  return call;
}

static RawCall *
take_call (RawNet *self)
{
  RawCall *call = self->idle;

  if (call == NULL)
    return make_call (self);
  self->idle = call->next_idle;
  return call;
}

void
raw_net_start (RawNet *self, const char *path, const char *body, size_t body_length, RawData data,
               RawDone done, void *user_data)
{
  RawCall *call = take_call (self);
  char url[512];

  call->length = 0;
  call->data = data;
  call->done = done;
  call->user_data = user_data;
  snprintf (url, sizeof url, "%s%s", self->host, path);
  curl_easy_setopt (call->easy, CURLOPT_URL, url);
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
finish (RawNet *self, RawCall *call, CURLcode code)
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
      RawCall *call = NULL;
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
act (RawNet *self, curl_socket_t fd, int what)
{
  int running;

  curl_multi_socket_action (self->multi, fd, what, &running);
}

void
raw_net_turn (RawNet *self)
{
  struct epoll_event events[EVENTS];
  int count = epoll_wait (self->epoll, events, EVENTS, wait_ms (self));

  for (int i = 0; i < count; i++)
    act (self, events[i].data.fd,
         (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR) ? CURL_CSELECT_IN : 0)
             | (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0));
  if (self->deadline_ns >= 0 && usage_clock_ns () >= self->deadline_ns)
    {
      self->deadline_ns = -1;
      act (self, CURL_SOCKET_TIMEOUT, 0);
    }
  finish_all (self);
}

void
raw_net_free (RawNet *self)
{
  while (self->made != NULL)
    {
      RawCall *call = self->made;

      self->made = call->next_made;
      curl_easy_cleanup (call->easy);
      free (call->body);
      free (call);
    }
  curl_multi_cleanup (self->multi);
  curl_slist_free_all (self->headers);
  close (self->epoll);
  free (self->host);
  free (self);
}
