/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "crowd.h"

#include "clients.h"
#include "elsewhere.h"
#include "operation.h"
#include "tally.h"

/* What is done to an operation besides reading it to its end. */
typedef enum {
  NOTHING,
  CANCEL_OPENING,
  CANCEL_READS,
  CLOSE,
  CLOSE_WAITING, /* while a read waits */
  DROP,
  DROP_WAITING,
  N_DEEDS,
} Deed;

typedef struct {
  GRand *rand;
  GMainContext *context;
  guint n_busy;
} Crowd;

/* A place in which one operation follows the other. */
typedef struct {
  Crowd *crowd;
  gboolean streaming;
  SoakOperation operation;
  Deed deed;
  gboolean elsewhere; /* it is done in another thread */
  guint when;         /* reads before it */
  gboolean by_text;
  gboolean lazy; /* it waits before each read */
  GCancellable *cancellable;
  TaskingAIStream *stream;
  GAsyncReadyCallback awaited;
} Slot;

static void begin (Slot *self);

/* ---- one callback for each call ---- */

static void
await (Slot *self, GAsyncReadyCallback callback)
{
  g_assert_null (self->awaited);
  self->awaited = callback;
}

static void
arrive (Slot *self, GAsyncReadyCallback callback)
{
  if (self->awaited != callback)
    g_error ("%s: a callback comes that nobody waits for", self->operation.name);
  self->awaited = NULL;
}

/* ---- chance ---- */

static gboolean
one_in (Slot *self, int n)
{
  return g_rand_int_range (self->crowd->rand, 0, n) == 0;
}

