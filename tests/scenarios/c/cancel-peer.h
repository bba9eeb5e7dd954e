/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "fixture.h"

/* Places where a call can be before a server has its request. */

/* ---- somebody who listens at a port, in threads of its own ---- */

typedef struct _Peer Peer;

Peer *peer_new_reading (void); /* accepts, and reads only the first bytes until it is left */
Peer *peer_new_full (void);    /* takes no connection any more */
void peer_free (Peer *peer);
char *peer_dup_host (Peer *peer, const char *scheme);

void peer_wait_reached (Peer *peer); /* the first bytes are there, or the connection is tried */
int peer_get_first_byte (Peer *peer);
void peer_wait_left (Peer *peer); /* the connection is closed, or not tried any more */

/* ---- names ---- */

/* It resolves to the host of the fault server once it is released. */
#define SLOW_NAME "slow.taskingai.test"

void names_hold (void);
void names_wait_reached (void);
void names_release (void); /* waits until nobody resolves */

/* ---- proxies ---- */

/* Answers "direct" once it is released; a blocking lookup waits until it is cancelled. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GObject)

void test_resolver_wait_reached (TestResolver *self);
void test_resolver_release (TestResolver *self);
