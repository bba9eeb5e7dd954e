/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-reader.h"

#include <string.h>

#include "json/taskingai-json-number.h"
#include "json/taskingai-json-reader-private.h"
#include "json/taskingai-json-string.h"

#define fail_at taskingai_json_reader_fail_at

void
taskingai_json_reader_init (TaskingAIJsonReader *self, const char *text, gsize length)
{
  if (length == 0)
    text = ""; /* may have been NULL, with which nothing can be computed */
  *self = (TaskingAIJsonReader){
    .start = text,
    .cursor = text,
    .end = text + length,
    .value = text,
  };
}

void
taskingai_json_reader_clear (TaskingAIJsonReader *self)
{
  if (self->path != NULL)
    g_string_free (g_steal_pointer (&self->path), TRUE);
  if (self->scratch != NULL)
    g_string_free (g_steal_pointer (&self->scratch), TRUE);
  if (self->texts != NULL)
    g_string_free (g_steal_pointer (&self->texts), TRUE);
}

static inline gboolean
is_space (char c)
{
  return (guchar) c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}

static inline void
skip_space (TaskingAIJsonReader *self)
{
  while (self->cursor < self->end && is_space (*self->cursor))
    self->cursor++;
}

static inline gboolean
next_is (const TaskingAIJsonReader *self, char c)
{
  return self->cursor < self->end && *self->cursor == c;
}

/* For a character that has to come next, and does not. */
static gboolean
fail_here (TaskingAIJsonReader *self, const char *problem)
{
  return fail_at (self, self->cursor,
                  self->cursor == self->end ? TASKINGAI_JSON_TOO_EARLY : problem);
}

TaskingAIJsonType
taskingai_json_reader_peek (TaskingAIJsonReader *self)
{
  static const guint8 types[256] = {
    ['{'] = TASKINGAI_JSON_OBJECT,  ['['] = TASKINGAI_JSON_ARRAY,  ['"'] = TASKINGAI_JSON_STRING,
    ['-'] = TASKINGAI_JSON_NUMBER,  ['0'] = TASKINGAI_JSON_NUMBER, ['1'] = TASKINGAI_JSON_NUMBER,
    ['2'] = TASKINGAI_JSON_NUMBER,  ['3'] = TASKINGAI_JSON_NUMBER, ['4'] = TASKINGAI_JSON_NUMBER,
    ['5'] = TASKINGAI_JSON_NUMBER,  ['6'] = TASKINGAI_JSON_NUMBER, ['7'] = TASKINGAI_JSON_NUMBER,
    ['8'] = TASKINGAI_JSON_NUMBER,  ['9'] = TASKINGAI_JSON_NUMBER, ['t'] = TASKINGAI_JSON_BOOLEAN,
    ['f'] = TASKINGAI_JSON_BOOLEAN, ['n'] = TASKINGAI_JSON_NULL,
  };
  TaskingAIJsonType type;

  if (self->problem != NULL)
    return TASKINGAI_JSON_ERROR;
  skip_space (self);
  self->value = self->cursor;
  type = self->cursor < self->end ? types[(guchar) *self->cursor] : TASKINGAI_JSON_ERROR;
  if (type == TASKINGAI_JSON_ERROR)
    fail_here (self, "is not a JSON value");
  return type;
}

static inline gboolean
expect (TaskingAIJsonReader *self, TaskingAIJsonType type, const char *problem)
{
  return taskingai_json_reader_peek (self) == type || fail_at (self, self->value, problem);
}

/* Before a member or an element: the comma that is due, or the bracket that closes. */
static inline gboolean
advance (TaskingAIJsonReader *self, char closing)
{
  if (self->problem != NULL)
    return FALSE;
  skip_space (self);
  if (next_is (self, closing))
    {
      self->cursor++;
      self->depth--;
      self->first = FALSE;
      return FALSE;
    }
  if (!self->first)
    {
      if (!next_is (self, ','))
        return fail_here (self, "lacks a comma or a closing bracket");
      self->cursor++;
      skip_space (self);
    }
  self->first = FALSE;
  return TRUE;
}

