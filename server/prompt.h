/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * System prompts from the templates of an assistant: entries joined by blank lines. An entry with a
 * placeholder {{name}} that has no value is left out. Both functions return NULL where the values make
 * it too long.
 */

#pragma once

#include "json.h"

/* @variables: name → text. */
char *prompt_fill (json_object *template, json_object *variables);
/* Without a chat the only value there is is user_system_prompt. Where no entry asks for it, it is
 * appended. */
char *prompt_for_run (json_object *template, const char *user_prompt);
