/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "listener.h"

#include <sys/resource.h>

/* Without a queue, callers wait a second for the kernel's next try. */
#define BACKLOG 1024
#define MAX_FILES 16384
/* Until the next try when a call could not be taken. */
#define PAUSE_MS 50
/* Calls taken before others get their turn. */
#define BATCH 64

struct _Listener {
  Connections *connections;
  GSocket *socket;
  GSource *source;
  guint pause;
};

static void listen_on (Listener *listener);

static gboolean
on_pause_over (gpointer data)
{
  Listener *listener = data;

  listener->pause = 0;
  listen_on (listener);
  return G_SOURCE_REMOVE;
}

static gboolean
on_call (GSocket *socket, GIOCondition condition, gpointer data)
{
  Listener *listener = data;
  g_autoptr (GError) error = NULL;

  (void) condition;
  for (guint i = 0; i < BATCH; i++)
    {
      g_autoptr (GSocket) accepted = g_socket_accept (socket, NULL, &error);

      if (accepted == NULL)
        break;
      connections_add (listener->connections, accepted);
    }
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  connections_drop_oldest (listener->connections);
  g_clear_pointer (&listener->source, g_source_unref);
  listener->pause = g_timeout_add (PAUSE_MS, on_pause_over, listener);
  return G_SOURCE_REMOVE;
}

static void
listen_on (Listener *listener)
{
  listener->source = g_socket_create_source (listener->socket, G_IO_IN, NULL);
  g_source_set_callback (listener->source, G_SOURCE_FUNC (on_call), listener, NULL);
  g_source_attach (listener->source, g_main_context_get_thread_default ());
}

GSocket *
listener_open_socket (const char *address, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) host = g_inet_address_new_from_string (address);
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new (host, port);
  g_autoptr (GSocket) socket = g_socket_new (g_inet_address_get_family (host), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, place, TRUE, error))
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  g_socket_set_blocking (socket, FALSE);
  return g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

/* libsoup keeps connections open for further requests only while it listens to something itself.
 * It is given a place that nobody can call. */
static gboolean
pretend (SoupServer *server, GError **error)
{
  g_autoptr (GSocket) socket = listener_open_socket ("127.0.0.1", 0, error);

  return socket != NULL && soup_server_listen_socket (server, socket, 0, error)
         && g_socket_shutdown (socket, TRUE, TRUE, error);
}

Listener *
listener_new (SoupServer *server, Connections *connections, GSocket *socket, GError **error)
{
  Listener *listener;

  if (!pretend (server, error))
    return NULL;
  listener = g_new0 (Listener, 1);
  listener->connections = connections;
  listener->socket = g_object_ref (socket);
  listen_on (listener);
  return listener;
}

void
listener_free (Listener *listener)
{
  if (listener->source != NULL)
    {
      g_source_destroy (listener->source);
      g_source_unref (listener->source);
    }
  if (listener->pause != 0)
    g_source_remove (listener->pause);
  g_object_unref (listener->socket);
  g_free (listener);
}

guint
listener_make_room (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return BACKLOG / 2;
  if (limit.rlim_cur < MAX_FILES)
    {
      limit.rlim_cur = MIN (limit.rlim_max, MAX_FILES);
      setrlimit (RLIMIT_NOFILE, &limit);
      getrlimit (RLIMIT_NOFILE, &limit);
    }
  /* Every client may need a file besides its connection: that to another server. */
  return (guint) MIN (limit.rlim_cur, MAX_FILES) / 2;
}
