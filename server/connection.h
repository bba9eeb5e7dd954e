/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The clients' connections. The server waits for its clients only so long, and for only so many
 * at once: then the one that it has been waiting for longest has to go.
 */

#pragma once

#include <libsoup/soup.h>

typedef struct _Connections Connections;

/* @patience: in seconds; 0 is for ever. @max: how many there may be. */
Connections *connections_new (SoupServer *server, guint patience, guint max);
void connections_free (Connections *connections);

/* Hands a connection that was accepted over to the HTTP server. */
void connections_add (Connections *connections, GSocket *socket);
/* FALSE: the server waits for none of its clients. */
gboolean connections_drop_oldest (Connections *connections);
guint connections_count (Connections *connections);

/* Closes it, whatever is on its way. */
void connection_drop (SoupServerMessage *message);

GSocket *connection_get_socket (SoupServerMessage *message);
/* Cancelled when the client has gone; one that has only shut down its sending side counts as gone,
 * as with the real service. */
GCancellable *connection_get_gone (SoupServerMessage *message);
/* The client is to read on (or to send on), or need not just now. */
void connection_wait (SoupServerMessage *message, gboolean waiting);
