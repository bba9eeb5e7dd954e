/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-writer.h"

#include <math.h>
#include <string.h>

#include "json/taskingai-json-string.h"

#define REPLACEMENT_CHARACTER "\xef\xbf\xbd"

void
taskingai_json_writer_init (TaskingAIJsonWriter *self)
{
  self->out = g_string_sized_new (256);
  self->comma = FALSE;
}

void
taskingai_json_writer_clear (TaskingAIJsonWriter *self)
{
  if (self->out != NULL)
    g_string_free (g_steal_pointer (&self->out), TRUE);
}

char *
taskingai_json_writer_steal (TaskingAIJsonWriter *self, gsize *length)
{
  if (length != NULL)
    *length = self->out->len;
  return g_string_free (g_steal_pointer (&self->out), FALSE);
}

static inline void
begin_value (TaskingAIJsonWriter *self)
{
  if (self->comma)
    g_string_append_c (self->out, ',');
  self->comma = TRUE;
}

static void
begin (TaskingAIJsonWriter *self, char bracket)
{
  begin_value (self);
  g_string_append_c (self->out, bracket);
  self->comma = FALSE;
}

static void
end (TaskingAIJsonWriter *self, char bracket)
{
  g_string_append_c (self->out, bracket);
  self->comma = TRUE;
}

void
taskingai_json_writer_begin_object (TaskingAIJsonWriter *self)
{
  begin (self, '{');
}

void
taskingai_json_writer_end_object (TaskingAIJsonWriter *self)
{
  end (self, '}');
}

void
taskingai_json_writer_begin_array (TaskingAIJsonWriter *self)
{
  begin (self, '[');
}

void
taskingai_json_writer_end_array (TaskingAIJsonWriter *self)
{
  end (self, ']');
}

/* A byte that cannot stand in a JSON string. What is not UTF-8 is replaced: better one odd
 * character than a text that no server reads. */
static void
append_special (GString *out, char c)
{
  static const char characters[] = "\"\\\b\f\n\r\t";
  static const char names[] = "\"\\bfnrt";
  const char *character = memchr (characters, c, sizeof characters - 1);

  if ((guchar) c >= 0x80)
    {
      g_string_append (out, REPLACEMENT_CHARACTER);
      return;
    }
  g_string_append_c (out, '\\');
  if (character != NULL)
    g_string_append_c (out, names[character - characters]);
  else
    g_string_append_printf (out, "u%04x", (guint) c);
}

/* Makes room for @n more bytes, which the caller fills in. */
static inline char *
extend (GString *out, gsize n)
{
  gsize length = out->len;

  if (G_UNLIKELY (n >= out->allocated_len - length))
    g_string_set_size (out, length + n);
  out->len = length + n;
  out->str[out->len] = '\0';
  return out->str + length;
}

static inline void
append_plain_string (GString *out, const char *text, gsize length)
{
  char *to = extend (out, length + 2);

  to[0] = '"';
  memcpy (to + 1, text, length);
  to[length + 1] = '"';
}

static void
append_string (GString *out, const char *text)
{
  const char *end = text + strlen (text);
  const char *stop = taskingai_json_string_run (text, end);

  if (G_LIKELY (stop == end))
    {
      append_plain_string (out, text, (gsize) (end - text));
      return;
    }

  g_string_append_c (out, '"');
  for (;; stop = taskingai_json_string_run (text, end))
    {
      g_string_append_len (out, text, stop - text);
      if (stop == end)
        break;
      append_special (out, *stop);
      text = stop + 1;
    }
  g_string_append_c (out, '"');
}

void
taskingai_json_writer_key (TaskingAIJsonWriter *self, const char *key)
{
  begin_value (self);
  append_string (self->out, key);
  g_string_append_c (self->out, ':');
  self->comma = FALSE;
}

void
taskingai_json_writer_plain_key (TaskingAIJsonWriter *self, const char *key, gsize length)
{
  begin_value (self);
  append_plain_string (self->out, key, length);
  g_string_append_c (self->out, ':');
  self->comma = FALSE;
}

void
taskingai_json_writer_string (TaskingAIJsonWriter *self, const char *value)
{
  begin_value (self);
  if (value != NULL)
    append_string (self->out, value);
  else
    g_string_append (self->out, "null");
}

void
taskingai_json_writer_int64 (TaskingAIJsonWriter *self, gint64 value)
{
  char text[24];
  char *first = text + sizeof text;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    *--first = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--first = '-';
  begin_value (self);
  g_string_append_len (self->out, first, text + sizeof text - first);
}

/* 15 digits survive any double, 17 tell any two apart; subnormal numbers need as few as one. */
static void
format_double (char *text, gsize size, double value)
{
  char format[] = "%.17g";

  for (int n_digits = fabs (value) < 1e-300 ? 1 : 15; n_digits < 17; n_digits++)
    {
      g_snprintf (format, sizeof format, "%%.%dg", n_digits);
      if (g_ascii_strtod (g_ascii_formatd (text, (int) size, format, value), NULL) == value)
        return;
    }
  g_ascii_formatd (text, (int) size, "%.17g", value);
}

void
taskingai_json_writer_double (TaskingAIJsonWriter *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      taskingai_json_writer_null (self);
      return;
    }
  format_double (text, sizeof text, value);
  begin_value (self);
  g_string_append (self->out, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (self->out, ".0"); /* still a floating point number when it is read back */
}

void
taskingai_json_writer_boolean (TaskingAIJsonWriter *self, gboolean value)
{
  begin_value (self);
  g_string_append (self->out, value ? "true" : "false");
}

void
taskingai_json_writer_null (TaskingAIJsonWriter *self)
{
  begin_value (self);
  g_string_append (self->out, "null");
}

void
taskingai_json_writer_raw (TaskingAIJsonWriter *self, const char *text, gssize length)
{
  begin_value (self);
  g_string_append_len (self->out, text, length);
}
