/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "event-stream.h"

#include "connection.h"
#include "json-write.h"
#include "reply.h"

/* Chunks handed to the HTTP layer and not yet written to the socket. */
#define CONGESTION_MARK 64

struct _EventStream {
  Request *request;
  const EventStreamCallbacks *callbacks; /* NULL once the owner has let go */
  gpointer data;
  gboolean open;
  gboolean congested;
  guint waiting; /* chunks */
  GSource *watch;
};

static void
stop_watching (EventStream *stream)
{
  if (stream->watch == NULL)
    return;
  g_source_destroy (stream->watch);
  g_clear_pointer (&stream->watch, g_source_unref);
}

static void
set_congested (EventStream *stream, gboolean congested)
{
  Stats *stats = stream->request->app->stats;

  if (stream->congested == congested)
    return;
  stream->congested = congested;
  stats->waiting_streams += congested ? 1 : (guint) -1;
  connection_wait (stream->request->message, congested);
  if (stream->callbacks != NULL)
    stream->callbacks->congested (congested, stream->data);
}

/* The owner's part is over, in whatever way; the rest lives until the message is finished. */
static void
let_go (EventStream *stream, gboolean aborted)
{
  const EventStreamCallbacks *callbacks = g_steal_pointer (&stream->callbacks);
  Stats *stats = stream->request->app->stats;

  stop_watching (stream);
  set_congested (stream, FALSE);
  if (callbacks == NULL)
    return;
  stats->open_streams--;
  if (!aborted)
    return;
  stats->aborted_streams++;
  callbacks->aborted (stream->data);
}

static void
event_stream_free (EventStream *stream)
{
  stop_watching (stream);
  g_signal_handlers_disconnect_by_data (stream->request->message, stream);
  request_unref (stream->request);
  g_free (stream);
}

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  (void) message;
  let_go (data, TRUE);
  event_stream_free (data);
}

static void
on_wrote_chunk (SoupServerMessage *message, gpointer data)
{
  EventStream *stream = data;

  (void) message;
  if (stream->waiting == 0)
    return;
  stream->waiting--;
  if (stream->waiting <= CONGESTION_MARK / 2)
    set_congested (stream, FALSE);
}

static void
complete_body (EventStream *stream)
{
  connection_wait (stream->request->message, TRUE);
  soup_message_body_complete (soup_server_message_get_response_body (stream->request->message));
  soup_server_message_unpause (stream->request->message);
}

static gboolean
on_gone (GCancellable *gone, gpointer data)
{
  EventStream *stream = data;

  (void) gone;
  let_go (stream, TRUE);
  if (stream->open)
    complete_body (stream);
  else
    reply_detail (stream->request, 500, "Client closed the connection");
  return G_SOURCE_REMOVE;
}

static void
start_watching (EventStream *stream)
{
  stream->watch = g_cancellable_source_new (connection_get_gone (stream->request->message));
  g_source_set_callback (stream->watch, G_SOURCE_FUNC (on_gone), stream, NULL);
  g_source_attach (stream->watch, g_main_context_get_thread_default ());
}

EventStream *
event_stream_new (Request *request, const EventStreamCallbacks *callbacks, gpointer data)
{
  EventStream *stream = g_new0 (EventStream, 1);

  stream->request = request_ref (request);
  stream->callbacks = callbacks;
  stream->data = data;
  request->app->stats->open_streams++;
  request_pause (request);
  g_signal_connect (request->message, "finished", G_CALLBACK (on_finished), stream);
  g_signal_connect (request->message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), stream);
  start_watching (stream);
  return stream;
}

void
event_stream_open (EventStream *stream)
{
  SoupServerMessage *message = stream->request->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (stream->open)
    return;
  stream->open = TRUE;
  stream->request->replied = TRUE;
  stream->request->paused = FALSE;
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (headers, "Content-Type", "text/event-stream; charset=utf-8");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_server_message_unpause (message);
}

gboolean
event_stream_is_open (EventStream *stream)
{
  return stream->open;
}

static void
send_line (EventStream *stream, GString *line)
{
  SoupServerMessage *message = stream->request->message;
  GBytes *bytes;

  event_stream_open (stream);
  g_string_append (line, "\n\n");
  bytes = g_string_free_to_bytes (line);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
  g_bytes_unref (bytes);
  soup_server_message_unpause (message);
  if (++stream->waiting >= CONGESTION_MARK && stream->callbacks != NULL)
    set_congested (stream, TRUE);
}

/* Takes @event. */
void
event_stream_send (EventStream *stream, json_object *event)
{
  GString *line = g_string_new ("data: ");

  json_write (line, event, JSON_STYLE_SPACED);
  json_object_put (event);
  send_line (stream, line);
}

void
event_stream_end (EventStream *stream)
{
  let_go (stream, FALSE);
  send_line (stream, g_string_new ("data: [DONE]"));
  complete_body (stream);
}

/* Behind what has been sent already; the rest of the pieces may still be on their way. */
static gboolean
close_socket (gpointer data)
{
  SoupServerMessage *message = data;

  g_socket_shutdown (connection_get_socket (message), TRUE, TRUE, NULL);
  soup_message_body_complete (soup_server_message_get_response_body (message));
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

void
event_stream_cut (EventStream *stream)
{
  event_stream_open (stream);
  let_go (stream, FALSE);
  g_timeout_add_full (G_PRIORITY_LOW, 20, close_socket, g_object_ref (stream->request->message),
                      g_object_unref);
}

void
event_stream_drop (EventStream *stream)
{
  let_go (stream, FALSE);
  event_stream_free (stream);
}
