/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pdf-scan.h"

#include <string.h>

#define MAX_DEPTH 32

PdfScanner
pdf_scanner (GBytes *bytes, gsize offset)
{
  gsize size;
  const guint8 *start = g_bytes_get_data (bytes, &size);

  return (PdfScanner){ start + MIN (offset, size), start + size };
}

static gboolean
is_space (guint8 c)
{
  return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static gboolean
is_regular (guint8 c)
{
  return !is_space (c) && strchr ("()<>[]{}/%", c) == NULL;
}

static void
skip_space (PdfScanner *scanner)
{
  gboolean in_comment = FALSE;

  for (; scanner->at < scanner->end; scanner->at++)
    if (*scanner->at == '%')
      in_comment = TRUE;
    else if (in_comment)
      in_comment = *scanner->at != '\n' && *scanner->at != '\r';
    else if (!is_space (*scanner->at))
      return;
}

/* Up to three octal digits, the first of which has been read. */
static guint8
scan_octal (PdfScanner *scanner, guint8 first)
{
  guint value = first - '0';

  for (int i = 0; i < 2 && scanner->at < scanner->end && *scanner->at >= '0' && *scanner->at <= '7';
       i++)
    value = value * 8 + (*scanner->at++ - '0');
  return (guint8) value;
}

static void
scan_escape (PdfScanner *scanner, GString *text)
{
  static const char letters[] = "nrtbf", meanings[] = "\n\r\t\b\f";
  guint8 c = *scanner->at++;
  const char *letter = c != 0 ? strchr (letters, c) : NULL;

  if (letter != NULL)
    g_string_append_c (text, meanings[letter - letters]);
  else if (c >= '0' && c <= '7')
    g_string_append_c (text, (char) scan_octal (scanner, c));
  else if (c == '\r' && scanner->at < scanner->end && *scanner->at == '\n')
    scanner->at++;
  else if (c != '\n' && c != '\r')
    g_string_append_c (text, (char) c);
}

static void
scan_string (PdfScanner *scanner, GString *text)
{
  guint open = 1;

  while (scanner->at < scanner->end)
    {
      guint8 c = *scanner->at++;

      if (c == '\\' && scanner->at < scanner->end)
        scan_escape (scanner, text);
      else
        {
          open += c == '(' ? 1 : 0;
          open -= c == ')' ? 1 : 0;
          if (open == 0)
            return;
          g_string_append_c (text, (char) c);
        }
    }
}

static void
scan_hex (PdfScanner *scanner, GString *text)
{
  int high = -1;

  for (; scanner->at < scanner->end && *scanner->at != '>'; scanner->at++)
    {
      int digit = g_ascii_xdigit_value ((char) *scanner->at);

      if (digit < 0)
        continue;
      if (high >= 0)
        g_string_append_c (text, (char) (high << 4 | digit));
      high = high < 0 ? digit : -1;
    }
  if (high >= 0)
    g_string_append_c (text, (char) (high << 4));
  if (scanner->at < scanner->end)
    scanner->at++;
}

static void
scan_regular (PdfScanner *scanner, GString *text)
{
  while (scanner->at < scanner->end && is_regular (*scanner->at))
    g_string_append_c (text, (char) *scanner->at++);
}

static PdfToken
scan_bracket (PdfScanner *scanner, guint8 c, GString *text)
{
  gboolean is_double = scanner->at < scanner->end && *scanner->at == c;

  if (c == '(')
    scan_string (scanner, text);
  else if (c == '<' && !is_double)
    scan_hex (scanner, text);
  else if (c == '[' || c == ']')
    return c == '[' ? PDF_ARRAY : PDF_ARRAY_END;
  else if (is_double)
    {
      scanner->at++;
      return c == '<' ? PDF_DICT : PDF_DICT_END;
    }
  else
    return PDF_WORD;
  return PDF_STRING;
}

PdfToken
pdf_scan (PdfScanner *scanner, GString *text)
{
  guint8 c;

  g_string_truncate (text, 0);
  skip_space (scanner);
  if (scanner->at == scanner->end)
    return PDF_END;
  c = *scanner->at;
  if (is_regular (c))
    {
      scan_regular (scanner, text);
      return g_ascii_isdigit (c) || c == '-' || c == '+' || c == '.' ? PDF_NUMBER : PDF_WORD;
    }
  scanner->at++;
  if (c != '/')
    return scan_bracket (scanner, c, text);
  scan_regular (scanner, text);
  return PDF_NAME;
}

static json_object *value_of (PdfScanner *scanner, PdfToken token, GString *text, guint depth);

/* A number, or the reference that begins with it. */
static json_object *
number_or_reference (PdfScanner *scanner, GString *text)
{
  PdfScanner next = *scanner;
  g_autofree char *number = g_strdup (text->str);
  g_autofree char *reference = NULL;

  if (pdf_scan (&next, text) != PDF_NUMBER || pdf_scan (&next, text) != PDF_WORD
      || !g_str_equal (text->str, "R"))
    return json_object_new_double (g_ascii_strtod (number, NULL));
  *scanner = next;
  reference = g_strconcat ("R", number, NULL);
  return json_object_new_string (reference);
}

static json_object *
scan_array (PdfScanner *scanner, GString *text, guint depth)
{
  json_object *array = json_object_new_array ();
  PdfToken token;

  /* Nobody asks for the many numbers, the widths of letters for example. */
  while ((token = pdf_scan (scanner, text)) != PDF_ARRAY_END && token != PDF_END)
    {
      json_object *value = value_of (scanner, token, text, depth);

      if (json_object_is_type (value, json_type_double))
        json_object_put (value);
      else
        json_object_array_add (array, value);
    }
  return array;
}

static json_object *
scan_dict (PdfScanner *scanner, GString *text, guint depth)
{
  json_object *dict = json_object_new_object ();

  while (pdf_scan (scanner, text) == PDF_NAME)
    {
      g_autofree char *key = g_strdup (text->str);
      PdfToken token = pdf_scan (scanner, text);

      json_object_object_add (dict, key, value_of (scanner, token, text, depth));
    }
  return dict;
}

static json_object *
value_of (PdfScanner *scanner, PdfToken token, GString *text, guint depth)
{
  if (depth == MAX_DEPTH)
    {
      scanner->at = scanner->end;
      return NULL;
    }
  if (token == PDF_NUMBER)
    return number_or_reference (scanner, text);
  if (token == PDF_ARRAY)
    return scan_array (scanner, text, depth + 1);
  if (token == PDF_DICT)
    return scan_dict (scanner, text, depth + 1);
  if (token != PDF_NAME)
    return NULL;
  g_string_prepend_c (text, '/');
  return json_object_new_string (text->str);
}

json_object *
pdf_scan_value (PdfScanner *scanner)
{
  g_autoptr (GString) text = g_string_new (NULL);

  return value_of (scanner, pdf_scan (scanner, text), text, 0);
}