static gboolean
enter (TaskingAIJsonReader *self)
{
  if (self->depth == TASKINGAI_JSON_MAX_DEPTH)
    return fail_at (self, self->value, "is nested too deeply");
  self->depth++;
  self->cursor++;
  self->first = TRUE;
  return TRUE;
}

gboolean
taskingai_json_reader_enter_object (TaskingAIJsonReader *self)
{
  return expect (self, TASKINGAI_JSON_OBJECT, "should be an object") && enter (self);
}

gboolean
taskingai_json_reader_enter_array (TaskingAIJsonReader *self)
{
  return expect (self, TASKINGAI_JSON_ARRAY, "should be an array") && enter (self);
}

/* From @stop, the first thing in a string that is not plain; @out is NULL if nobody wants it. */
static gboolean
finish_string (TaskingAIJsonReader *self, const char *stop, GString *out)
{
  const char *problem, *where;
  const char *next = taskingai_json_string_rest (stop, self->end, out, &problem, &where);

  if (next == NULL)
    return fail_at (self, where, problem);
  self->cursor = next;
  return TRUE;
}

static GString *
new_scratch (TaskingAIJsonReader *self, const char *text, gsize length)
{
  if (self->scratch == NULL)
    self->scratch = g_string_sized_new (256);
  g_string_truncate (self->scratch, 0);
  return g_string_append_len (self->scratch, text, (gssize) length);
}

/* At the opening quote. */
static inline gboolean
scan_string (TaskingAIJsonReader *self, const char **value, gsize *length)
{
  const char *start = self->cursor + 1;
  const char *stop = taskingai_json_string_run (start, self->end);

  if (G_LIKELY (stop < self->end && *stop == '"'))
    {
      self->cursor = stop + 1;
      *value = start;
      *length = stop - start;
      return TRUE;
    }
  if (!finish_string (self, stop, new_scratch (self, start, stop - start)))
    return FALSE;
  *value = self->scratch->str;
  *length = self->scratch->len;
  return TRUE;
}

gboolean
taskingai_json_reader_next_member (TaskingAIJsonReader *self, const char **key, gsize *length)
{
  if (!advance (self, '}'))
    return FALSE;
  if (!next_is (self, '"'))
    return fail_here (self, "lacks a member name");
  if (!scan_string (self, key, length))
    return FALSE;
  skip_space (self);
  if (!next_is (self, ':'))
    return fail_here (self, "lacks a colon");
  self->cursor++;
  return TRUE;
}

gboolean
taskingai_json_reader_skip_key (TaskingAIJsonReader *self, const char *key, gsize length)
{
  const char *cursor = self->cursor;

  if (self->problem != NULL || (gsize) (self->end - cursor) < length + sizeof ", \"\":" - 1)
    return FALSE;
  if (!self->first && *cursor++ != ',')
    return FALSE;
  cursor += *cursor == ' ';
  if (cursor[0] != '"' || cursor[length + 1] != '"' || cursor[length + 2] != ':'
      || memcmp (cursor + 1, key, length) != 0)
    return FALSE;
  self->cursor = cursor + length + 3;
  self->first = FALSE;
  return TRUE;
}

gboolean
taskingai_json_reader_next_element (TaskingAIJsonReader *self)
{
  return advance (self, ']');
}

gboolean
taskingai_json_reader_read_slice (TaskingAIJsonReader *self, const char **value, gsize *length)
{
  return expect (self, TASKINGAI_JSON_STRING, "should be a string")
         && scan_string (self, value, length);
}

gboolean
taskingai_json_reader_read_string (TaskingAIJsonReader *self, char **value)
{
  const char *slice;
  gsize length;

  if (!taskingai_json_reader_read_slice (self, &slice, &length))
    return FALSE;
  *value = g_malloc (length + 1);
  memcpy (*value, slice, length);
  (*value)[length] = '\0';
  return TRUE;
}

static inline gboolean
scan_number (TaskingAIJsonReader *self, TaskingAIJsonNumber *number)
{
  const char *next = taskingai_json_number_scan (number, self->cursor, self->end);

  if (next == NULL)
    return fail_at (self, self->value, TASKINGAI_JSON_NUMBER_BROKEN);
  self->cursor = next;
  return TRUE;
}

