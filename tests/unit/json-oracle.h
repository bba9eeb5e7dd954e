/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The reader held against json-c, which takes the same text by itself: what the one accepts the
 * other accepts, with an equal value, numbers bit by bit. Where json-c is known to be laxer there
 * is a list of what it lets pass, and why. */

typedef struct {
  gboolean accepted;      /* by the reader */
  gboolean json_c_agrees; /* it accepts or refuses, too */
  const char *exception;  /* why not, if it is on the list; static text */
} JsonVerdict;

/* NULL, or a sentence about a difference that is not on the list; any bytes, @verdict may be NULL.
 */
char *json_oracle_check (const char *text, gsize length, JsonVerdict *verdict);

G_END_DECLS
