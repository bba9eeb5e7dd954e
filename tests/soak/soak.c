/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thousand streams at once, for a long time, of a server that breaks off and comes back: no callback
 * is lost or doubled, no stream lies about its end, and nothing is left over. */
#include "clients.h"
#include "crowd.h"
#include "elsewhere.h"
#include "measure.h"
#include "restarter.h"
#include "tally.h"

#include <locale.h>
#include <sys/resource.h>

#define N_BLOCKING 10
#define N_CALLS 32 /* in each of two contexts */
#define RESTART_AFTER 2000
/* What a round may leave in use more than the first after the warm-up: arrays of GLib, that of the sources
 * that are ready at once for one, keep the size they once needed. */
#define LEFT_OVER (64 * 1024)

static int n_streams = 1000, n_operations = 5000, n_rounds = 3, n_seconds = 0, seed = 0;

static const GOptionEntry options[] = {
  { "streams", 0, 0, G_OPTION_ARG_INT, &n_streams, "At once; one in four in a second context",
    "N" },
  { "operations", 0, 0, G_OPTION_ARG_INT, &n_operations, "In each round", "N" },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "After each, nothing may be left", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_INT, &n_seconds, "Rounds until so much time is over", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "To do the same again", "N" },
  { NULL },
};

static guint32
next_seed (void)
{
  static guint32 n = 0;
  return (guint32) seed + n++;
}

/* The context ends with its thread, while the clients that were used in it go on. */
static gpointer
second_thread (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  soak_crowd_run ((guint) n_streams / 4, N_CALLS, GPOINTER_TO_UINT (data));
  g_main_context_pop_thread_default (context);
  return NULL;
}

static gpointer
blocking_thread (gpointer data)
{
  soak_blocking_run (GPOINTER_TO_UINT (data));
  return NULL;
}

static void
run_all (void)
{
  GThread *threads[N_BLOCKING + 1];
  threads[0] = g_thread_new ("second", second_thread, GUINT_TO_POINTER (next_seed ()));
  for (guint i = 1; i <= N_BLOCKING; i++)
    threads[i] = g_thread_new ("blocking", blocking_thread, GUINT_TO_POINTER (next_seed ()));
  soak_crowd_run ((guint) (n_streams - n_streams / 4) - N_BLOCKING, N_CALLS, next_seed ());
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* The main context still has to take leave of connections and of clients that other threads dropped. */
static void
settle (guint n_descriptors)
{
  while (soak_tally_get_n_alive () > 0 || soak_measure_count_descriptors () != n_descriptors)
    g_main_context_iteration (NULL, TRUE);
}

static void
run_round (guint port)
{
  guint n_descriptors = soak_measure_count_descriptors ();
  soak_tally_begin_round ((guint) n_operations);
  soak_clients_init (port);
  soak_elsewhere_start ();
  soak_restarter_begin (RESTART_AFTER);
  run_all ();
  soak_tally_end_round ();
  soak_restarter_end ();
  soak_elsewhere_stop ();
  soak_clients_clear ();
  settle (n_descriptors);
}

/* FALSE if the rounds leave more and more in use. */
static gboolean
run_rounds (guint port)
{
  gint64 end = g_get_monotonic_time () + n_seconds * G_TIME_SPAN_SECOND;
  gsize warm = 0, most = 0;
  int n = 0;
  while (n < n_rounds || g_get_monotonic_time () < end)
    {
      run_round (port);
      soak_measure_at_rest ();
      gsize in_use = soak_measure_get_in_use ();
      if (++n == 2)
        warm = in_use;
      most = MAX (most, n > 2 ? in_use : 0);
      g_print ("round %d: %zu bytes in use, %u descriptors\n", n, in_use,
               soak_measure_count_descriptors ());
    }
  g_print ("in use: %zu bytes after the second round, %zu at most after a later one\n", warm, most);
  return most <= warm + LEFT_OVER;
}

static void
raise_descriptor_limit (void)
{
  struct rlimit limit;
  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("SERVER");
  g_autoptr (GError) error = NULL;
  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    g_error ("%s", error != NULL ? error->message : "SERVER is missing");
  if (seed == 0)
    seed = g_random_int_range (1, G_MAXINT32);
  g_print ("soak --seed %d: %d streams at once\n", seed, n_streams);
  raise_descriptor_limit ();
  g_type_ensure (G_TYPE_TASK); /* GLib's own thread, which has a descriptor */
  soak_measure_start ();

  gint64 begin = g_get_monotonic_time ();
  gboolean frugal = run_rounds (soak_restarter_start_server (argv[1]));
  soak_restarter_stop_server ();
  double seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_print ("%" G_GUINT64_FORMAT " operations in %.1f s, each ended once; %u restarts\n",
           soak_tally_get_n_ended (), seconds, soak_tally_get_n_restarts ());
  soak_tally_print ();
  soak_measure_print ();
  gboolean flat = n_seconds == 0 || soak_measure_is_flat ();
  if (!soak_tally_has_seen_all ())
    g_error ("Some of what ought to happen has not");
  if (!soak_measure_knows_memory ())
    g_print ("memory is not held to its bounds: a checker has it\n");
  else if (!frugal || !flat)
    g_error ("Memory grows");
  return 0;
}
