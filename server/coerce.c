/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "coerce.h"

#include <math.h>
#include <string.h>

static gboolean
is_alnum (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text))
      return FALSE;
  return TRUE;
}

static void
check_length (Validation *validation, const Range *range, json_object *input)
{
  const char *text = json_object_get_string (input);
  gint64 length = g_utf8_strlen (text, json_object_get_string_len (input));

  if (length < range->min)
    validation_fail (validation, "string_too_short", input,
                     "String should have at least %" G_GINT64_FORMAT " character%s", range->min,
                     range->min == 1 ? "" : "s");
  else if (length > range->max)
    validation_fail (validation, "string_too_long", input,
                     "String should have at most %" G_GINT64_FORMAT " character%s", range->max,
                     range->max == 1 ? "" : "s");
}

json_object *
coerce_string (Validation *validation, const Field *field, json_object *input)
{
  if (!json_object_is_type (input, json_type_string))
    {
      validation_fail (validation, "string_type", input, "Input should be a valid string");
      return NULL;
    }
  /* The service's database has no place for it either; here it would end the text. */
  if (strlen (json_object_get_string (input)) != (gsize) json_object_get_string_len (input))
    validation_fail (validation, "string_type", input,
                     "Input should be a string without the character U+0000");
  if (field->range != NULL)
    check_length (validation, field->range, input);
  if (field->alnum && !is_alnum (json_object_get_string (input)))
    validation_fail (validation, "string_pattern_mismatch", input,
                     "String should match pattern '^[a-zA-Z0-9]+$'");
  return json_object_get (input);
}

static void
check_range (Validation *validation, const Range *range, double value, json_object *input)
{
  if (range == NULL)
    return;
  if (value < (double) range->min)
    validation_fail (validation, "greater_than_equal", input,
                     "Input should be greater than or equal to %" G_GINT64_FORMAT, range->min);
  else if (value > (double) range->max)
    validation_fail (validation, "less_than_equal", input,
                     "Input should be less than or equal to %" G_GINT64_FORMAT, range->max);
}

/* A decimal number, blanks around it allowed; hexadecimal and "nan" are not. */
static gboolean
parse_number (const char *text, double *value)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *end;

  if (*trimmed == '\0' || strspn (trimmed, "+-.0123456789eE") != strlen (trimmed))
    return FALSE;
  *value = g_ascii_strtod (trimmed, &end);
  return *end == '\0' && isfinite (*value);
}

static gboolean
fail_number (Validation *validation, json_object *input, gboolean integer)
{
  const char *kind = integer ? "integer" : "number";

  if (json_object_is_type (input, json_type_string))
    validation_fail (validation, integer ? "int_parsing" : "float_parsing", input,
                     "Input should be a valid %s, unable to parse string as a%s %s", kind,
                     integer ? "n" : "", kind);
  else
    validation_fail (validation, integer ? "int_type" : "float_type", input,
                     "Input should be a valid %s", kind);
  return FALSE;
}

static gboolean
read_number (Validation *validation, json_object *input, gboolean integer, double *value)
{
  switch (json_object_get_type (input))
    {
    case json_type_boolean:
    case json_type_int:
    case json_type_double:
      *value = json_object_get_double (input);
      return isfinite (*value) || fail_number (validation, input, integer);
    case json_type_string:
      return parse_number (json_object_get_string (input), value)
             || fail_number (validation, input, integer);
    case json_type_null:
    case json_type_object:
    case json_type_array:
    default:
      return fail_number (validation, input, integer);
    }
}

json_object *
coerce_int (Validation *validation, const Field *field, json_object *input)
{
  double value;

  if (!read_number (validation, input, TRUE, &value))
    return NULL;
  if (value != floor (value))
    {
      if (json_object_is_type (input, json_type_string))
        fail_number (validation, input, TRUE);
      else
        validation_fail (validation, "int_from_float", input,
                         "Input should be a valid integer, got a number with a fractional part");
      return NULL;
    }
  check_range (validation, field->range, value, input);
  if (json_object_is_type (input, json_type_int))
    return json_object_get (input);
  return json_object_new_int64 ((gint64) CLAMP (value, -9.2e18, 9.2e18));
}

json_object *
coerce_number (Validation *validation, const Field *field, json_object *input)
{
  double value;

  if (!read_number (validation, input, FALSE, &value))
    return NULL;
  check_range (validation, field->range, value, input);
  return json_object_new_double (value);
}

static gboolean
is_one_of (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (text, *words) == 0)
      return TRUE;
  return FALSE;
}

json_object *
coerce_bool (Validation *validation, json_object *input)
{
  static const char *const yes[] = { "1", "on", "t", "true", "y", "yes", NULL };
  static const char *const no[] = { "0", "off", "f", "false", "n", "no", NULL };
  json_type type = json_object_get_type (input);

  if (type == json_type_boolean)
    return json_object_get (input);
  if (type == json_type_string && is_one_of (json_object_get_string (input), yes))
    return json_object_new_boolean (TRUE);
  if (type == json_type_string && is_one_of (json_object_get_string (input), no))
    return json_object_new_boolean (FALSE);
  if (type == json_type_int || type == json_type_double)
    {
      double value = json_object_get_double (input);

      if (value == 0.0 || value == 1.0)
        return json_object_new_boolean (value == 1.0);
    }
  else if (type != json_type_string)
    {
      validation_fail (validation, "bool_type", input, "Input should be a valid boolean");
      return NULL;
    }
  validation_fail (validation, "bool_parsing", input,
                   "Input should be a valid boolean, unable to interpret input");
  return NULL;
}

/* 'a', 'b' or 'c' */
static char *
choices_text (const char *const *choices)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; choices[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (text, choices[i + 1] != NULL ? ", " : " or ");
      g_string_append_printf (text, "'%s'", choices[i]);
    }
  return g_string_free (text, FALSE);
}

json_object *
coerce_enum (Validation *validation, const Field *field, json_object *input)
{
  g_autofree char *expected = NULL;

  if (json_object_is_type (input, json_type_string)
      && g_strv_contains (field->choices, json_object_get_string (input)))
    return json_object_get (input);
  expected = choices_text (field->choices);
  validation_fail (validation, "enum", input, "Input should be %s", expected);
  return NULL;
}
