/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How long the library keeps its owner's main loop from other work: a timer of one millisecond in
 * the loop in which the library works measures how late it is served, first with nothing else to
 * do, then during a scenario. The second line on standard output has both; nothing is subtracted.
 * A busy machine is in both, so there is a third distribution: the processor time that each turn of
 * the loop takes, the program's callbacks included. What the program's own thousand first calls
 * cost is its own doing: all begins after them. */

#include "histogram.h"
#include "ours.h"
#include "usage.h"

#include <glib-unix.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define PERIOD_NS INT64_C (1000000)
#define IDLE_NS (3 * INT64_C (1000000000))

typedef struct {
  int fd;
  int64_t due_ns;
  Histogram late;
  Histogram idle;
  Histogram turns;
  bool loaded;
} Ticker;

static Ticker ticker;

/* A tick that could not be served before the next one was due counts as well. */
static gboolean
on_tick (gint fd, GIOCondition condition, gpointer user_data)
{
  Ticker *self = user_data;
  int64_t now_ns = usage_clock_ns ();
  uint64_t count;

  (void) condition;
  if (read (fd, &count, sizeof count) != sizeof count)
    return G_SOURCE_CONTINUE;
  for (; count > 0; count--)
    {
      histogram_add (&self->late, now_ns - self->due_ns);
      self->due_ns += PERIOD_NS;
    }
  return G_SOURCE_CONTINUE;
}

static void
ticker_restart (Ticker *self)
{
  struct itimerspec times = { .it_interval.tv_nsec = PERIOD_NS };

  histogram_reset (&self->late);
  self->due_ns = usage_clock_ns () + PERIOD_NS;
  times.it_value.tv_sec = self->due_ns / 1000000000;
  times.it_value.tv_nsec = self->due_ns % 1000000000;
  timerfd_settime (self->fd, TFD_TIMER_ABSTIME, &times, NULL);
}

static void *
open_client (const BenchOptions *options)
{
  int64_t end_ns = usage_clock_ns () + IDLE_NS;
  void *client = ours_open (options);

  ticker.fd = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  g_unix_fd_add (ticker.fd, G_IO_IN, on_tick, &ticker);
  ticker_restart (&ticker);
  while (usage_clock_ns () < end_ns)
    ours_turn (client);
  ticker.idle = ticker.late;
  return client;
}

static int64_t
cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * INT64_C (1000000000) + now.tv_nsec;
}

static void
turn (void *client)
{
  int64_t start_ns;

  if (!ticker.loaded)
    ticker_restart (&ticker);
  ticker.loaded = true;
  start_ns = cpu_ns ();
  ours_turn (client);
  histogram_add (&ticker.turns, cpu_ns () - start_ns);
}

static void
print_delays (const char *name, const Histogram *delays)
{
  printf ("\"%s\":{\"count\":%" G_GUINT64_FORMAT, name, delays->total);
  printf (",\"p50_us\":%.1f", histogram_percentile_us (delays, 50));
  printf (",\"p99_us\":%.1f", histogram_percentile_us (delays, 99));
  printf (",\"p999_us\":%.1f", histogram_percentile_us (delays, 99.9));
  printf (",\"max_us\":%.1f}", histogram_percentile_us (delays, 100));
}

static void
close_client (void *client)
{
  printf ("{");
  print_delays ("idle", &ticker.idle);
  printf (",");
  print_delays ("loaded", &ticker.late);
  printf (",");
  print_delays ("turn", &ticker.turns);
  printf ("}\n");
  close (ticker.fd);
  ours_close (client);
}

int
main (int argc, char **argv)
{
  static const BenchClient client = { "loop-delay", open_client, ours_start, turn, close_client };

  return bench_main (argc, argv, &client);
}
