/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From a request to a completion: the checks of the service behind the public routes. */

#pragma once

#include "completion.h"
#include "request.h"

/* How a route words the refusals that come from behind it. */
typedef enum {
  REFUSE_NESTED,
  REFUSE_PLAIN,
} Refusal;

/* The model, if it exists and is a chat model; NULL: the request is answered. */
const Model *chat_request_get_model (Request *request, const char *id, Refusal refusal);

/* @body has messages, functions, configs, function_call and stream.
 * NULL: the request is answered. */
Completion *chat_request_prepare (Request *request, const Model *model, json_object *body,
                                  Refusal refusal);
