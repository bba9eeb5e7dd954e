/* SPDX-License-Identifier: LGPL-2.1-or-later */
#define _GNU_SOURCE
#include "cancel-peer.h"

#include <dlfcn.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* ---- peers ---- */

struct _Peer {
  GSocket *listener, *filler;
  GThread *thread; /* NULL: nobody accepts */
  guint16 port;
  gint first_byte; /* -1 until it is there */
  gint left;
  GMutex lock;
  GCond changed;
  gboolean may_read;    /* on */
  GMainContext *waiter; /* to be woken by the thread */
};

static void
tell (Peer *self, gint *what, gint value)
{
  g_mutex_lock (&self->lock);
  g_atomic_int_set (what, value);
  if (self->waiter != NULL)
    g_main_context_wakeup (self->waiter);
  g_mutex_unlock (&self->lock);
}

/* Nobody tells of a change: the condition is looked at again and again. */
static void
look_again (void)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_main_context_wakeup (context);
}

static gpointer
peer_thread (gpointer data)
{
  Peer *self = data;
  char bytes[4096];
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_accept (self->listener, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_socket_receive (socket, bytes, 1, NULL, NULL), ==, 1);
  tell (self, &self->first_byte, bytes[0]);
  g_mutex_lock (&self->lock);
  while (!self->may_read)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  while (g_socket_receive (socket, bytes, sizeof bytes, NULL, NULL) > 0)
    ;
  tell (self, &self->left, TRUE);
  return NULL;
}

static GSocket *
tcp_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  return socket;
}

static Peer *
peer_new (int backlog)
{
  Peer *self = g_new0 (Peer, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  self->first_byte = -1;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->listener = tcp_socket ();
  g_socket_set_listen_backlog (self->listener, backlog);
  /* What a connection takes has to be less than what is sent. */
  g_assert_true (g_socket_set_option (self->listener, SOL_SOCKET, SO_RCVBUF, 65536, &error));
  g_assert_true (g_socket_bind (self->listener, any, FALSE, &error));
  g_assert_true (g_socket_listen (self->listener, &error));
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->listener, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  return self;
}

Peer *
peer_new_reading (void)
{
  Peer *self = peer_new (1);
  self->thread = g_thread_new ("peer", peer_thread, self);
  return self;
}

/* Nobody accepts the one connection that there is room for. */
Peer *
peer_new_full (void)
{
  Peer *self = peer_new (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->listener, &error);
  self->filler = tcp_socket ();
  g_assert_true (g_socket_connect (self->filler, address, NULL, &error));
  return self;
}

void
peer_free (Peer *self)
{
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_clear_object (&self->filler);
  g_object_unref (self->listener);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

char *
peer_dup_host (Peer *self, const char *scheme)
{
  return g_strdup_printf ("%s://127.0.0.1:%u", scheme, self->port);
}

/* Whether this process has a socket that is not connected yet. */
static gboolean
is_tried (gpointer data)
{
  look_again ();
  for (int fd = 3; fd < 1024; fd++)
    {
      struct tcp_info info;
      socklen_t length = sizeof info;
      if (getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &length) == 0
          && info.tcpi_state == TCP_SYN_SENT)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_not_tried (gpointer data)
{
  return !is_tried (data);
}

static gboolean
is_reached (gpointer data)
{
  return g_atomic_int_get (&((Peer *) data)->first_byte) >= 0;
}

static gboolean
is_left (gpointer data)
{
  return g_atomic_int_get (&((Peer *) data)->left);
}

static void
wait_for (Peer *self, gboolean may_read, gboolean (*condition) (gpointer peer))
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_mutex_lock (&self->lock);
  self->waiter = context;
  self->may_read = may_read;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  run_until (condition, self);
  g_mutex_lock (&self->lock);
  self->waiter = NULL;
  g_mutex_unlock (&self->lock);
}

void
peer_wait_reached (Peer *self)
{
  wait_for (self, FALSE, self->thread == NULL ? is_tried : is_reached);
}

int
peer_get_first_byte (Peer *self)
{
  return g_atomic_int_get (&self->first_byte);
}

void
peer_wait_left (Peer *self)
{
  wait_for (self, TRUE, self->thread == NULL ? is_not_tried : is_left);
}

/* ---- names ---- */

static GMutex names_lock;
static GCond names_changed;
static gboolean names_held;
static guint n_resolving;

static void
change_names (gboolean held, int more)
{
  g_mutex_lock (&names_lock);
  names_held = held;
  n_resolving += more;
  g_cond_broadcast (&names_changed);
  g_mutex_unlock (&names_lock);
}

/* In the place of the C library's: libcurl calls it in a thread of its own. */
G_MODULE_EXPORT int
getaddrinfo (const char *node, const char *service, const struct addrinfo *hints,
             struct addrinfo **result)
{
  int (*real) (const char *, const char *, const struct addrinfo *, struct addrinfo **) =
      (__typeof__ (real)) dlsym (RTLD_NEXT, "getaddrinfo");
  if (g_strcmp0 (node, SLOW_NAME) != 0)
    return real (node, service, hints, result);
  g_mutex_lock (&names_lock);
  n_resolving++;
  g_cond_broadcast (&names_changed);
  while (names_held)
    g_cond_wait (&names_changed, &names_lock);
  g_mutex_unlock (&names_lock);
  int status = real ("127.0.0.1", service, hints, result);
  g_mutex_lock (&names_lock);
  n_resolving--;
  g_cond_broadcast (&names_changed);
  g_mutex_unlock (&names_lock);
  return status;
}

void
names_hold (void)
{
  change_names (TRUE, 0);
}

static gboolean
is_resolving (gpointer data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&names_lock);
  look_again ();
  return n_resolving > 0;
}

void
names_wait_reached (void)
{
  run_until (is_resolving, NULL);
}

void
names_release (void)
{
  change_names (FALSE, 0);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&names_lock);
  while (n_resolving > 0)
    g_cond_wait (&names_changed, &names_lock);
}

/* ---- proxies ---- */

struct _TestResolver {
  GObject parent_instance;
  GTask *asked;
  gint reached;
};

static void test_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestResolver, test_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      test_resolver_iface_init))

static void
test_resolver_class_init (TestResolverClass *klass)
{
}

static void
test_resolver_init (TestResolver *self)
{
}

static char **
lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  GPollFD fd;
  g_assert_true (g_cancellable_make_pollfd (cancellable, &fd));
  g_atomic_int_set (&TEST_RESOLVER (resolver)->reached, TRUE);
  g_main_context_wakeup (NULL);
  g_poll (&fd, 1, -1);
  g_cancellable_release_fd (cancellable);
  g_cancellable_set_error_if_cancelled (cancellable, error);
  return NULL;
}

static void
lookup_async (GProxyResolver *resolver, const char *uri, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  TestResolver *self = TEST_RESOLVER (resolver);
  g_assert_null (self->asked);
  self->asked = g_task_new (resolver, cancellable, callback, user_data);
  g_atomic_int_set (&self->reached, TRUE);
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->lookup = lookup;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

static gboolean
resolver_is_reached (gpointer self)
{
  return g_atomic_int_get (&TEST_RESOLVER (self)->reached);
}

void
test_resolver_wait_reached (TestResolver *self)
{
  run_until (resolver_is_reached, self);
}

void
test_resolver_release (TestResolver *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->asked);
  if (task != NULL)
    g_task_return_pointer (task, g_strsplit ("direct://", " ", 0), (GDestroyNotify) g_strfreev);
}
