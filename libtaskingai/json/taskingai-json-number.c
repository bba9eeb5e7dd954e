/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-number.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MAX_KEPT_DIGITS 19            /* always fit into 64 bits */
#define MAX_EXACT ((guint64) 1 << 53) /* up to here each integer is a double */
#define MAX_EXPONENT 1000000000000000 /* further digits of an exponent change nothing */
#define MAX_DECIMAL_DIGITS 770        /* 767 digits decide about any double */
#define OUT_OF_RANGE "is out of range"

static inline gboolean
is_digit (const char *text, const char *end)
{
  return text < end && (guchar) (*text - '0') < 10;
}

#if G_BYTE_ORDER == G_LITTLE_ENDIAN

static inline gboolean
are_eight_digits (guint64 word)
{
  const guint64 high = G_GUINT64_CONSTANT (0xf0f0f0f0f0f0f0f0);
  const guint64 six = G_GUINT64_CONSTANT (0x0606060606060606);

  return ((word & high) | (((word + six) & high) >> 4)) == G_GUINT64_CONSTANT (0x3333333333333333);
}

/* Pairs, then fours, then eight, each step for all parts at once. */
static inline guint64
eight_digits_value (guint64 word)
{
  const guint64 mask = G_GUINT64_CONSTANT (0x000000ff000000ff);

  word -= G_GUINT64_CONSTANT (0x3030303030303030);
  word = word * 10 + (word >> 8);
  return (guint32) (((word & mask) * G_GUINT64_CONSTANT (0x000f424000000064)
                     + ((word >> 16) & mask) * G_GUINT64_CONSTANT (0x0000271000000001))
                    >> 32);
}

#endif

/* The value wraps around if there are too many digits; the caller counts them. */
static inline const char *
scan_digits (const char *text, const char *end, guint64 *value)
{
  guint64 digits = *value;

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  while (end - text >= 8)
    {
      guint64 word;

      memcpy (&word, text, sizeof word);
      if (!are_eight_digits (word))
        break;
      digits = digits * 100000000 + eight_digits_value (word);
      text += 8;
    }
#endif
  for (; is_digit (text, end); text++)
    digits = digits * 10 + (guint64) (*text - '0');
  *value = digits;
  return text;
}

/* Behind the e; NULL if there is no digit. */
static const char *
scan_exponent (const char *text, const char *end, gint64 *exponent)
{
  gboolean negative = text < end && *text == '-';
  gint64 value = 0;

  if (text < end && (*text == '-' || *text == '+'))
    text++;
  if (!is_digit (text, end))
    return NULL;
  for (; is_digit (text, end); text++)
    if (value < MAX_EXPONENT)
      value = value * 10 + (*text - '0');
  *exponent += negative ? -value : value;
  return text;
}

/* For many digits: keeps the first of those that count. @exponent is the written one. */
static void
collect_digits (TaskingAIJsonNumber *self, gint64 exponent)
{
  gboolean fraction = FALSE;
  guint n_kept = 0;

  self->digits = 0;
  for (const char *c = self->text; c < self->end; c++)
    {
      if (*c == '.')
        {
          fraction = TRUE;
          continue;
        }
      if (n_kept < MAX_KEPT_DIGITS)
        {
          self->digits = self->digits * 10 + (guint64) (*c - '0');
          n_kept += self->digits != 0;
          exponent -= fraction;
        }
      else
        {
          self->inexact |= *c != '0';
          exponent += !fraction;
        }
    }
  self->exponent = exponent;
}

static inline const char *
scan (TaskingAIJsonNumber *self, const char *text, const char *end)
{
  gsize n_digits = 0;
  gint64 exponent = 0;
  gint64 n_decimals = 0;

  self->digits = 0;
  self->integer = TRUE;
  self->inexact = FALSE;
  self->negative = text < end && *text == '-';
  text += self->negative;
  self->text = text;
  if (!is_digit (text, end))
    return NULL;
  if (*text != '0')
    {
      text = scan_digits (text, end, &self->digits);
      n_digits = text - self->text;
    }
  else if (is_digit (++text, end))
    return NULL;
  if (text < end && *text == '.')
    {
      const char *decimals = text + 1;

      text = scan_digits (decimals, end, &self->digits);
      if (text == decimals)
        return NULL;
      self->integer = FALSE;
      n_decimals = text - decimals;
      n_digits += n_decimals;
    }
  self->end = text;
  if (text < end && (*text == 'e' || *text == 'E'))
    {
      self->integer = FALSE;
      text = scan_exponent (text + 1, end, &exponent);
      if (text == NULL)
        return NULL;
    }
  self->exponent = exponent - n_decimals;
  if (G_UNLIKELY (n_digits > MAX_KEPT_DIGITS))
    collect_digits (self, exponent);
  return text;
}

