/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-text.h"

/* BENCH_ITEMS assistants of equal size, newest first, in one piece of memory with a comma between
 * each two: any page of the list is a slice of it. */

#define LOAD_ASSISTANT_LENGTH 719

void load_assistants_init (void);

/* The place of the assistant with this id; -1 for an id that none has. */
long load_assistants_find (LoadText id);

/* COUNT assistants from place FIRST. */
LoadText load_assistants_slice (long first, long count);
