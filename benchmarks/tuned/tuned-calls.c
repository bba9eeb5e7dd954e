/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "tuned-calls.h"

#include "raw-client.h"
#include "tuned-values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHAT_BODY                                                                                  \
  "{\"model_id\":\"" BENCH_CHAT_MODEL_ID "\",\"messages\":["                                       \
  "{\"role\":\"system\",\"content\":\"" BENCH_SYSTEM_TEXT "\"},"                                   \
  "{\"role\":\"user\",\"content\":\"%s\"}],\"stream\":%s}"
#define EMBEDDINGS_BODY "{\"model_id\":\"" BENCH_EMBEDDING_MODEL_ID "\",\"input\":["

static void
check (BenchSlot *slot, const char *error)
{
  if (error != NULL)
    bench_slot_fail (slot, error);
}

static void
post (BenchSlot *slot, const char *path, const char *body, RawData data, RawDone done)
{
  raw_net_start (((RawClient *) slot->client)->net, path, body, strlen (body), data, done, slot);
}

static void
get_done (void *user_data, const char *body, size_t length, const char *error)
{
  RawAssistant assistant;
  bool right;

  check (user_data, error);
  right = tuned_read_assistant (&assistant, body, length)
          && strcmp (assistant.assistant_id, BENCH_ASSISTANT_ID) == 0;
  raw_assistant_clear (&assistant);
  bench_slot_done (user_data, right);
}

void
tuned_get (BenchSlot *slot)
{
  raw_client_send (slot, "/v1/assistants/" BENCH_ASSISTANT_ID, get_done);
}

static void list_done (void *user_data, const char *body, size_t length, const char *error);

static void
start_page (BenchSlot *slot)
{
  const char *after = raw_client_caller (slot)->after;
  char path[128];

  snprintf (path, sizeof path, "/v1/assistants?limit=%d%s%s", BENCH_PAGE_LIMIT,
            *after != '\0' ? "&after=" : "", after);
  raw_client_send (slot, path, list_done);
}

static void
list_done (void *user_data, const char *body, size_t length, const char *error)
{
  RawCaller *caller = raw_client_caller (user_data);
  TunedPage page;

  check (user_data, error);
  if (!tuned_read_page (&page, body, length) || page.count == 0)
    bench_slot_fail (user_data, "this is no page");
  caller->items += (long) page.count;
  snprintf (caller->after, sizeof caller->after, "%s", page.data[page.count - 1].assistant_id);
  tuned_page_clear (&page);
  if (page.has_more)
    start_page (user_data);
  else
    bench_slot_done (user_data, caller->items);
}

void
tuned_list_all (BenchSlot *slot)
{
  raw_client_caller (slot)->items = 0;
  raw_client_caller (slot)->after[0] = '\0';
  start_page (slot);
}

static void
post_chat (BenchSlot *slot, bool stream, RawData data, RawDone done)
{
  char body[512];

  snprintf (body, sizeof body, CHAT_BODY, slot->options->text, stream ? "true" : "false");
  post (slot, "/v1/inference/chat_completion", body, data, done);
}

static void
chat_done (void *user_data, const char *body, size_t length, const char *error)
{
  TunedChat chat;
  bool right;

  check (user_data, error);
  right = tuned_read_chat (&chat, body, length) && chat.content != NULL
          && chat.input_tokens + chat.output_tokens > 0 && chat.created_timestamp > 0;
  tuned_chat_clear (&chat);
  bench_slot_done (user_data, right);
}

void
tuned_chat (BenchSlot *slot)
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
  check (slot, error);
  if (!stream->done || stream->malformed || stream->content == NULL)
    bench_slot_fail (slot, "the stream has no proper end");
  raw_stream_reset (stream);
  bench_slot_done (slot, slot->chunks);
}

void
tuned_chat_stream (BenchSlot *slot)
{
  post_chat (slot, true, on_stream_data, stream_done);
}

static void
embeddings_done (void *user_data, const char *body, size_t length, const char *error)
{
  TunedVectors vectors;
  long numbers = 0;

  check (user_data, error);
  if (!tuned_read_vectors (&vectors, body, length))
    bench_slot_fail (user_data, "these are no vectors");
  for (size_t i = 0; i < vectors.count; i++)
    numbers += (long) vectors.data[i].count;
  tuned_vectors_clear (&vectors);
  bench_slot_done (user_data, numbers);
}

void
tuned_embeddings (BenchSlot *slot)
{
  char body[sizeof EMBEDDINGS_BODY + BENCH_INPUTS * (sizeof slot->options->text + 3) + 2];
  int length = snprintf (body, sizeof body, EMBEDDINGS_BODY);

  for (int i = 0; i < BENCH_INPUTS; i++)
    length += snprintf (body + length, sizeof body - (size_t) length, "%s\"%s\"", i > 0 ? "," : "",
                        slot->options->text);
  snprintf (body + length, sizeof body - (size_t) length, "]}");
  post (slot, "/v1/inference/text_embedding", body, NULL, embeddings_done);
}
