/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The socket at which clients call. libsoup's own listener queues only ten callers, and stops for
 * good at the first call that it cannot take, as when there are too many open files.
 */

#pragma once

#include "connection.h"

typedef struct _Listener Listener;

Listener *listener_new (SoupServer *server, Connections *connections, GSocket *socket,
                        GError **error);
void listener_free (Listener *listener);

/* A socket that is listened at. */
GSocket *listener_open_socket (const char *address, guint16 port, GError **error);
/* Lets the process open as many files as it may; how many connections that is enough for. */
guint listener_make_room (void);
