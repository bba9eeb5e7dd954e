/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json-scan.h"

#include <string.h>

#include "json.h"

/* A few letters of text make an object of many bytes. */
#define MAX_MEMORY (512 * 1024 * 1024)
#define SCALAR_SIZE 64
#define CONTAINER_SIZE 1024

typedef struct {
  const char *text;
  const char *end;
  const char *at;
  const char *fault; /* NULL while all is well */
  gsize left;        /* bytes, about, that the values may still take */
} Scanner;

static gboolean scan_value (Scanner *scanner, guint depth);

static gboolean
fail (Scanner *scanner, const char *at, const char *fault)
{
  scanner->at = at;
  scanner->fault = fault;
  return FALSE;
}

static gboolean
next_is (Scanner *scanner, char c)
{
  return scanner->at < scanner->end && *scanner->at == c;
}

static gboolean
accept (Scanner *scanner, char c)
{
  if (!next_is (scanner, c))
    return FALSE;
  scanner->at++;
  return TRUE;
}

static void
skip_blanks (Scanner *scanner)
{
  while (scanner->at < scanner->end && memchr (" \t\r\n", *scanner->at, 4) != NULL)
    scanner->at++;
}

static gboolean
scan_escape (Scanner *scanner)
{
  const char *start = scanner->at++;

  if (scanner->at >= scanner->end)
    return TRUE; /* reported as an unterminated string */
  if (*scanner->at != 'u')
    {
      if (memchr ("\"\\/bfnrt", *scanner->at, 8) == NULL)
        return fail (scanner, start, "Invalid \\escape");
      scanner->at++;
      return TRUE;
    }
  for (int i = 1; i <= 4; i++)
    if (scanner->end - scanner->at <= i || !g_ascii_isxdigit (scanner->at[i]))
      return fail (scanner, start + 1, "Invalid \\uXXXX escape");
  scanner->at += 5;
  return TRUE;
}

/* Called behind the opening quote. */
static gboolean
scan_string (Scanner *scanner)
{
  const char *start = scanner->at - 1;

  while (scanner->at < scanner->end)
    {
      if (*scanner->at == '"')
        {
          scanner->at++;
          return TRUE;
        }
      if (*scanner->at == '\\')
        {
          if (!scan_escape (scanner))
            return FALSE;
        }
      else if ((guchar) *scanner->at < 0x20)
        return fail (scanner, scanner->at, "Invalid control character at");
      else
        scanner->at++;
    }
  return fail (scanner, start, "Unterminated string starting at");
}

static gboolean
scan_member (Scanner *scanner, guint depth)
{
  if (!accept (scanner, '"'))
    return fail (scanner, scanner->at, "Expecting property name enclosed in double quotes");
  if (!scan_string (scanner))
    return FALSE;
  skip_blanks (scanner);
  if (!accept (scanner, ':'))
    return fail (scanner, scanner->at, "Expecting ':' delimiter");
  return scan_value (scanner, depth);
}

/* Called behind the opening bracket. */
static gboolean
scan_container (Scanner *scanner, char close, guint depth)
{
  if (depth > JSON_MAX_DEPTH)
    return fail (scanner, scanner->at, "Too deep");
  skip_blanks (scanner);
  if (accept (scanner, close))
    return TRUE;
  for (;;)
    {
      if (close == '}' ? !scan_member (scanner, depth) : !scan_value (scanner, depth))
        return FALSE;
      skip_blanks (scanner);
      if (accept (scanner, close))
        return TRUE;
      if (!accept (scanner, ','))
        return fail (scanner, scanner->at, "Expecting ',' delimiter");
      skip_blanks (scanner);
    }
}

static gboolean
scan_digits (Scanner *scanner)
{
  const char *start = scanner->at;

  while (scanner->at < scanner->end && g_ascii_isdigit (*scanner->at))
    scanner->at++;
  return scanner->at > start;
}

static gboolean
scan_number (Scanner *scanner)
{
  const char *start = scanner->at;
  const char *integer_end;

  accept (scanner, '-');
  if (!accept (scanner, '0') && !scan_digits (scanner))
    return fail (scanner, start, "Expecting value");
  integer_end = scanner->at;
  /* As in Python, an incomplete fraction or exponent is not part of the number. */
  if (accept (scanner, '.') && !scan_digits (scanner))
    {
      scanner->at = integer_end;
      return TRUE;
    }
  integer_end = scanner->at;
  if (accept (scanner, 'e') || accept (scanner, 'E'))
    {
      if (!accept (scanner, '+'))
        accept (scanner, '-');
      if (!scan_digits (scanner))
        scanner->at = integer_end;
    }
  return TRUE;
}

static gboolean
scan_word (Scanner *scanner)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scanner->end - scanner->at) >= length
          && memcmp (scanner->at, words[i], length) == 0)
        {
          scanner->at += length;
          return TRUE;
        }
    }
  return fail (scanner, scanner->at, "Expecting value");
}

static gboolean
take_memory (Scanner *scanner, gsize size)
{
  if (size > scanner->left)
    return fail (scanner, scanner->at, "Too many values");
  scanner->left -= size;
  return TRUE;
}

static gboolean
scan_value (Scanner *scanner, guint depth)
{
  skip_blanks (scanner);
  if (!take_memory (scanner, next_is (scanner, '{') || next_is (scanner, '[') ? CONTAINER_SIZE
                                                                              : SCALAR_SIZE))
    return FALSE;
  if (accept (scanner, '"'))
    return scan_string (scanner);
  if (accept (scanner, '{'))
    return scan_container (scanner, '}', depth + 1);
  if (accept (scanner, '['))
    return scan_container (scanner, ']', depth + 1);
  if (next_is (scanner, '-') || (scanner->at < scanner->end && g_ascii_isdigit (*scanner->at)))
    return scan_number (scanner);
  return scan_word (scanner);
}

const char *
json_scan (const char *text, gsize length, gsize *position)
{
  Scanner scanner = { text, text + length, text, NULL, MAX_MEMORY };
  const char *valid_end;

  /* A NUL byte ends g_utf8_validate () early too, and is no JSON either. */
  if (!g_utf8_validate_len (text, length, &valid_end))
    fail (&scanner, valid_end, "Invalid UTF-8");
  else if (scan_value (&scanner, 0))
    {
      skip_blanks (&scanner);
      if (scanner.at < scanner.end)
        fail (&scanner, scanner.at, "Extra data");
    }
  if (scanner.fault != NULL)
    *position = (gsize) g_utf8_strlen (text, scanner.at - text);
  return scanner.fault;
}
