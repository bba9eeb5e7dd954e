/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gnome-client.h"

typedef struct {
  char *role;
  char *content;
  char *finish_reason;
  gint64 created_timestamp;
  gint64 input_tokens;
  gint64 output_tokens;
} Completion;

static void
add_message (JsonBuilder *builder, const char *role, const char *content)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "role");
  json_builder_add_string_value (builder, role);
  json_builder_set_member_name (builder, "content");
  json_builder_add_string_value (builder, content);
  json_builder_end_object (builder);
}

JsonBuilder *
gnome_build_chat (BenchSlot *slot, gboolean stream)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "model_id");
  json_builder_add_string_value (builder, BENCH_CHAT_MODEL_ID);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  add_message (builder, "system", BENCH_SYSTEM_TEXT);
  add_message (builder, "user", slot->options->text);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "stream");
  json_builder_add_boolean_value (builder, stream);
  json_builder_end_object (builder);
  return builder;
}

static Completion *
completion_new (JsonObject *data)
{
  JsonObject *message = json_object_get_object_member (data, "message");
  JsonObject *usage = json_object_get_object_member (data, "usage");
  Completion *self = g_new0 (Completion, 1);

  self->role = g_strdup (json_object_get_string_member (message, "role"));
  self->content = g_strdup (json_object_get_string_member (message, "content"));
  self->finish_reason = g_strdup (json_object_get_string_member (data, "finish_reason"));
  self->created_timestamp = json_object_get_int_member (data, "created_timestamp");
  self->input_tokens = json_object_get_int_member (usage, "input_tokens");
  self->output_tokens = json_object_get_int_member (usage, "output_tokens");
  return self;
}

static void
completion_free (Completion *self)
{
  g_free (self->role);
  g_free (self->content);
  g_free (self->finish_reason);
  g_free (self);
}

static void
got_completion (BenchSlot *slot, JsonObject *answer)
{
  Completion *completion = completion_new (json_object_get_object_member (answer, "data"));
  gboolean right = completion->content != NULL && completion->output_tokens > 0;

  completion_free (completion);
  bench_slot_done (slot, right);
}

void
gnome_chat (BenchSlot *slot)
{
  g_autoptr (JsonBuilder) builder = gnome_build_chat (slot, FALSE);

  gnome_client_send (slot, gnome_client_new_post (slot, "/v1/inference/chat_completion", builder),
                     got_completion);
}
