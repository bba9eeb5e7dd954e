/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A server that is never the limit: it does no work but to read requests and to send answers that
 * are already there, so that what is measured is the client. One thread, loopback only. */

#include "load-answers.h"
#include "load-assistants.h"
#include "load-pacer.h"
#include "load-routes.h"
#include "load-tape.h"
#include "usage.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS 256

static int
listen_on (int port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons ((uint16_t) port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  socklen_t length = sizeof address;
  int one = 1;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one); /* inherited by what it accepts */
  if (bind (fd, (struct sockaddr *) &address, sizeof address) != 0 || listen (fd, 4096) != 0)
    {
      perror ("load-server");
      exit (1);
    }
  getsockname (fd, (struct sockaddr *) &address, &length);
  printf ("PORT %d\n", ntohs (address.sin_port));
  fflush (stdout);
  return fd;
}

static void
accept_all (int epoll, int listener)
{
  int fd;

  while ((fd = accept4 (listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
    load_connection_new (epoll, fd);
}

/* False when what came in is no request. */
static bool
answer_all (LoadConnection *connection)
{
  while (connection->in_used > 0 && connection->stream.events == 0
         && !load_connection_is_blocked (connection))
    {
      LoadRequest request;
      ssize_t length =
          load_request_parse (&request, (LoadText){ connection->in, connection->in_used });

      if (length <= 0)
        return length == 0;
      load_routes_answer (connection, &request);
      load_connection_consume (connection, (size_t) length);
      load_connection_flush (connection);
    }
  return true;
}

static void
serve (LoadConnection *connection, uint32_t events)
{
  bool alive = (events & ~(uint32_t) EPOLLOUT) == 0 || load_connection_read (connection);

  if (alive && (events & EPOLLOUT))
    {
      load_connection_flush (connection);
      load_pacer_resume (connection);
    }
  if (alive && answer_all (connection))
    return;
  load_pacer_stop (connection);
  load_connection_free (connection);
}

/* In nanoseconds: the milliseconds of epoll_wait () are as long as the shortest spacing. */
static int
wait_for_events (int epoll, struct epoll_event *events)
{
  int64_t wait_ns = load_pacer_wait_ns ();
  struct timespec wait = { .tv_sec = wait_ns / 1000000000, .tv_nsec = wait_ns % 1000000000 };

  return epoll_pwait2 (epoll, events, EVENTS, wait_ns < 0 ? NULL : &wait, NULL);
}

static _Noreturn void
loop (int epoll, int listener)
{
  struct epoll_event events[EVENTS];

  for (;;)
    {
      int count = wait_for_events (epoll, events);

      for (int i = 0; i < count; i++)
        if (events[i].data.ptr == NULL)
          accept_all (epoll, listener);
        else
          serve (events[i].data.ptr, events[i].events);
      load_pacer_run ();
    }
}

int
main (int argc, char **argv)
{
  int port = argc == 3 && strcmp (argv[1], "--port") == 0 ? atoi (argv[2]) : 0;
  int epoll = epoll_create1 (EPOLL_CLOEXEC);
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
  int listener;

  usage_raise_descriptor_limit ();
  load_assistants_init ();
  load_answers_init ();
  load_tape_init ();
  listener = listen_on (port);
  epoll_ctl (epoll, EPOLL_CTL_ADD, listener, &event);
  loop (epoll, listener);
}
