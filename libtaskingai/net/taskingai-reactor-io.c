/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <errno.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/taskingai-clock.h"
#include "net/taskingai-reactor-private.h"

/* So many kept connections at least, whatever is in flight just now. */
#define MIN_CONNECTIONS 256L

#define CONNECT_WORK (TASKINGAI_REACTOR_WORK / 2)

/* What comes unasked is on its way for about as long: to look again any sooner would tell no more. */
#define LOOK_LIFETIME 200 /* µs */

static TaskingAISocket *
get_socket (TaskingAIReactor *self, int fd)
{
  if ((guint) fd >= self->sockets->len)
    g_array_set_size (self->sockets, fd + 1);
  return &g_array_index (self->sockets, TaskingAISocket, fd);
}

/* FALSE: the socket is not there any more. */
static gboolean
tell_epoll (TaskingAIReactor *self, int fd, TaskingAISocket *socket, guint32 events)
{
  struct epoll_event event = { .events = events, .data.fd = fd };
  int op = socket->have == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
  gboolean done = epoll_ctl (self->epoll_fd, op, fd, &event) == 0;
  if (!done && events != 0)
    g_critical ("Watching a socket: %s", g_strerror (errno)); /* its call would never end */
  socket->have = events;
  return done;
}

/* libcurl may close what it has done with at once and without telling: what is left of the events then
 * is of a number that some other socket of the program may have. */
static void
forget_events (TaskingAIReactor *self, int fd)
{
  for (int i = self->next_event; i < self->n_events; i++)
    if (self->events[i].data.fd == fd)
      self->events[i].events = 0;
}

/* Whether the server has nothing to say on its connection until the next request. Not so over HTTP/2,
 * nor while it is we who do not read. */
static gboolean
is_answered (CURL *easy)
{
  char *handle = NULL;
  long version = 0;
  curl_easy_getinfo (easy, CURLINFO_PRIVATE, &handle);
  curl_easy_getinfo (easy, CURLINFO_HTTP_VERSION, &version);
  TaskingAICall *call = handle != NULL ? ((TaskingAIHandle *) handle)->call : NULL;
  return call != NULL && !call->paused && !call->held && version < CURL_HTTP_VERSION_2_0;
}

/* A connection that libcurl has done with stays in epoll: most often the next request uses it again,
 * and two system calls are saved. It is taken out only if it wakes up meanwhile. */
static int
socket_cb (CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
  TaskingAIReactor *self = user_data;
  TaskingAISocket *socket = get_socket (self, fd);
  if (what == CURL_POLL_REMOVE)
    {
      socket->want = 0;
      forget_events (self, fd);
      socket->kept = is_answered (easy);
      if (!socket->connection && socket->have != 0)
        tell_epoll (self, fd, socket, 0);
      return 0;
    }
  socket->want =
      ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0);
  if (socket->want != socket->have)
    tell_epoll (self, fd, socket, socket->want);
  return 0;
}

static int
timer_cb (CURLM *multi, long timeout_ms, void *user_data)
{
  TaskingAIReactor *self = user_data;
  self->curl_deadline =
      timeout_ms < 0 ? TASKINGAI_NEVER : self->now + timeout_ms * G_TIME_SPAN_MILLISECOND;
  return 0;
}

static curl_socket_t
open_socket_cb (void *user_data, curlsocktype purpose, struct curl_sockaddr *address)
{
  TaskingAIHandle *handle = user_data;
  TaskingAIReactor *self = handle->socket_data;
  if (!taskingai_handle_may_connect (handle))
    return CURL_SOCKET_BAD;
  int fd = socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  self->name_known = TRUE;
  /* libcurl closes a socket that is not connected yet without telling: the number may be used anew
   * while the table still has what epoll was told of the old one. */
  if (fd >= 0)
    *get_socket (self, fd) = (TaskingAISocket){ .connection = TRUE };
  taskingai_reactor_count (self, CONNECT_WORK);
  return fd;
}

static int
close_socket_cb (void *user_data, curl_socket_t fd)
{
  TaskingAIReactor *self = user_data;
  *get_socket (self, fd) = (TaskingAISocket){ 0 }; /* closing takes it out of epoll */
  shutdown (fd, SHUT_RDWR); /* the server sees it, also if a forked process has a copy */
  return close (fd);
}

TaskingAIHandle *
taskingai_reactor_io_new_handle (TaskingAIReactor *self, TaskingAIConfig *config)
{
  return taskingai_handle_new (config, open_socket_cb, close_socket_cb, self);
}

static void
init_curl_once (void)
{
  static gsize done = 0;
  if (g_once_init_enter (&done))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&done, 1);
    }
}

void
taskingai_reactor_io_init (TaskingAIReactor *self)
{
  init_curl_once ();
  self->curl_deadline = TASKINGAI_NEVER;
  self->sockets = g_array_new (FALSE, TRUE, sizeof (TaskingAISocket));
  self->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  self->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  self->multi = curl_multi_init ();
  if (self->epoll_fd < 0 || self->wake_fd < 0 || self->multi == NULL)
    g_error ("No file descriptors left for a connection to TaskingAI: %s", g_strerror (errno));

  struct epoll_event event = { .events = EPOLLIN, .data.fd = self->wake_fd };
  epoll_ctl (self->epoll_fd, EPOLL_CTL_ADD, self->wake_fd, &event);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, socket_cb);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, timer_cb);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_MAXCONNECTS, MIN_CONNECTIONS);
}

