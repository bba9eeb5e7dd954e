/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers each request as its plan says: see plan.h. One thread, loopback only; it ends with its
 * input. usage: soak-server PORT     (0: any) */
#include "answer.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define TICK 4 /* ms */
#define N_EVENTS 256
#define OUT_LIMIT 65536

typedef struct {
  int fd;
  GString *in, *out;
  gboolean answering;
  SoakAnswer answer;
  SoakStep last_step;
  guint wait; /* ticks */
  GList link; /* in connections */
} Connection;

static int epoll_fd;
static GQueue connections = G_QUEUE_INIT;

static void
connection_new (int fd)
{
  Connection *self = g_new0 (Connection, 1);
  struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = self };
  self->fd = fd;
  self->in = g_string_new (NULL);
  self->out = g_string_new (NULL);
  self->link.data = self;
  g_queue_push_tail_link (&connections, &self->link);
  epoll_ctl (epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static void
connection_close (Connection *self, gboolean hard)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  if (hard)
    setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close (self->fd);
  g_queue_unlink (&connections, &self->link);
  g_string_free (self->in, TRUE);
  g_string_free (self->out, TRUE);
  g_free (self);
}

/* FALSE if the client is gone. */
static gboolean
receive (Connection *self)
{
  char buffer[8192];
  ssize_t n;
  while ((n = recv (self->fd, buffer, sizeof buffer, 0)) > 0)
    g_string_append_len (self->in, buffer, n);
  return n < 0 && errno == EAGAIN;
}

static void
flush (Connection *self)
{
  if (self->out->len == 0)
    return;
  ssize_t n = send (self->fd, self->out->str, self->out->len, MSG_NOSIGNAL);
  if (n > 0)
    g_string_erase (self->out, 0, n);
}

/* The bytes of the first request that is complete, or 0. */
static gsize
find_request (const GString *in)
{
  const char *end = strstr (in->str, "\r\n\r\n");
  const char *length = strstr (in->str, "Content-Length: ");
  if (end == NULL)
    return 0;
  gsize n = (gsize) (end + 4 - in->str);
  if (length != NULL && length < end)
    n += strtoul (length + strlen ("Content-Length: "), NULL, 10);
  return n <= in->len ? n : 0;
}

static void
begin_answer (Connection *self)
{
  gsize length = find_request (self->in);
  if (self->answering || length == 0)
    return;
  self->answering = TRUE;
  self->last_step = SOAK_GO_ON;
  self->wait = 0;
  self->answer.next = 0;
  self->answer.streaming = g_str_has_prefix (self->in->str, "POST");
  const char *key = self->answer.streaming ? "\"model_id\":\"" : "/v1/assistants/";
  const char *name = strstr (self->in->str, key);
  if (name == NULL || !soak_plan_parse (&self->answer.plan, name + strlen (key)))
    g_error ("Not a request of the soak: %s", self->in->str);
  g_string_erase (self->in, 0, (gssize) length);
}

static void
fill (Connection *self)
{
  if (self->wait > 0)
    {
      self->wait--;
      return;
    }
  do
    self->last_step = soak_answer_next (&self->answer, self->out);
  while (self->last_step == SOAK_GO_ON && self->answer.plan.pace == 0
         && self->out->len < OUT_LIMIT);
  self->wait = self->answer.plan.pace;
}

static void
tick (Connection *self)
{
  begin_answer (self);
  if (!self->answering)
    return;
  if (self->last_step == SOAK_GO_ON && self->out->len == 0)
    fill (self);
  flush (self);
  if (self->out->len > 0 || self->last_step == SOAK_GO_ON || self->last_step == SOAK_FALL_SILENT)
    return;
  if (self->last_step == SOAK_NEXT_REQUEST)
    self->answering = FALSE;
  else
    connection_close (self, self->last_step == SOAK_HANG_UP_HARD);
}

static void
accept_all (int listener)
{
  int fd, one = 1;
  while ((fd = accept4 (listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
    {
      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      connection_new (fd);
    }
}

static int
listen_on (int port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons ((uint16_t) port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  int one = 1, fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind (fd, (struct sockaddr *) &address, sizeof address) < 0 || listen (fd, 4096) < 0)
    g_error ("No socket to listen on: %s", g_strerror (errno));
  getsockname (fd, (struct sockaddr *) &address, &length);
  printf ("%d\n", ntohs (address.sin_port));
  fflush (stdout);
  return fd;
}

static void
watch (int fd, gpointer tag)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = tag };
  epoll_ctl (epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static gboolean
serve (int listener)
{
  struct epoll_event events[N_EVENTS];
  int n = epoll_wait (epoll_fd, events, N_EVENTS, TICK);
  for (int i = 0; i < n; i++)
    {
      gpointer tag = events[i].data.ptr;
      if (tag == NULL)
        return FALSE;
      if (tag == &epoll_fd)
        accept_all (listener);
      else if (!receive (tag))
        connection_close (tag, FALSE);
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  struct rlimit limit;
  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  int listener = listen_on (argc > 1 ? atoi (argv[1]) : 0);
  watch (listener, &epoll_fd);
  watch (STDIN_FILENO, NULL);
  gint64 next = 0;
  while (serve (listener))
    {
      gint64 now = g_get_monotonic_time ();
      if (now < next)
        continue;
      next = now + TICK * G_TIME_SPAN_MILLISECOND;
      for (GList *link = connections.head, *after; link != NULL; link = after)
        {
          after = link->next;
          tick (link->data);
        }
    }
  return 0;
}
