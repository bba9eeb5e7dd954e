/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pdf.h"

#include <string.h>

#include "json.h"
#include "pdf-font.h"
#include "pdf-scan.h"

#define MAX_DEPTH 24
#define MAX_FORMS 4
#define MAX_FONTS 500
#define MAX_PAGES 10000
#define MAX_SHOWN_FORMS 10000
#define MAX_TEXT (16 * 1024 * 1024)
#define MAX_OPERANDS 8
/* In thousandths of the font's size: a gap that is a blank between words. */
#define WORD_GAP 200

typedef struct {
  PdfFile *file;
  GHashTable *fonts; /* PdfFont by their dictionaries */
  GString *text;
  guint n_pages;
  guint n_forms;
} Reader;

/* A page, or a form on one, while it is read. */
typedef struct {
  Reader *reader;
  json_object *resources;
  const PdfFont *font;
  GString *string; /* the last string, name or text of an array */
  double numbers[MAX_OPERANDS];
  guint n_numbers;
  double line; /* where the last matrix put the text */
  guint depth;
} Content;

static void
break_line (GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
}

static void
break_word (GString *text)
{
  if (text->len > 0 && !g_ascii_isspace (text->str[text->len - 1]))
    g_string_append_c (text, ' ');
}

static json_object *
find_resource (Content *content, const char *kind)
{
  PdfFile *file = content->reader->file;
  json_object *resources = pdf_file_resolve (file, content->resources);
  json_object *named = pdf_file_resolve (file, json_member (resources, kind));

  return json_member (named, content->string->str);
}

static void
set_font (Content *content)
{
  Reader *reader = content->reader;
  json_object *dict = pdf_file_resolve (reader->file, find_resource (content, "Font"));

  if (dict != NULL && !g_hash_table_contains (reader->fonts, dict)
      && g_hash_table_size (reader->fonts) < MAX_FONTS)
    g_hash_table_insert (reader->fonts, dict, pdf_font_new (reader->file, dict));
  content->font = dict != NULL ? g_hash_table_lookup (reader->fonts, dict) : NULL;
}

/* The text position moves. */
static void
move (Content *content, gboolean is_matrix)
{
  guint n = content->n_numbers;
  double y = n > 0 ? content->numbers[n - 1] : 0;

  if (is_matrix ? y != content->line : y != 0)
    break_line (content->reader->text);
  else
    break_word (content->reader->text);
  if (is_matrix)
    content->line = y;
}

static void
show (Content *content, const GString *bytes)
{
  if (content->reader->text->len < MAX_TEXT)
    pdf_font_decode (content->font, bytes, content->reader->text);
}

/* Strings, and the gaps between them. */
static void
show_array (Content *content, PdfScanner *scanner)
{
  PdfToken token;

  while ((token = pdf_scan (scanner, content->string)) != PDF_ARRAY_END && token != PDF_END)
    if (token == PDF_STRING)
      show (content, content->string);
    else if (token == PDF_NUMBER && g_ascii_strtod (content->string->str, NULL) < -WORD_GAP)
      break_word (content->reader->text);
  g_string_truncate (content->string, 0);
}

static void read_content (Reader *reader, GBytes *bytes, json_object *resources, guint depth);

static void
show_form (Content *content)
{
  PdfFile *file = content->reader->file;
  json_object *reference = find_resource (content, "XObject");
  json_object *form = pdf_file_resolve (file, reference);
  json_object *own = json_member (form, "Resources");
  g_autoptr (GBytes) bytes = NULL;

  if (content->depth == MAX_FORMS || content->reader->n_forms++ >= MAX_SHOWN_FORMS
      || !json_is_string (json_member (form, "Subtype"), "/Form"))
    return;
  bytes = pdf_file_read (file, reference);
  if (bytes != NULL)
    read_content (content->reader, bytes, own != NULL ? own : content->resources,
                  content->depth + 1);
}

/* The data of an image within the content is no text. */
static void
skip_image (PdfScanner *scanner)
{
  for (; scanner->end - scanner->at > 3; scanner->at++)
    if (memcmp (scanner->at, "EI", 2) == 0 && g_ascii_isspace (scanner->at[-1])
        && g_ascii_isspace (scanner->at[2]))
      break;
}

