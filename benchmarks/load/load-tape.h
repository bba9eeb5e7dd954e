/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-text.h"

#include <stdint.h>

/* The events of a streamed chat completion as they go over the wire, one HTTP chunk each. */

#define LOAD_TAPE_EVENTS 20000
#define LOAD_TAPE_LONGEST_EVENT 320

typedef struct LoadTape LoadTape;

void load_tape_init (void);

/* The events of the native route, or the same words as the OpenAI-compatible route sends them. */
const LoadTape *load_tape (bool openai);

/* The answer's head. */
LoadText load_tape_head (void);

/* Events FIRST to END, END not included. */
LoadText load_tape_events (const LoadTape *self, long first, long end);

/* What follows that many events: the whole completion (not in OpenAI's form), [DONE] and the end of
 * the body. */
LoadText load_tape_tail (const LoadTape *self, long events);

/* Writes the time into a copy of the tape, at the event that ends at END. */
void load_tape_stamp (char *end, int64_t stamp);
