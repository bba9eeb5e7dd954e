/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Streams that are closed, dropped, or whose read is cancelled, in each phase and by anyone. */
#include "cancel-cell.h"

/* ---- phases: what has been read, and where the transfer stands still ---- */

typedef struct {
  const char *name, *fault;
  guint n_read;     /* events */
  const char *text; /* of all that has come */
  const char *rest; /* what comes once it goes on */
} StreamPhase;

static const StreamPhase phases[] = {
  { "first-event", "holdFirst", 0, "", "the water cycle" },
  { "between-events", "holdStream", 2, "the water", " cycle" },
  { "in-event", "holdEvent", 2, "the water", " cycle" },
  { "last-event", "holdLast", 4, "the water cycle", "" },
};

/* ---- what is done ---- */

typedef enum {
  READ_GOES_ON, /* nothing has happened to the stream */
  READ_CANCELLED,
  READ_CLOSED,
} Outcome;

typedef struct StreamCell StreamCell;

typedef struct {
  const char *name;
  gboolean pending; /* a read waits meanwhile */
  void (*act) (gpointer cell);
  Outcome outcome;
  guint doers;
} Column;

struct StreamCell {
  const StreamPhase *phase;
  const Column *column;
  Doer doer;
  TaskingAIClient *client;
  TaskingAIStream *stream;
  GCancellable *cancellable;
  char *name;
  Answer answer;
  GMainContext *context; /* of a thread that has ended */
  gboolean done;
};

static void
cancel_read (gpointer cell)
{
  g_cancellable_cancel (((StreamCell *) cell)->cancellable);
}

static void
close_stream (gpointer cell)
{
  taskingai_stream_close (((StreamCell *) cell)->stream);
}

static gpointer
closing_thread (gpointer stream)
{
  taskingai_stream_close (stream);
  return NULL;
}

static void
close_twice (gpointer cell)
{
  TaskingAIStream *stream = ((StreamCell *) cell)->stream;
  GThread *thread = g_thread_new ("close", closing_thread, stream);
  taskingai_stream_close (stream);
  g_thread_join (thread);
}

static void
drop_stream (gpointer cell)
{
  g_clear_object (&((StreamCell *) cell)->stream);
}

static void
drop_client (gpointer cell)
{
  g_clear_object (&((StreamCell *) cell)->client);
}

static void
drop_context (gpointer cell)
{
  g_clear_pointer (&((StreamCell *) cell)->context, g_main_context_unref);
}

#define SAME_LOOP                                                                                  \
  (1 << BY_SAME | 1 << BY_THREAD | 1 << BY_CALLBACK | 1 << BY_HANDLER | 1 << BY_READ)

static const Column columns[] = {
  { "cancel", TRUE, cancel_read, READ_CANCELLED, SAME_LOOP | 1 << BY_BLOCKED },
  { "close-read", TRUE, close_stream, READ_CLOSED, SAME_LOOP | 1 << BY_BLOCKED },
  { "close", FALSE, close_stream, READ_CLOSED, SAME_LOOP },
  { "close-twice", TRUE, close_twice, READ_CLOSED, SAME_LOOP | 1 << BY_BLOCKED },
  { "drop-read", TRUE, drop_stream, READ_GOES_ON, SAME_LOOP },
  { "drop", FALSE, drop_stream, READ_CLOSED, SAME_LOOP },
  { "drop-client", TRUE, drop_client, READ_GOES_ON, SAME_LOOP },
  { "drop-context", FALSE, drop_context, READ_GOES_ON, 1 << BY_SAME | 1 << BY_THREAD },
  { "leave-context", TRUE, close_stream, READ_CLOSED, 1 << BY_THREAD },
};

/* ---- the course of a cell ---- */

static void
set_up (StreamCell *cell)
{
  cell->client = patient_client ();
  cell->name = fault_name (cell->phase->fault);
  cell->cancellable = g_cancellable_new ();
}

static void
begin_read (StreamCell *cell)
{
  if (!cell->column->pending)
    return;
  taskingai_stream_read_async (cell->stream, cell->cancellable, answer_cb, &cell->answer);
  g_assert_cmpuint (cell->answer.n_calls, ==, 0);
}

