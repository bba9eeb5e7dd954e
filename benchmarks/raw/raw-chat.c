/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "raw-client.h"
#include "raw-values.h"

static json_object *
make_message (const char *role, const char *content)
{
  json_object *message = json_object_new_object ();

  json_object_object_add (message, "role", json_object_new_string (role));
  json_object_object_add (message, "content", json_object_new_string (content));
  return message;
}

static void
post_chat (BenchSlot *slot, bool stream, RawData data, RawDone done)
{
  json_object *body = json_object_new_object ();
  json_object *messages = json_object_new_array ();

  json_object_array_add (messages, make_message ("system", BENCH_SYSTEM_TEXT));
  json_object_array_add (messages, make_message ("user", slot->options->text));
  json_object_object_add (body, "model_id", json_object_new_string (BENCH_CHAT_MODEL_ID));
  json_object_object_add (body, "messages", messages);
  json_object_object_add (body, "stream", json_object_new_boolean (stream));
  raw_client_post (slot, "/v1/inference/chat_completion", body, data, done);
}

static void
chat_done (void *user_data, const char *body, size_t length, const char *error)
{
  json_object *document;
  json_object *data = raw_client_parse (user_data, body, length, error, &document);
  RawChat chat;
  bool right;

  raw_chat_read (&chat, data);
  json_object_put (document);
  right = chat.content != NULL && chat.input_tokens + chat.output_tokens > 0
          && chat.created_timestamp > 0;
  raw_chat_clear (&chat);
  bench_slot_done (user_data, right);
}

void
raw_chat (BenchSlot *slot)
{
  post_chat (slot, false, NULL, chat_done);
}

static void
on_chunk (void *user_data, const RawChunk *chunk)
{
  bench_slot_chunk (user_data, chunk->created_timestamp);
}

static void
on_stream_data (void *user_data, const char *data, size_t length)
{
  raw_stream_feed (&raw_client_caller (user_data)->stream, data, length, on_chunk, user_data);
}

static void
stream_done (void *user_data, const char *body, size_t length, const char *error)
{
  BenchSlot *slot = user_data;
  RawStream *stream = &raw_client_caller (slot)->stream;

  (void) body;
  (void) length;
  if (error != NULL)
    bench_slot_fail (slot, error);
  if (!stream->done || stream->malformed || stream->content == NULL)
    bench_slot_fail (slot, "the stream has no proper end");
  raw_stream_reset (stream);
  bench_slot_done (slot, slot->chunks);
}

void
raw_chat_stream (BenchSlot *slot)
{
  post_chat (slot, true, on_stream_data, stream_done);
}
