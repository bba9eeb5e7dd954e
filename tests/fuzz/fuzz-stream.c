/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A stream says the same whether it is read event by event, as JSON or as a text, at once or late, and ends in
 * the same way; what ended it stays. Input: which stream, the length of its pieces, its bytes. */
#include <string.h>

#include "fuzz.h"
#include "models/taskingai-models.h"
#include "models/taskingai-openai-chat-completion-chunk-extra.h"
#include "stream/taskingai-event-queue.h"
#include "taskingai-error.h"

#define MAX_EVENT 512
#define MAX_QUEUED 1024

static const char *
message_delta (gpointer chunk)
{
  return taskingai_message_chunk_get_delta (chunk);
}

static const char *
openai_delta (gpointer chunk)
{
  return taskingai_openai_chat_completion_chunk_get_delta (chunk);
}

static const TaskingAIEventKind message_kinds[] = {
  { "MessageChunk", taskingai_message_chunk_get_type, TASKINGAI_EVENT_CHUNK, message_delta },
  { "MessageGenerationLog", taskingai_message_generation_log_get_type, TASKINGAI_EVENT_OTHER },
  { "Message", taskingai_message_get_type, TASKINGAI_EVENT_RESULT },
  { NULL },
};
static const TaskingAIEventKind openai_kinds[] = {
  { "chat.completion.chunk", taskingai_openai_chat_completion_chunk_get_type, TASKINGAI_EVENT_PART,
    openai_delta },
  { NULL },
};

typedef enum { EVENTS, JSON, TEXT } Way;

typedef struct {
  GString *text;
  TaskingAIModel *result;
  GError *error;
  TaskingAIEventQueueState state;
} Outcome;

static void
check_json (const char *json)
{
  g_autofree char *object = g_strdup_printf ("{\"data\":%s}", json);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) model =
      taskingai_model_new_from_json (TASKINGAI_TYPE_ACTION_RUN_RESULT, object, &error);

  g_assert_no_error (error);
  g_assert (json[0] == '[' && g_utf8_validate (json, -1, NULL));
}

/* All that is there now. */
static void
read_some (TaskingAIEventQueue *queue, Way way, Outcome *outcome)
{
  TaskingAIModel *model = NULL;
  char *text = NULL, *json = NULL;

  g_clear_error (&outcome->error);
  do
    {
      if (way == EVENTS)
        outcome->state = taskingai_event_queue_pop (queue, &model, &outcome->error);
      else if (way == JSON)
        outcome->state = taskingai_event_queue_pop_json (queue, &json, &outcome->error);
      else
        outcome->state = taskingai_event_queue_pop_text (queue, &text, &outcome->error);
      g_assert_cmpint (outcome->state == TASKINGAI_EVENT_QUEUE_ERROR, ==, outcome->error != NULL);
      if (text != NULL)
        g_string_append (outcome->text, text);
      if (json != NULL)
        check_json (json);
      g_clear_pointer (&json, g_free);
      g_clear_pointer (&text, g_free);
      g_clear_object (&model);
  } while (outcome->state == TASKINGAI_EVENT_QUEUE_ITEM);
}

/* What stays when the stream has been read to its end. */
static void
check_end (TaskingAIEventQueue *queue, Way way, Outcome *outcome)
{
  g_autoptr (GError) first = outcome->error != NULL ? g_error_copy (outcome->error) : NULL;
  TaskingAIEventQueueState state = outcome->state;
  g_autofree char *text = taskingai_event_queue_dup_text (queue);

  g_assert_cmpint (state, !=, TASKINGAI_EVENT_QUEUE_EMPTY);
  g_assert (taskingai_event_queue_is_ready (queue));
  read_some (queue, way, outcome);
  g_assert_cmpint (outcome->state, ==, state);
  if (first != NULL)
    {
      fuzz_check_error (first);
      g_assert_cmpstr (outcome->error->message, ==, first->message);
    }
  if (way == TEXT)
    g_assert_cmpstr (outcome->text->str, ==, text);
  else
    g_string_assign (outcome->text, text);
  g_assert (g_utf8_validate (text, -1, NULL));
  outcome->result = taskingai_event_queue_dup_result (queue);
  taskingai_event_queue_close (queue);
}