void
taskingai_reactor_io_clear (TaskingAIReactor *self)
{
  curl_multi_cleanup (self->multi);
  close (self->epoll_fd);
  close (self->wake_fd);
  g_array_unref (self->sockets);
}

void
taskingai_reactor_io_wake (TaskingAIReactor *self)
{
  guint64 one = 1;
  if (write (self->wake_fd, &one, sizeof one) < 0 && errno != EAGAIN)
    g_debug ("Waking the reactor: %s", g_strerror (errno));
}

static void
clear_wake (TaskingAIReactor *self)
{
  guint64 count;
  if (read (self->wake_fd, &count, sizeof count) < 0 && errno != EAGAIN)
    g_debug ("Clearing the wake-up: %s", g_strerror (errno));
}

void
taskingai_reactor_io_kick (TaskingAIReactor *self)
{
  int running;
  /* libcurl sets the clock to "now" after much of what it does; some rounds settle it. */
  for (int round = 0; round < 4 && self->curl_deadline <= self->now; round++)
    {
      self->curl_deadline = TASKINGAI_NEVER;
      curl_multi_socket_action (self->multi, CURL_SOCKET_TIMEOUT, 0, &running);
      if (self->curl_deadline == TASKINGAI_NEVER)
        {
          /* It does not repeat a time that it has told before. */
          long timeout_ms = -1;
          curl_multi_timeout (self->multi, &timeout_ms);
          timer_cb (self->multi, timeout_ms, self);
        }
    }
}

/* Of a connection that nobody reads. What comes unasked would be taken for the answer to the next
 * request: libcurl minds only the end. */
static void
handle_idle (TaskingAIReactor *self, int fd, TaskingAISocket *socket)
{
  if (socket->have != 0 && tell_epoll (self, fd, socket, 0) && socket->kept)
    shutdown (fd, SHUT_RDWR);
}

static void
handle_event (TaskingAIReactor *self, const struct epoll_event *event)
{
  int fd = event->data.fd;
  if (event->events == 0)
    return; /* forgotten */
  if (fd == self->wake_fd)
    {
      clear_wake (self);
      return;
    }
  TaskingAISocket *socket = get_socket (self, fd);
  if (socket->want == 0)
    {
      if (self->held.length == 0) /* else it may be that of a stream that is held for a moment */
        handle_idle (self, fd, socket);
      return;
    }
  int mask = ((event->events & (EPOLLIN | EPOLLRDHUP)) != 0 ? CURL_CSELECT_IN : 0)
             | ((event->events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0)
             | ((event->events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
  int running;
  curl_multi_socket_action (self->multi, fd, mask, &running);
}

static int
wait_ms (gint64 timeout)
{
  if (timeout < 0)
    return -1;
  return (int) MIN ((timeout + 999) / 1000, G_MAXINT);
}

/* With no event left to handle. Waits up to @timeout µs (-1: for ever). */
static void
ask_epoll (TaskingAIReactor *self, gint64 timeout)
{
  self->next_event = self->n_events = 0;
  int n = epoll_wait (self->epoll_fd, self->events, TASKINGAI_REACTOR_EVENTS, wait_ms (timeout));
  self->n_events = MAX (n, 0);
  if (timeout != 0)
    self->now = taskingai_clock.get_time ();
  self->polled = self->now;
}

/* What has come for others is the next turn's: epoll tells it last if it is asked once more, and those
 * would never have theirs. */
void
taskingai_reactor_io_drop_stale (TaskingAIReactor *self)
{
  if (self->now - self->polled < LOOK_LIFETIME || self->next_event < self->n_events)
    return;
  ask_epoll (self, 0);
  for (int i = 0; i < self->n_events; i++)
    {
      int fd = self->events[i].data.fd;
      if (fd != self->wake_fd && get_socket (self, fd)->want == 0)
        {
          self->events[i].events = 0;
          handle_idle (self, fd, get_socket (self, fd));
        }
    }
}

static void
handle_events (TaskingAIReactor *self)
{
  while (self->next_event < self->n_events && self->work < TASKINGAI_REACTOR_WORK)
    {
      self->work += TASKINGAI_REACTOR_STEP;
      handle_event (self, &self->events[self->next_event++]);
    }
}

void
taskingai_reactor_io_turn (TaskingAIReactor *self, gint64 timeout)
{
  self->work = 0;
  if (self->held.length > 0)
    {
      taskingai_reactor_let_go (self);
      timeout = 0;
    }
  if (self->next_event < self->n_events)
    { /* of the last turn, or of a look, which most often was too early for some */
      handle_events (self);
      timeout = 0;
    }
  if (self->next_event == self->n_events)
    {
      ask_epoll (self, timeout);
      handle_events (self);
    }
}
