/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each clock ends what it is for, with its own code. Only codes are looked at, never the time. */
#include "fixture.h"

#include <string.h>

#define SHORT 100 /* ms */
#define TIMEOUT TASKINGAI_API_ERROR_TIMEOUT
#define STALLED TASKINGAI_API_ERROR_STALLED

/* ---- a host that does not answer to a connection ---- */

typedef struct {
  GSocket *listener;
  GPtrArray *waiting; /* connections that nobody accepts */
  char *host;
} Blackhole;

static gboolean
is_connected (GSocket *socket)
{
  return g_socket_condition_timed_wait (socket, G_IO_OUT, SHORT * 1000, NULL, NULL);
}

/* A listening socket whose backlog is full. */
static void
blackhole_init (Blackhole *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  self->listener =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_socket_set_listen_backlog (self->listener, 0);
  g_assert_true (g_socket_bind (self->listener, any, TRUE, NULL));
  g_assert_true (g_socket_listen (self->listener, NULL));
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->listener, NULL);
  self->host = g_strdup_printf ("http://127.0.0.1:%d",
                                g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  GSocket *socket;
  do
    {
      socket =
          g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
      g_ptr_array_add (self->waiting, socket);
      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, address, NULL, NULL);
  } while (is_connected (socket));
}

static void
blackhole_clear (Blackhole *self)
{
  g_object_unref (self->listener);
  g_ptr_array_unref (self->waiting);
  g_free (self->host);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Blackhole, blackhole_clear)

static void
test_connect (void)
{
  g_auto (Blackhole) blackhole = { 0 };
  blackhole_init (&blackhole);
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_client_set_host (client, blackhole.host);
  taskingai_client_set_connect_timeout (client, SHORT);

  g_assert_null (fault_get (client, "any", &error));
  assert_api_error (error, TIMEOUT, 0);
  g_clear_error (&error);
  fault_get_async (client, "any", NULL, &answer);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_api_error (error, TIMEOUT, 0);
  g_clear_error (&error);

  /* Nothing was sent, so that even a POST is tried again. */
  taskingai_client_set_max_retries (client, 1);
  g_assert_null (fault_stream (client, "any", &error));
  assert_api_error (error, TIMEOUT, 0);
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 2);
}

/* ---- plain calls ---- */

static void
test_call (gconstpointer fault)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (fault);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  taskingai_client_set_timeout (client, SHORT);
  taskingai_client_set_max_retries (client, 5); /* the time is for all attempts */
  g_assert_null (fault_get (client, name, &error));
  assert_api_error (error, TIMEOUT, 0);
  g_assert_nonnull (strstr (error->message, "100 ms"));
  fault_wait_closed (name, 1);

  g_clear_error (&error);
  fault_get_async (client, name, NULL, &answer);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_api_error (error, TIMEOUT, 0);
  fault_wait_closed (name, 2);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 2);
}

/* The time spent in the queue counts. */
static void
test_queue (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("slow");
  g_autofree char *never = fault_name ("never");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) first = { 0 }, second = { 0 };
  taskingai_client_set_max_in_flight (client, 1);
  fault_get_async (client, name, cancellable, &first);
  taskingai_client_set_timeout (client, SHORT);
  fault_get_async (client, never, NULL, &second);
  g_assert_null (fault_get_finish (&second, &error));
  assert_api_error (error, TIMEOUT, 0);
  g_assert_cmpuint (fault_count (never, "requests"), ==, 0);

  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (fault_get_finish (&first, &error));
  assert_cancelled (error);
}