/* A queue that is full waits for its reader, and has room then. */
static TaskingAISinkResult
feed (TaskingAIEventQueue *queue, const char *piece, gsize length, Way way, Outcome *outcome)
{
  const TaskingAISinkClass *sink = &taskingai_event_queue_sink;
  TaskingAISinkResult taken = sink->data (queue, piece, length);

  if (taken != TASKINGAI_SINK_PAUSE)
    {
      g_assert (!taskingai_event_queue_take_room (queue));
      return taken;
    }
  g_assert (taskingai_event_queue_is_ready (queue));
  read_some (queue, way, outcome);
  if (outcome->state == TASKINGAI_EVENT_QUEUE_EMPTY)
    g_assert (taskingai_event_queue_take_room (queue));
  return outcome->state == TASKINGAI_EVENT_QUEUE_EMPTY ? sink->data (queue, piece, length) : taken;
}

static Outcome
read_stream (const TaskingAIEventKind *kinds, FuzzInput stream, gsize size, gboolean at_once,
             Way way)
{
  g_autoptr (TaskingAIEventQueue) queue =
      taskingai_event_queue_new (kinds, "request", MAX_EVENT, MAX_QUEUED);
  const TaskingAISinkClass *sink = &taskingai_event_queue_sink;
  TaskingAISinkResult taken = TASKINGAI_SINK_MORE;
  Outcome outcome = { .text = g_string_new (NULL) };

  while (stream.length > 0 && taken != TASKINGAI_SINK_TOO_LARGE && taken != TASKINGAI_SINK_PAUSE)
    {
      gsize length = size;
      g_autofree char *piece = fuzz_take_piece (&stream, &length);

      taken = feed (queue, piece, length, way, &outcome);
      if (at_once)
        read_some (queue, way, &outcome);
    }
  if (taken == TASKINGAI_SINK_TOO_LARGE)
    {
      g_autoptr (GError) error =
          g_error_new_literal (TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_TOO_LARGE, "Too large");

      sink->end (queue, error);
    }
  else
    sink->end (queue, NULL);
  read_some (queue, way, &outcome);
  check_end (queue, way, &outcome);
  return outcome;
}

static void
check_same (const Outcome *a, const Outcome *b)
{
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpstr (a->text->str, ==, b->text->str);
  g_assert_cmpint (a->result != NULL, ==, b->result != NULL);
  if (a->result != NULL)
    g_assert (taskingai_model_equal (a->result, b->result));
  if (a->error != NULL)
    g_assert_cmpint (a->error->code, ==, b->error->code);
}

/* Reading a text looks at less of each event, so that it can go on where the other way has met a
 * mistake. */
static void
check_text (const Outcome *events, const Outcome *text)
{
  if (g_error_matches (events->error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED))
    g_assert (g_str_has_prefix (text->text->str, events->text->str));
  else
    check_same (events, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  const TaskingAIEventKind *kinds =
      (fuzz_take_byte (&input) & 1) == 0 ? openai_kinds : message_kinds;
  gsize piece = (gsize) fuzz_take_byte (&input) + 1;
  Outcome outcomes[] = {
    read_stream (kinds, input, G_MAXSIZE, FALSE, EVENTS),
    read_stream (kinds, input, piece, TRUE, EVENTS),
    read_stream (kinds, input, piece, FALSE, JSON),
    read_stream (kinds, input, piece, TRUE, JSON),
    read_stream (kinds, input, piece, FALSE, TEXT),
    read_stream (kinds, input, piece, TRUE, TEXT),
  };

  for (gsize i = 1; i < 4; i++)
    check_same (&outcomes[0], &outcomes[i]);
  check_text (&outcomes[0], &outcomes[4]);
  check_same (&outcomes[4], &outcomes[5]);
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_string_free (outcomes[i].text, TRUE);
      g_clear_object (&outcomes[i].result);
      g_clear_error (&outcomes[i].error);
    }
  return 0;
}
