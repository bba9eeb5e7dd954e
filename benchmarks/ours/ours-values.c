/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ours-values.h"

#include <string.h>

void
ours_check (BenchSlot *slot, gpointer value, GError *error)
{
  if (error != NULL)
    bench_slot_fail (slot, error->message);
  if (value == NULL)
    bench_slot_fail (slot, "there is no answer");
}

TaskingAIChatCompletionRequest *
ours_make_chat (BenchSlot *slot)
{
  TaskingAIChatCompletionRequest *request =
      taskingai_chat_completion_request_new (BENCH_CHAT_MODEL_ID);

  taskingai_chat_completion_request_add_system_message (request, BENCH_SYSTEM_TEXT);
  taskingai_chat_completion_request_add_user_message (request, slot->options->text);
  return request;
}

TaskingAITextEmbeddingRequest *
ours_make_embeddings (BenchSlot *slot)
{
  TaskingAITextEmbeddingRequest *request =
      taskingai_text_embedding_request_new (BENCH_EMBEDDING_MODEL_ID);
  const char *input[BENCH_INPUTS + 1] = { NULL };

  for (int i = 0; i < BENCH_INPUTS; i++)
    input[i] = slot->options->text;
  taskingai_text_embedding_request_set_input (request, input);
  return request;
}

TaskingAIListOptions *
ours_make_page (const char *after)
{
  TaskingAIListOptions *options = taskingai_list_options_new ();

  taskingai_list_options_set_limit (options, BENCH_PAGE_LIMIT);
  if (after != NULL)
    taskingai_list_options_set_after (options, after);
  return options;
}

void
ours_take_assistant (BenchSlot *slot, TaskingAIAssistant *value, GError *error)
{
  bool right;

  ours_check (slot, value, error);
  right = strcmp (taskingai_assistant_get_assistant_id (value), BENCH_ASSISTANT_ID) == 0;
  g_object_unref (value);
  bench_slot_done (slot, right);
}

void
ours_take_chat (BenchSlot *slot, TaskingAIChatCompletion *value, GError *error)
{
  bool right;

  ours_check (slot, value, error);
  right = taskingai_chat_completion_get_text (value) != NULL
          && taskingai_chat_completion_get_usage (value) != NULL
          && taskingai_chat_completion_get_created_timestamp (value) > 0;
  g_object_unref (value);
  bench_slot_done (slot, right);
}

static long
count_numbers (TaskingAITextEmbeddingResult *result)
{
  GPtrArray *data = taskingai_text_embedding_result_get_data (result);
  long numbers = 0;

  for (guint i = 0; i < data->len; i++)
    {
      gsize dimensions;

      taskingai_text_embedding_get_embedding (g_ptr_array_index (data, i), &dimensions);
      numbers += (long) dimensions;
    }
  g_ptr_array_unref (data);
  return numbers;
}

void
ours_take_embeddings (BenchSlot *slot, TaskingAITextEmbeddingResult *value, GError *error)
{
  long numbers;

  ours_check (slot, value, error);
  numbers = count_numbers (value);
  g_object_unref (value);
  bench_slot_done (slot, numbers);
}

void
ours_take_event (BenchSlot *slot, TaskingAIModel *value)
{
  if (TASKINGAI_IS_CHAT_COMPLETION_CHUNK (value))
    bench_slot_chunk (slot, taskingai_chat_completion_chunk_get_created_timestamp (
                                TASKINGAI_CHAT_COMPLETION_CHUNK (value)));
  g_object_unref (value);
}

void
ours_take_end (BenchSlot *slot, TaskingAIStream *stream, long amount, GError *error)
{
  TaskingAIModel *result = taskingai_stream_get_result (stream);

  ours_check (slot, result, error);
  g_object_unref (result);
  taskingai_stream_close (stream);
  g_object_unref (stream);
  bench_slot_done (slot, amount);
}