/* Nobody waits for what cannot come in time. */
static void
test_backoff (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("status503later");
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_retries (client, 1);
  taskingai_client_set_timeout (client, 99 * 1000);
  g_assert_null (fault_get (client, name, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_SERVER, 503);
  g_assert_nonnull (strstr (error->message, "outlast the call's time limit"));
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 1);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

static void
test_no_limit (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  g_object_set (client, "connect-timeout", 0, "timeout", 0, "first-event-timeout", 0,
                "event-timeout", 0, "stream-timeout", 0, NULL);
  g_autoptr (TaskingAIAssistant) assistant = fault_get (client, "drip", &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "byteByByte");
  g_autofree char *text = read_all (stream, &error);
  g_assert_no_error (error);
}

/* ---- streams ---- */

typedef struct {
  const char *fault, *property;
  TaskingAIApiError code;
  guint status; /* 0: it never opens */
  const char *text;
} Case;

static const Case cases[] = {
  { "noheaders", "first-event-timeout", TIMEOUT, 0, NULL },
  { "noheaders", "stream-timeout", TIMEOUT, 0, NULL },
  { "silent", "first-event-timeout", TIMEOUT, 200, "" },
  { "silentComments", "first-event-timeout", TIMEOUT, 200, "" },
  { "silent", "stream-timeout", TIMEOUT, 200, "" },
  { "stall", "event-timeout", STALLED, 200, "the water" },
  { "stallComments", "event-timeout", STALLED, 200, "the water" },
  { "stall", "stream-timeout", TIMEOUT, 200, "the water" },
  { "endless", "stream-timeout", TIMEOUT, 200, NULL },
};

static void
assert_ended (const Case *this, TaskingAIStream *stream, const GError *error)
{
  g_autoptr (GError) end = NULL;
  if (stream == NULL)
    { /* on a slow machine also where it would open a moment later */
      assert_api_error (error, TIMEOUT, 0);
      g_assert_cmpint (this->code, ==, TIMEOUT);
      return;
    }
  g_autofree char *text = read_all (stream, &end);
  assert_api_error (end, this->code, this->status);
  if (this->text != NULL)
    g_assert_cmpstr (text, ==, this->text);
  g_autofree char *kept = taskingai_stream_get_text (stream);
  g_assert_cmpstr (kept, ==, text);
}

static void
test_stream (gconstpointer data)
{
  const Case *this = data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (this->fault);
  g_autoptr (GError) error = NULL, again = NULL;
  g_auto (Answer) answer = { 0 };
  g_object_set (client, this->property, SHORT, NULL);

  g_autoptr (TaskingAIStream) blocking = fault_stream (client, name, &error);
  assert_ended (this, blocking, error);
  fault_wait_closed (name, 1);

  fault_stream_async (client, name, NULL, &answer);
  g_autoptr (TaskingAIStream) stream = fault_stream_finish (&answer, &again);
  assert_ended (this, stream, again);
  fault_wait_closed (name, 2);
  g_assert_cmpuint (fault_count (name, "posts"), ==, 2);
}

/* An answer that is complete is complete, however the connection ends. */
static void
test_stall_after_result (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  taskingai_client_set_event_timeout (client, SHORT);
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "finalThenHang");
  g_autofree char *text = read_all (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "the water cycle");
}

/* The total counts also while the program does not read; what has come can still be read. */
static void
test_total_while_paused (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("flood");
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_queued_bytes (client, 1000);
  taskingai_client_set_stream_timeout (client, 15 * SHORT);
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, name);
  fault_wait_closed (name, 1);
  g_autofree char *text = read_all (stream, &error);
  assert_api_error (error, TIMEOUT, 200);
  g_assert_cmpstr (text, !=, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clocks/connect", test_connect);
  g_test_add_data_func ("/clocks/call/headers", "slow", test_call);
  g_test_add_data_func ("/clocks/call/body", "slowbody", test_call);
  g_test_add_func ("/clocks/call/queue", test_queue);
  g_test_add_func ("/clocks/call/backoff", test_backoff);
  g_test_add_func ("/clocks/none", test_no_limit);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/clocks/stream/", cases[i].property, "/", cases[i].fault, NULL);
      g_test_add_data_func (path, &cases[i], test_stream);
    }
  g_test_add_func ("/clocks/stream/after-result", test_stall_after_result);
  g_test_add_func ("/clocks/stream/while-paused", test_total_while_paused);
  return g_test_run ();
}
