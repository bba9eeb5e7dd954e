/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "measure.h"

#include "tally.h"

#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

#define TIMER 10        /* ms */
#define STUCK_AFTER 120 /* s without any operation that ends */
/* So much may resident memory grow from the first quarter to the last: between rounds, and in them,
 * when it depends on how much happens to be queued. */
#define AT_REST_PERCENT 5
#define LOADED_PERCENT 15

static GArray *loaded, *at_rest; /* long, KB of resident memory */
static guint n_timers;
static gint64 expected, total_late, worst_late;
static gint64 sampled;
static guint64 n_ended;
static gint64 moved;

static long
read_resident (void)
{
  long size = 0, pages = 0;
  FILE *file = fopen ("/proc/self/statm", "r");
  if (file == NULL || fscanf (file, "%ld %ld", &size, &pages) != 2)
    g_error ("/proc/self/statm cannot be read");
  fclose (file);
  return pages * (sysconf (_SC_PAGESIZE) / 1024);
}

static void
watch_progress (gint64 now)
{
  guint64 n = soak_tally_get_n_ended ();
  if (n != n_ended || moved == 0)
    moved = now;
  n_ended = n;
  if (now - moved > STUCK_AFTER * G_TIME_SPAN_SECOND)
    g_error ("Nothing has ended for %d s, after %" G_GUINT64_FORMAT
             " operations: a callback is lost",
             STUCK_AFTER, n);
}

static gboolean
timer_cb (gpointer data)
{
  gint64 now = g_get_monotonic_time ();
  gint64 late = expected > 0 ? MAX (now - expected, 0) : 0;
  total_late += late;
  worst_late = MAX (worst_late, late);
  expected = now + TIMER * G_TIME_SPAN_MILLISECOND;
  n_timers++;
  if (now - sampled >= G_TIME_SPAN_SECOND)
    {
      long kb = read_resident ();
      sampled = now;
      g_array_append_val (loaded, kb);
      watch_progress (now);
    }
  return G_SOURCE_CONTINUE;
}

void
soak_measure_start (void)
{
  loaded = g_array_new (FALSE, FALSE, sizeof (long));
  at_rest = g_array_new (FALSE, FALSE, sizeof (long));
  g_timeout_add_full (G_PRIORITY_HIGH, TIMER, timer_cb, NULL, NULL);
}

void
soak_measure_at_rest (void)
{
  malloc_trim (0);
  long kb = read_resident ();
  g_array_append_val (at_rest, kb);
}

static long
highest (const GArray *samples, guint from, guint to)
{
  long most = 0;
  for (guint i = from; i < to; i++)
    most = MAX (most, g_array_index (samples, long, i));
  return most;
}

/* The first tenth is for warming up. */
static long
first_quarter (const GArray *samples)
{
  guint n = samples->len, warm = n / 10;
  return highest (samples, warm, warm + (n - warm) / 4);
}

static long
last_quarter (const GArray *samples)
{
  guint n = samples->len;
  return highest (samples, n - (n - n / 10) / 4, n);
}

static void
print_samples (const char *when, const GArray *samples)
{
  g_print ("resident %s: %ld KB at most in the first quarter, %ld KB in the last (%u samples)\n ",
           when, first_quarter (samples), last_quarter (samples), samples->len);
  guint step = samples->len / 16 + 1;
  for (guint i = 0; i < samples->len; i += step)
    g_print (" %ld", highest (samples, i, MIN (i + step, samples->len)));
  g_print ("\n");
}

void
soak_measure_print (void)
{
  g_print ("timers of %d ms late by %.2f ms on average, %.2f ms at worst\n", TIMER,
           (double) total_late / 1000 / MAX (n_timers, 1), (double) worst_late / 1000);
  print_samples ("under load", loaded);
  print_samples ("at rest", at_rest);
}

gboolean
soak_measure_is_flat (void)
{
  return last_quarter (at_rest) * 100 <= first_quarter (at_rest) * (100 + AT_REST_PERCENT)
         && last_quarter (loaded) * 100 <= first_quarter (loaded) * (100 + LOADED_PERCENT);
}

guint
soak_measure_count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;
  while (g_dir_read_name (folder) != NULL)
    n++;
  return n - 1; /* that of the folder */
}

gsize
soak_measure_get_in_use (void)
{
  return mallinfo2 ().uordblks;
}

gboolean
soak_measure_knows_memory (void)
{
  return soak_measure_get_in_use () > 0;
}
