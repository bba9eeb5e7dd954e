/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A list that grows as it is looked at. */
#include "fixture.h"

#define REQUESTS "assistants"

typedef struct {
  TaskingAIClient *client;
  TaskingAIEnumerator *items;
  TaskingAILazyList *list;
  GListModel *model;
  GString *changes; /* "0+100 100+100" */
} Lazy;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Lazy *self = data;
  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, position + added);
  g_assert_false (taskingai_lazy_list_get_loading (self->list));
  g_string_append_printf (self->changes, "%s%u+%u", self->changes->len > 0 ? " " : "", position,
                          added);
}

/* A list of so many assistants; they are called by their position. */
static void
lazy_init (Lazy *self, guint total)
{
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();
  g_autofree char *json = g_strdup_printf ("%u", total);
  taskingai_model_set_member_json (TASKINGAI_MODEL (options), "total", json, NULL);
  self->client = fault_client ();
  self->items =
      taskingai_assistants_list_all (taskingai_client_get_assistants (self->client), options);
  self->list = taskingai_lazy_list_new (self->items);
  self->model = G_LIST_MODEL (self->list);
  self->changes = g_string_new (NULL);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (items_changed_cb), self);
}

static void
lazy_clear (Lazy *self)
{
  g_clear_object (&self->list);
  g_clear_object (&self->items);
  g_clear_object (&self->client);
  g_string_free (self->changes, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lazy, lazy_clear)

static gboolean
is_idle (gpointer data)
{
  return !taskingai_lazy_list_get_loading (((Lazy *) data)->list);
}

static void
wait_idle (Lazy *self)
{
  run_pending ();
  run_until (is_idle, self);
}

static void
look_at (Lazy *self, guint position)
{
  g_autoptr (TaskingAIAssistant) assistant = g_list_model_get_item (self->model, position);
  g_autofree char *id = g_strdup_printf ("%u", position);
  g_assert_cmpstr (taskingai_assistant_get_assistant_id (assistant), ==, id);
  wait_idle (self);
}

/* ---- growing ---- */

static void
test_first_page (void)
{
  g_auto (Lazy) lazy = { 0 };
  guint64 before = fault_count (REQUESTS, "requests");
  lazy_init (&lazy, 10000);
  g_assert_true (taskingai_lazy_list_get_loading (lazy.list));
  g_assert_cmpuint (g_list_model_get_n_items (lazy.model), ==, 0);
  g_assert_true (g_list_model_get_item_type (lazy.model) == TASKINGAI_TYPE_ASSISTANT);
  wait_idle (&lazy);
  g_assert_cmpstr (lazy.changes->str, ==, "0+100");
  g_assert_false (taskingai_lazy_list_get_complete (lazy.list));
  g_assert_null (taskingai_lazy_list_get_error (lazy.list));
  g_assert_cmpuint (fault_count (REQUESTS, "requests") - before, ==, 1);
}

static void
test_scrolling (void)
{
  g_auto (Lazy) lazy = { 0 };
  guint64 before = fault_count (REQUESTS, "requests");
  lazy_init (&lazy, 10000);
  wait_idle (&lazy);
  look_at (&lazy, 0);
  look_at (&lazy, 50);
  g_assert_cmpstr (lazy.changes->str, ==, "0+100");
  look_at (&lazy, 90);
  g_assert_cmpstr (lazy.changes->str, ==, "0+100 100+100");
  look_at (&lazy, 90);
  g_assert_cmpuint (fault_count (REQUESTS, "requests") - before, ==, 2);
  for (guint i = 100; i < 200; i++) /* as a view does, which asks for page after page */
    {
      g_autoptr (GObject) item = g_list_model_get_item (lazy.model, i);
      g_assert_nonnull (item);
    }
  wait_idle (&lazy);
  g_assert_cmpstr (lazy.changes->str, ==, "0+100 100+100 200+100");
  g_assert_cmpuint (fault_count (REQUESTS, "requests") - before, ==, 3);
}

static void
test_complete (void)
{
  g_auto (Lazy) lazy = { 0 };
  guint64 before = fault_count (REQUESTS, "requests");
  lazy_init (&lazy, 250);
  wait_idle (&lazy);
  while (!taskingai_lazy_list_get_complete (lazy.list))
    look_at (&lazy, g_list_model_get_n_items (lazy.model) - 1);
  g_assert_cmpstr (lazy.changes->str, ==, "0+100 100+100 200+50");
  look_at (&lazy, 249);
  g_assert_null (g_list_model_get_item (lazy.model, 250));
  taskingai_lazy_list_load_more (lazy.list);
  wait_idle (&lazy);
  g_assert_cmpuint (fault_count (REQUESTS, "requests") - before, ==, 3);
}

static void
test_empty (void)
{
  g_auto (Lazy) lazy = { 0 };
  lazy_init (&lazy, 0);
  wait_idle (&lazy);
  g_assert_true (taskingai_lazy_list_get_complete (lazy.list));
  g_assert_cmpstr (lazy.changes->str, ==, "");
  g_autoptr (TaskingAILazyList) of_nothing = g_object_new (TASKINGAI_TYPE_LAZY_LIST, NULL);
  g_assert_true (taskingai_lazy_list_get_complete (of_nothing));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (of_nothing)), ==, 0);
}

