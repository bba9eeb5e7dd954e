/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-text.h"

#include <stdint.h>

/* The events of a streamed chat completion as they go over the wire, one HTTP chunk each. */

#define LOAD_TAPE_EVENTS 20000

void load_tape_init (void);

/* The answer's head. */
LoadText load_tape_head (void);

/* Events FIRST to END, END not included. */
LoadText load_tape_events (long first, long end);

/* What follows that many events: the whole completion, [DONE] and the end of the body. */
LoadText load_tape_tail (long events);

/* Writes the time into a copy of the tape, at the event that ends at END. */
void load_tape_stamp (char *end, int64_t stamp);
