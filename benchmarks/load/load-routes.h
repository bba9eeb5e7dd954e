/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-connection.h"
#include "load-request.h"

/* Gives the connection the answer to a request; the caller flushes. A chat completion with "stream"
 * true is told what to stream by its message text: "events=5000 spacing=10" (milliseconds);
 * embeddings by "digits=17" in an input. Both also exist on the OpenAI-compatible routes. */
void load_routes_answer (LoadConnection *connection, const LoadRequest *request);
