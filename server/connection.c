/* SPDX-License-Identifier: LGPL-2.1-or-later */

#define _GNU_SOURCE

#include "connection.h"

#include <glib-unix.h>
#include <poll.h>

/* libsoup gets this long to see the end itself, and to answer what came before it. */
#define GRACE_MS 100

#define DATA_KEY "taskingai-connection"

typedef struct {
  GSocket *socket;
  guint busy; /* requests being answered; keeps this alive */
} Connection;

static void
connection_free (gpointer data)
{
  Connection *connection = data;

  g_object_unref (connection->socket);
  g_free (connection);
}

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  Connection *connection = data;

  g_signal_handlers_disconnect_by_data (message, connection);
  connection->busy--;
}

static gboolean
on_grace_over (gpointer data)
{
  Connection *connection = data;

  if (connection->busy > 0)
    return G_SOURCE_CONTINUE;
  /* Does nothing where libsoup has closed it already. */
  g_socket_close (connection->socket, NULL);
  g_object_set_data (G_OBJECT (connection->socket), DATA_KEY, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_hang_up (int fd, GIOCondition condition, gpointer connection)
{
  (void) fd;
  (void) condition;
  g_timeout_add_full (G_PRIORITY_DEFAULT, GRACE_MS, on_grace_over, connection, connection_free);
  return G_SOURCE_REMOVE;
}

static Connection *
connection_new (GSocket *socket)
{
  Connection *connection = g_new0 (Connection, 1);
  int condition = G_IO_HUP | G_IO_ERR | POLLRDHUP;

  connection->socket = g_object_ref (socket);
  g_unix_fd_add (g_socket_get_fd (socket), (GIOCondition) condition, on_hang_up, connection);
  g_object_set_data (G_OBJECT (socket), DATA_KEY, connection);
  return connection;
}

void
connection_follow (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Connection *connection;

  if (socket == NULL || g_socket_is_closed (socket))
    return;
  connection = g_object_get_data (G_OBJECT (socket), DATA_KEY);
  if (connection == NULL)
    connection = connection_new (socket);
  connection->busy++;
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), connection);
}
