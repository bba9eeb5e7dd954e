/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-clock.h"

TaskingAIClock taskingai_clock = {
  .get_time = g_get_monotonic_time,
  .get_turn_time = g_source_get_time,
  .get_real_time = g_get_real_time,
  .get_jitter = g_random_double,
};
