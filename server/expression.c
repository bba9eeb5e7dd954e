/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "expression.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 100

typedef struct {
  const char *text;
  const char *at;
  guint depth;
  char *fault;
} Parser;

static double
fail (Parser *parser, const char *reason)
{
  if (parser->fault == NULL)
    parser->fault =
        g_strdup_printf ("%s at character %d", reason, (int) (parser->at - parser->text) + 1);
  return 0;
}

static void
skip_blanks (Parser *parser)
{
  while (g_ascii_isspace (*parser->at))
    parser->at++;
}

/* "*" does not take the beginning of "**". */
static gboolean
take (Parser *parser, const char *operator)
{
  gsize length = strlen (operator);

  skip_blanks (parser);
  if (strncmp (parser->at, operator, length) != 0)
    return FALSE;
  if (length == 1 && (*operator== '*' || * operator== '/') && parser->at[1] == *operator)
    return FALSE;
  parser->at += length;
  return TRUE;
}

static double
number (Parser *parser)
{
  char *end;
  double value;

  skip_blanks (parser);
  if (*parser->at == '0' && g_ascii_tolower (parser->at[1]) == 'x')
    return fail (parser, "A decimal number is expected");
  if (!g_ascii_isdigit (*parser->at) && *parser->at != '.')
    return fail (parser, "A number is expected");
  value = g_ascii_strtod (parser->at, &end);
  if (end == parser->at)
    return fail (parser, "A number is expected");
  parser->at = end;
  return value;
}

static double sum (Parser *parser);

static double
atom (Parser *parser)
{
  double value;

  if (!take (parser, "("))
    return number (parser);
  value = sum (parser);
  if (!take (parser, ")"))
    return fail (parser, "A parenthesis is not closed");
  return value;
}

/* -2**2 is -4, and 2**-1 is 0.5. */
static double
power (Parser *parser)
{
  double value;

  if (++parser->depth > MAX_DEPTH)
    return fail (parser, "Too many levels");
  if (take (parser, "-"))
    value = -power (parser);
  else if (take (parser, "+"))
    value = power (parser);
  else
    {
      value = atom (parser);
      if (take (parser, "**"))
        value = pow (value, power (parser));
    }
  parser->depth--;
  return value;
}

static double
divide (Parser *parser, double value, double by)
{
  return by == 0 ? fail (parser, "Division by zero") : value / by;
}

static double
product (Parser *parser)
{
  double value = power (parser);

  while (parser->fault == NULL)
    {
      if (take (parser, "//"))
        value = floor (divide (parser, value, power (parser)));
      else if (take (parser, "*"))
        value *= power (parser);
      else if (take (parser, "/"))
        value = divide (parser, value, power (parser));
      else if (take (parser, "%"))
        {
          double by = power (parser);

          value -= by * floor (divide (parser, value, by));
        }
      else
        break;
    }
  return value;
}

static double
sum (Parser *parser)
{
  double value = product (parser);

  while (parser->fault == NULL)
    {
      if (take (parser, "+"))
        value += product (parser);
      else if (take (parser, "-"))
        value -= product (parser);
      else
        break;
    }
  return value;
}

gboolean
expression_evaluate (const char *text, double *value, char **fault)
{
  Parser parser = { .text = text, .at = text };

  *value = sum (&parser);
  skip_blanks (&parser);
  if (*parser.at != '\0')
    fail (&parser, "An operator is expected");
  if (!isfinite (*value))
    fail (&parser, isnan (*value) ? "The value is no real number" : "The value is too large");
  *fault = parser.fault;
  return parser.fault == NULL;
}
