/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Streams by each way to read them; how they end badly stands in test-errors.c. */
#include "fixture.h"

#include <string.h>

#define TEXT "the water cycle"

typedef TaskingAIStream *(*OpenFunc) (TaskingAIClient *client, const char *name);
typedef char *(*ReadFunc) (TaskingAIStream *stream, GError **error);

/* ---- ways to read it all ---- */

static char *
by_read (TaskingAIStream *stream, GError **error)
{
  return read_all (stream, error);
}

static char *
by_read_async (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  g_autoptr (TaskingAIModel) event = NULL;
  while ((event = read_async (stream, error)) != NULL)
    {
      append_delta (text, event);
      g_clear_object (&event);
    }
  return g_string_free (text, FALSE);
}

/* One turn of the loop, then all that came with it. */
static char *
by_try_read (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  g_autoptr (TaskingAIModel) event = NULL;
  while ((event = read_async (stream, error)) != NULL)
    do
      {
        append_delta (text, event);
        g_clear_object (&event);
        event = taskingai_stream_try_read (stream);
    } while (event != NULL);
  g_assert_null (taskingai_stream_try_read (stream));
  return g_string_free (text, FALSE);
}

static char *
by_read_text (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  g_autofree char *piece = NULL;
  while ((piece = taskingai_stream_read_text (stream, NULL, error)) != NULL)
    {
      g_assert_cmpstr (piece, !=, "");
      g_string_append (text, piece);
      g_clear_pointer (&piece, g_free);
    }
  return g_string_free (text, FALSE);
}

static char *
read_text_once_async (TaskingAIStream *stream, GError **error)
{
  g_auto (Answer) answer = { 0 };
  taskingai_stream_read_text_async (stream, NULL, answer_cb, &answer);
  return taskingai_stream_read_text_finish (stream, answer_wait (&answer), error);
}

static char *
by_read_text_async (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  g_autofree char *piece = NULL;
  while ((piece = read_text_once_async (stream, error)) != NULL)
    {
      g_string_append (text, piece);
      g_clear_pointer (&piece, g_free);
    }
  return g_string_free (text, FALSE);
}

/* The deltas in a JSON array of events. */
static void
append_deltas (GString *text, char *json)
{
  g_autofree char *object = g_strdup_printf ("{\"data\":%s}", json);
  g_autoptr (TaskingAIActionRunResult) holder =
      (gpointer) taskingai_model_new_from_json (TASKINGAI_TYPE_ACTION_RUN_RESULT, object, NULL);
  g_autoptr (GVariant) events = taskingai_action_run_result_get_data (holder);
  GVariantIter iter;
  GVariant *event;
  g_variant_iter_init (&iter, events);
  while (g_variant_iter_loop (&iter, "v", &event))
    {
      const char *delta;
      if (g_variant_lookup (event, "delta", "&s", &delta))
        g_string_append (text, delta);
    }
  g_free (json);
}

static char *
by_read_json (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  char *json;
  while ((json = taskingai_stream_read_json (stream, NULL, error)) != NULL)
    append_deltas (text, json);
  return g_string_free (text, FALSE);
}

static char *
read_json_once_async (TaskingAIStream *stream, GError **error)
{
  g_auto (Answer) answer = { 0 };
  taskingai_stream_read_json_async (stream, NULL, answer_cb, &answer);
  return taskingai_stream_read_json_finish (stream, answer_wait (&answer), error);
}

static char *
by_read_json_async (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  char *json;
  while ((json = read_json_once_async (stream, error)) != NULL)
    append_deltas (text, json);
  return g_string_free (text, FALSE);
}

/* Blocking and asynchronous reads in turn. */
static char *
by_turns (TaskingAIStream *stream, GError **error)
{
  GString *text = g_string_new (NULL);
  g_autoptr (TaskingAIModel) event = NULL;
  for (int turn = 0;; turn++)
    {
      event =
          turn % 2 == 0 ? taskingai_stream_read (stream, NULL, error) : read_async (stream, error);
      if (event == NULL)
        return g_string_free (text, FALSE);
      append_delta (text, event);
      g_clear_object (&event);
    }
}

static const struct {
  const char *name;
  ReadFunc read;
} readers[] = {
  { "read", by_read },
  { "read-async", by_read_async },
  { "try-read", by_try_read },
  { "read-text", by_read_text },
  { "read-text-async", by_read_text_async },
  { "read-json", by_read_json },
  { "read-json-async", by_read_json_async },
  { "turns", by_turns },
};

static const struct {
  const char *name;
  OpenFunc open;
} openers[] = {
  { "blocking", stream_open },
  { "async", stream_open_async },
};

/* Good streams, however they are cut into packets. */
static const struct {
  const char *fault, *text;
} kinds[] = {
  { "good", TEXT },
  { "byteByByte", TEXT },
  { "dripPackets", TEXT },
  { "crlf", TEXT },
  { "comments", TEXT },
  { "noDone", TEXT },
  { "afterDone", TEXT },
  { "doneThenHang", TEXT },
  { "utf8", "na\u00efve \u65e5\u672c\u8a9e \U0001f389 \u05e9\u05dc\u05d5\u05dd" },
  { "calls", "" },
};