static void
read_events (StreamCell *cell, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIModel) event = read_async (cell->stream, &error);
      g_assert_no_error (error);
      g_assert_nonnull (event);
    }
}

static void
reach (StreamCell *cell)
{
  cell->stream = stream_open_async (cell->client, cell->name);
  read_events (cell, cell->phase->n_read);
  begin_read (cell);
  run_pending ();
  g_assert_cmpuint (cell->answer.n_calls, ==, 0);
}

/* In the callback of the read before it. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  StreamCell *cell = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (cell->stream, result, &error);
  g_assert_no_error (error);
  begin_read (cell);
  cell->column->act (cell);
  cell->done = TRUE;
}

static gboolean
is_done (gpointer cell)
{
  return ((StreamCell *) cell)->done;
}

static void
act_in_read (StreamCell *cell)
{
  cell->stream = stream_open_async (cell->client, cell->name);
  read_events (cell, cell->phase->n_read - 1);
  taskingai_stream_read_async (cell->stream, NULL, read_cb, cell);
  run_until (is_done, cell);
}

static void
assert_text (TaskingAIStream *stream, const char *expected)
{
  g_autofree char *text = taskingai_stream_get_text (stream);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_failed (const StreamCell *cell, const GError *error)
{
  if (cell->column->outcome == READ_CANCELLED)
    assert_cancelled (error);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* The read that waits ends once, as it has to; the event it gives is not lost. */
static void
assert_read_ends (StreamCell *cell, GString *rest)
{
  g_autoptr (GError) error = NULL;
  answer_wait (&cell->answer);
  g_autoptr (TaskingAIStream) stream = TASKINGAI_STREAM (g_object_ref (cell->answer.source));
  g_autoptr (TaskingAIModel) event =
      taskingai_stream_read_finish (stream, cell->answer.result, &error);
  if (cell->column->outcome == READ_GOES_ON)
    g_assert_no_error (error);
  else
    assert_failed (cell, error);
  if (event != NULL)
    append_delta (rest, event);
  run_pending ();
  g_assert_cmpuint (cell->answer.n_calls, ==, 1);
}

/* What is still to come does so, and nothing twice. */
static void
assert_goes_on (StreamCell *cell)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_assert_cmpuint (fault_count (cell->name, "closed"), ==, 0);
  if (cell->column->outcome == READ_CANCELLED)
    assert_read_ends (cell, rest);
  g_assert_cmpuint (fault_count (cell->name, "closed"), ==, 0);
  fault_release (cell->name);
  if (cell->column->outcome == READ_GOES_ON && cell->column->pending)
    assert_read_ends (cell, rest);
  g_autoptr (TaskingAIStream) stream = cell->stream != NULL
                                           ? g_object_ref (cell->stream)
                                           : TASKINGAI_STREAM (g_object_ref (cell->answer.source));
  g_autofree char *text = read_all (stream, &error);
  g_assert_no_error (error);
  g_string_append (rest, text);
  g_assert_cmpstr (rest->str, ==, cell->phase->rest);
  taskingai_stream_close (stream);
}

static void
assert_ends (StreamCell *cell)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  if (cell->column->pending)
    assert_read_ends (cell, rest);
  g_assert_cmpstr (rest->str, ==, "");
  fault_wait_closed (cell->name, 1);
  if (cell->stream == NULL)
    return;
  g_assert_true (taskingai_stream_get_closed (cell->stream));
  assert_text (cell->stream, cell->phase->text);
}

static void
assert_dropped (gpointer object)
{
  gpointer left = object;
  if (object == NULL)
    return;
  g_object_add_weak_pointer (object, &left);
  g_object_unref (object);
  g_assert_null (left);
}

static void
clear (StreamCell *cell)
{
  answer_clear (&cell->answer);
  assert_dropped (cell->stream);
  if (cell->client != NULL)
    { /* what follows is not affected */
      g_autoptr (TaskingAIStream) next = stream_open (cell->client, "good");
      g_autofree char *text = read_all (next, NULL);
      g_assert_cmpstr (text, ==, "the water cycle");
    }
  assert_dropped (cell->client);
  assert_dropped (cell->cancellable);
  g_free (cell->name);
}

