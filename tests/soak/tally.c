/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "tally.h"

static GMutex lock;
static GCond changed;
static guint n_left;
static guint64 n_ended;
static gboolean is_over;
static GHashTable *outcomes; /* name → number */
static gint epoch;
static gint n_alive;

void
soak_tally_begin_round (guint n_operations)
{
  g_mutex_lock (&lock);
  n_left = n_operations;
  is_over = FALSE;
  if (outcomes == NULL)
    outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_unlock (&lock);
}

gboolean
soak_tally_take_operation (void)
{
  g_mutex_lock (&lock);
  gboolean taken = n_left > 0;
  if (taken)
    n_left--;
  g_mutex_unlock (&lock);
  return taken;
}

void
soak_tally_operation_ended (const char *outcome)
{
  g_mutex_lock (&lock);
  gsize n = GPOINTER_TO_SIZE (g_hash_table_lookup (outcomes, outcome));
  g_hash_table_insert (outcomes, g_strdup (outcome), GSIZE_TO_POINTER (n + 1));
  n_ended++;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
}

gboolean
soak_tally_wait_ended (guint n)
{
  g_mutex_lock (&lock);
  guint64 expected = n_ended + n;
  while (n_ended < expected && !is_over)
    g_cond_wait (&changed, &lock);
  gboolean reached = !is_over;
  g_mutex_unlock (&lock);
  return reached;
}

void
soak_tally_end_round (void)
{
  g_mutex_lock (&lock);
  is_over = TRUE;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
}

guint64
soak_tally_get_n_ended (void)
{
  g_mutex_lock (&lock);
  guint64 n = n_ended;
  g_mutex_unlock (&lock);
  return n;
}

guint
soak_tally_get_epoch (void)
{
  return (guint) g_atomic_int_get (&epoch);
}

void
soak_tally_next_epoch (void)
{
  g_atomic_int_inc (&epoch);
}

guint
soak_tally_get_n_restarts (void)
{
  return soak_tally_get_epoch () / 2;
}

static void
gone_cb (gpointer data, GObject *object)
{
  g_atomic_int_add (&n_alive, -1);
}

gpointer
soak_tally_watch (gpointer object)
{
  g_atomic_int_inc (&n_alive);
  g_object_weak_ref (object, gone_cb, NULL);
  return object;
}

int
soak_tally_get_n_alive (void)
{
  return g_atomic_int_get (&n_alive);
}

gboolean
soak_tally_has_seen_all (void)
{
  static const char *const expected[] = {
    "call: answered",    "call: CANCELLED", "call: CONNECTION",   "call: MALFORMED",
    "call: SERVER",      "call: TIMEOUT",   "stream: complete",   "stream: dropped",
    "stream: CANCELLED", "stream: CLOSED",  "stream: CONNECTION", "stream: MALFORMED",
    "stream: PROVIDER",  "stream: SERVER",  "stream: STALLED",    "stream: TIMEOUT",
    "stream: TRUNCATED",
  };
  gboolean all = soak_tally_get_n_restarts () > 0;
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    all &= g_hash_table_contains (outcomes, expected[i]);
  return all;
}

void
soak_tally_print (void)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (outcomes), (GCompareFunc) strcmp);
  for (GList *link = names; link != NULL; link = link->next)
    g_print ("  %-28s %8zu\n", (const char *) link->data,
             GPOINTER_TO_SIZE (g_hash_table_lookup (outcomes, link->data)));
}
