/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Calls that are cancelled, or lose what they belong to, in each phase and by anyone.
 * docs/reliability.md has the table of the cases. */
#include "cancel-cell.h"

/* ---- what is done ---- */

typedef struct {
  const char *name;
  void (*act) (gpointer cell);
  guint doers;
} Column;

static void
cancel (gpointer cell)
{
  g_cancellable_cancel (((Cell *) cell)->cancellable);
}

static void
drop_client (gpointer cell)
{
  g_clear_object (&((Cell *) cell)->client);
}

static void
drop_service (gpointer cell)
{
  g_clear_object ((GObject **) &((Cell *) cell)->service);
}

static const Column columns[] = {
  { "cancel", cancel,
    1 << BY_SAME | 1 << BY_THREAD | 1 << BY_CALLBACK | 1 << BY_HANDLER | 1 << BY_BLOCKED },
  { "drop-client", drop_client, 1 << BY_SAME | 1 << BY_THREAD | 1 << BY_CALLBACK },
  { "drop-service", drop_service, 1 << BY_SAME | 1 << BY_THREAD | 1 << BY_CALLBACK },
  { "leave-context", cancel, 1 << BY_THREAD },
};

/* ---- the course of a cell ---- */

static void
set_up (Cell *cell)
{
  cell->client = patient_client ();
  cell->name = fault_name (cell->phase->fault != NULL ? cell->phase->fault : "never");
  cell->cancellable = g_cancellable_new ();
  if (cell->phase->set_up != NULL)
    cell->phase->set_up (cell);
}

static void
start (Cell *cell)
{
  cell->kind->start (cell, cell->kind->get_service (cell->client));
  g_assert_cmpuint (cell->answer.n_calls, ==, 0);
  cell->phase->reach (cell);
  g_assert_cmpuint (cell->answer.n_calls, ==, 0);
}

static void
assert_ends (Cell *cell, gboolean well)
{
  g_autoptr (GError) error = NULL;
  answer_wait (&cell->answer);
  g_assert_true (cell->answer.thread == g_thread_self ());
  g_assert_cmpint (cell->kind->finish (cell, &error), ==, well);
  if (!well)
    assert_cancelled (error);
  run_pending ();
  g_assert_cmpuint (cell->answer.n_calls, ==, 1);
  if (!well)
    cell->phase->assert_gone (cell);
}

/* What follows is not affected. */
static void
assert_goes_on (Cell *cell)
{
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  taskingai_client_set_host (cell->client, g_getenv ("TASKINGAI_FAULT_HOST"));
  fault_get_async (cell->client, "good", NULL, &answer);
  g_autoptr (TaskingAIAssistant) async = fault_get_finish (&answer, &error);
  g_assert_no_error (error);
  g_autoptr (TaskingAIAssistant) blocking = fault_get (cell->client, "good", &error);
  g_assert_no_error (error);
}

