/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* JSON numbers from text, exact and in any locale. Nothing is read at or behind @end. */

#define TASKINGAI_JSON_NUMBER_BROKEN "is not a valid number"

/* digits × 10^exponent, with the first 19 significant digits. */
typedef struct {
  const char *text, *end; /* without sign and exponent */
  guint64 digits;
  gint64 exponent;
  gboolean negative;
  gboolean integer; /* written without point and exponent */
  gboolean inexact; /* digits that are not zero were left out */
} TaskingAIJsonNumber;

/* Returns the byte behind the number, or NULL if it breaks the grammar. */
const char *taskingai_json_number_scan (TaskingAIJsonNumber *self, const char *text,
                                        const char *end);

/* NULL, or what is wrong. An integral number such as 1e3 is an integer up to 2^53, for servers
 * that keep their integers as floating point numbers. */
const char *taskingai_json_number_to_int64 (const TaskingAIJsonNumber *self, gint64 *value);
const char *taskingai_json_number_to_double (const TaskingAIJsonNumber *self, double *value);

/* Both steps at once: the byte behind the number, or NULL with @problem. */
const char *taskingai_json_number_read_int64 (const char *text, const char *end, gint64 *value,
                                              const char **problem);
const char *taskingai_json_number_read_double (const char *text, const char *end, double *value,
                                               const char **problem);

/* As many numbers as are separated by nothing but a comma, up to @max; @text moves behind the last.
 * It stops before a mistake, too. */
gsize taskingai_json_number_read_doubles (const char **text, const char *end, double *values,
                                          gsize max);

G_END_DECLS
