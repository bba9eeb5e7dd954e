/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever bytes come back over a connection that is closed behind them, the call ends by itself, with
 * an object or an error that does not tell the key. Input: which call, the bytes. */
#include <string.h>

#include "fuzz.h"
#include "taskingai-client-services.h"
#include "taskingai.h"

#define KEY "tkCanary0Canary1Canary2Canary345"

/* ---- a server that says what it is told to ---- */

typedef struct {
  GMutex lock;
  FuzzInput answer;
  GSocketListener *listener;
  TaskingAIClient *client;
} Server;

/* The whole request, so that closing the connection does not throw the answer away. */
static void
read_request (GInputStream *stream)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (stream);
  gsize length = 0;
  char *line;

  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL && *line != '\0')
    {
      if (g_ascii_strncasecmp (line, "Content-Length: ", 16) == 0)
        length = g_ascii_strtoull (line + 16, NULL, 10);
      g_free (line);
    }
  g_free (line);
  g_input_stream_skip (G_INPUT_STREAM (lines), length, NULL, NULL);
}

static gpointer
serve (gpointer data)
{
  Server *self = data;

  while (TRUE)
    {
      g_autoptr (GSocketConnection) connection =
          g_socket_listener_accept (self->listener, NULL, NULL, NULL);
      GIOStream *stream = G_IO_STREAM (connection);
      g_autofree char *answer = NULL;
      gsize length;

      read_request (g_io_stream_get_input_stream (stream));
      g_mutex_lock (&self->lock);
      answer = g_memdup2 (self->answer.bytes, self->answer.length);
      length = self->answer.length;
      g_mutex_unlock (&self->lock);
      if (length > 0)
        g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, length, NULL,
                                   NULL, NULL);
      g_io_stream_close (stream, NULL, NULL);
    }
  return NULL;
}

static TaskingAIClient *
make_client (guint16 port)
{
  g_autofree char *host = g_strdup_printf ("http://127.0.0.1:%u", port);
  TaskingAIClient *client = taskingai_client_new ();

  taskingai_client_set_host (client, host);
  taskingai_client_set_api_key (client, KEY);
  taskingai_client_set_max_retries (client, 0);
  return client;
}

static Server *
get_server (void)
{
  static Server *self;

  if (self == NULL)
    {
      g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
      g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
      g_autoptr (GSocketAddress) bound = NULL;

      self = g_new0 (Server, 1);
      g_mutex_init (&self->lock);
      self->listener = g_socket_listener_new ();
      g_assert (g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM,
                                               G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL));
      self->client = make_client (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
      g_thread_unref (g_thread_new ("server", serve, self));
    }
  return self;
}

/* ---- calls ---- */

static GObject *
read_events (TaskingAIStream *stream, GError **error)
{
  TaskingAIModel *event;

  while (stream != NULL && (event = taskingai_stream_next_value (stream, error)) != NULL)
    g_object_unref (event);
  return (GObject *) stream;
}

static GObject *
call (TaskingAIClient *client, guint8 which, GError **error)
{
  g_autoptr (TaskingAIMessageGenerateRequest) request = NULL;
  g_autoptr (GBytes) image = NULL;

  switch (which % 4)
    {
    case 0:
      return (GObject *) taskingai_assistants_get (taskingai_client_get_assistants (client), "a",
                                                   NULL, error);
    case 1:
      return (GObject *) taskingai_assistants_list (taskingai_client_get_assistants (client), NULL,
                                                    NULL, error);
    case 2:
      image = taskingai_images_get (taskingai_client_get_images (client), "/i.png", NULL, error);
      return image != NULL ? (GObject *) g_memory_input_stream_new_from_bytes (image) : NULL;
    default:
      request = taskingai_message_generate_request_new ();
      return read_events (
          taskingai_messages_generate_stream (taskingai_client_get_messages (client), "a", "c",
                                              request, NULL, error),
          error);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  guint8 which = fuzz_take_byte (&input);
  Server *server = get_server ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) answer = NULL;

  g_mutex_lock (&server->lock);
  server->answer = input;
  g_mutex_unlock (&server->lock);
  answer = call (server->client, which, &error);
  g_assert (answer != NULL || error != NULL);
  if (error != NULL)
    {
      fuzz_check_error (error);
      g_assert (strstr (error->message, "Canary") == NULL
                || fuzz_find (input.bytes, input.length, "Canary") != NULL);
    }
  return 0;
}