static void
operate (Content *content, PdfScanner *scanner, const char *operator)
{
  if (g_str_equal (operator, "Tf"))
    set_font (content);
  else if (g_str_equal (operator, "Tj"))
    show (content, content->string);
  else if (g_str_equal (operator, "'") || g_str_equal (operator, "\""))
    {
      break_line (content->reader->text);
      show (content, content->string);
    }
  else if (g_str_equal (operator, "Td") || g_str_equal (operator, "TD"))
    move (content, FALSE);
  else if (g_str_equal (operator, "Tm"))
    move (content, TRUE);
  else if (g_str_equal (operator, "T*"))
    break_line (content->reader->text);
  else if (g_str_equal (operator, "Do"))
    show_form (content);
  else if (g_str_equal (operator, "ID"))
    skip_image (scanner);
}

static void
add_number (Content *content, const char *text)
{
  if (content->n_numbers == MAX_OPERANDS)
    memmove (content->numbers, content->numbers + 1, (MAX_OPERANDS - 1) * sizeof (double));
  else
    content->n_numbers++;
  content->numbers[content->n_numbers - 1] = g_ascii_strtod (text, NULL);
}

static void
read_content (Reader *reader, GBytes *bytes, json_object *resources, guint depth)
{
  PdfScanner scanner = pdf_scanner (bytes, 0);
  g_autoptr (GString) token = g_string_new (NULL);
  g_autoptr (GString) string = g_string_new (NULL);
  Content content = { .reader = reader, .resources = resources, .string = string, .depth = depth };
  PdfToken kind;

  while ((kind = pdf_scan (&scanner, token)) != PDF_END)
    if (kind == PDF_NUMBER)
      add_number (&content, token->str);
    else if (kind == PDF_ARRAY)
      show_array (&content, &scanner);
    else if (kind == PDF_NAME || kind == PDF_STRING)
      {
        g_string_truncate (string, 0);
        g_string_append_len (string, token->str, (gssize) token->len);
      }
    else if (kind == PDF_WORD)
      {
        operate (&content, &scanner, token->str);
        content.n_numbers = 0;
      }
}

static void
read_page (Reader *reader, json_object *page, json_object *resources)
{
  json_object *contents = json_member (page, "Contents");
  json_object *list = pdf_file_resolve (reader->file, contents);
  gboolean is_list = json_object_is_type (list, json_type_array);
  gsize n_parts = is_list ? json_object_array_length (list) : 1;
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < n_parts; i++)
    {
      g_autoptr (GBytes) part =
          pdf_file_read (reader->file, is_list ? json_object_array_get_idx (list, i) : contents);

      if (part == NULL)
        continue;
      g_byte_array_append (all, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
      g_byte_array_append (all, (const guint8 *) "\n", 1);
    }
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&all));
  read_content (reader, bytes, resources, 0);
  break_line (reader->text);
}

/* Pages are the leaves of a tree, and get their resources from above. */
static void
read_pages (Reader *reader, json_object *node, json_object *resources, guint depth)
{
  json_object *kids = pdf_file_resolve (reader->file, json_member (node, "Kids"));
  json_object *own = json_member (node, "Resources");

  if (own != NULL)
    resources = own;
  if (reader->n_pages++ >= MAX_PAGES || depth == MAX_DEPTH || node == NULL)
    return;
  if (!json_object_is_type (kids, json_type_array))
    read_page (reader, node, resources);
  else
    for (gsize i = 0; i < json_object_array_length (kids) && reader->n_pages < MAX_PAGES; i++)
      read_pages (reader, pdf_file_resolve (reader->file, json_object_array_get_idx (kids, i)),
                  resources, depth + 1);
}

static void
free_font (gpointer font)
{
  pdf_font_free (font);
}

char *
pdf_to_text (GBytes *document)
{
  g_autoptr (PdfFile) file = pdf_file_new (document);
  g_autoptr (GHashTable) fonts = g_hash_table_new_full (NULL, NULL, NULL, free_font);
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .file = file, .fonts = fonts, .text = text };
  json_object *pages = NULL;

  if (file != NULL)
    pages = pdf_file_resolve (file, json_member (pdf_file_root (file), "Pages"));
  if (pages == NULL)
    return NULL;
  read_pages (&reader, pages, NULL, 0);
  return g_utf8_make_valid (text->str, (gssize) text->len);
}
