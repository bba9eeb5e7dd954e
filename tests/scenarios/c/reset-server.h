/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A server in a thread of its own that breaks most of what it does at random places: before it has
 * read anything, within the request, after it, within the answer; by a reset, by closing, by closing
 * its half; and counts which requests it has got. Good answers are a Message, plain or as a stream. */
typedef struct _ResetServer ResetServer;

typedef struct {
  guint requests; /* got as a whole */
  guint parts;    /* of which only a part was read */
  guint resets;   /* connections that it reset */
  guint closes;   /* connections, or halves of them, that it closed without an answer */
  guint cut;      /* answers that it broke off */
  guint refusals; /* HTTP 502 and 503 */
  guint good;     /* answers that it gave as a whole */
} ResetServerCounts;

ResetServer *reset_server_new (guint32 seed);
guint reset_server_get_port (ResetServer *self);

/* Ends the thread; from then on the counts stand still. */
void reset_server_stop (ResetServer *self);
const ResetServerCounts *reset_server_get_counts (ResetServer *self);
/* How often requests with "turn-NUMBER" in the body came in as a whole, and how often with the head. */
guint reset_server_count_turn (ResetServer *self, guint number);
/* The largest number of times that the head of one POST came in, told by its X-Request-ID. */
guint reset_server_count_heads (ResetServer *self);
void reset_server_free (ResetServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ResetServer, reset_server_free)

G_END_DECLS
