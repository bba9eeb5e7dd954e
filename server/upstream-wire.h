/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* TaskingAI's words in OpenAI's, and back. Nothing here talks to anyone. */

#pragma once

#include "completion.h"

json_object *wire_request (Completion *completion);

/* An answer as it comes together. */
typedef struct {
  GString *content; /* NULL until there is some */
  GPtrArray *calls;
  const char *finish_reason;
  gint64 input_tokens;
  gint64 output_tokens;
} WireAnswer;

WireAnswer *wire_answer_new (void);
void wire_answer_free (WireAnswer *answer);

/* @payload is a chat.completion or a chat.completion.chunk. Returns the text it brought, or
 * NULL. */
const char *wire_answer_add (WireAnswer *answer, json_object *payload);
/* Hands the whole to @completion, which it ends. */
void wire_answer_deliver (WireAnswer *answer, Completion *completion);

/* What a refusal of the server says. */
char *wire_error_text (json_object *payload, guint status);
