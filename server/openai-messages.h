/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* OpenAI's messages and tools in TaskingAI's words. */

#pragma once

#include "request.h"

/* NULL: not convertible, and the request is answered. */
json_object *openai_convert_messages (Request *request, json_object *messages);

/* The functions of "tools", or else of "functions"; NULL: there are none. */
json_object *openai_convert_functions (json_object *body);
