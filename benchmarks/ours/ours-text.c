/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A stream's text alone, as a program reads it that only shows it. */

#include "ours-values.h"

#include <string.h>

/* The load server's chunks all have so many bytes of text, so that they can be counted. */
#define CHUNK_LENGTH 4

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BenchSlot *slot = user_data;
  long *length = &((OursClient *) slot->client)->items[slot->index];
  TaskingAIStream *stream = TASKINGAI_STREAM (source);
  GError *error = NULL;
  char *text = taskingai_stream_read_text_finish (stream, result, &error);

  if (text == NULL)
    {
      ours_take_end (slot, stream, *length / CHUNK_LENGTH, error);
      return;
    }
  if (*length == 0)
    bench_slot_chunk (slot, 0);
  *length += (long) strlen (text);
  g_free (text);
  taskingai_stream_read_text_async (stream, NULL, on_text, slot);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer slot)
{
  GError *error = NULL;
  TaskingAIStream *stream = taskingai_inference_chat_completion_stream_finish (
      TASKINGAI_INFERENCE (source), result, &error);

  ours_check (slot, stream, error);
  taskingai_stream_read_text_async (stream, NULL, on_text, slot);
}

static void
start (BenchSlot *slot)
{
  OursClient *self = slot->client;
  TaskingAIChatCompletionRequest *request;

  if (slot->options->kind != BENCH_STREAM || slot->options->spacing_ms > 0)
    bench_slot_fail (slot, "this client reads streams without pauses only");
  self->items[slot->index] = 0;
  request = ours_make_chat (slot);
  taskingai_inference_chat_completion_stream_async (self->inference, request, NULL, on_opened,
                                                    slot);
  g_object_unref (request);
}

int
main (int argc, char **argv)
{
  static const BenchClient client = { "ours-text", ours_open, start, ours_turn, ours_close };

  return bench_main (argc, argv, &client);
}
