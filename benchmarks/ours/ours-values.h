/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "ours.h"

/* What goes into the calls and what comes out of them, the same for all ways of calling. */

TaskingAIChatCompletionRequest *ours_make_chat (BenchSlot *slot);

TaskingAITextEmbeddingRequest *ours_make_embeddings (BenchSlot *slot);

TaskingAIListOptions *ours_make_page (const char *after);

/* Each takes VALUE and ends the operation, or ends the program with ERROR's message. */

void ours_take_assistant (BenchSlot *slot, TaskingAIAssistant *value, GError *error);

void ours_take_chat (BenchSlot *slot, TaskingAIChatCompletion *value, GError *error);

void ours_take_embeddings (BenchSlot *slot, TaskingAITextEmbeddingResult *value, GError *error);

/* One event of a stream; does not end the operation. */
void ours_take_event (BenchSlot *slot, TaskingAIModel *value);

/* The end of a stream whose chunks have been taken: AMOUNT of them. */
void ours_take_end (BenchSlot *slot, TaskingAIStream *stream, long amount, GError *error);

void ours_check (BenchSlot *slot, gpointer value, GError *error);