static void
assert_complete (TaskingAIStream *stream, const char *text)
{
  g_autofree char *kept = taskingai_stream_get_text (stream);
  g_assert_cmpstr (kept, ==, text);
  g_autoptr (TaskingAIModel) result = taskingai_stream_get_result (stream);
  g_assert_true (TASKINGAI_IS_CHAT_COMPLETION (result));
  const char *whole = taskingai_chat_completion_get_text (TASKINGAI_CHAT_COMPLETION (result));
  g_assert_cmpstr (whole != NULL ? whole : "", ==, text);
}

static void
test_good (gconstpointer data)
{
  gsize index = GPOINTER_TO_SIZE (data);
  gsize kind = index % G_N_ELEMENTS (kinds);
  gsize reader = index / G_N_ELEMENTS (kinds) % G_N_ELEMENTS (readers);
  gsize opener = index / G_N_ELEMENTS (kinds) / G_N_ELEMENTS (readers);
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (kinds[kind].fault);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIStream) stream = openers[opener].open (client, name);
  g_autofree char *text = readers[reader].read (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, kinds[kind].text);
  assert_complete (stream, kinds[kind].text);

  /* The end stays the end. */
  g_assert_null (taskingai_stream_read (stream, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (taskingai_stream_read_text (stream, NULL, &error));
  g_assert_no_error (error);
}

static void
test_local (gconstpointer data)
{
  const ReadFunc *reader = data;
  g_autoptr (TaskingAIClient) client = local_client ();
  g_autoptr (TaskingAIChatCompletionRequest) request =
      completion_request (model_id ("STREAM"), "Count from 1 to 20");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIStream) stream = taskingai_inference_chat_completion_stream (
      taskingai_client_get_inference (client), request, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *text = (*reader) (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20");
  assert_complete (stream, text);
}

/* ---- many, and the connection after the end ---- */

/* A stream read to its end leaves its connection to the next. */
static void
test_connection_is_kept (gconstpointer data)
{
  const OpenFunc *opener = data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("good");
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (TaskingAIStream) stream = (*opener) (client, name);
      g_autofree char *text = read_all (stream, NULL);
      g_assert_cmpstr (text, ==, TEXT);
      taskingai_stream_close (stream);
    }
  g_assert_cmpuint (fault_count (name, "connections"), ==, 1);
}

#define N_STREAMS 20

static void
test_many (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("byteByByte");
  Answer opened[N_STREAMS] = { 0 }, read[N_STREAMS] = { 0 };
  TaskingAIStream *streams[N_STREAMS];
  taskingai_client_set_max_in_flight (client, 1); /* does not count streams */
  for (int i = 0; i < N_STREAMS; i++)
    fault_stream_async (client, name, NULL, &opened[i]);
  for (int i = 0; i < N_STREAMS; i++)
    {
      streams[i] = fault_stream_finish (&opened[i], NULL);
      taskingai_stream_read_async (streams[i], NULL, answer_cb, &read[i]);
    }
  for (int i = 0; i < N_STREAMS; i++)
    {
      g_autoptr (TaskingAIModel) event =
          taskingai_stream_read_finish (streams[i], answer_wait (&read[i]), NULL);
      g_assert_nonnull (event);
      g_autofree char *rest = by_read_async (streams[i], NULL);
      g_assert_cmpstr (rest, ==, " water cycle");
      g_object_unref (streams[i]);
      answer_clear (&opened[i]);
      answer_clear (&read[i]);
    }
}

/* ---- one reader at a time ---- */

static void
test_pending (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "silent");
  g_autoptr (GError) error = NULL;
  g_auto (Answer) first = { 0 }, second = { 0 };
  taskingai_stream_read_async (stream, NULL, answer_cb, &first);

  g_assert_null (taskingai_stream_read (stream, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);
  g_assert_null (taskingai_stream_read_text (stream, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);
  g_assert_null (taskingai_stream_try_read (stream));
  taskingai_stream_read_text_async (stream, NULL, answer_cb, &second);
  g_assert_null (taskingai_stream_read_text_finish (stream, answer_wait (&second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);

  g_assert_cmpuint (first.n_calls, ==, 0);
  taskingai_stream_close (stream);
  g_assert_null (taskingai_stream_read_finish (stream, answer_wait (&first), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* ---- back-pressure ---- */

#define QUEUE_LIMIT (256 * 1024)
/* What sockets and libcurl may hold besides. */
#define SOCKET_LIMIT (16 * 1024 * 1024)

static void
test_back_pressure (gconstpointer data)
{
  const OpenFunc *opener = data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("flood");
  taskingai_client_set_max_queued_bytes (client, QUEUE_LIMIT);
  g_autoptr (TaskingAIStream) stream = (*opener) (client, name);
  g_autofree char *first = taskingai_stream_read_text (stream, NULL, NULL);
  fault_wait_blocked (name);
  guint64 sent = fault_count (name, "sent");
  g_assert_cmpuint (sent, <, SOCKET_LIMIT);

  /* It goes on as soon as somebody reads, and stops again. */
  for (guint64 n = strlen (first); n < 2 * sent;)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = taskingai_stream_read_text (stream, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (strlen (text), <=, QUEUE_LIMIT + 2 * 64 * 1024);
      n += strlen (text);
    }
  g_assert_cmpuint (fault_count (name, "sent"), >, sent);
  taskingai_stream_close (stream);
  fault_wait_closed (name, 1);
}

/* Nobody's clock runs while it is the program that does not read. */
static void
test_pause_is_no_stall (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("flood");
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_queued_bytes (client, 1000);
  taskingai_client_set_event_timeout (client, 200);
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, name);
  g_autofree char *first = read_text_once_async (stream, &error);
  g_assert_no_error (error);
  fault_wait_blocked (name); /* takes longer than the clock */
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *text = read_text_once_async (stream, &error);
      g_assert_no_error (error);
      g_assert_nonnull (text);
    }
}

static char *
read_text_once (TaskingAIStream *stream, GError **error)
{
  return taskingai_stream_read_text (stream, NULL, error);
}

/* However much is there, nobody waits until libcurl has read it all. */
static void
test_share (gconstpointer data)
{
  ReadFunc read = *(const ReadFunc *) data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("flood");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIStream) stream = stream_open (client, name);
  fault_wait_blocked (name);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *text = read (stream, &error);
      g_assert_no_error (error);
      /* 16: what libcurl writes at once. Before the first read there may have been several turns. */
      if (i > 0)
        g_assert_cmpuint (strlen (text), <=, (32 + 16) * 1024);
    }
}

typedef struct {
  guint n_calls;
  gboolean reading;
} Ready;

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ready *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) event =
      taskingai_stream_read_finish (TASKINGAI_STREAM (source), result, &error);
  g_assert_no_error (error);
  g_assert_false (self->reading);
  self->n_calls++;
  if (event == NULL)
    return;
  self->reading = TRUE;
  taskingai_stream_read_async (TASKINGAI_STREAM (source), NULL, ready_cb, self);
  self->reading = FALSE;
}

static gboolean
all_are_read (gpointer user_data)
{
  return ((Ready *) user_data)->n_calls > 40;
}

/* Those that are there already come without a turn of the loop for each, but never at once. */
static void
test_ready_events (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  Ready ready = { 0, TRUE };
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "hugeEvents");
  taskingai_stream_read_async (stream, NULL, ready_cb, &ready);
  ready.reading = FALSE;
  run_until (all_are_read, &ready);
}

