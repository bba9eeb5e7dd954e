/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * An assistant's answer, with a chat or without: searches its collections, asks its model, uses its
 * tools, and asks again until there is an answer. To everybody else this is one completion.
 */

#pragma once

#include "app.h"
#include "completion.h"

/* Takes @prompt and @dialogue, which has no system message. @functions, or NULL, are the caller's
 * own: their calls end the generation and are handed out. */
Completion *generation_new (App *app, json_object *assistant, gboolean stream, char *prompt,
                            json_object *dialogue, json_object *functions);
