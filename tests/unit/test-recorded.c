/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Recorded answers, cut: the whole is accepted, and whatever is missing at the end is noticed, from
 * the first byte to the last but one. TASKINGAI_TRANSCRIPTS names the file; see check-transcripts. */

#include <json-c/json.h>
#include <string.h>

#include "json-oracle.h"
#include "models/taskingai-envelope.h"
#include "stream/taskingai-event-queue.h"
#include "taskingai.h"
#include "json/taskingai-json-reader.h"

#define LARGE 300 /* from here on not every byte, unless there is time (-m slow) */
#define STEP 31

typedef void (*CheckFunc) (const char *id, const char *body, gsize length);

/* ---- the file ---- */

static const char *
member (json_object *object, const char *name)
{
  json_object *value = json_object_object_get (object, name);

  return json_object_is_type (value, json_type_string) ? json_object_get_string (value) : "";
}

/* One case, if the answer is of the type; the body is NULL where it is not text. */
static gboolean
check_case (const char *line, const char *type, CheckFunc check)
{
  json_object *tree = json_tokener_parse (line);
  json_object *response = json_object_object_get (tree, "response");
  const char *body = member (response, "body");
  const char *found = member (json_object_object_get (response, "headers"), "content-type");
  gboolean right = g_str_has_prefix (found, type) && *body != '\0';

  if (right)
    check (member (tree, "id"), body, strlen (body));
  json_object_put (tree);
  return right;
}

static void
check_all (const char *type, CheckFunc check)
{
  const char *path = g_getenv ("TASKINGAI_TRANSCRIPTS");
  g_autofree char *text = NULL;
  guint n_cases = 0;

  if (path == NULL)
    {
      g_test_skip ("TASKINGAI_TRANSCRIPTS is not set");
      return;
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    n_cases += **line != '\0' && check_case (*line, type, check);
  g_test_message ("%u answers", n_cases);
  g_assert_cmpuint (n_cases, >, 10);
}

static gsize
step_for (gsize length)
{
  return length < LARGE || g_test_slow () ? 1 : STEP;
}

/* ---- JSON ---- */

/* Read from memory that ends there. */
static gboolean
is_json (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };

  taskingai_json_reader_init (&reader, text, length);
  return taskingai_json_reader_skip (&reader) && taskingai_json_reader_at_end (&reader);
}

static void
check_json (const char *id, const char *body, gsize length)
{
  g_autofree char *copy = g_memdup2 (body, length);
  g_autofree char *difference = json_oracle_check (copy, length, NULL);

  if (difference != NULL || !is_json (copy, length))
    g_error ("%s: %s", id, difference != NULL ? difference : "is refused");
  for (gsize at = 0; at < length; at += step_for (length))
    if (is_json (copy, at))
      g_error ("%s is accepted without what comes behind byte %" G_GSIZE_FORMAT, id, at);
}

static void
test_json (void)
{
  check_all ("application/json", check_json);
}

/* ---- models ---- */

static const struct {
  const char *object;
  GType (*get_type) (void);
} models[] = {
  { "Action", taskingai_action_get_type },
  { "Apikey", taskingai_apikey_get_type },
  { "Assistant", taskingai_assistant_get_type },
  { "Chat", taskingai_chat_get_type },
  { "ChatCompletion", taskingai_chat_completion_get_type },
  { "Collection", taskingai_collection_get_type },
  { "Message", taskingai_message_get_type },
  { "Record", taskingai_record_get_type },
};

/* The class of what an envelope holds, and whether it is a page; or none. */
static GType
find_type (const char *body, TaskingAIEnvelopeKind *kind)
{
  json_object *tree = json_tokener_parse (body);
  json_object *data = json_object_object_get (tree, "data");
  GType type = G_TYPE_NONE;

  *kind = json_object_is_type (data, json_type_array) ? TASKINGAI_ENVELOPE_PAGE
                                                      : TASKINGAI_ENVELOPE_DATA;
  if (*kind == TASKINGAI_ENVELOPE_PAGE)
    data = json_object_array_get_idx (data, 0);
  for (gsize i = 0; json_object_is_type (data, json_type_object) && i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (member (data, "object"), models[i].object))
      type = models[i].get_type ();
  json_object_put (tree);
  return type;
}

