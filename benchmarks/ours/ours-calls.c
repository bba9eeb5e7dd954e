/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ours-values.h"

static void
get_done (GObject *source, GAsyncResult *result, gpointer slot)
{
  GError *error = NULL;
  TaskingAIAssistant *assistant =
      taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (source), result, &error);

  ours_take_assistant (slot, assistant, error);
}

void
ours_get (BenchSlot *slot)
{
  OursClient *self = slot->client;

  taskingai_assistants_get_async (self->assistants, BENCH_ASSISTANT_ID, NULL, get_done, slot);
}

static void list_done (GObject *source, GAsyncResult *result, gpointer slot);

static void
start_page (BenchSlot *slot, const char *after)
{
  OursClient *self = slot->client;
  TaskingAIListOptions *options = ours_make_page (after);

  taskingai_assistants_list_async (self->assistants, options, NULL, list_done, slot);
  g_object_unref (options);
}

static void
continue_after (BenchSlot *slot, TaskingAIPage *page)
{
  guint size = taskingai_page_get_size (page);
  TaskingAIModel *last = taskingai_page_get (page, size - 1);

  start_page (slot, taskingai_assistant_get_assistant_id (TASKINGAI_ASSISTANT (last)));
  g_object_unref (last);
}

static void
list_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BenchSlot *slot = user_data;
  long *items = &((OursClient *) slot->client)->items[slot->index];
  GError *error = NULL;
  TaskingAIPage *page =
      taskingai_assistants_list_finish (TASKINGAI_ASSISTANTS (source), result, &error);
  bool has_more;

  ours_check (slot, page, error);
  *items += taskingai_page_get_size (page);
  has_more = taskingai_page_get_has_more (page);
  if (has_more)
    continue_after (slot, page);
  g_object_unref (page);
  if (!has_more)
    bench_slot_done (slot, *items);
}

void
ours_list_all (BenchSlot *slot)
{
  ((OursClient *) slot->client)->items[slot->index] = 0;
  start_page (slot, NULL);
}

static void
chat_done (GObject *source, GAsyncResult *result, gpointer slot)
{
  GError *error = NULL;
  TaskingAIChatCompletion *completion =
      taskingai_inference_chat_completion_finish (TASKINGAI_INFERENCE (source), result, &error);

  ours_take_chat (slot, completion, error);
}

void
ours_chat (BenchSlot *slot)
{
  OursClient *self = slot->client;
  TaskingAIChatCompletionRequest *request = ours_make_chat (slot);

  taskingai_inference_chat_completion_async (self->inference, request, NULL, chat_done, slot);
  g_object_unref (request);
}

static void
embeddings_done (GObject *source, GAsyncResult *result, gpointer slot)
{
  GError *error = NULL;
  TaskingAITextEmbeddingResult *embeddings =
      taskingai_inference_text_embedding_finish (TASKINGAI_INFERENCE (source), result, &error);

  ours_take_embeddings (slot, embeddings, error);
}

void
ours_embeddings (BenchSlot *slot)
{
  OursClient *self = slot->client;
  TaskingAITextEmbeddingRequest *request = ours_make_embeddings (slot);

  taskingai_inference_text_embedding_async (self->inference, request, NULL, embeddings_done, slot);
  g_object_unref (request);
}
