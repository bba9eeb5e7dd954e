/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "scenario.h"

#include <taskingai/taskingai.h>

/* The scenarios through the library's public API, as a program with a main loop uses it. */

typedef struct {
  TaskingAIClient *client;
  TaskingAIAssistants *assistants;
  TaskingAIInference *inference;
  long *items; /* of the list that each slot is reading */
} OursClient;

void *ours_open (const BenchOptions *options);

/* Streams one event after the other: what is there already without a turn of the loop. */
void ours_start (BenchSlot *slot);

void ours_turn (void *client);

void ours_close (void *client);

void ours_get (BenchSlot *slot);

void ours_list_all (BenchSlot *slot);

void ours_chat (BenchSlot *slot);

void ours_embeddings (BenchSlot *slot);

void ours_stream (BenchSlot *slot);