static void
assert_outcome (StreamCell *cell)
{
  if (cell->column->outcome == READ_CLOSED)
    assert_ends (cell);
  else
    assert_goes_on (cell);
}

/* ---- in the loop of this thread ---- */

static void
test_async (StreamCell *cell)
{
  gpointer stream = NULL;
  set_up (cell);
  if (cell->doer == BY_READ)
    {
      act_in_read (cell);
    }
  else
    {
      reach (cell);
      g_set_weak_pointer (&stream, cell->stream);
      do_by (cell->doer, cell->client, cell->column->act, cell);
    }
  assert_outcome (cell);
  clear (cell);
  g_assert_null (stream);
}

/* ---- in a thread that waits ---- */

typedef struct {
  StreamCell *cell;
  GError *error;
} Blocked;

static gpointer
blocked_thread (gpointer data)
{
  Blocked *self = data;
  g_assert_null (taskingai_stream_read (self->cell->stream, self->cell->cancellable, &self->error));
  return NULL;
}

static void
test_blocked (StreamCell *cell)
{
  set_up (cell);
  cell->stream = stream_open (cell->client, cell->name);
  for (guint i = 0; i < cell->phase->n_read; i++)
    {
      g_autoptr (TaskingAIModel) event = taskingai_stream_read (cell->stream, NULL, NULL);
      g_assert_nonnull (event);
    }
  Blocked blocked = { cell };
  GThread *thread = g_thread_new ("blocked", blocked_thread, &blocked);
  cell->column->act (cell);
  g_thread_join (thread);
  assert_failed (cell, blocked.error);
  g_clear_error (&blocked.error);
  if (cell->column->outcome == READ_CLOSED)
    {
      fault_wait_closed (cell->name, 1);
      assert_text (cell->stream, cell->phase->text);
    }
  else
    {
      fault_release (cell->name);
      g_autofree char *text = read_all (cell->stream, NULL);
      g_assert_cmpstr (text, ==, cell->phase->rest);
    }
  clear (cell);
}

/* ---- in a context that ends, or whose thread does ---- */

static gpointer
leaving_thread (gpointer data)
{
  StreamCell *cell = data;
  g_main_context_push_thread_default (cell->context);
  set_up (cell);
  reach (cell);
  g_main_context_pop_thread_default (cell->context);
  return NULL;
}

static void
test_context (StreamCell *cell)
{
  cell->context = g_main_context_new ();
  g_thread_join (g_thread_new ("leaver", leaving_thread, cell));
  do_by (cell->doer, cell->client, cell->column->act, cell);
  if (cell->context == NULL)
    { /* with a stream that nobody reads just now, which may be read blocking */
      assert_goes_on (cell);
      clear (cell);
      return;
    }
  fault_wait_closed (cell->name, 1); /* though nobody runs the context */
  g_assert_cmpuint (cell->answer.n_calls, ==, 0);
  g_main_context_push_thread_default (cell->context);
  assert_ends (cell);
  clear (cell);
  g_main_context_pop_thread_default (cell->context);
  g_main_context_unref (cell->context);
}

/* ---- the table ---- */

static void
test_cell (gconstpointer data)
{
  StreamCell cell = *(const StreamCell *) data;
  if (g_str_has_suffix (cell.column->name, "-context"))
    test_context (&cell);
  else if (cell.doer == BY_BLOCKED)
    test_blocked (&cell);
  else
    test_async (&cell);
}

static void
add_cells (const StreamPhase *phase, const Column *column)
{
  for (int doer = 0; doer < N_DOERS; doer++)
    {
      if ((column->doers & 1u << doer) == 0 || (doer == BY_READ && phase->n_read == 0))
        continue;
      StreamCell *cell = g_new0 (StreamCell, 1);
      *cell = (StreamCell){ .phase = phase, .column = column, .doer = doer };
      g_autofree char *path = g_strdup_printf ("/close-matrix/%s/read/%s/%s", phase->name,
                                               column->name, doer_names[doer]);
      g_test_add_data_func_full (path, cell, test_cell, g_free);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (columns); j++)
      add_cells (&phases[i], &columns[j]);
  return g_test_run ();
}
