/* SPDX-License-Identifier: LGPL-2.1-or-later */

#define _GNU_SOURCE

#include "connection.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

/* libsoup gets this long to see the end itself, and to answer what came before it. */
#define GRACE_MS 100
/* What a client has to send or to read to count as getting on. */
#define PROGRESS (16 * 1024)
/* Bytes of bodies that have not been answered, of all connections. */
#define MAX_HELD (256 * 1024 * 1024)

#define DATA_KEY "taskingai-connection"

struct _Connections {
  SoupServer *server;
  gint64 patience; /* in microseconds */
  guint max;
  guint count;
  gsize held;
  GQueue waiting; /* of connections, by the time since when */
  guint timer;
  gulong hook;
};

typedef struct {
  Connections *all;
  gboolean counted; /* until it is as good as closed */
  GSocket *socket;
  gpointer theirs; /* what libsoup has for it, or NULL */
  GCancellable *gone;
  GSource *watch;
  guint grace;
  guint busy; /* requests being answered */
  gsize held;
  gsize progress; /* bytes since it last got on */
  gint64 since;
  GList link;
  gboolean waiting;
} Connection;

static void arm (Connections *all);

static void
stop_waiting (Connection *connection)
{
  if (connection->waiting)
    g_queue_unlink (&connection->all->waiting, &connection->link);
  connection->waiting = FALSE;
}

static void
start_waiting (Connection *connection)
{
  if (!connection->counted)
    return;
  stop_waiting (connection);
  connection->waiting = TRUE;
  connection->progress = 0;
  connection->since = g_get_monotonic_time ();
  g_queue_push_tail_link (&connection->all->waiting, &connection->link);
  arm (connection->all);
}

static void
let_go_of_bytes (Connection *connection)
{
  connection->all->held -= connection->held;
  connection->held = 0;
}

/* It counts no more, whenever the HTTP server may be done with it. */
static void
leave (Connection *connection)
{
  if (!connection->counted)
    return;
  stop_waiting (connection);
  let_go_of_bytes (connection);
  connection->all->count--;
  connection->counted = FALSE;
}

/* A client that is still sending learns of it by a reset, or it could wait for room for ever. */
static void
drop (Connection *connection)
{
  const struct linger none = { .l_onoff = 1 };

  leave (connection);
  setsockopt (g_socket_get_fd (connection->socket), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  g_socket_shutdown (connection->socket, TRUE, TRUE, NULL);
}

static gboolean
on_timer (gpointer data)
{
  Connections *all = data;
  gint64 now = g_get_monotonic_time ();
  Connection *first;

  all->timer = 0;
  while ((first = g_queue_peek_head (&all->waiting)) != NULL && first->since + all->patience <= now)
    drop (first);
  arm (all);
  return G_SOURCE_REMOVE;
}

static void
arm (Connections *all)
{
  const Connection *first = g_queue_peek_head (&all->waiting);
  gint64 left;

  if (first == NULL || all->timer != 0 || all->patience == 0)
    return;
  left = first->since + all->patience - g_get_monotonic_time ();
  all->timer = g_timeout_add ((guint) (MAX (left, 0) / 1000) + 1, on_timer, all);
}

static void
connection_free (gpointer data)
{
  Connection *connection = data;

  leave (connection);
  if (connection->grace != 0)
    g_source_remove (connection->grace);
  g_source_destroy (connection->watch);
  g_source_unref (connection->watch);
  g_clear_weak_pointer (&connection->theirs);
  g_object_unref (connection->gone);
  g_object_unref (connection->socket);
  g_rc_box_release (connection->all);
  g_free (connection);
}

static gboolean
on_grace_over (gpointer data)
{
  Connection *connection = data;

  if (connection->busy > 0)
    return G_SOURCE_CONTINUE;
  connection->grace = 0;
  leave (connection);
  /* Does nothing where libsoup has closed it already. */
  g_socket_close (connection->socket, NULL);
  if (connection->theirs != NULL)
    g_signal_emit_by_name (connection->theirs, "disconnected");
  return G_SOURCE_REMOVE;
}

/* The HTTP server looks at the socket only when it reads or writes. */
static gboolean
on_hang_up (int fd, GIOCondition condition, gpointer data)
{
  Connection *connection = data;

  (void) fd;
  (void) condition;
  g_cancellable_cancel (connection->gone);
  connection->grace = g_timeout_add (GRACE_MS, on_grace_over, connection);
  return G_SOURCE_REMOVE;
}

static Connection *
connection_new (Connections *all, GSocket *socket)
{
  Connection *connection = g_new0 (Connection, 1);
  int condition = G_IO_HUP | G_IO_ERR | POLLRDHUP;

  connection->all = g_rc_box_acquire (all);
  connection->counted = TRUE;
  connection->socket = g_object_ref (socket);
  connection->gone = g_cancellable_new ();
  connection->link.data = connection;
  connection->watch = g_unix_fd_source_new (g_socket_get_fd (socket), (GIOCondition) condition);
  g_source_set_callback (connection->watch, G_SOURCE_FUNC (on_hang_up), connection, NULL);
  g_source_attach (connection->watch, g_main_context_get_thread_default ());
  all->count++;
  return connection;
}

/* libsoup gives no other way from a message to what its connection was made of. */
static Connection *
connection_of (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return g_object_get_data (G_OBJECT (address), DATA_KEY);
}

GSocket *
connection_get_socket (SoupServerMessage *message)
{
  return connection_of (message)->socket;
}

GCancellable *
connection_get_gone (SoupServerMessage *message)
{
  return connection_of (message)->gone;
}

void
connection_drop (SoupServerMessage *message)
{
  drop (connection_of (message));
}

void
connection_wait (SoupServerMessage *message, gboolean waiting)
{
  Connection *connection = connection_of (message);

  if (waiting)
    start_waiting (connection);
  else
    stop_waiting (connection);
}

static void
get_on (Connection *connection, gsize bytes)
{
  connection->progress += bytes;
  if (connection->waiting && connection->progress >= PROGRESS)
    start_waiting (connection);
}

/* Bodies that never end would fill the memory. */
static void
limit_held (Connections *all)
{
  GList *next;

  for (GList *link = all->waiting.head; link != NULL && all->held > MAX_HELD; link = next)
    {
      Connection *connection = link->data;

      next = link->next;
      if (connection->held > 0)
        drop (connection);
    }
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Connection *connection = data;
  gsize size = g_bytes_get_size (chunk);

  (void) message;
  get_on (connection, size);
  if (!connection->counted)
    return;
  connection->held += size;
  connection->all->held += size;
  limit_held (connection->all);
}

static void
on_wrote_body_data (SoupServerMessage *message, guint size, gpointer data)
{
  (void) message;
  get_on (data, size);
}

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  Connection *connection = data;

  g_signal_handlers_disconnect_by_data (message, connection);
  connection->busy--;
  let_go_of_bytes (connection);
  start_waiting (connection);
}

