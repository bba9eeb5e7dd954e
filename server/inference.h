/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "route.h"

void inference_chat_completion (Request *request);
void inference_text_embedding (Request *request);
void inference_rerank (Request *request);
