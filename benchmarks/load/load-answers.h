/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-text.h"

/* Whole answers, head and body, made before the first request: serving one is a send () and
 * nothing else. */

void load_answers_init (void);

/* OPENAI: in the form of the OpenAI-compatible route, which has more around the text, and so less text
 * in a body of the same length. */
LoadText load_answer_chat (bool openai);

/* BENCH_INPUTS vectors: 9 decimals in each number, or all 17 digits. */
LoadText load_answer_embeddings (bool openai, bool all_digits);

LoadText load_answer_not_found (void);

LoadText load_answer_invalid (void);

/* For answers put together when they are asked for: writes the head of a JSON answer. */
int load_answer_head (char *at, size_t size, size_t body_length);
