/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reset-server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* How an exchange ends, unless it ends well. */
typedef enum {
  RESET,
  CLOSE,
  CLOSE_HALF, /* and read on */
  N_ENDINGS,
} Ending;

typedef enum {
  ANSWER,
  ANSWER_AND_END, /* the connection that the client would keep */
  STATUS,         /* of a gateway */
  END_IN_REQUEST,
  END_AFTER_REQUEST,
  END_IN_ANSWER,
} Course;

/* A connection, and what becomes of the request on it. */
typedef struct {
  int fd;
  GString *in;
  Course course;
  Ending ending;
  guint place; /* bytes of the request, or of the answer */
  gboolean head_seen, half_closed;
} Peer;

struct _ResetServer {
  int listener, stop_fd;
  guint port;
  GThread *thread;
  GRand *random;
  GPtrArray *peers;
  GHashTable *turns, *heads; /* numbers and ids → how often */
  ResetServerCounts counts;
};

#define MESSAGE "{\"object\":\"Message\",\"message_id\":\"Mah1\"}"
#define PLAIN "{\"status\":\"success\",\"data\":" MESSAGE "}"
#define EVENTS                                                                                     \
  "data: {\"object\":\"MessageChunk\",\"role\":\"assistant\",\"index\":0,\"delta\":\"so\","        \
  "\"created_timestamp\":1}\n\ndata: " MESSAGE "\n\ndata: [DONE]\n\n"

/* ---- chance ---- */

static void
choose (ResetServer *self, Peer *peer)
{
  static const Course courses[] = { ANSWER,         ANSWER,         ANSWER,
                                    ANSWER,         ANSWER_AND_END, STATUS,
                                    END_IN_REQUEST, END_IN_REQUEST, END_AFTER_REQUEST,
                                    END_IN_ANSWER };
  peer->course = courses[g_rand_int_range (self->random, 0, G_N_ELEMENTS (courses))];
  peer->ending = g_rand_int_range (self->random, 0, N_ENDINGS);
  /* Before anything is read too. */
  peer->place = g_rand_int_range (self->random, 0, 4) == 0
                    ? 0
                    : (guint) g_rand_int_range (self->random, 0, 400);
  peer->head_seen = FALSE;
}

/* ---- the connection ---- */

static void
peer_free (gpointer data)
{
  Peer *self = data;
  close (self->fd);
  g_string_free (self->in, TRUE);
  g_free (self);
}

/* FALSE if it is over. */
static gboolean
end (ResetServer *self, Peer *peer)
{
  const struct linger at_once = { 1, 0 };
  switch (peer->ending)
    {
    case RESET:
      self->counts.resets++;
      setsockopt (peer->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      return FALSE;
    case CLOSE_HALF:
      self->counts.closes++;
      peer->half_closed = TRUE;
      shutdown (peer->fd, SHUT_WR);
      return TRUE;
    default:
      self->counts.closes++;
      return FALSE;
    }
}

/* The socket's buffer takes it: the client reads all that it gets. */
static gboolean
send_all (Peer *peer, const char *text, gsize length)
{
  return send (peer->fd, text, length, MSG_NOSIGNAL) == (gssize) length;
}

static gboolean
send_status (ResetServer *self, Peer *peer)
{
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 %d Sorry\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nSorry",
      g_rand_boolean (self->random) ? 502 : 503);
  self->counts.refusals++;
  return send_all (peer, answer, strlen (answer));
}

static gboolean
send_answer (ResetServer *self, Peer *peer, gboolean stream)
{
  const char *body = stream ? EVENTS : PLAIN;
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n%s",
                       stream ? "text/event-stream" : "application/json", strlen (body), body);
  gsize length = strlen (answer);
  if (peer->course == END_IN_ANSWER)
    {
      self->counts.cut++;
      return send_all (peer, answer, MIN (peer->place, length - 1)) && end (self, peer);
    }
  self->counts.good++;
  return send_all (peer, answer, length) && (peer->course == ANSWER || end (self, peer));
}

/* ---- the request ---- */

static void
count (GHashTable *table, gpointer key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));
  g_hash_table_replace (table, key, GUINT_TO_POINTER (n + 1));
}

static guint64
number_after (const char *text, const char *lead)
{
  const char *found = strstr (text, lead);
  return found != NULL ? g_ascii_strtoull (found + strlen (lead), NULL, 10) : 0;
}

static void
count_head (ResetServer *self, Peer *peer)
{
  const char *id = strstr (peer->in->str, "X-Request-ID: ");
  if (!peer->head_seen && g_str_has_prefix (peer->in->str, "POST "))
    count (self->heads, g_strndup (id, strcspn (id, "\r")));
  peer->head_seen = TRUE;
}