#ifdef __SIZEOF_INT128__

__extension__ typedef unsigned __int128 Wide;

#define MAX_WIDE_EXPONENT 27 /* 5^27 is the last that fits into 64 bits */

static const guint64 powers_of_five[MAX_WIDE_EXPONENT + 1] = {
  1,
  5,
  25,
  125,
  625,
  3125,
  15625,
  78125,
  390625,
  1953125,
  9765625,
  48828125,
  244140625,
  1220703125,
  6103515625,
  30517578125,
  152587890625,
  762939453125,
  3814697265625,
  19073486328125,
  95367431640625,
  476837158203125,
  2384185791015625,
  11920928955078125,
  59604644775390625,
  298023223876953125,
  1490116119384765625,
  7450580596923828125,
};

/* Each makes digits × 5^exponent a 64-bit number with at least 63 significant bits, whose last bit
 * also stands for all that was cut off. Converting that to a double rounds once, and correctly. */
static double
multiply_exactly (guint64 digits, int exponent)
{
  Wide product = (Wide) digits * powers_of_five[exponent];
  guint64 high = product >> 64;
  int shift;

  if (high == 0)
    return ldexp ((double) (guint64) product, exponent);
  shift = 64 - __builtin_clzll (high);
  high = (guint64) (product >> shift) | ((product & (((Wide) 1 << shift) - 1)) != 0);
  return ldexp ((double) high, exponent + shift);
}

static double
divide_exactly (guint64 digits, int exponent)
{
  int digits_shift = __builtin_clzll (digits);
  int divisor_shift = __builtin_clzll (powers_of_five[exponent]);
  guint64 divisor = powers_of_five[exponent] << divisor_shift;
  Wide dividend = (Wide) (digits << digits_shift) << 63;
  guint64 quotient = dividend / divisor;

  quotient |= (Wide) quotient * divisor != dividend;
  return ldexp ((double) quotient, divisor_shift - digits_shift - 63 - exponent);
}

static gboolean
convert_wide (const TaskingAIJsonNumber *self, double *value)
{
  if (self->exponent < -MAX_WIDE_EXPONENT || self->exponent > MAX_WIDE_EXPONENT)
    return FALSE;
  *value = self->exponent < 0 ? divide_exactly (self->digits, (int) -self->exponent)
                              : multiply_exactly (self->digits, (int) self->exponent);
  return TRUE;
}

#else

static gboolean
convert_wide (const TaskingAIJsonNumber *self G_GNUC_UNUSED, double *value G_GNUC_UNUSED)
{
  return FALSE;
}

#endif

/* The digits that can decide, from the first that is not zero; a 1 stands for all others. */
static gsize
copy_digits (const TaskingAIJsonNumber *self, char *copy)
{
  gsize length = 0;
  gboolean rest = FALSE;

  for (const char *c = self->text; c < self->end; c++)
    {
      if (*c == '.' || (length == 0 && *c == '0'))
        continue;
      if (length < MAX_DECIMAL_DIGITS)
        copy[length++] = *c;
      else
        rest |= *c != '0';
    }
  if (rest)
    copy[length++] = '1';
  return length;
}

/* Any number, by the C library. */
static double
convert_slowly (const TaskingAIJsonNumber *self)
{
  char copy[MAX_DECIMAL_DIGITS + 32] = "0.";
  gint64 point = self->exponent; /* value = 0.DIGITS × 10^point */
  gsize length = 2 + copy_digits (self, copy + 2);

  for (guint64 digits = self->digits; digits > 0; digits /= 10)
    point++;
  g_snprintf (copy + length, sizeof copy - length, "e%d", (int) CLAMP (point, -99999, 99999));
  return g_ascii_strtod (copy, NULL);
}

