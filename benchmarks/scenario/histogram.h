/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <stdint.h>

/* Durations by size: 64 steps to each power of two, so a percentile is exact to 1.6 % while
 * adding one costs a few instructions and the memory does not grow with the run. */

#define HISTOGRAM_STEPS_LOG2 6
#define HISTOGRAM_BUCKETS ((64 - HISTOGRAM_STEPS_LOG2 + 1) << HISTOGRAM_STEPS_LOG2)

typedef struct {
  uint64_t count[HISTOGRAM_BUCKETS];
  uint64_t total;
} Histogram;

void histogram_reset (Histogram *self);

void histogram_add (Histogram *self, int64_t ns);

/* In microseconds; NAN when nothing was added. */
double histogram_percentile_us (const Histogram *self, double percent);