/* Nobody keeps anything; but a thread of GIO's may only now end a read, and then our context too. */
static void
assert_dropped (gpointer object)
{
  gpointer left = object;
  if (object == NULL)
    return;
  g_object_add_weak_pointer (object, &left);
  g_object_unref (object);
  while (g_atomic_pointer_get (&left) != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
}

static void
clear (Cell *cell)
{
  answer_clear (&cell->answer);
  if (cell->phase->clear != NULL)
    cell->phase->clear (cell);
  if (cell->client != NULL)
    assert_goes_on (cell);
  assert_dropped (g_steal_pointer (&cell->service));
  assert_dropped (g_steal_pointer (&cell->client));
  assert_dropped (g_steal_pointer (&cell->cancellable));
  g_free (cell->name);
}

/* ---- in the loop of this thread ---- */

static void
test_async (Cell *cell, const Column *column)
{
  gpointer client = NULL, service = NULL;
  set_up (cell);
  start (cell);
  g_autoptr (TaskingAIClient) other = fault_client ();
  g_autoptr (TaskingAIClient) helper = g_object_ref (cell->phase->for_all ? other : cell->client);
  g_set_weak_pointer (&client, cell->client);
  g_set_weak_pointer (&service, cell->kind->get_service (cell->client));
  if (column->act == drop_service)
    {
      cell->service = g_object_ref (service);
      g_clear_object (&cell->client);
    }
  if (cell->doer != BY_CALLBACK)
    g_clear_object (&helper);
  do_by (cell->doer, helper, column->act, cell);
  g_clear_object (&helper);

  if (column->act != cancel)
    { /* the call holds what it needs */
      run_pending ();
      g_assert_null (client);
      g_assert_cmpuint (cell->answer.n_calls, ==, 0);
      (cell->phase->release != NULL ? cell->phase->release : (void (*) (Cell *)) cancel) (cell);
    }
  assert_ends (cell, column->act != cancel && cell->phase->release != NULL);
  clear (cell);
  g_assert_null (client);
  g_assert_null (service);
}

/* ---- in a thread that waits ---- */

typedef struct {
  Cell *cell;
  gboolean succeeded;
  GError *error;
} Blocked;

static gpointer
blocked_thread (gpointer data)
{
  Blocked *self = data;
  Cell *cell = self->cell;
  self->succeeded = cell->kind->run (cell, cell->kind->get_service (cell->client), &self->error);
  return NULL;
}

static void
test_blocked (Cell *cell, const Column *column)
{
  set_up (cell);
  Blocked blocked = { cell };
  GThread *thread = g_thread_new ("blocked", blocked_thread, &blocked);
  cell->phase->reach (cell);
  column->act (cell);
  g_thread_join (thread);
  g_assert_false (blocked.succeeded);
  assert_cancelled (blocked.error);
  g_clear_error (&blocked.error);
  cell->phase->assert_gone (cell);
  clear (cell);
}

/* ---- in a thread that ends meanwhile ---- */

typedef struct {
  Cell *cell;
  GMainContext *context;
} Leaver;

static gpointer
leaving_thread (gpointer data)
{
  Leaver *self = data;
  g_main_context_push_thread_default (self->context);
  set_up (self->cell);
  start (self->cell);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* Nobody runs its context any more. The connection is closed all the same; the callback waits. */
static void
test_left (Cell *cell, const Column *column)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Leaver leaver = { cell, context };
  g_thread_join (g_thread_new ("leaver", leaving_thread, &leaver));
  column->act (cell);
  cell->phase->assert_gone (cell);
  g_assert_cmpuint (cell->answer.n_calls, ==, 0);
  g_main_context_push_thread_default (context);
  assert_ends (cell, FALSE);
  clear (cell);
  g_main_context_pop_thread_default (context);
}

/* ---- the table ---- */

typedef struct {
  const Phase *phase;
  const Kind *kind;
  const Column *column;
  Doer doer;
} Place;

static void
test_cell (gconstpointer data)
{
  const Place *place = data;
  Cell cell = { .kind = place->kind, .phase = place->phase, .doer = place->doer };
  if (g_str_equal (place->column->name, "leave-context"))
    test_left (&cell, place->column);
  else if (place->doer == BY_BLOCKED)
    test_blocked (&cell, place->column);
  else
    test_async (&cell, place->column);
}

static void
add_cells (const Phase *phase, const Kind *kind, const Column *column)
{
  for (int doer = 0; doer < N_DOERS; doer++)
    {
      if ((column->doers & 1u << doer) == 0 || (doer == BY_BLOCKED && phase->no_block))
        continue;
      Place *place = g_new (Place, 1);
      *place = (Place){ phase, kind, column, doer };
      g_autofree char *path = g_strdup_printf ("/cancel-matrix/%s/%s/%s/%s", phase->name,
                                               kind->name, column->name, doer_names[doer]);
      g_test_add_data_func_full (path, place, test_cell, g_free);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE); /* only the table's own proxies are asked */
  g_test_init (&argc, &argv, NULL);
  for (const Phase *phase = call_phases; phase->name != NULL; phase++)
    for (const Kind *const *kind = phase->kinds; *kind != NULL; kind++)
      for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
        add_cells (phase, *kind, &columns[i]);
  return g_test_run ();
}