gboolean
taskingai_json_reader_read_int64 (TaskingAIJsonReader *self, gint64 *value)
{
  const char *problem, *next;

  if (!expect (self, TASKINGAI_JSON_NUMBER, "should be an integer"))
    return FALSE;
  next = taskingai_json_number_read_int64 (self->cursor, self->end, value, &problem);
  if (next == NULL)
    return fail_at (self, self->value, problem);
  self->cursor = next;
  return TRUE;
}

/* At the first byte of the number. */
static inline gboolean
convert_double (TaskingAIJsonReader *self, double *value)
{
  const char *problem;
  const char *next = taskingai_json_number_read_double (self->cursor, self->end, value, &problem);

  if (next == NULL)
    return fail_at (self, self->value, problem);
  self->cursor = next;
  return TRUE;
}

gboolean
taskingai_json_reader_read_double (TaskingAIJsonReader *self, double *value)
{
  return expect (self, TASKINGAI_JSON_NUMBER, "should be a number") && convert_double (self, value);
}

static gboolean
read_literal (TaskingAIJsonReader *self, const char *literal)
{
  gsize length = strlen (literal);
  gsize available = self->end - self->cursor;

  if (memcmp (self->cursor, literal, MIN (length, available)) != 0)
    return fail_at (self, self->value, "is not a JSON value");
  if (available < length)
    return fail_at (self, self->end, TASKINGAI_JSON_TOO_EARLY);
  self->cursor += length;
  return TRUE;
}

gboolean
taskingai_json_reader_read_boolean (TaskingAIJsonReader *self, gboolean *value)
{
  if (!expect (self, TASKINGAI_JSON_BOOLEAN, "should be true or false"))
    return FALSE;
  *value = *self->cursor == 't';
  return read_literal (self, *value ? "true" : "false");
}

gboolean
taskingai_json_reader_read_null (TaskingAIJsonReader *self)
{
  return expect (self, TASKINGAI_JSON_NULL, "should be null") && read_literal (self, "null");
}

static gboolean
skip_string (TaskingAIJsonReader *self)
{
  const char *start = self->cursor + 1;

  return finish_string (self, taskingai_json_string_run (start, self->end), NULL);
}

/* Recursion ends with the depth limit. */
static gboolean
skip_object (TaskingAIJsonReader *self)
{
  const char *key;
  gsize length;

  if (!enter (self))
    return FALSE;
  while (taskingai_json_reader_next_member (self, &key, &length))
    if (!taskingai_json_reader_skip (self))
      return FALSE;
  return self->problem == NULL;
}

static gboolean
skip_array (TaskingAIJsonReader *self)
{
  if (!enter (self))
    return FALSE;
  while (advance (self, ']'))
    if (!taskingai_json_reader_skip (self))
      return FALSE;
  return self->problem == NULL;
}

gboolean
taskingai_json_reader_skip (TaskingAIJsonReader *self)
{
  TaskingAIJsonNumber number;
  gboolean boolean;

  switch (taskingai_json_reader_peek (self))
    {
    case TASKINGAI_JSON_OBJECT:
      return skip_object (self);
    case TASKINGAI_JSON_ARRAY:
      return skip_array (self);
    case TASKINGAI_JSON_STRING:
      return skip_string (self);
    case TASKINGAI_JSON_NUMBER:
      return scan_number (self, &number);
    case TASKINGAI_JSON_BOOLEAN:
      return taskingai_json_reader_read_boolean (self, &boolean);
    case TASKINGAI_JSON_NULL:
      return taskingai_json_reader_read_null (self);
    case TASKINGAI_JSON_ERROR:
    default:
      return FALSE;
    }
}

gboolean
taskingai_json_reader_read_raw (TaskingAIJsonReader *self, const char **text, gsize *length)
{
  const char *start;

  taskingai_json_reader_peek (self);
  start = self->cursor;
  if (!taskingai_json_reader_skip (self))
    return FALSE;
  self->value = start;
  *text = start;
  *length = self->cursor - start;
  return TRUE;
}

gboolean
taskingai_json_reader_at_end (TaskingAIJsonReader *self)
{
  if (self->problem != NULL)
    return FALSE;
  skip_space (self);
  return self->cursor == self->end || fail_at (self, self->cursor, "goes on after its end");
}
