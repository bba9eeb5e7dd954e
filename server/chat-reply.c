/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "chat-reply.h"

#include "connection.h"
#include "ids.h"
#include "reply.h"

static void
chat_reply_free (ChatReply *reply)
{
  completion_unref (reply->completion);
  if (reply->watch != NULL)
    {
      g_source_destroy (reply->watch);
      g_source_unref (reply->watch);
    }
  request_unref (reply->request);
  if (reply->free_context != NULL)
    reply->free_context (reply->context);
  g_free (reply->first_failure);
  g_free (reply->id);
  g_free (reply);
}

static void
on_aborted (gpointer data)
{
  ChatReply *reply = data;

  completion_stop (reply->completion);
  chat_reply_free (reply);
}

static void
on_congested (gboolean congested, gpointer data)
{
  ChatReply *reply = data;

  completion_set_congested (reply->completion, congested);
}

/* Nobody waits for the answer any more. */
static gboolean
on_gone (GCancellable *gone, gpointer data)
{
  ChatReply *reply = data;

  (void) gone;
  completion_stop (reply->completion);
  reply_detail (reply->request, 500, "Client closed the connection");
  chat_reply_free (reply);
  return G_SOURCE_REMOVE;
}

static void
watch_client (ChatReply *reply)
{
  reply->watch = g_cancellable_source_new (connection_get_gone (reply->request->message));
  g_source_set_callback (reply->watch, G_SOURCE_FUNC (on_gone), reply, NULL);
  g_source_attach (reply->watch, g_main_context_get_thread_default ());
}

static const EventStreamCallbacks stream_callbacks = { on_aborted, on_congested };

json_object *
chat_reply_piece (ChatReply *reply, const char *text)
{
  json_object *event = json_object_new_object ();

  json_set_string (event, "object", "ChatCompletionChunk");
  json_set_string (event, "role", "assistant");
  json_set_int (event, "index", reply->completion->n_pieces);
  json_set_string (event, "delta", text);
  return json_set_int (event, "created_timestamp", clock_now ());
}

static void
on_delta (Completion *completion, const char *text)
{
  ChatReply *reply = completion->owner;

  event_stream_send (reply->stream, reply->dialect->piece (reply, text));
  reply->n_pieces++;
}

static void
on_log (Completion *completion, json_object *event)
{
  ChatReply *reply = completion->owner;

  event_stream_send (reply->stream, event);
}

/* The end of a reply that has not begun as a stream, by an ordinary answer. */
static void
leave_stream (ChatReply *reply)
{
  if (reply->stream != NULL)
    event_stream_drop (reply->stream);
  reply->stream = NULL;
}

static gboolean
must_break_off (ChatReply *reply)
{
  return reply->dialect->breaks_off && reply->request->app->options->quirks && reply->stream != NULL
         && !event_stream_is_open (reply->stream);
}

static void
fail (ChatReply *reply, const char *message)
{
  json_object *event;

  if (must_break_off (reply))
    {
      event_stream_cut (reply->stream);
      chat_reply_free (reply);
      return;
    }
  if (reply->stream == NULL || !event_stream_is_open (reply->stream))
    {
      leave_stream (reply);
      reply->dialect->refuse (reply, message);
      chat_reply_free (reply);
      return;
    }
  event = reply->dialect->failure (reply, message);
  if (event != NULL)
    event_stream_send (reply->stream, event);
  event_stream_end (reply->stream);
  chat_reply_free (reply);
}

static void
on_done (Completion *completion)
{
  ChatReply *reply = completion->owner;
  json_object *event;

  if (reply->stream == NULL)
    {
      reply->dialect->whole (reply);
      chat_reply_free (reply);
      return;
    }
  event = reply->dialect->last (reply);
  if (event != NULL)
    event_stream_send (reply->stream, event);
  event_stream_end (reply->stream);
  chat_reply_free (reply);
}

static void chat_reply_start (ChatReply *reply);

/* Another model may answer in place of the failed one, unless something has been sent already. */
static gboolean
fall_back (ChatReply *reply, const char *message)
{
  Completion *failed = reply->completion;
  const Model *other = NULL;
  Completion *next;

  if (reply->dialect->falls_back && reply->n_pieces == 0)
    other =
        models_next_fallback (reply->request->app->models, reply->main_model, &reply->n_fallbacks);
  if (other == NULL)
    return FALSE;
  if (reply->first_failure == NULL)
    reply->first_failure = g_strdup (message);
  next = completion_new (reply->request->app, other);
  next->messages = json_object_get (failed->messages);
  next->functions = json_object_get (failed->functions);
  next->configs = json_object_get (failed->configs);
  next->function_call = g_strdup (failed->function_call);
  next->stream = failed->stream;
  reply->completion = next;
  completion_unref (failed);
  chat_reply_start (reply);
  return TRUE;
}

static void
on_failed (Completion *completion, const char *message)
{
  ChatReply *reply = completion->owner;

  if (!fall_back (reply, message))
    fail (reply, message);
}

static void
on_cut (Completion *completion)
{
  ChatReply *reply = completion->owner;

  if (reply->stream == NULL)
    {
      fail (reply, "The connection to the model broke");
      return;
    }
  event_stream_cut (reply->stream);
  chat_reply_free (reply);
}

static const CompletionEvents completion_events = { on_delta, on_done, on_failed, on_cut, on_log };

static void
chat_reply_start (ChatReply *reply)
{
  reply->completion->events = &completion_events;
  reply->completion->owner = reply;
  completion_run (reply->completion);
}

void
chat_reply_run (Request *request, const ChatDialect *dialect, Completion *completion,
                gpointer context, GDestroyNotify free_context)
{
  ChatReply *reply = g_new0 (ChatReply, 1);

  reply->dialect = dialect;
  reply->request = request_ref (request);
  reply->completion = completion;
  reply->main_model = completion->model;
  reply->context = context;
  reply->free_context = free_context;
  if (completion->stream || completion->debug)
    {
      reply->stream = event_stream_new (request, &stream_callbacks, reply);
      if (dialect->opens_at_once)
        event_stream_open (reply->stream);
    }
  else
    {
      request_pause (request);
      if (!dialect->is_kept)
        watch_client (reply);
    }
  chat_reply_start (reply);
}
