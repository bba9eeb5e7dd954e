/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that are uploaded to taskingai-local become texts and tables of valid UTF-8, or are refused.
 * Input: which reader, the file; of office documents whose archive is made here, the two members. */
#include <string.h>

#include "fuzz.h"
#include "server/csv.h"
#include "server/docx.h"
#include "server/html.h"
#include "server/sheet.h"
#include "server/text.h"
#include "server/xlsx.h"

/* ---- an archive of members that are not packed ---- */

static void
append_number (GByteArray *archive, guint32 number, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (number >> (8 * i)) & 0xff;

      g_byte_array_append (archive, &byte, 1);
    }
}

/* What the head of a member and its entry in the directory have in common. */
static void
append_facts (GByteArray *archive, const char *name, const char *content)
{
  append_number (archive, 20, 2);
  append_number (archive, 0, 4);
  append_number (archive, 0, 4);
  append_number (archive, 0, 4);
  append_number (archive, strlen (content), 4);
  append_number (archive, strlen (content), 4);
  append_number (archive, strlen (name), 2);
  append_number (archive, 0, 2);
}

static GBytes *
make_archive (const char *const *names, const char *const *contents, guint n)
{
  GByteArray *archive = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  guint32 start;

  for (guint i = 0; i < n; i++)
    {
      append_number (directory, 0x02014b50, 4);
      append_number (directory, 20, 2);
      append_facts (directory, names[i], contents[i]);
      append_number (directory, 0, 4);
      append_number (directory, 0, 4);
      append_number (directory, 0, 2);
      append_number (directory, archive->len, 4);
      g_byte_array_append (directory, (const guint8 *) names[i], strlen (names[i]));
      append_number (archive, 0x04034b50, 4);
      append_facts (archive, names[i], contents[i]);
      g_byte_array_append (archive, (const guint8 *) names[i], strlen (names[i]));
      g_byte_array_append (archive, (const guint8 *) contents[i], strlen (contents[i]));
    }
  start = archive->len;
  g_byte_array_append (archive, directory->data, directory->len);
  append_number (archive, 0x06054b50, 4);
  append_number (archive, 0, 4);
  append_number (archive, n, 2);
  append_number (archive, n, 2);
  append_number (archive, directory->len, 4);
  append_number (archive, start, 4);
  append_number (archive, 0, 2);
  return g_byte_array_free_to_bytes (archive);
}

/* ---- what they become ---- */

static void
check_text (char *text)
{
  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));
  g_free (text);
}

static void
check_table (GPtrArray *rows)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GPtrArray *row = rows->pdata[i];
      gboolean has_text = FALSE;

      g_assert_cmpuint (row->len, >, 0);
      g_assert_cmpuint (row->len, <=, SHEET_MAX_COLUMNS);
      for (guint j = 0; j < row->len; j++)
        {
          g_assert (g_utf8_validate (row->pdata[j], -1, NULL));
          has_text |= *(char *) row->pdata[j] != '\0';
        }
      g_assert (has_text);
    }
  g_clear_pointer (&rows, g_ptr_array_unref);
}

static void
check_office (FuzzInput *input)
{
  static const char *const names[] = { "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml" };
  static const char *const document_name = "word/document.xml";
  g_autofree char *first = fuzz_take_text (input);
  g_autofree char *second = fuzz_take_text (input);
  const char *const contents[] = { first, second };
  g_autoptr (GBytes) sheet = make_archive (names, contents, 2);
  g_autoptr (GBytes) document = make_archive (&document_name, contents, 1);

  check_table (xlsx_parse (sheet));
  check_text (docx_to_text (document));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  guint8 which = fuzz_take_byte (&input);
  gsize length = G_MAXSIZE;
  char *piece;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *text = NULL;

  if (which % 4 == 0)
    {
      check_office (&input);
      return 0;
    }
  piece = fuzz_take_piece (&input, &length);
  file = g_bytes_new_take (piece, length);
  text = text_from_bytes (file);
  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));
  if (which % 4 == 1 && text != NULL)
    check_table (csv_parse (text));
  else if (which % 4 == 2 && text != NULL)
    check_text (html_to_text (text));
  else
    {
      check_text (docx_to_text (file));
      check_table (xlsx_parse (file));
    }
  return 0;
}
