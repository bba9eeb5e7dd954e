/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <stdint.h>

/* The load server puts the time at which it sends a paced chunk into the chunk's ordinary
 * created_timestamp, so that any client can tell the lag through its normal API: microseconds of
 * the monotonic clock, with a leading 1 that keeps the 13 digits which a real timestamp has. */

#define STAMP_DIGITS 13
#define STAMP_WRAP INT64_C (1000000000000)

static inline int64_t
stamp_of (int64_t clock_ns)
{
  return STAMP_WRAP + clock_ns / 1000 % STAMP_WRAP;
}

static inline int64_t
stamp_age_ns (int64_t stamp, int64_t clock_ns)
{
  return (stamp_of (clock_ns) - stamp + STAMP_WRAP) % STAMP_WRAP * 1000;
}
