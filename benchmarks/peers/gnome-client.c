/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gnome-client.h"

SoupMessage *
gnome_client_new_message (BenchSlot *slot, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (slot->options->host, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                               "Bearer " BENCH_API_KEY);
  return message;
}

SoupMessage *
gnome_client_new_post (BenchSlot *slot, const char *path, JsonBuilder *builder)
{
  SoupMessage *message = gnome_client_new_message (slot, SOUP_METHOD_POST, path);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  char *text = json_to_string (root, FALSE);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  return message;
}

void
gnome_client_check (BenchSlot *slot, SoupMessage *message, GError *error)
{
  if (error != NULL)
    bench_slot_fail (slot, error->message);
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    bench_slot_fail (slot, soup_message_get_reason_phrase (message));
}

typedef struct {
  BenchSlot *slot;
  SoupMessage *message;
  GnomeAnswerFunc func;
} Call;

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (SoupMessage) message = call->message;
  g_autoptr (JsonParser) parser = json_parser_new ();
  GError *error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  gsize size;
  const char *text;

  gnome_client_check (call->slot, message, error);
  text = g_bytes_get_data (body, &size);
  if (!json_parser_load_from_data (parser, text, (gssize) size, &error))
    bench_slot_fail (call->slot, error->message);
  call->func (call->slot, json_node_get_object (json_parser_get_root (parser)));
}

void
gnome_client_send (BenchSlot *slot, SoupMessage *message, GnomeAnswerFunc func)
{
  GnomeClient *self = slot->client;
  Call *call = g_new (Call, 1);

  *call = (Call){ slot, message, func };
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, on_sent,
                                    call);
}
