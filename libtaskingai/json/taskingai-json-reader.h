/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A strict pull reader of RFC 8259 JSON: no tree, each byte is looked at once. It reads from memory
 * that the caller keeps until the reader is cleared. The first mistake sticks: every later call
 * fails, and taskingai_json_reader_to_error () names it with the path that callers prepended. */

#define TASKINGAI_JSON_MAX_DEPTH 128

typedef enum {
  TASKINGAI_JSON_ERROR, /* a mistake, or the end of the text where a value should be */
  TASKINGAI_JSON_OBJECT,
  TASKINGAI_JSON_ARRAY,
  TASKINGAI_JSON_STRING,
  TASKINGAI_JSON_NUMBER,
  TASKINGAI_JSON_BOOLEAN,
  TASKINGAI_JSON_NULL,
} TaskingAIJsonType;

typedef struct {
  const char *start, *cursor, *end;
  const char *value; /* where the last value that was met begins */
  guint depth;
  gboolean first;      /* no comma is due before the next member or element */
  const char *problem; /* static text; NULL while all is well */
  const char *where;   /* the byte of the problem */
  GString *path;       /* built from the inside out, only after a problem */
  GString *scratch;    /* the last string that had escapes */
  GString *texts;      /* the last array of strings */
} TaskingAIJsonReader;

void taskingai_json_reader_init (TaskingAIJsonReader *self, const char *text, gsize length);
void taskingai_json_reader_clear (TaskingAIJsonReader *self);

/* The type of the value that comes next; consumes white space only. */
TaskingAIJsonType taskingai_json_reader_peek (TaskingAIJsonReader *self);

/* enter, then next until it is FALSE: at the closing bracket (then the container is left) or after
 * a mistake. Between two next calls exactly one value has to be consumed.
 * The key is unescaped, not terminated, and valid until the next call. */
gboolean taskingai_json_reader_enter_object (TaskingAIJsonReader *self);
gboolean taskingai_json_reader_next_member (TaskingAIJsonReader *self, const char **key,
                                            gsize *length);
/* In place of next_member, and sooner, if the next member is called @key, which needs no escapes,
 * and is spelt as servers do; else FALSE, and nothing has happened. */
gboolean taskingai_json_reader_skip_key (TaskingAIJsonReader *self, const char *key, gsize length);
gboolean taskingai_json_reader_enter_array (TaskingAIJsonReader *self);
gboolean taskingai_json_reader_next_element (TaskingAIJsonReader *self);

/* Each consumes one value of its type or fails. Strings are checked UTF-8 without NUL (a \u0000 is
 * a mistake: C strings cannot hold it; lone surrogates are mistakes too). */
gboolean taskingai_json_reader_read_string (TaskingAIJsonReader *self, char **value);
gboolean taskingai_json_reader_read_slice (TaskingAIJsonReader *self, const char **value,
                                           gsize *length); /* valid until the next call */
gboolean taskingai_json_reader_read_int64 (TaskingAIJsonReader *self, gint64 *value);
gboolean taskingai_json_reader_read_double (TaskingAIJsonReader *self, double *value);
gboolean taskingai_json_reader_read_boolean (TaskingAIJsonReader *self, gboolean *value);
gboolean taskingai_json_reader_read_null (TaskingAIJsonReader *self);
gboolean taskingai_json_reader_read_doubles (TaskingAIJsonReader *self, double **values,
                                             gsize *n_values); /* an array of numbers */
/* An array of strings, all in one piece of memory: free it with g_free (). */
gboolean taskingai_json_reader_read_strings (TaskingAIJsonReader *self, char ***strings);

/* Any value, checked as strictly as the others; a number by its grammar, whatever its size. */
gboolean taskingai_json_reader_skip (TaskingAIJsonReader *self);
gboolean taskingai_json_reader_read_raw (TaskingAIJsonReader *self, const char **text,
                                         gsize *length);

/* Only white space is left; else a mistake. */
gboolean taskingai_json_reader_at_end (TaskingAIJsonReader *self);

/* Declares the value just met to be wrong; @problem is static text ("should be a string"). */
gboolean taskingai_json_reader_fail (TaskingAIJsonReader *self, const char *problem);
gboolean taskingai_json_reader_failed (const TaskingAIJsonReader *self);

/* For callers on their way out after a failure: "memory" + "max_tokens" gives memory.max_tokens. */
void taskingai_json_reader_prepend_key (TaskingAIJsonReader *self, const char *key);
void taskingai_json_reader_prepend_index (TaskingAIJsonReader *self, gsize index);

/* TASKINGAI_API_ERROR_MALFORMED, "data[3].memory.max_tokens should be an integer (byte 512)";
 * never quotes the text itself, which may hold secrets. */
GError *taskingai_json_reader_to_error (const TaskingAIJsonReader *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaskingAIJsonReader, taskingai_json_reader_clear)

G_END_DECLS
