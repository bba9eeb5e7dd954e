/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A main context is destroyed while other threads still use what belongs to it. GLib destroys the
 * sources of a context first and frees them when it has freed the context itself; both moments can
 * be held on to by a source of one's own. */
#include "fixture.h"

#define TEXT "the water cycle"

/* ---- a source that has something done at one of the two moments ---- */

typedef struct {
  void (*destroyed) (gpointer data); /* the context is still there */
  void (*freed) (gpointer data);     /* it is not */
  gpointer data;
} Moments;

typedef struct {
  GSource source;
  Moments moments;
} MomentSource;

static gboolean
moment_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
moment_finalize (GSource *source)
{
  Moments *moments = &((MomentSource *) source)->moments;
  if (moments->freed != NULL)
    moments->freed (moments->data);
}

static void
moment_destroyed (gpointer data)
{
  Moments *moments = data;
  if (moments->destroyed != NULL)
    moments->destroyed (moments->data);
}

static void
add_moments (GMainContext *context, const Moments *moments)
{
  static GSourceFuncs funcs = { .dispatch = moment_dispatch, .finalize = moment_finalize };
  g_autoptr (GSource) source = g_source_new (&funcs, sizeof (MomentSource));
  MomentSource *self = (MomentSource *) source;
  self->moments = *moments;
  g_source_set_callback (source, NULL, &self->moments, moment_destroyed);
  g_source_attach (source, context);
}

/* A stream of a context that has the moments before or after its own source. */
static TaskingAIStream *
open_in (GMainContext *context, TaskingAIClient *client, const char *name, const Moments *moments,
         gboolean before)
{
  if (before)
    add_moments (context, moments);
  g_main_context_push_thread_default (context);
  TaskingAIStream *stream = stream_open_async (client, name);
  g_main_context_pop_thread_default (context);
  if (!before)
    add_moments (context, moments);
  return stream;
}

/* ---- what another thread does at that moment ---- */

static gpointer
close_thread (gpointer stream)
{
  taskingai_stream_close (stream);
  return NULL;
}

static void
close_elsewhere (gpointer stream)
{
  g_thread_join (g_thread_new ("close", close_thread, *(TaskingAIStream **) stream));
}

static gpointer
drop_thread (gpointer stream)
{
  g_object_unref (stream);
  return NULL;
}

static void
drop_elsewhere (gpointer stream)
{
  g_thread_join (g_thread_new ("drop", drop_thread, g_steal_pointer ((gpointer *) stream)));
}

static gpointer
read_thread (gpointer stream)
{
  g_autoptr (GError) error = NULL;
  char *text = read_all (stream, &error);
  g_assert_no_error (error);
  return text;
}

static void
read_elsewhere (gpointer stream)
{
  g_autofree char *text =
      g_thread_join (g_thread_new ("read", read_thread, *(TaskingAIStream **) stream));
  g_assert_cmpstr (text, ==, TEXT);
}

typedef struct {
  const char *name, *fault;
  void (*act) (gpointer stream);
} Act;

static const Act acts[] = {
  { "close", "stall", close_elsewhere },
  { "drop", "stall", drop_elsewhere },
  { "read", "good", read_elsewhere },
};

/* ---- the tests ---- */

static void
test_moment (const Act *act, gboolean freed, gboolean before)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name (act->fault);
  g_autoptr (TaskingAIStream) stream = NULL;
  Moments moments = { freed ? NULL : act->act, freed ? act->act : NULL, &stream };
  GMainContext *context = g_main_context_new ();
  stream = open_in (context, client, name, &moments, before);
  g_main_context_unref (context);
  g_clear_object (&stream);
  g_clear_object (&client);
  fault_wait_closed (name, 1);
}

static void
test_destroyed (gconstpointer data)
{
  test_moment (data, FALSE, FALSE);
  test_moment (data, FALSE, TRUE);
}

static void
test_freed (gconstpointer data)
{
  test_moment (data, TRUE, FALSE);
  test_moment (data, TRUE, TRUE);
}

static gpointer
end_thread (gpointer stream)
{
  taskingai_stream_close (stream);
  g_object_unref (stream);
  return NULL;
}

/* Whichever comes first. */
static void
test_race (void)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *name = fault_name ("stall");
  static const Moments none = { 0 };
  enum { ROUNDS = 100 };
  for (int i = 0; i < ROUNDS; i++)
    {
      GMainContext *context = g_main_context_new ();
      TaskingAIStream *stream = open_in (context, client, name, &none, TRUE);
      GThread *thread = g_thread_new ("end", end_thread, stream);
      g_main_context_unref (context);
      g_thread_join (thread);
    }
  fault_wait_closed (name, ROUNDS);
}

/* ---- a blocking reader in the midst of it ---- */

typedef struct {
  TaskingAIStream *stream;
  gint begun;
} Reader;

static gpointer
reading_thread (gpointer data)
{
  Reader *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) first = taskingai_stream_read (self->stream, NULL, &error);
  g_assert_no_error (error);
  g_atomic_int_set (&self->begun, TRUE);
  g_autofree char *rest = read_all (self->stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rest, ==, " water cycle");
  return NULL;
}

/* It drives the transfer in a context that nobody runs; then it has to do so without. */
static void
test_reader (void)
{
  static const Moments none = { 0 };
  g_autoptr (TaskingAIClient) client = fault_client ();
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = fault_name ("holdStream");
      GMainContext *context = g_main_context_new ();
      g_autoptr (TaskingAIStream) stream = open_in (context, client, name, &none, TRUE);
      Reader reader = { stream, FALSE };
      GThread *thread = g_thread_new ("read", reading_thread, &reader);
      while (!g_atomic_int_get (&reader.begun))
        g_thread_yield ();
      g_main_context_unref (context);
      fault_release (name);
      g_thread_join (thread);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *destroyed = g_strconcat ("/context-end/destroyed/", acts[i].name, NULL);
      g_autofree char *freed = g_strconcat ("/context-end/freed/", acts[i].name, NULL);
      g_test_add_data_func (destroyed, &acts[i], test_destroyed);
      g_test_add_data_func (freed, &acts[i], test_freed);
    }
  g_test_add_func ("/context-end/race", test_race);
  g_test_add_func ("/context-end/reader", test_reader);
  return g_test_run ();
}
