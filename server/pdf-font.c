/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pdf-font.h"

#include "json.h"
#include "pdf-scan.h"

#define MAX_CODES 65536
#define MAX_RANGE 255 /* all but the last byte are the same */

struct PdfFont {
  GHashTable *letters; /* by code; NULL: the bytes are letters of Windows' code page 1252 */
  guint n_bytes;       /* of a code */
  guint n_codes;       /* told so far, some again maybe */
};

/* 0x80 to 0x9f; from there on it is Latin-1. */
static const gunichar windows_letters[32] = {
  0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

static guint
code_at (const GString *bytes, gsize offset, guint n_bytes)
{
  guint code = 0;

  for (gsize i = offset; i < bytes->len && i < offset + n_bytes; i++)
    code = code << 8 | (guint8) bytes->str[i];
  return code;
}

/* Of UTF-16, most significant byte first; the last letter is @step further on. NULL: it is none. */
static char *
letters_of (const GString *bytes, guint step)
{
  g_autofree gunichar2 *units = g_new0 (gunichar2, bytes->len / 2 + 1);
  glong n_units = (glong) (bytes->len / 2);

  for (glong i = 0; i < n_units; i++)
    units[i] = (gunichar2) code_at (bytes, (gsize) i * 2, 2);
  if (n_units > 0)
    units[n_units - 1] = (gunichar2) (units[n_units - 1] + step);
  return g_utf16_to_utf8 (units, n_units, NULL, NULL, NULL);
}

static void
add_range (PdfFont *font, guint low, guint high, const GString *first)
{
  for (guint code = low; code <= high && font->n_codes++ < MAX_CODES; code++)
    {
      char *letters = letters_of (first, code - low);

      if (letters != NULL)
        g_hash_table_replace (font->letters, GUINT_TO_POINTER (code), letters);
    }
}

/* "<codes> <codes> [<letters> <letters>]" or "<codes> <codes> <letters>" */
static void
read_ranges (PdfFont *font, PdfScanner *scanner, GString *token)
{
  while (pdf_scan (scanner, token) == PDF_STRING)
    {
      guint low = code_at (token, 0, 4), high;
      PdfToken kind;

      if (pdf_scan (scanner, token) != PDF_STRING)
        return;
      high = MIN (code_at (token, 0, 4), MIN (low, G_MAXUINT - MAX_RANGE - 1) + MAX_RANGE);
      kind = pdf_scan (scanner, token);
      if (kind == PDF_STRING)
        add_range (font, low, high, token);
      else if (kind == PDF_ARRAY)
        while (pdf_scan (scanner, token) == PDF_STRING)
          {
            add_range (font, low, low, token);
            low++;
          }
    }
}

static void
read_letters (PdfFont *font, PdfScanner *scanner, GString *token)
{
  while (pdf_scan (scanner, token) == PDF_STRING)
    {
      guint code = code_at (token, 0, 4);

      if (pdf_scan (scanner, token) == PDF_STRING)
        add_range (font, code, code, token);
    }
}

static void
read_map (PdfFont *font, GBytes *map)
{
  PdfScanner scanner = pdf_scanner (map, 0);
  g_autoptr (GString) token = g_string_new (NULL);
  PdfToken kind;

  while ((kind = pdf_scan (&scanner, token)) != PDF_END)
    if (kind != PDF_WORD)
      continue;
    else if (g_str_equal (token->str, "begincodespacerange"))
      {
        if (pdf_scan (&scanner, token) == PDF_STRING)
          font->n_bytes = CLAMP ((guint) token->len, 1, 4);
      }
    else if (g_str_equal (token->str, "beginbfchar"))
      read_letters (font, &scanner, token);
    else if (g_str_equal (token->str, "beginbfrange"))
      read_ranges (font, &scanner, token);
}

PdfFont *
pdf_font_new (PdfFile *file, json_object *dict)
{
  gboolean is_composite = json_is_string (json_member (dict, "Subtype"), "/Type0");
  g_autoptr (GBytes) map = pdf_file_read (file, json_member (dict, "ToUnicode"));
  PdfFont *font = g_new0 (PdfFont, 1);

  font->n_bytes = is_composite ? 2 : 1;
  if (map == NULL && !is_composite)
    return font;
  /* Without a map nobody knows what the codes of a composite font are. */
  font->letters = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if (map != NULL)
    read_map (font, map);
  return font;
}

void
pdf_font_free (PdfFont *font)
{
  g_clear_pointer (&font->letters, g_hash_table_unref);
  g_free (font);
}

static void
decode_byte (guint8 byte, GString *text)
{
  g_string_append_unichar (text, byte >= 0x80 && byte < 0xa0 ? windows_letters[byte - 0x80] : byte);
}

void
pdf_font_decode (const PdfFont *font, const GString *bytes, GString *text)
{
  guint n_bytes = font != NULL ? font->n_bytes : 1;

  for (gsize i = 0; i < bytes->len; i += n_bytes)
    {
      guint code = code_at (bytes, i, n_bytes);
      const char *letters = font != NULL && font->letters != NULL
                                ? g_hash_table_lookup (font->letters, GUINT_TO_POINTER (code))
                                : NULL;

      if (letters != NULL)
        g_string_append (text, letters);
      else if (font == NULL || font->letters == NULL)
        decode_byte ((guint8) code, text);
    }
}