/* ---- errors ---- */

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_error (void)
{
  g_auto (Lazy) lazy = { 0 };
  guint n_errors = 0;
  lazy_init (&lazy, 1000);
  g_signal_connect (lazy.list, "notify::error", G_CALLBACK (count_cb), &n_errors);
  wait_idle (&lazy);
  g_autofree char *host = g_strdup (taskingai_client_get_host (lazy.client));
  taskingai_client_set_host (lazy.client, "http://127.0.0.1:1");
  look_at (&lazy, 99);
  g_assert_cmpuint (n_errors, ==, 1);
  assert_api_error (taskingai_lazy_list_get_error (lazy.list), TASKINGAI_API_ERROR_CONNECTION, 0);
  taskingai_client_set_host (lazy.client, host);
  look_at (&lazy, 99); /* does not try again by itself */
  g_assert_cmpstr (lazy.changes->str, ==, "0+100");
  taskingai_lazy_list_retry (lazy.list);
  g_assert_true (taskingai_lazy_list_get_loading (lazy.list));
  g_assert_null (taskingai_lazy_list_get_error (lazy.list));
  wait_idle (&lazy);
  g_assert_cmpstr (lazy.changes->str, ==, "0+100 100+100");
  g_assert_cmpuint (n_errors, ==, 2);
  taskingai_lazy_list_retry (lazy.list);
  g_assert_false (taskingai_lazy_list_get_loading (lazy.list));
}

/* ---- asked for ---- */

static gboolean
load_more_finish (Lazy *self, Answer *answer, GError **error)
{
  return taskingai_lazy_list_load_more_finish (self->list, answer_wait (answer), error);
}

static void
test_load_more (void)
{
  g_auto (Lazy) lazy = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (Answer) first = { 0 }, second = { 0 }, third = { 0 };
  lazy_init (&lazy, 150);
  taskingai_lazy_list_load_more_async (lazy.list, NULL, answer_cb, &first);
  g_assert_true (load_more_finish (&lazy, &first, &error));
  g_assert_cmpstr (lazy.changes->str, ==, "0+100");
  taskingai_lazy_list_load_more_async (lazy.list, NULL, answer_cb, &second);
  g_assert_true (load_more_finish (&lazy, &second, &error));
  g_assert_cmpstr (lazy.changes->str, ==, "0+100 100+50");
  taskingai_lazy_list_load_more_async (lazy.list, NULL, answer_cb, &third);
  g_assert_cmpuint (third.n_calls, ==, 0);
  g_assert_false (load_more_finish (&lazy, &third, &error));
  g_assert_no_error (error);
}