static void
on_got_headers (SoupServerMessage *message, gpointer data)
{
  Connection *connection = data;

  connection->busy++;
  start_waiting (connection);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), connection);
}

/* What has been refused meanwhile is for the client to read. */
static void
on_request_read (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  (void) server;
  (void) data;
  if (soup_server_message_get_status (message) == 0)
    stop_waiting (connection_of (message));
}

/* Before its first byte, or at its first when another one came before it. */
static void
on_request_started (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  Connection *connection = connection_of (message);

  (void) server;
  (void) data;
  start_waiting (connection);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers), connection);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), connection);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), connection);
}

static gboolean
on_connection_started (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  Connection *connection = connection_of (g_value_get_object (&values[1]));

  (void) hint;
  (void) n;
  (void) data;
  g_set_weak_pointer (&connection->theirs, g_value_get_object (&values[0]));
  return G_SOURCE_CONTINUE;
}

/* libsoup 3.2 never lets go of a connection that its client closes between two requests. It has to
 * be told, and there is no other way to get at it; its class is there with the first of them. */
static void
find_theirs (Connections *all)
{
  GType type = g_type_from_name ("SoupServerConnection");
  guint started = type != 0 ? g_signal_lookup ("request-started", type) : 0;

  if (all->hook == 0 && started != 0 && g_signal_lookup ("disconnected", type) != 0)
    all->hook = g_signal_add_emission_hook (started, 0, on_connection_started, NULL, NULL);
}

Connections *
connections_new (SoupServer *server, guint patience, guint max)
{
  Connections *connections = g_rc_box_new0 (Connections);

  connections->server = server;
  connections->patience = patience * G_USEC_PER_SEC;
  connections->max = max;
  g_queue_init (&connections->waiting);
  g_signal_connect (server, "request-started", G_CALLBACK (on_request_started), NULL);
  g_signal_connect (server, "request-read", G_CALLBACK (on_request_read), NULL);
  return connections;
}

/* The HTTP server has closed them by now, but may keep something of them. */
void
connections_free (Connections *connections)
{
  while (!g_queue_is_empty (&connections->waiting))
    leave (g_queue_peek_head (&connections->waiting));
  if (connections->timer != 0)
    g_source_remove (connections->timer);
  g_rc_box_release (connections);
}

gboolean
connections_drop_oldest (Connections *connections)
{
  Connection *oldest = g_queue_peek_head (&connections->waiting);

  if (oldest != NULL)
    drop (oldest);
  return oldest != NULL;
}

guint
connections_count (Connections *connections)
{
  return connections->count;
}

void
connections_add (Connections *connections, GSocket *socket)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketConnection) stream = NULL;

  /* Gone already. */
  if (local == NULL || remote == NULL)
    return;
  if (connections->count >= connections->max && !connections_drop_oldest (connections))
    return;
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_object_set_data_full (G_OBJECT (remote), DATA_KEY, connection_new (connections, socket),
                          connection_free);
  stream = g_socket_connection_factory_create_connection (socket);
  soup_server_accept_iostream (connections->server, G_IO_STREAM (stream), local, remote, NULL);
  find_theirs (connections);
}