static void
later (Slot *self, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  g_autoptr (GSource) source =
      g_timeout_source_new ((guint) g_rand_int_range (self->crowd->rand, 0, 20));
  g_source_set_callback (source, func, data, notify);
  g_source_attach (source, self->crowd->context);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
cancel (Slot *self)
{
  if (self->elsewhere)
    soak_elsewhere_cancel (self->cancellable);
  else if (one_in (self, 2))
    g_cancellable_cancel (self->cancellable);
  else
    later (self, cancel_cb, g_object_ref (self->cancellable), g_object_unref);
}

static void
make_cancellable (Slot *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = soak_tally_watch (g_cancellable_new ());
}

/* ---- reading ---- */

static void
end (Slot *self)
{
  if (self->stream != NULL && one_in (self, 2))
    taskingai_stream_close (self->stream);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  soak_operation_clear (&self->operation);
  begin (self);
}

static void go_on (Slot *self);

static void
take_waiting (Slot *self, TaskingAIStream *stream)
{
  TaskingAIModel *event;
  while ((event = taskingai_stream_try_read (stream)) != NULL)
    {
      soak_operation_take_event (&self->operation, event);
      g_object_unref (event);
    }
}

/* One event, or all the text there is. FALSE: none. */
static gboolean
finish_read (Slot *self, TaskingAIStream *stream, GAsyncResult *result, GError **error)
{
  if (self->by_text)
    {
      g_autofree char *text = taskingai_stream_read_text_finish (stream, result, error);
      if (text != NULL)
        soak_operation_take_text (&self->operation, text);
      return text != NULL;
    }
  g_autoptr (TaskingAIModel) event = taskingai_stream_read_finish (stream, result, error);
  if (event != NULL)
    soak_operation_take_event (&self->operation, event);
  return event != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Slot *self = user_data;
  TaskingAIStream *stream = TASKINGAI_STREAM (source);
  g_autoptr (GError) error = NULL;
  arrive (self, read_cb);
  gboolean more = finish_read (self, stream, result, &error);
  if (self->stream == NULL && error == NULL)
    soak_operation_dropped (&self->operation);
  else if (more)
    {
      if (!self->by_text && one_in (self, 2))
        take_waiting (self, stream);
      go_on (self);
      return;
    }
  else if (self->deed == CANCEL_READS && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    { /* nothing is lost by it */
      self->deed = one_in (self, 3) ? NOTHING : CANCEL_READS;
      go_on (self);
      return;
    }
  else if (error != NULL)
    soak_operation_failed (&self->operation, self->stream, error);
  else
    soak_operation_complete (&self->operation, stream);
  end (self);
}

static void
read_on (Slot *self, GCancellable *cancellable)
{
  await (self, read_cb);
  if (self->by_text)
    taskingai_stream_read_text_async (self->stream, cancellable, read_cb, self);
  else
    taskingai_stream_read_async (self->stream, cancellable, read_cb, self);
}

static gboolean
read_on_cb (gpointer data)
{
  read_on (data, NULL);
  return G_SOURCE_REMOVE;
}

static void
close_stream (Slot *self)
{
  self->operation.may_be_closed = TRUE;
  if (self->elsewhere)
    soak_elsewhere_close (self->stream);
  else
    taskingai_stream_close (self->stream);
}

static void
drop_stream (Slot *self)
{
  TaskingAIStream *stream = g_steal_pointer (&self->stream);
  if (self->elsewhere)
    soak_elsewhere_drop (stream);
  else
    g_object_unref (stream);
}

static void
do_deed (Slot *self)
{
  Deed deed = self->deed;
  if (deed != CANCEL_READS)
    self->deed = NOTHING;
  switch (deed)
    {
    case CANCEL_READS:
      make_cancellable (self);
      read_on (self, self->cancellable);
      cancel (self);
      break;
    case CLOSE_WAITING:
      read_on (self, NULL);
      close_stream (self);
      break;
    case DROP:
      drop_stream (self);
      soak_operation_dropped (&self->operation);
      end (self);
      break;
    case DROP_WAITING:
      read_on (self, NULL);
      drop_stream (self);
      break;
    case CLOSE:
    default:
      close_stream (self);
      read_on (self, NULL);
      break;
    }
}

static void
go_on (Slot *self)
{
  if (self->deed > CANCEL_OPENING && self->operation.n_reads >= self->when)
    do_deed (self);
  else if (self->lazy)
    later (self, read_on_cb, self, NULL);
  else
    read_on (self, NULL);
}

/* ---- beginning ---- */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Slot *self = user_data;
  g_autoptr (GError) error = NULL;
  arrive (self, opened_cb);
  self->stream = taskingai_inference_chat_completion_stream_finish (TASKINGAI_INFERENCE (source),
                                                                    result, &error);
  if (self->stream != NULL)
    {
      soak_tally_watch (self->stream);
      go_on (self);
      return;
    }
  soak_operation_failed (&self->operation, NULL, error);
  end (self);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Slot *self = user_data;
  g_autoptr (GError) error = NULL;
  arrive (self, got_cb);
  g_autoptr (TaskingAIAssistant) assistant =
      taskingai_assistants_get_finish (TASKINGAI_ASSISTANTS (source), result, &error);
  if (assistant != NULL)
    soak_operation_answered (&self->operation, soak_tally_watch (assistant));
  else
    soak_operation_failed (&self->operation, NULL, error);
  end (self);
}

static void
start (Slot *self)
{
  g_autoptr (TaskingAIClient) client =
      soak_clients_take (soak_operation_is_impatient (&self->operation), self->crowd->rand);
  if (!self->streaming)
    {
      await (self, got_cb);
      taskingai_assistants_get_async (taskingai_client_get_assistants (client),
                                      self->operation.name, self->cancellable, got_cb, self);
      return;
    }
  g_autoptr (TaskingAIChatCompletionRequest) request =
      soak_operation_new_request (&self->operation);
  await (self, opened_cb);
  taskingai_inference_chat_completion_stream_async (taskingai_client_get_inference (client),
                                                    request, self->cancellable, opened_cb, self);
}

static Deed
choose_deed (Slot *self)
{
  if (!self->streaming)
    return one_in (self, 5) ? CANCEL_OPENING : NOTHING;
  return one_in (self, 2) ? NOTHING : (Deed) g_rand_int_range (self->crowd->rand, 1, N_DEEDS);
}

static void
begin (Slot *self)
{
  if (!soak_tally_take_operation ())
    {
      self->crowd->n_busy--;
      return;
    }
  soak_operation_begin (&self->operation, self->streaming, self->crowd->rand);
  self->deed = choose_deed (self);
  self->elsewhere = one_in (self, 2);
  self->when = (guint) g_rand_int_range (self->crowd->rand, 0, 12);
  self->by_text = one_in (self, 3);
  self->lazy = one_in (self, 10);
  if (self->deed == CANCEL_OPENING)
    {
      self->operation.may_be_cancelled = TRUE;
      make_cancellable (self);
    }
  start (self);
  if (self->deed == CANCEL_OPENING)
    cancel (self);
}

void
soak_crowd_run (guint n_streams, guint n_calls, guint32 seed)
{
  guint n = n_streams + n_calls;
  g_autofree Slot *slots = g_new0 (Slot, n);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  Crowd crowd = { g_rand_new_with_seed (seed), context, n };
  for (guint i = 0; i < n; i++)
    {
      slots[i].crowd = &crowd;
      slots[i].streaming = i < n_streams;
      begin (&slots[i]);
    }
  while (crowd.n_busy > 0)
    g_main_context_iteration (context, TRUE);
  g_rand_free (crowd.rand);
}
