/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The inside of JSON strings. Nothing is read at or behind @end. */

#define TASKINGAI_JSON_TOO_EARLY "ends too early"

/* The end of the run of well-formed UTF-8 that needs no escape: the first quote, backslash, control
 * character or broken sequence, or @end. */
const char *taskingai_json_string_run (const char *text, const char *end);

/* The rest of a string, from where the run stopped to behind the closing quote. What it means is
 * appended to @out, which may be NULL. NULL with @problem at @where if it is not well-formed. */
const char *taskingai_json_string_rest (const char *text, const char *end, GString *out,
                                        const char **problem, const char **where);

G_END_DECLS
