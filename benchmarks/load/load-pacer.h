/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-connection.h"

/* Streams that give one event every so many milliseconds, each by its own schedule. A server that
 * is late sends what has become due in one piece, so it falls behind in smoothness, never in
 * rate. */

void load_pacer_start (LoadConnection *connection, const LoadTape *tape, long events,
                       int spacing_ms);

/* For a connection that goes away. */
void load_pacer_stop (LoadConnection *connection);

/* The socket takes data again. */
void load_pacer_resume (LoadConnection *connection);

/* Sends what is due. */
void load_pacer_run (void);

/* Nanoseconds to the next event, -1 when none is to come. */
int64_t load_pacer_wait_ns (void);

long load_pacer_count (void);