/* The length of the request, 0 if there is more to come. */
static gsize
find_request (ResetServer *self, Peer *peer)
{
  const char *head_end = strstr (peer->in->str, "\r\n\r\n");
  if (head_end == NULL)
    return 0;
  count_head (self, peer);
  gsize length =
      (gsize) (head_end - peer->in->str) + 4 + number_after (peer->in->str, "Content-Length: ");
  return peer->in->len >= length ? length : 0;
}

static gboolean
take_request (ResetServer *self, Peer *peer, gsize length)
{
  gboolean stream = strstr (peer->in->str, "\"stream\":true") != NULL;
  self->counts.requests++;
  if (g_str_has_prefix (peer->in->str, "POST "))
    count (self->turns, GUINT_TO_POINTER ((guint) number_after (peer->in->str, "turn-")));
  g_string_erase (peer->in, 0, (gssize) length);
  if (peer->half_closed)
    return TRUE;
  if (peer->course == END_AFTER_REQUEST)
    return end (self, peer);
  gboolean goes_on =
      peer->course == STATUS ? send_status (self, peer) : send_answer (self, peer, stream);
  if (!peer->half_closed)
    choose (self, peer);
  return goes_on;
}

/* FALSE if the connection is over. */
static gboolean
serve (ResetServer *self, Peer *peer)
{
  char bytes[4096];
  gboolean ends_early = peer->course == END_IN_REQUEST && !peer->half_closed;
  gsize wanted = ends_early ? MIN (peer->place - peer->in->len, sizeof bytes) : sizeof bytes;
  if (wanted > 0)
    {
      gssize n = recv (peer->fd, bytes, wanted, MSG_DONTWAIT);
      if (n <= 0)
        return n < 0 && errno == EAGAIN;
      g_string_append_len (peer->in, bytes, n);
    }
  gsize length = find_request (self, peer);
  if (length > 0)
    return take_request (self, peer, length);
  if (!ends_early || peer->in->len < peer->place)
    return TRUE;
  self->counts.parts++;
  return end (self, peer);
}

/* ---- the thread ---- */

static void
welcome (ResetServer *self)
{
  Peer *peer = g_new0 (Peer, 1);
  peer->fd = accept (self->listener, NULL, NULL);
  peer->in = g_string_new (NULL);
  choose (self, peer);
  g_ptr_array_add (self->peers, peer);
}

static void
wait_for_any (ResetServer *self, struct pollfd *fds)
{
  fds[0] = (struct pollfd){ self->stop_fd, POLLIN, 0 };
  fds[1] = (struct pollfd){ self->listener, POLLIN, 0 };
  for (guint i = 0; i < self->peers->len; i++)
    fds[i + 2] = (struct pollfd){ ((Peer *) self->peers->pdata[i])->fd, POLLIN, 0 };
  poll (fds, self->peers->len + 2, -1);
}

static gpointer
run (gpointer data)
{
  ResetServer *self = data;
  g_autofree struct pollfd *fds = NULL;
  do
    {
      fds = g_renew (struct pollfd, fds, self->peers->len + 2);
      wait_for_any (self, fds);
      for (guint i = self->peers->len; i > 0; i--)
        if (fds[i + 1].revents != 0 && !serve (self, self->peers->pdata[i - 1]))
          g_ptr_array_remove_index_fast (self->peers, i - 1);
      if (fds[1].revents != 0)
        welcome (self);
  } while (fds[0].revents == 0);
  return NULL;
}

ResetServer *
reset_server_new (guint32 seed)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  ResetServer *self = g_new0 (ResetServer, 1);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  self->stop_fd = eventfd (0, EFD_CLOEXEC);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (self->listener, 512), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  self->port = ntohs (address.sin_port);
  self->random = g_rand_new_with_seed (seed);
  self->peers = g_ptr_array_new_with_free_func (peer_free);
  self->turns = g_hash_table_new (NULL, NULL);
  self->heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->thread = g_thread_new ("reset-server", run, self);
  return self;
}

guint
reset_server_get_port (ResetServer *self)
{
  return self->port;
}

void
reset_server_stop (ResetServer *self)
{
  const guint64 one = 1;
  g_assert_cmpint (write (self->stop_fd, &one, sizeof one), ==, sizeof one);
  g_thread_join (g_steal_pointer (&self->thread));
}

const ResetServerCounts *
reset_server_get_counts (ResetServer *self)
{
  return &self->counts;
}

guint
reset_server_count_turn (ResetServer *self, guint number)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->turns, GUINT_TO_POINTER (number)));
}

guint
reset_server_count_heads (ResetServer *self)
{
  GHashTableIter iter;
  gpointer n;
  guint most = 0;
  g_hash_table_iter_init (&iter, self->heads);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    most = MAX (most, GPOINTER_TO_UINT (n));
  return most;
}

void
reset_server_free (ResetServer *self)
{
  g_ptr_array_unref (self->peers);
  g_hash_table_unref (self->turns);
  g_hash_table_unref (self->heads);
  g_rand_free (self->random);
  close (self->listener);
  close (self->stop_fd);
  g_free (self);
}
