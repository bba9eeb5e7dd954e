/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json-write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef char DoubleText[32];

/* The program never calls setlocale (), so the decimal point is one. */
static gboolean
reads_back (double value, int precision, DoubleText text)
{
  g_snprintf (text, sizeof (DoubleText), "%.*g", precision, value);
  return strtod (text, NULL) == value;
}

/* Most doubles need 16 or 17 digits, so the search begins there. */
static void
find_shortest (double value, DoubleText text)
{
  DoubleText shorter;
  int precision = 16;

  if (!reads_back (value, precision, text))
    {
      reads_back (value, 17, text);
      return;
    }
  while (--precision > 0 && reads_back (value, precision, shorter))
    memcpy (text, shorter, sizeof shorter);
}

/* The shortest text that reads back as the same double, laid out as Python does it. */
void
json_write_double (GString *out, double value)
{
  DoubleText text;

  if (!isfinite (value))
    {
      g_string_append (out, "null");
      return;
    }
  /* %g would switch to an exponent here, Python does so one digit later. */
  if (fabs (value) >= 1e15 && fabs (value) < 1e16)
    g_snprintf (text, sizeof text, "%.1f", value);
  else
    find_shortest (value, text);
  g_string_append (out, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (out, ".0");
}

static void
write_escape (GString *out, gunichar c)
{
  if (c >= 0x10000)
    g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                            0xdc00 + ((c - 0x10000) & 0x3ff));
  else
    g_string_append_printf (out, "\\u%04x", c);
}

static gboolean
write_short_escape (GString *out, char c)
{
  static const char from[] = "\"\\\n\r\t\b\f";
  static const char to[] = "\"\\nrtbf";
  const char *found = c != '\0' ? strchr (from, c) : NULL;

  if (found == NULL)
    return FALSE;
  g_string_append_c (out, '\\');
  g_string_append_c (out, to[found - from]);
  return TRUE;
}

static void
write_json_string (GString *out, const char *text, gsize length, gboolean ascii)
{
  const char *end = text + length;

  g_string_append_c (out, '"');
  while (text < end)
    {
      guchar byte = (guchar) *text;

      if (byte >= 0x80 && ascii)
        {
          write_escape (out, g_utf8_get_char (text));
          text = g_utf8_next_char (text);
          continue;
        }
      if (!write_short_escape (out, *text))
        {
          if (byte < 0x20)
            write_escape (out, byte);
          else
            g_string_append_c (out, *text);
        }
      text++;
    }
  g_string_append_c (out, '"');
}

static void
write_python_string (GString *out, const char *text, gsize length)
{
  gboolean apostrophe = memchr (text, '\'', length) != NULL;
  char quote = apostrophe && memchr (text, '"', length) == NULL ? '"' : '\'';

  g_string_append_c (out, quote);
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];

      if (byte == (guchar) quote || byte == '\\')
        g_string_append_printf (out, "\\%c", byte);
      else if (byte == '\n' || byte == '\r' || byte == '\t')
        g_string_append (out, byte == '\n' ? "\\n" : byte == '\r' ? "\\r" : "\\t");
      else if (byte < 0x20 || byte == 0x7f)
        g_string_append_printf (out, "\\x%02x", byte);
      else
        g_string_append_c (out, (char) byte);
    }
  g_string_append_c (out, quote);
}

static void
write_string (GString *out, const char *text, gsize length, JsonStyle style)
{
  if (style == JSON_STYLE_PYTHON)
    write_python_string (out, text, length);
  else
    write_json_string (out, text, length, style == JSON_STYLE_SPACED);
}

static void
write_object (GString *out, json_object *object, JsonStyle style)
{
  const char *comma = style == JSON_STYLE_COMPACT ? "," : ", ";
  const char *separator = "";

  g_string_append_c (out, '{');
  json_object_object_foreach (object, name, value)
  {
    g_string_append (out, separator);
    write_string (out, name, strlen (name), style);
    g_string_append (out, style == JSON_STYLE_COMPACT ? ":" : ": ");
    json_write (out, value, style);
    separator = comma;
  }
  g_string_append_c (out, '}');
}

static void
write_array (GString *out, json_object *array, JsonStyle style)
{
  gsize n = json_object_array_length (array);

  g_string_append_c (out, '[');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (out, style == JSON_STYLE_COMPACT ? "," : ", ");
      json_write (out, json_object_array_get_idx (array, i), style);
    }
  g_string_append_c (out, ']');
}

static const char *
constant (json_object *value, JsonStyle style)
{
  gboolean python = style == JSON_STYLE_PYTHON;

  if (value == NULL)
    return python ? "None" : "null";
  if (json_object_get_boolean (value))
    return python ? "True" : "true";
  return python ? "False" : "false";
}

void
json_write (GString *out, json_object *value, JsonStyle style)
{
  switch (json_object_get_type (value))
    {
    case json_type_null:
    case json_type_boolean:
      g_string_append (out, constant (value, style));
      break;
    case json_type_int:
      g_string_append (out, json_object_to_json_string (value));
      break;
    case json_type_double:
      json_write_double (out, json_object_get_double (value));
      break;
    case json_type_string:
      write_string (out, json_object_get_string (value), (gsize) json_object_get_string_len (value),
                    style);
      break;
    case json_type_array:
      write_array (out, value, style);
      break;
    case json_type_object:
      write_object (out, value, style);
      break;
    default:
      g_assert_not_reached ();
    }
}

char *
json_to_text (json_object *value, JsonStyle style)
{
  GString *out = g_string_sized_new (256);

  json_write (out, value, style);
  return g_string_free (out, FALSE);
}
