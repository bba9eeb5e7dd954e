/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "clients.h"
#include "crowd.h"
#include "elsewhere.h"
#include "operation.h"
#include "tally.h"

/* One event, or all the text there is. FALSE: none. */
static gboolean
read_on (SoakOperation *operation, TaskingAIStream *stream, gboolean by_text, GError **error)
{
  if (by_text)
    {
      g_autofree char *text = taskingai_stream_read_text (stream, NULL, error);
      if (text != NULL)
        soak_operation_take_text (operation, text);
      return text != NULL;
    }
  g_autoptr (TaskingAIModel) event = taskingai_stream_read (stream, NULL, error);
  if (event != NULL)
    soak_operation_take_event (operation, event);
  return event != NULL;
}

static void
read_stream (SoakOperation *operation, TaskingAIStream *stream, GRand *rand)
{
  gboolean by_text = g_rand_boolean (rand);
  guint close_at = (guint) g_rand_int_range (rand, 0, 40);
  guint drop_at = (guint) g_rand_int_range (rand, 0, 40);
  g_autoptr (GError) error = NULL;
  do
    {
      if (operation->n_reads == close_at)
        {
          operation->may_be_closed = TRUE;
          soak_elsewhere_close (stream);
        }
      if (operation->n_reads == drop_at)
        {
          soak_operation_dropped (operation);
          return;
        }
  } while (read_on (operation, stream, by_text, &error));
  if (error != NULL)
    soak_operation_failed (operation, stream, error);
  else
    soak_operation_complete (operation, stream);
}

static void
run_stream (SoakOperation *operation, TaskingAIClient *client, GCancellable *cancellable,
            GRand *rand)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChatCompletionRequest) request = soak_operation_new_request (operation);
  g_autoptr (TaskingAIStream) stream = taskingai_inference_chat_completion_stream (
      taskingai_client_get_inference (client), request, cancellable, &error);
  if (stream != NULL)
    read_stream (operation, soak_tally_watch (stream), rand);
  else
    soak_operation_failed (operation, NULL, error);
}

static void
run_call (SoakOperation *operation, TaskingAIClient *client, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant = taskingai_assistants_get (
      taskingai_client_get_assistants (client), operation->name, cancellable, &error);
  if (assistant != NULL)
    soak_operation_answered (operation, soak_tally_watch (assistant));
  else
    soak_operation_failed (operation, NULL, error);
}

void
soak_blocking_run (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  while (soak_tally_take_operation ())
    {
      SoakOperation operation;
      g_autoptr (GCancellable) cancellable = soak_tally_watch (g_cancellable_new ());
      soak_operation_begin (&operation, g_rand_int_range (rand, 0, 4) > 0, rand);
      g_autoptr (TaskingAIClient) client =
          soak_clients_take (soak_operation_is_impatient (&operation), rand);
      operation.may_be_cancelled = g_rand_int_range (rand, 0, 6) == 0;
      if (operation.may_be_cancelled)
        soak_elsewhere_cancel (cancellable);
      if (operation.streaming)
        run_stream (&operation, client, cancellable, rand);
      else
        run_call (&operation, client, cancellable);
      soak_operation_clear (&operation);
    }
}
