/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Token counts, estimated: there is no tokeniser here, and no exact count is promised anywhere. */

#pragma once

#include "json.h"

gint64 tokens_of_text (const char *text);
/* The offsets (gsize) at which the tokens of the text end. */
GArray *tokens_cut (const char *text);
gint64 tokens_of_messages (json_object *messages, json_object *functions);
gint64 tokens_of_answer (const char *content, json_object *function_calls);