static inline const char *
convert (const TaskingAIJsonNumber *self, double *value)
{
  static const double powers_of_ten[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                          1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
  double result;

  if (FLT_EVAL_METHOD == 0 && !self->inexact && self->digits <= MAX_EXACT && self->exponent >= -22
      && self->exponent <= 22)
    {
      /* Both are exact, so the one operation rounds correctly. */
      result = (double) self->digits;
      result = self->exponent < 0 ? result / powers_of_ten[-self->exponent]
                                  : result * powers_of_ten[self->exponent];
    }
  else if (self->digits == 0)
    result = 0;
  else if (self->inexact || !convert_wide (self, &result))
    result = convert_slowly (self);
  *value = self->negative ? -result : result;
  return isfinite (result) ? NULL : OUT_OF_RANGE;
}

const char *
taskingai_json_number_scan (TaskingAIJsonNumber *self, const char *text, const char *end)
{
  return scan (self, text, end);
}

const char *
taskingai_json_number_to_double (const TaskingAIJsonNumber *self, double *value)
{
  return convert (self, value);
}

const char *
taskingai_json_number_read_double (const char *text, const char *end, double *value,
                                   const char **problem)
{
  TaskingAIJsonNumber number;

  text = scan (&number, text, end);
  *problem = text == NULL ? TASKINGAI_JSON_NUMBER_BROKEN : convert (&number, value);
  return *problem == NULL ? text : NULL;
}

gsize
taskingai_json_number_read_doubles (const char **text, const char *end, double *values, gsize max)
{
  const char *start = *text;
  gsize n = 0;

  while (n < max)
    {
      TaskingAIJsonNumber number;
      const char *next = scan (&number, start, end);

      if (next == NULL || convert (&number, &values[n]) != NULL)
        break;
      n++;
      *text = next;
      if (next == end || *next != ',')
        break;
      start = next + 1;
    }
  return n;
}

static const char *
integer_to_int64 (const TaskingAIJsonNumber *self, gint64 *value)
{
  guint64 limit = (guint64) G_MAXINT64 + (self->negative ? 1 : 0);

  if (self->exponent != 0 || self->digits > limit)
    return OUT_OF_RANGE;
  *value = (gint64) (self->negative ? -self->digits : self->digits);
  return NULL;
}

static const char *
integral_to_int64 (const TaskingAIJsonNumber *self, gint64 *value)
{
  guint64 digits = self->digits;
  gint64 exponent = digits == 0 ? 0 : self->exponent;

  for (; exponent < 0 && digits % 10 == 0; exponent++)
    digits /= 10;
  if (exponent < 0 || self->inexact)
    return "should be an integer";
  for (; exponent > 0 && digits <= MAX_EXACT; exponent--)
    digits *= 10;
  if (digits > MAX_EXACT)
    return OUT_OF_RANGE;
  *value = self->negative ? -(gint64) digits : (gint64) digits;
  return NULL;
}

const char *
taskingai_json_number_to_int64 (const TaskingAIJsonNumber *self, gint64 *value)
{
  return self->integer ? integer_to_int64 (self, value) : integral_to_int64 (self, value);
}

const char *
taskingai_json_number_read_int64 (const char *text, const char *end, gint64 *value,
                                  const char **problem)
{
  TaskingAIJsonNumber number;
  guint64 digits = 0;
  const char *next = scan_digits (text, end, &digits);

  /* Nearly all are like this: no sign, not too long, with another member or the end behind. */
  if (G_LIKELY (next > text && next - text < MAX_KEPT_DIGITS && *text != '0' && next < end
                && (*next == ',' || *next == '}')))
    {
      *value = (gint64) digits;
      return next;
    }

  *problem = TASKINGAI_JSON_NUMBER_BROKEN;
  next = scan (&number, text, end);
  if (next != NULL)
    *problem = taskingai_json_number_to_int64 (&number, value);
  return *problem == NULL ? next : NULL;
}