static void
check_model (const char *id, const char *body, gsize length)
{
  g_autofree char *copy = g_memdup2 (body, length);
  TaskingAIEnvelopeKind kind;
  GType type = find_type (body, &kind);
  g_autoptr (GObject) whole = NULL;
  g_autoptr (GError) error = NULL;

  if (type == G_TYPE_NONE)
    return;
  whole = taskingai_envelope_read (copy, length, kind, type, 200, &error);
  if (whole == NULL)
    g_error ("%s: %s", id, error->message);
  for (gsize at = 0; at < length; at += step_for (length))
    {
      g_autoptr (GError) problem = NULL;

      g_assert_null (taskingai_envelope_read (copy, at, kind, type, 200, &problem));
      g_assert_error (problem, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_MALFORMED);
    }
}

static void
test_models (void)
{
  check_all ("application/json", check_model);
}

/* ---- event streams ---- */

static const TaskingAIEventKind kinds[] = {
  { "MessageChunk", taskingai_message_chunk_get_type, TASKINGAI_EVENT_CHUNK, NULL },
  { "MessageGenerationLog", taskingai_message_generation_log_get_type, TASKINGAI_EVENT_OTHER,
    NULL },
  { "Message", taskingai_message_get_type, TASKINGAI_EVENT_RESULT, NULL },
  { "ChatCompletionChunk", taskingai_chat_completion_chunk_get_type, TASKINGAI_EVENT_CHUNK, NULL },
  { "ChatCompletion", taskingai_chat_completion_get_type, TASKINGAI_EVENT_RESULT, NULL },
  { "chat.completion.chunk", taskingai_openai_chat_completion_chunk_get_type, TASKINGAI_EVENT_PART,
    NULL },
  { .object = NULL },
};

/* How a stream that ends behind a number of whole events has to end. */
typedef struct {
  guint n_events; /* that can be read */
  gboolean complete, failed, done, has_part;
} Expected;

static void
expect_event (Expected *expected, const char *event)
{
  json_object *tree;
  const char *object;

  if (expected->done || expected->failed)
    return;
  expected->done = g_str_equal (event, "data: [DONE]");
  if (expected->done)
    {
      expected->complete |= expected->has_part;
      return;
    }
  tree = json_tokener_parse (event + strlen ("data: "));
  object = member (tree, "object");
  expected->failed = g_str_equal (object, "Error") || *object == '\0';
  expected->n_events += !expected->failed;
  expected->has_part |= g_str_equal (object, "chat.completion.chunk");
  expected->complete |= g_str_equal (object, "Message") || g_str_equal (object, "ChatCompletion");
  json_object_put (tree);
}

/* Of the first @length bytes of a stream. */
static void
check_stream_end (const char *id, const char *body, gsize length, const Expected *expected)
{
  TaskingAIEventQueue *queue = taskingai_event_queue_new (kinds, "id", G_MAXSIZE, G_MAXSIZE);
  TaskingAIEventQueueState state;
  TaskingAIModel *model;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  taskingai_event_queue_sink.data (queue, body, length);
  taskingai_event_queue_sink.end (queue, NULL);
  while ((state = taskingai_event_queue_pop (queue, &model, &error)) == TASKINGAI_EVENT_QUEUE_ITEM)
    {
      g_object_unref (model);
      n++;
    }
  g_assert_cmpuint (n, ==, expected->n_events);
  if ((state == TASKINGAI_EVENT_QUEUE_END) != (expected->complete && !expected->failed))
    g_error ("%s, cut behind byte %" G_GSIZE_FORMAT ", ends %s", id, length,
             error != NULL ? error->message : "well");
  if (state == TASKINGAI_EVENT_QUEUE_ERROR && !expected->failed && !expected->done)
    g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_TRUNCATED);
  taskingai_event_queue_unref (queue);
}

static void
check_stream (const char *id, const char *body, gsize length)
{
  Expected expected = { 0 };
  const char *event = body;

  for (gsize at = 0; at <= length; at++)
    {
      if (at > 1 && body[at - 1] == '\n' && body[at - 2] == '\n')
        {
          g_autofree char *text = g_strndup (event, (gsize) (body + at - 2 - event));

          expect_event (&expected, text);
          event = body + at;
        }
      if (at % step_for (length) == 0 || at == length)
        check_stream_end (id, body, at, &expected);
    }
}

static void
test_streams (void)
{
  check_all ("text/event-stream", check_stream);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recorded/json", test_json);
  g_test_add_func ("/recorded/models", test_models);
  g_test_add_func ("/recorded/streams", test_streams);
  return g_test_run ();
}
