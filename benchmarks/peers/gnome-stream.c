/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gnome-client.h"

#define PREFIX "data: {"

typedef struct {
  char *role;
  char *delta;
  gint64 index;
  gint64 created_timestamp;
} Chunk;

typedef struct {
  BenchSlot *slot;
  SoupMessage *message;
  GDataInputStream *lines;
  JsonParser *parser; /* used again and again */
} Stream;

static void
take_chunk (BenchSlot *slot, JsonObject *object)
{
  Chunk chunk = {
    .role = g_strdup (json_object_get_string_member (object, "role")),
    .delta = g_strdup (json_object_get_string_member (object, "delta")),
    .index = json_object_get_int_member (object, "index"),
    .created_timestamp = json_object_get_int_member (object, "created_timestamp"),
  };

  bench_slot_chunk (slot, chunk.created_timestamp);
  g_free (chunk.role);
  g_free (chunk.delta);
}

static void
take_line (Stream *self, const char *line)
{
  const char *text = line + strlen (PREFIX) - 1;
  GError *error = NULL;
  JsonObject *object;

  if (!g_str_has_prefix (line, PREFIX))
    return;
  if (!json_parser_load_from_data (self->parser, text, -1, &error))
    bench_slot_fail (self->slot, error->message);
  object = json_node_get_object (json_parser_get_root (self->parser));
  if (g_str_equal (json_object_get_string_member (object, "object"), "ChatCompletionChunk"))
    take_chunk (self->slot, object);
}

static void
finish (Stream *self)
{
  BenchSlot *slot = self->slot;

  g_object_unref (self->parser);
  g_object_unref (self->lines);
  g_object_unref (self->message);
  g_free (self);
  bench_slot_done (slot, slot->chunks);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Stream *self = user_data;
  GError *error = NULL;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (error != NULL)
    bench_slot_fail (self->slot, error->message);
  if (line == NULL)
    {
      finish (self);
      return;
    }
  take_line (self, line);
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Stream *self = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) body = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  gnome_client_check (self->slot, self->message, error);
  self->lines = g_data_input_stream_new (body);
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, NULL, on_line, self);
}

void
gnome_stream (BenchSlot *slot)
{
  GnomeClient *client = slot->client;
  g_autoptr (JsonBuilder) builder = gnome_build_chat (slot, TRUE);
  Stream *self = g_new0 (Stream, 1);

  self->slot = slot;
  self->message = gnome_client_new_post (slot, "/v1/inference/chat_completion", builder);
  self->parser = json_parser_new ();
  soup_session_send_async (client->session, self->message, G_PRIORITY_DEFAULT, NULL, on_opened,
                           self);
}
