/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "scenario.h"

void tuned_get (BenchSlot *slot);

void tuned_list_all (BenchSlot *slot);

void tuned_chat (BenchSlot *slot);

void tuned_chat_stream (BenchSlot *slot);

void tuned_embeddings (BenchSlot *slot);
