/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-string.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static inline gboolean
is_plain_ascii (char c)
{
  return (guchar) c >= 0x20 && (guchar) c < 0x80 && c != '"' && c != '\\';
}

#ifdef __SSE2__

#define BLOCK 16

/* How many bytes of the block come before the first that is not plain ASCII; BLOCK if all are. */
static inline guint
count_plain (const char *text)
{
  __m128i block = _mm_loadu_si128 ((const __m128i *) text);
  __m128i quotes = _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('"'));
  __m128i slashes = _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('\\'));
  __m128i others = _mm_cmplt_epi8 (block, _mm_set1_epi8 (0x20)); /* signed: from 0x80 on, too */
  guint mask = _mm_movemask_epi8 (_mm_or_si128 (_mm_or_si128 (quotes, slashes), others));

  return mask == 0 ? BLOCK : (guint) __builtin_ctz (mask);
}

#else

#define BLOCK 8
#define EACH(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))
#define ZERO_BYTES(word) (((word) -EACH (0x01)) & ~(word))

/* A block with anything unusual is left to the loop over bytes: 0, in any byte order. */
static inline guint
count_plain (const char *text)
{
  guint64 word;
  guint64 unusual;

  memcpy (&word, text, sizeof word);
  unusual = ZERO_BYTES (word ^ EACH ('"')) | ZERO_BYTES (word ^ EACH ('\\'))
            | ((word - EACH (0x20)) & ~word) | word;
  return (unusual & EACH (0x80)) == 0 ? BLOCK : 0;
}

#endif

static const char *
skip_plain_ascii (const char *text, const char *end)
{
  while (end - text >= BLOCK)
    {
      guint n = count_plain (text);

      text += n;
      if (n < BLOCK)
        break;
    }
  while (text < end && is_plain_ascii (*text))
    text++;
  return text;
}

static inline gboolean
in_range (char c, guchar low, guchar high)
{
  return (guchar) c >= low && (guchar) c <= high;
}

/* The second byte decides about overlong forms, surrogates and what lies above U+10FFFF. */
static inline gboolean
is_second_byte (guchar first, char second)
{
  switch (first)
    {
    case 0xe0:
      return in_range (second, 0xa0, 0xbf);
    case 0xed:
      return in_range (second, 0x80, 0x9f);
    case 0xf0:
      return in_range (second, 0x90, 0xbf);
    case 0xf4:
      return in_range (second, 0x80, 0x8f);
    default:
      return in_range (second, 0x80, 0xbf);
    }
}

/* Bytes of the well-formed sequence at @text (Unicode, table 3-7), which is not ASCII; else 0. */
static inline gsize
sequence_length (const char *text, const char *end)
{
  guchar first = *text;
  gsize length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

  if (!in_range (first, 0xc2, 0xf4) || (gsize) (end - text) < length
      || !is_second_byte (first, text[1]))
    return 0;
  for (gsize i = 2; i < length; i++)
    if (!in_range (text[i], 0x80, 0xbf))
      return 0;
  return length;
}

const char *
taskingai_json_string_run (const char *text, const char *end)
{
  for (;;)
    {
      text = skip_plain_ascii (text, end);
      if (text == end || (guchar) *text < 0x80)
        return text;
      while (text < end && (guchar) *text >= 0x80)
        {
          gsize length = sequence_length (text, end);

          if (length == 0)
            return text;
          text += length;
        }
    }
}

static const guint8 hex_values[256] = {
  ['1'] = 1,  ['2'] = 2,  ['3'] = 3,  ['4'] = 4,  ['5'] = 5,  ['6'] = 6,  ['7'] = 7,
  ['8'] = 8,  ['9'] = 9,  ['a'] = 10, ['b'] = 11, ['c'] = 12, ['d'] = 13, ['e'] = 14,
  ['f'] = 15, ['A'] = 10, ['B'] = 11, ['C'] = 12, ['D'] = 13, ['E'] = 14, ['F'] = 15,
};

#define NO_DIGIT 0x10000u

static inline gunichar
hex_value (char c)
{
  gunichar value = hex_values[(guchar) c];

  return value > 0 || c == '0' ? value : NO_DIGIT;
}

/* A "\uXXXX"; FALSE if it is not all there. */
static inline gboolean
read_unit (const char *text, const char *end, gunichar *unit)
{
  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return FALSE;
  *unit = hex_value (text[2]) << 12 | hex_value (text[3]) << 8 | hex_value (text[4]) << 4
          | hex_value (text[5]);
  return *unit < NO_DIGIT;
}

static const char *
fail (const char **problem, const char *text)
{
  *problem = text;
  return NULL;
}

static const char *
read_unicode_escape (const char *text, const char *end, gunichar *character, const char **problem)
{
  gunichar high, low;

  if (!read_unit (text, end, &high))
    return fail (problem, end - text < 6 ? TASKINGAI_JSON_TOO_EARLY : "has a broken \\u escape");
  text += 6;
  *character = high;
  if (high == 0)
    return fail (problem, "holds the character U+0000");
  if (high < 0xd800 || high > 0xdfff)
    return text;
  if (high >= 0xdc00 || !read_unit (text, end, &low) || low < 0xdc00 || low > 0xdfff)
    return fail (problem, "holds half a surrogate pair");
  *character = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  return text + 6;
}

/* The escape that begins at the backslash @text; returns the byte behind it. */
static const char *
read_escape (const char *text, const char *end, gunichar *character, const char **problem)
{
  static const char names[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  const char *name;

  if (end - text < 2)
    return fail (problem, TASKINGAI_JSON_TOO_EARLY);
  if (text[1] == 'u')
    return read_unicode_escape (text, end, character, problem);
  name = memchr (names, text[1], sizeof names - 1);
  if (name == NULL)
    return fail (problem, "has an unknown escape");
  *character = (gunichar) characters[name - names];
  return text + 2;
}

/* Room for @n more bytes, at the end of @out. */
static inline char *
reserve (GString *out, gsize n)
{
  gsize length = out->len;

  if (G_UNLIKELY (n >= out->allocated_len - length))
    {
      g_string_set_size (out, length + n);
      out->len = length;
    }
  return out->str + length;
}

static inline void
append_character (GString *out, gunichar character)
{
  char *to = reserve (out, 4);

  if (character < 0x80)
    {
      *to = (char) character;
      out->len++;
    }
  else
    out->len += (gsize) g_unichar_to_utf8 (character, to);
}

static inline void
append_run (GString *out, const char *text, gsize length)
{
  memcpy (reserve (out, length), text, length);
  out->len += length;
}

const char *
taskingai_json_string_rest (const char *text, const char *end, GString *out, const char **problem,
                            const char **where)
{
  for (;;)
    {
      const char *start;
      gunichar character;

      *where = text;
      if (text == end)
        return fail (problem, TASKINGAI_JSON_TOO_EARLY);
      if (*text == '"')
        break;
      if (*text != '\\')
        return fail (problem, (guchar) *text < 0x20 ? "holds a bare control character"
                                                    : "is not valid UTF-8");
      start = read_escape (text, end, &character, problem);
      if (start == NULL)
        return NULL;
      text = taskingai_json_string_run (start, end);
      if (out != NULL)
        {
          append_character (out, character);
          append_run (out, start, (gsize) (text - start));
        }
    }
  if (out != NULL)
    out->str[out->len] = '\0';
  return text + 1;
}
