/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-tape.h"
#include "load-text.h"

#include <stdint.h>
#include <sys/queue.h>

/* A client's socket, what has come in over it and what is still to go out. */

typedef struct LoadConnection LoadConnection;

/* A paced stream under way; the pacer's. */
typedef struct {
  const LoadTape *tape;
  long events; /* 0: no stream */
  long ready;  /* events whose time has come */
  long sent;   /* events given to the connection */
  int64_t start_ns;
  int64_t spacing_ns;
  TAILQ_ENTRY (LoadConnection) entry;
} LoadStream;

struct LoadConnection {
  int epoll;
  int fd;
  bool waits_to_write;
  char *in;
  size_t in_used;
  size_t in_size;
  LoadText out[4]; /* borrowed: from the prebuilt answers, or from the three below */
  int out_count;
  char *kept;
  char head[256];
  char foot[64];
  LoadStream stream;
};

LoadConnection *load_connection_new (int epoll, int fd);

void load_connection_free (LoadConnection *self);

/* All connections that are open now. */
long load_connection_count (void);

/* Takes what has arrived; false when the other side is gone. */
bool load_connection_read (LoadConnection *self);

void load_connection_consume (LoadConnection *self, size_t length);

/* Adds to what is to go out; the bytes must stay until they are gone. */
void load_connection_put (LoadConnection *self, LoadText text);

/* Sends as much as the socket takes, and asks to be told when it takes the rest. */
void load_connection_flush (LoadConnection *self);

/* Sends bytes that the caller will use again at once: what the socket does not take is copied. */
void load_connection_send_copy (LoadConnection *self, LoadText text);

/* Whether something still waits to go out. */
bool load_connection_is_blocked (const LoadConnection *self);
