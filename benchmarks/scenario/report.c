/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "report.h"

#include <math.h>
#include <stdio.h>

static void
print_number (const char *name, double value)
{
  if (isnan (value))
    printf (",\"%s\":null", name);
  else
    printf (",\"%s\":%.3f", name, value);
}

void
report_print (const Report *self)
{
  printf ("{\"scenario\":\"%s\",\"client\":\"%s\"", self->scenario, self->client);
  printf (",\"concurrency\":%d,\"ops\":%ld", self->concurrency, self->ops);
  printf (",\"events\":%d,\"spacing_ms\":%d", self->events, self->spacing_ms);
  print_number ("seconds", self->seconds);
  print_number ("ops_per_s", self->ops_per_s);
  print_number ("p50_us", self->p50_us);
  print_number ("p99_us", self->p99_us);
  printf (",\"overtaken\":%ld", self->overtaken);
  print_number ("cpu_us_per_op", self->cpu_us_per_op);
  print_number ("chunks_per_s", self->chunks_per_s);
  print_number ("cpu_us_per_chunk", self->cpu_us_per_chunk);
  print_number ("first_p50_us", self->first_p50_us);
  print_number ("first_p99_us", self->first_p99_us);
  print_number ("lag_p50_us", self->lag_p50_us);
  print_number ("lag_p99_us", self->lag_p99_us);
  printf (",\"rss_kb\":%ld", self->rss_kb);
  print_number ("rss_per_stream_kb", self->rss_per_stream_kb);
  printf ("}\n");
  fflush (stdout);
}
