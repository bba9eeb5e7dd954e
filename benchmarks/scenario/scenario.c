/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "scenario.h"

#include "histogram.h"
#include "report.h"
#include "stamp.h"
#include "usage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct BenchRun {
  const BenchClient *client;
  void *state;
  BenchOptions options;
  long left;    /* operations not yet started */
  long running; /* operations started and not done */
  long flowing; /* streams that have had their first chunk */
  long done;
  long overtaken;
  long rss_before_kb;
  long rss_flowing_kb;
  Histogram latency;
  Histogram first;
  Histogram lag;
};

static long
expected_amount (const BenchOptions *options)
{
  switch (options->kind)
    {
    case BENCH_EMBEDDINGS:
      return BENCH_INPUTS * BENCH_DIMENSIONS;
    case BENCH_LIST_ALL:
      return BENCH_ITEMS;
    case BENCH_STREAM:
      return options->events;
    default:
      return 1;
    }
}

/* A loop, not a recursion: a blocking client is done before start () returns. */
static void
slot_continue (BenchSlot *slot)
{
  BenchRun *run = slot->run;

  do
    {
      if (run->left == 0)
        return;
      run->left--;
      run->running++;
      slot->chunks = 0;
      slot->finished = false;
      slot->starting = true;
      slot->done_before = run->done;
      slot->started_ns = usage_clock_ns ();
      run->client->start (slot);
      slot->starting = false;
  } while (slot->finished);
}

void
bench_slot_done (BenchSlot *slot, long amount)
{
  BenchRun *run = slot->run;

  if (amount != expected_amount (&run->options))
    bench_slot_fail (slot, "wrong amount in the answer");
  histogram_add (&run->latency, usage_clock_ns () - slot->started_ns);
  if (run->done - slot->done_before > run->overtaken)
    run->overtaken = run->done - slot->done_before;
  run->done++;
  run->running--;
  slot->finished = true;
  if (!slot->starting)
    slot_continue (slot);
}

static void
note_first_chunk (BenchSlot *slot)
{
  BenchRun *run = slot->run;

  histogram_add (&run->first, usage_clock_ns () - slot->started_ns);
  run->flowing++;
  if (run->flowing == run->options.concurrency)
    run->rss_flowing_kb = usage_rss_kb ();
}

void
bench_slot_chunk (BenchSlot *slot, int64_t created_timestamp)
{
  if (slot->chunks++ == 0)
    note_first_chunk (slot);
  /* The clock is read for paced chunks only: at full speed it would be much of the cost. */
  if (slot->options->spacing_ms > 0)
    histogram_add (&slot->run->lag, stamp_age_ns (created_timestamp, usage_clock_ns ()));
}

void
bench_slot_fail (BenchSlot *slot, const char *message)
{
  fprintf (stderr, "%s: %s failed after %ld chunks: %s\n", slot->run->client->name,
           slot->options->scenario, slot->chunks, message);
  exit (1);
}

static void
run_operations (BenchRun *self, BenchSlot *slots, long count)
{
  self->left = count;
  self->flowing = 0;
  self->done = 0;
  self->overtaken = 0;
  self->rss_flowing_kb = 0;
  histogram_reset (&self->latency);
  histogram_reset (&self->first);
  histogram_reset (&self->lag);
  self->rss_before_kb = usage_rss_kb ();
  for (int i = 0; i < self->options.concurrency; i++)
    slot_continue (&slots[i]);
  while (self->running > 0)
    self->client->turn (self->state);
}

static void
add_stream_figures (const BenchRun *self, Report *report, double cpu_us)
{
  const BenchOptions *options = &self->options;
  double chunks = (double) options->requests * options->events;

  report->chunks_per_s = chunks / report->seconds;
  report->cpu_us_per_chunk = cpu_us / chunks;
  report->first_p50_us = histogram_percentile_us (&self->first, 50);
  report->first_p99_us = histogram_percentile_us (&self->first, 99);
  report->lag_p50_us = histogram_percentile_us (&self->lag, 50);
  report->lag_p99_us = histogram_percentile_us (&self->lag, 99);
  if (options->concurrency > 1 && self->rss_flowing_kb > 0)
    report->rss_per_stream_kb =
        (double) (self->rss_flowing_kb - self->rss_before_kb) / options->concurrency;
}

static void
print_result (const BenchRun *self, double seconds, double cpu_us)
{
  const BenchOptions *options = &self->options;
  Report report = {
    .scenario = options->scenario,
    .client = self->client->name,
    .concurrency = options->concurrency,
    .events = options->kind == BENCH_STREAM ? options->events : 0,
    .spacing_ms = options->kind == BENCH_STREAM ? options->spacing_ms : 0,
    .ops = options->requests,
    .seconds = seconds,
    .ops_per_s = (double) options->requests / seconds,
    .p50_us = histogram_percentile_us (&self->latency, 50),
    .p99_us = histogram_percentile_us (&self->latency, 99),
    .overtaken = self->overtaken,
    .cpu_us_per_op = cpu_us / (double) options->requests,
    .chunks_per_s = NAN,
    .cpu_us_per_chunk = NAN,
    .first_p50_us = NAN,
    .first_p99_us = NAN,
    .lag_p50_us = NAN,
    .lag_p99_us = NAN,
    .rss_kb = usage_rss_kb (),
    .rss_per_stream_kb = NAN,
  };

  if (options->kind == BENCH_STREAM)
    add_stream_figures (self, &report, cpu_us);
  report_print (&report);
}

static void
measure (BenchRun *self, BenchSlot *slots)
{
  int64_t clock_ns, cpu_us;

  run_operations (self, slots, self->options.warmup);
  clock_ns = usage_clock_ns ();
  cpu_us = usage_cpu_us ();
  run_operations (self, slots, self->options.requests);
  cpu_us = usage_cpu_us () - cpu_us;
  clock_ns = usage_clock_ns () - clock_ns;
  print_result (self, (double) clock_ns / 1e9, (double) cpu_us);
}

int
bench_main (int argc, char **argv, const BenchClient *client)
{
  static BenchRun run;
  BenchSlot *slots;

  bench_options_parse (&run.options, argc, argv);
  usage_raise_descriptor_limit ();
  run.client = client;
  run.state = client->open (&run.options);
  slots = calloc ((size_t) run.options.concurrency, sizeof *slots);
  for (int i = 0; i < run.options.concurrency; i++)
    slots[i] = (BenchSlot){ &run, &run.options, .client = run.state, .index = i };
  measure (&run, slots);
  client->close (run.state);
  free (slots);
  return 0;
}
