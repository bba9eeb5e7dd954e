/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "json/taskingai-json-reader.h"

#include <stdbool.h>

/* JSON objects read straight into structs, by the library's own pull reader and a table of the
 * members; others are passed over. */

typedef bool (*TunedRead) (TaskingAIJsonReader *reader, void *at);

typedef struct {
  const char *name;
  size_t length;
  size_t offset; /* of what READ fills, in the struct */
  TunedRead read;
} TunedMember;

#define TUNED_MEMBER(name, type, member, read)                                                     \
  {                                                                                                \
    name, sizeof name - 1, offsetof (type, member), read                                           \
  }

bool tuned_read_object (TaskingAIJsonReader *reader, const TunedMember *members, size_t count,
                        void *into);

/* A whole text. */
bool tuned_read_document (const char *text, size_t length, const TunedMember *members, size_t count,
                          void *into);

bool tuned_read_string (TaskingAIJsonReader *reader, void *at); /* char *; NULL for a null */

bool tuned_read_int (TaskingAIJsonReader *reader, void *at); /* int64_t */

bool tuned_read_bool (TaskingAIJsonReader *reader, void *at); /* gboolean */

/* Makes room for one more of SIZE bytes, all zero. */
void *tuned_grow (void **array, size_t *count, size_t size);