/* Whoever waits may stop waiting; the page comes all the same. */
static void
test_load_more_cancelled (void)
{
  g_auto (Lazy) lazy = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) other = g_cancellable_new ();
  g_auto (Answer) cancelled = { 0 }, waiting = { 0 };
  lazy_init (&lazy, 150);
  taskingai_lazy_list_load_more_async (lazy.list, cancellable, answer_cb, &cancelled);
  taskingai_lazy_list_load_more_async (lazy.list, other, answer_cb, &waiting);
  g_cancellable_cancel (cancellable);
  g_assert_false (load_more_finish (&lazy, &cancelled, &error));
  assert_cancelled (error);
  g_assert_true (load_more_finish (&lazy, &waiting, NULL));
  g_assert_cmpstr (lazy.changes->str, ==, "0+100");
}

static void
test_load_more_error (void)
{
  g_auto (Lazy) lazy = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  lazy_init (&lazy, 150);
  wait_idle (&lazy);
  taskingai_client_set_host (lazy.client, "http://127.0.0.1:1");
  taskingai_lazy_list_load_more_async (lazy.list, NULL, answer_cb, &answer);
  g_assert_false (load_more_finish (&lazy, &answer, &error));
  assert_api_error (error, TASKINGAI_API_ERROR_CONNECTION, 0);
}

/* ---- the end ---- */

static void
test_dropped (void)
{
  g_auto (Lazy) lazy = { 0 };
  lazy_init (&lazy, 150);
  gpointer weak = lazy.list;
  g_object_add_weak_pointer (weak, &weak);
  g_clear_object (&lazy.list);
  g_assert_null (weak);
  run_pending ();
  g_assert_cmpstr (lazy.changes->str, ==, "");
  /* Its load was cancelled, and has lost nothing. */
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIModel) item = taskingai_enumerator_next (lazy.items, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_assistant_id (TASKINGAI_ASSISTANT (item)), ==, "0");
}

static void
test_disposed (void)
{
  g_auto (Lazy) lazy = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  lazy_init (&lazy, 1000);
  wait_idle (&lazy);
  g_autoptr (GObject) item = g_list_model_get_item (lazy.model, 99);
  g_assert_nonnull (item);
  taskingai_lazy_list_load_more_async (lazy.list, NULL, answer_cb, &answer);
  g_object_run_dispose (G_OBJECT (lazy.list));
  g_assert_false (load_more_finish (&lazy, &answer, &error));
  assert_cancelled (error);
  run_pending ();
  g_assert_cmpstr (lazy.changes->str, ==, "0+100");
}

static gpointer
drop_thread (gpointer data)
{
  g_object_unref (data);
  return NULL;
}

/* As garbage collectors may, which run in any thread. */
static void
test_dropped_elsewhere (void)
{
  for (int i = 0; i < 200; i++)
    {
      g_auto (Lazy) lazy = { 0 };
      lazy_init (&lazy, 1000);
      wait_idle (&lazy);
      g_signal_handlers_disconnect_by_data (lazy.list, &lazy);
      g_autoptr (GObject) item = g_list_model_get_item (lazy.model, 99); /* it loads more soon */
      g_assert_nonnull (item);
      GThread *thread = g_thread_new ("drop", drop_thread, g_steal_pointer (&lazy.list));
      run_pending ();
      g_thread_join (thread);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lazy-list/first-page", test_first_page);
  g_test_add_func ("/lazy-list/scrolling", test_scrolling);
  g_test_add_func ("/lazy-list/complete", test_complete);
  g_test_add_func ("/lazy-list/empty", test_empty);
  g_test_add_func ("/lazy-list/error", test_error);
  g_test_add_func ("/lazy-list/load-more", test_load_more);
  g_test_add_func ("/lazy-list/load-more/cancelled", test_load_more_cancelled);
  g_test_add_func ("/lazy-list/load-more/error", test_load_more_error);
  g_test_add_func ("/lazy-list/dropped", test_dropped);
  g_test_add_func ("/lazy-list/disposed", test_disposed);
  g_test_add_func ("/lazy-list/dropped-elsewhere", test_dropped_elsewhere);
  return g_test_run ();
}
