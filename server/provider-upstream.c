/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Models of an OpenAI-compatible server. */

#include "app.h"
#include "completion.h"
#include "embedding.h"
#include "json-scan.h"
#include "upstream-wire.h"

#define CONGESTION_WAIT 5
#define DATA_PREFIX "data:"

typedef struct {
  Completion *completion;
  SoupMessage *message;
  GDataInputStream *lines;
  WireAnswer *answer;
} Call;

static void
call_free (Call *call)
{
  completion_unref (call->completion);
  g_object_unref (call->message);
  g_clear_object (&call->lines);
  wire_answer_free (call->answer);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* NULL: no JSON. */
static json_object *
parse (const char *text, gsize length)
{
  gsize position;

  if (json_scan (text, length, &position) != NULL)
    return NULL;
  return json_from_text (text, (gssize) length);
}

static json_object *
parse_bytes (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return text != NULL ? parse (text, length) : NULL;
}

static void
on_answer (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);
  g_autoptr (json_object) payload = NULL;
  g_autofree char *refusal = NULL;

  if (bytes == NULL)
    {
      completion_fail (call->completion, "%s", error->message);
      return;
    }
  payload = parse_bytes (bytes);
  if (soup_message_get_status (call->message) != 200)
    {
      refusal = wire_error_text (payload, soup_message_get_status (call->message));
      completion_fail (call->completion, "%s", refusal);
      return;
    }
  if (!json_object_is_type (json_member (payload, "choices"), json_type_array))
    {
      completion_fail (call->completion, "The upstream server's answer is no chat completion");
      return;
    }
  wire_answer_add (call->answer, payload);
  wire_answer_deliver (call->answer, call->completion);
}

static void read_line (Call *call);

static gboolean
on_waited (gpointer data)
{
  Call *call = data;

  if (call->completion->events != NULL && call->completion->congested)
    return G_SOURCE_CONTINUE;
  read_line (call);
  return G_SOURCE_REMOVE;
}

/* Reads on when the client has caught up, or has gone; then the read is cancelled at once. */
static void
continue_reading (Call *call)
{
  if (call->completion->congested)
    g_timeout_add (CONGESTION_WAIT, on_waited, call);
  else
    read_line (call);
}

/* TRUE: that was the last event. */
static gboolean
take_event (Call *call, const char *text)
{
  g_autoptr (json_object) payload = NULL;
  g_autofree char *refusal = NULL;
  const char *piece;

  if (g_str_equal (text, "[DONE]"))
    {
      wire_answer_deliver (call->answer, call->completion);
      return TRUE;
    }
  payload = parse (text, strlen (text));
  if (payload == NULL || json_member (payload, "error") != NULL)
    {
      refusal = payload == NULL ? g_strdup ("The upstream server sent an event that is no JSON")
                                : wire_error_text (payload, 200);
      completion_fail (call->completion, "%s", refusal);
      return TRUE;
    }
  piece = wire_answer_add (call->answer, payload);
  if (piece != NULL)
    completion_delta (call->completion, piece);
  return call->completion->events == NULL;
}

static void
end_of_lines (Call *call, const GError *error)
{
  if (error != NULL)
    completion_fail (call->completion, "%s", error->message);
  else if (call->answer->finish_reason != NULL)
    wire_answer_deliver (call->answer, call->completion);
  else
    completion_fail (call->completion, "The upstream server broke the answer off");
}

static void
on_line (GObject *lines, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (lines), result, NULL, &error);

  if (line == NULL)
    end_of_lines (call, error);
  else if (!g_str_has_prefix (line, DATA_PREFIX)
           || !take_event (call, g_strstrip (line + strlen (DATA_PREFIX))))
    continue_reading (g_steal_pointer (&call));
}

static void
read_line (Call *call)
{
  g_data_input_stream_read_line_async (call->lines, G_PRIORITY_DEFAULT,
                                       call->completion->cancellable, on_line, call);
}

