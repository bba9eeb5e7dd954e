/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* System prompts from the templates of an assistant. */

#pragma once

#include "json.h"

/*
 * Entries joined by blank lines. An entry with a placeholder {{name}} without a value is left out;
 * the only value there is here is user_system_prompt. Where no entry asks for it, it is appended.
 */
char *prompt_for_run (json_object *template, const char *user_prompt);
