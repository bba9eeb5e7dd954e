/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <stdint.h>

/* What the process has used so far, as the kernel counts it. */

/* The monotonic clock: the load server and its clients share it, being on one machine. */
int64_t usage_clock_ns (void);

/* User and system time of all threads. */
int64_t usage_cpu_us (void);

long usage_rss_kb (void);

/* A thousand connections do not fit in the customary 1024 descriptors. */
void usage_raise_descriptor_limit (void);