static void
on_refusal_read (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (stream), result, NULL);
  g_autoptr (json_object) payload = bytes != NULL ? parse_bytes (bytes) : NULL;
  g_autofree char *refusal = wire_error_text (payload, soup_message_get_status (call->message));

  completion_fail (call->completion, "%s", refusal);
}

static void
on_stream (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (session), result, &error);
  GCancellable *cancellable = call->completion->cancellable;

  if (stream == NULL)
    {
      completion_fail (call->completion, "%s", error->message);
      return;
    }
  if (soup_message_get_status (call->message) != 200)
    {
      g_input_stream_read_bytes_async (stream, 16384, G_PRIORITY_DEFAULT, cancellable,
                                       on_refusal_read, g_steal_pointer (&call));
      return;
    }
  call->lines = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (call->lines, G_DATA_STREAM_NEWLINE_TYPE_LF);
  read_line (g_steal_pointer (&call));
}

static void
upstream_chat (Completion *completion)
{
  const App *app = completion->app;
  SoupSession *session = upstream_get_session (app->upstream);
  Call *call = g_new0 (Call, 1);

  call->completion = completion_ref (completion);
  call->answer = wire_answer_new ();
  call->message = upstream_post (app->upstream, "/chat/completions", wire_request (completion));
  if (completion->stream)
    soup_session_send_async (session, call->message, G_PRIORITY_DEFAULT, completion->cancellable,
                             on_stream, call);
  else
    soup_session_send_and_read_async (session, call->message, G_PRIORITY_DEFAULT,
                                      completion->cancellable, on_answer, call);
}

/* One vector of numbers for each text, in their order; NULL: something else. */
static json_object *
read_vectors (json_object *payload, gsize n)
{
  json_object *data = json_member (payload, "data");
  g_autoptr (json_object) vectors = json_object_new_array ();

  if (!json_object_is_type (data, json_type_array) || json_object_array_length (data) != n)
    return NULL;
  for (gsize i = 0; i < n; i++)
    {
      json_object *item = json_object_array_get_idx (data, i);
      json_object *vector = json_member (item, "embedding");
      gint64 index = json_member_int (item, "index", (gint64) i);

      if (!json_object_is_type (vector, json_type_array) || index < 0 || index >= (gint64) n
          || json_object_array_get_idx (vectors, (gsize) index) != NULL)
        return NULL;
      json_object_array_put_idx (vectors, (gsize) index, json_object_get (vector));
    }
  return g_steal_pointer (&vectors);
}

static void
on_vectors (GObject *session, GAsyncResult *result, gpointer data)
{
  Embedding *embedding = data;
  g_autoptr (GError) error = NULL;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (session), result);
  guint status = message != NULL ? soup_message_get_status (message) : 0;
  g_autoptr (GBytes) bytes =
      soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);
  g_autoptr (json_object) payload = bytes != NULL ? parse_bytes (bytes) : NULL;
  g_autofree char *refusal = NULL;
  json_object *vectors = NULL;

  if (bytes != NULL && status == 200)
    vectors = read_vectors (payload, json_object_array_length (embedding->texts));
  if (vectors != NULL)
    {
      json_object *usage = json_member (payload, "usage");

      embedding->tokens = json_member_int (usage, "prompt_tokens", embedding->tokens);
      embedding_finish (embedding, vectors);
      return;
    }
  refusal = bytes == NULL ? g_strdup (error->message) : wire_error_text (payload, status);
  embedding_fail (embedding, refusal);
}

static void
upstream_embed (Embedding *embedding)
{
  const App *app = embedding->app;
  json_object *body = json_set_string (json_object_new_object (), "model", embedding->model->name);
  g_autoptr (SoupMessage) message = NULL;

  json_set (body, "input", json_object_get (embedding->texts));
  message = upstream_post (app->upstream, "/embeddings", body);
  soup_session_send_and_read_async (upstream_get_session (app->upstream), message,
                                    G_PRIORITY_DEFAULT, embedding->cancellable, on_vectors,
                                    embedding);
}

const Provider provider_upstream = {
  .chat = upstream_chat,
  .embed = upstream_embed,
};
