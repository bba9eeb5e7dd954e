/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-connection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define IN_SIZE 4096
#define IN_LIMIT (16 * 1024 * 1024)

static long count;

LoadConnection *
load_connection_new (int epoll, int fd)
{
  LoadConnection *self = calloc (1, sizeof *self);
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = self };

  if (self == NULL)
    abort ();
  self->epoll = epoll;
  self->fd = fd;
  self->in_size = IN_SIZE;
  self->in = malloc (self->in_size);
  epoll_ctl (epoll, EPOLL_CTL_ADD, fd, &event);
  count++;
  return self;
}

void
load_connection_free (LoadConnection *self)
{
  close (self->fd);
  free (self->kept);
  free (self->in);
  free (self);
  count--;
}

long
load_connection_count (void)
{
  return count;
}

static bool
make_room (LoadConnection *self)
{
  if (self->in_used < self->in_size)
    return true;
  if (self->in_size >= IN_LIMIT)
    return false;
  self->in_size *= 2;
  self->in = realloc (self->in, self->in_size);
  return self->in != NULL;
}

bool
load_connection_read (LoadConnection *self)
{
  ssize_t got;

  if (!make_room (self))
    return false;
  got = recv (self->fd, self->in + self->in_used, self->in_size - self->in_used, 0);
  if (got < 0)
    return errno == EAGAIN || errno == EINTR;
  self->in_used += (size_t) got;
  return got > 0;
}

void
load_connection_consume (LoadConnection *self, size_t length)
{
  self->in_used -= length;
  memmove (self->in, self->in + length, self->in_used);
}

void
load_connection_put (LoadConnection *self, LoadText text)
{
  if (text.length > 0)
    self->out[self->out_count++] = text;
}

static void
wait_to_write (LoadConnection *self, bool wait)
{
  struct epoll_event event = { .events = wait ? EPOLLIN | EPOLLOUT : EPOLLIN, .data.ptr = self };

  if (self->waits_to_write == wait)
    return;
  self->waits_to_write = wait;
  epoll_ctl (self->epoll, EPOLL_CTL_MOD, self->fd, &event);
}

static void
drop_sent (LoadConnection *self, size_t sent)
{
  int gone = 0;

  while (gone < self->out_count && sent >= self->out[gone].length)
    sent -= self->out[gone++].length;
  self->out_count -= gone;
  memmove (self->out, self->out + gone, (size_t) self->out_count * sizeof *self->out);
  if (self->out_count > 0)
    self->out[0] = (LoadText){ self->out[0].at + sent, self->out[0].length - sent };
}

/* What goes wrong here is left to the next read to find: the socket will say that it is closed. */
static ssize_t
send_out (LoadConnection *self)
{
  struct iovec parts[4];
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = (size_t) self->out_count };

  for (int i = 0; i < self->out_count; i++)
    parts[i] = (struct iovec){ (void *) self->out[i].at, self->out[i].length };
  return sendmsg (self->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void
load_connection_flush (LoadConnection *self)
{
  while (self->out_count > 0)
    {
      ssize_t sent = send_out (self);

      if (sent < 0 && errno == EAGAIN)
        break;
      if (sent < 0)
        self->out_count = 0;
      else
        drop_sent (self, (size_t) sent);
    }
  wait_to_write (self, self->out_count > 0);
}

void
load_connection_send_copy (LoadConnection *self, LoadText text)
{
  load_connection_put (self, text);
  load_connection_flush (self);
  if (self->out_count == 0)
    return;
  free (self->kept);
  self->kept = malloc (self->out[0].length);
  if (self->kept == NULL)
    abort ();
  memcpy (self->kept, self->out[0].at, self->out[0].length);
  self->out[0].at = self->kept;
}

bool
load_connection_is_blocked (const LoadConnection *self)
{
  return self->out_count > 0;
}
