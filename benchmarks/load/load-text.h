/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Bytes that belong to somebody else. */
typedef struct {
  const char *at;
  size_t length;
} LoadText;

#define LOAD_TEXT(literal) ((LoadText){ (literal), sizeof (literal) - 1 })

bool load_text_starts (LoadText self, const char *start);

bool load_text_has (LoadText self, const char *key);

/* What follows the first KEY, up to the end of the text; empty when the key is not there. */
LoadText load_text_after (LoadText self, const char *key);

/* The whole number that follows the first KEY, or the default. */
long load_text_number (LoadText self, const char *key, long otherwise);

/* Memory that lives as long as the program; ends the program when there is none. */
char *load_text_format (size_t *length, const char *format, ...)
    __attribute__ ((format (printf, 2, 3)));
