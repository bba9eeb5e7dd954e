/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ours-values.h"

static void
on_event (GObject *source, GAsyncResult *result, gpointer slot)
{
  TaskingAIStream *stream = TASKINGAI_STREAM (source);
  GError *error = NULL;
  TaskingAIModel *event = taskingai_stream_read_finish (stream, result, &error);

  if (event == NULL)
    {
      ours_take_end (slot, stream, ((BenchSlot *) slot)->chunks, error);
      return;
    }
  for (; event != NULL; event = taskingai_stream_try_read (stream))
    ours_take_event (slot, event);
  taskingai_stream_read_async (stream, NULL, on_event, slot);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer slot)
{
  GError *error = NULL;
  TaskingAIStream *stream = taskingai_inference_chat_completion_stream_finish (
      TASKINGAI_INFERENCE (source), result, &error);

  ours_check (slot, stream, error);
  taskingai_stream_read_async (stream, NULL, on_event, slot);
}

void
ours_stream (BenchSlot *slot)
{
  OursClient *self = slot->client;
  TaskingAIChatCompletionRequest *request = ours_make_chat (slot);

  taskingai_inference_chat_completion_stream_async (self->inference, request, NULL, on_opened,
                                                    slot);
  g_object_unref (request);
}