static void
test_many_events (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autoptr (GError) error = NULL;
  taskingai_client_set_max_queued_bytes (client, 1);
  g_autoptr (TaskingAIStream) stream = stream_open_async (client, "hugeEvents");
  g_autofree char *text = by_read_async (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (text), ==, 40 * 50000);
}

/* ---- */

static void
add_good (void)
{
  for (gsize o = 0; o < G_N_ELEMENTS (openers); o++)
    for (gsize r = 0; r < G_N_ELEMENTS (readers); r++)
      for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          g_autofree char *path = g_strdup_printf ("/streams/%s/%s/%s", openers[o].name,
                                                   readers[r].name, kinds[k].fault);
          gsize index = (o * G_N_ELEMENTS (readers) + r) * G_N_ELEMENTS (kinds) + k;
          g_test_add_data_func (path, GSIZE_TO_POINTER (index), test_good);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_good ();
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autofree char *path = g_strconcat ("/streams/local/", readers[i].name, NULL);
      g_test_add_data_func (path, &readers[i].read, test_local);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (openers); i++)
    {
      g_autofree char *kept = g_strconcat ("/streams/kept-connection/", openers[i].name, NULL);
      g_autofree char *pressure = g_strconcat ("/streams/back-pressure/", openers[i].name, NULL);
      g_test_add_data_func (kept, &openers[i].open, test_connection_is_kept);
      g_test_add_data_func (pressure, &openers[i].open, test_back_pressure);
    }
  static const ReadFunc once[] = { read_text_once, read_text_once_async };
  g_test_add_data_func ("/streams/share/blocking", &once[0], test_share);
  g_test_add_data_func ("/streams/share/async", &once[1], test_share);
  g_test_add_func ("/streams/many", test_many);
  g_test_add_func ("/streams/pending", test_pending);
  g_test_add_func ("/streams/pause-is-no-stall", test_pause_is_no_stall);
  g_test_add_func ("/streams/many-events", test_many_events);
  g_test_add_func ("/streams/ready-events", test_ready_events);
  return g_test_run ();
}
