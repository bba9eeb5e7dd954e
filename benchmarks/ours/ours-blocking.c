/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The blocking calls, as a script uses them: one caller, no main loop. */

#include "ours-values.h"

static void
get (BenchSlot *slot)
{
  OursClient *self = slot->client;
  GError *error = NULL;
  TaskingAIAssistant *assistant =
      taskingai_assistants_get (self->assistants, BENCH_ASSISTANT_ID, NULL, &error);

  ours_take_assistant (slot, assistant, error);
}

/* The next page's options; NULL when PAGE, which it takes, is the last one. */
static TaskingAIListOptions *
next_page (TaskingAIPage *page)
{
  TaskingAIListOptions *options = NULL;

  if (taskingai_page_get_has_more (page))
    {
      TaskingAIModel *last = taskingai_page_get (page, taskingai_page_get_size (page) - 1);

      options = ours_make_page (taskingai_assistant_get_assistant_id (TASKINGAI_ASSISTANT (last)));
      g_object_unref (last);
    }
  g_object_unref (page);
  return options;
}

static void
list_all (BenchSlot *slot)
{
  OursClient *self = slot->client;
  TaskingAIListOptions *options = ours_make_page (NULL);
  long items = 0;

  while (options != NULL)
    {
      GError *error = NULL;
      TaskingAIPage *page = taskingai_assistants_list (self->assistants, options, NULL, &error);

      ours_check (slot, page, error);
      g_object_unref (options);
      items += taskingai_page_get_size (page);
      options = next_page (page);
    }
  bench_slot_done (slot, items);
}

static void
chat (BenchSlot *slot)
{
  OursClient *self = slot->client;
  TaskingAIChatCompletionRequest *request = ours_make_chat (slot);
  GError *error = NULL;
  TaskingAIChatCompletion *completion =
      taskingai_inference_chat_completion (self->inference, request, NULL, &error);

  g_object_unref (request);
  ours_take_chat (slot, completion, error);
}

static void
embeddings (BenchSlot *slot)
{
  OursClient *self = slot->client;
  TaskingAITextEmbeddingRequest *request = ours_make_embeddings (slot);
  GError *error = NULL;
  TaskingAITextEmbeddingResult *result =
      taskingai_inference_text_embedding (self->inference, request, NULL, &error);

  g_object_unref (request);
  ours_take_embeddings (slot, result, error);
}

static void
stream_chat (BenchSlot *slot)
{
  OursClient *self = slot->client;
  TaskingAIChatCompletionRequest *request = ours_make_chat (slot);
  GError *error = NULL;
  TaskingAIStream *stream =
      taskingai_inference_chat_completion_stream (self->inference, request, NULL, &error);
  TaskingAIModel *event;

  g_object_unref (request);
  ours_check (slot, stream, error);
  while ((event = taskingai_stream_read (stream, NULL, &error)) != NULL)
    ours_take_event (slot, event);
  ours_take_end (slot, stream, slot->chunks, error);
}

static void
start (BenchSlot *slot)
{
  if (slot->options->concurrency > 1)
    bench_slot_fail (slot, "blocking calls come one at a time");
  switch (slot->options->kind)
    {
    case BENCH_GET:
      get (slot);
      break;
    case BENCH_CHAT:
      chat (slot);
      break;
    case BENCH_EMBEDDINGS:
      embeddings (slot);
      break;
    case BENCH_LIST_ALL:
      list_all (slot);
      break;
    case BENCH_STREAM:
      stream_chat (slot);
      break;
    }
}

int
main (int argc, char **argv)
{
  static const BenchClient client = { "ours-blocking", ours_open, start, ours_turn, ours_close };

  return bench_main (argc, argv, &client);
}
