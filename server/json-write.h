/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* JSON text in the three dialects the wire knows. */

#pragma once

#include "json.h"

typedef enum {
  JSON_STYLE_COMPACT, /* responses: no blanks, UTF-8 raw */
  JSON_STYLE_SPACED,  /* stream events: blanks after ',' and ':', ASCII only */
  JSON_STYLE_PYTHON,  /* error texts: Python's repr () of the value */
} JsonStyle;

void json_write (GString *out, json_object *value, JsonStyle style);
char *json_to_text (json_object *value, JsonStyle style);
void json_write_double (GString *out, double value);
