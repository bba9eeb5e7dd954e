/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The two OpenAI-compatible routes. */

#pragma once

#include "route.h"

void openai_chat_completions (Request *request);
void openai_embeddings (Request *request);
