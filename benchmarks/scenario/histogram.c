/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "histogram.h"

#include <math.h>
#include <string.h>

static int
octave_of (uint64_t ns)
{
  int log2 = 63 - __builtin_clzll (ns | 1);

  return log2 > HISTOGRAM_STEPS_LOG2 ? log2 - HISTOGRAM_STEPS_LOG2 : 0;
}

static double
middle_of (int bucket)
{
  int octave = (bucket >> HISTOGRAM_STEPS_LOG2) - 1;

  if (octave < 1)
    return bucket;
  return ldexp (bucket - (octave << HISTOGRAM_STEPS_LOG2) + 0.5, octave);
}

void
histogram_reset (Histogram *self)
{
  memset (self, 0, sizeof *self);
}

void
histogram_add (Histogram *self, int64_t ns)
{
  uint64_t value = ns > 0 ? (uint64_t) ns : 0;
  int octave = octave_of (value);

  self->count[(octave << HISTOGRAM_STEPS_LOG2) + (int) (value >> octave)]++;
  self->total++;
}

double
histogram_percentile_us (const Histogram *self, double percent)
{
  uint64_t seen = 0;
  double wanted = percent / 100 * (double) self->total;

  for (int i = 0; i < HISTOGRAM_BUCKETS; i++)
    {
      seen += self->count[i];
      if (seen > 0 && (double) seen >= wanted)
        return middle_of (i) / 1000;
    }
  return NAN;
}
