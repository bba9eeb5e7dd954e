/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "xlsx.h"

#include "zip.h"

#define MAX_SIZE (64 * 1024 * 1024)
#define MAX_COLUMNS 26

/* Most texts are not in the cells: these have their numbers in a list of shared strings. */
typedef struct {
  GPtrArray *strings; /* NULL while it is made */
  GPtrArray *list;    /* what is made: strings, or rows */
  GPtrArray *row;
  GString *text; /* of the string or cell that is read */
  guint column;
  gboolean is_shared;
  gboolean is_text;
} Reader;

/* "B2" is in the second column. */
static guint
column_of (const char *reference, guint next)
{
  guint column = 0;

  if (reference == NULL)
    return next;
  for (; g_ascii_isupper (*reference) && column <= MAX_COLUMNS; reference++)
    column = column * 26 + (guint) (*reference - 'A') + 1;
  return column > 0 ? column - 1 : next;
}

static void
start_cell (Reader *reader, const char **names, const char **values)
{
  const char *reference = NULL, *type = NULL;

  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], "r"))
      reference = values[i];
    else if (g_str_equal (names[i], "t"))
      type = values[i];
  reader->column = column_of (reference, reader->row->len);
  reader->is_shared = g_strcmp0 (type, "s") == 0;
}

static void
on_start (GMarkupParseContext *context, const char *element, const char **names,
          const char **values, gpointer data, GError **error)
{
  Reader *reader = data;

  reader->is_text = g_str_equal (element, "t") || g_str_equal (element, "v");
  if (g_str_equal (element, "si") || g_str_equal (element, "c"))
    g_string_truncate (reader->text, 0);
  if (g_str_equal (element, "row"))
    g_ptr_array_set_size (reader->row, 0);
  else if (g_str_equal (element, "c"))
    start_cell (reader, names, values);
}

static void
end_cell (Reader *reader)
{
  const char *text = reader->text->str;
  guint64 index;

  if (reader->is_shared)
    text = g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &index, NULL)
                   && index < reader->strings->len
               ? g_ptr_array_index (reader->strings, index)
               : "";
  if (*text == '\0' || reader->column >= MAX_COLUMNS)
    return;
  while (reader->row->len <= reader->column)
    g_ptr_array_add (reader->row, g_strdup (""));
  g_free (reader->row->pdata[reader->column]);
  reader->row->pdata[reader->column] = g_strdup (text);
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *reader = data;

  reader->is_text = FALSE;
  if (reader->strings == NULL && g_str_equal (element, "si"))
    g_ptr_array_add (reader->list, g_strdup (reader->text->str));
  else if (reader->strings != NULL && g_str_equal (element, "c"))
    end_cell (reader);
  else if (reader->strings != NULL && g_str_equal (element, "row") && reader->row->len > 0)
    {
      g_ptr_array_add (reader->list, reader->row);
      reader->row = g_ptr_array_new_with_free_func (g_free);
    }
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
         GError **error)
{
  Reader *reader = data;

  if (reader->is_text)
    g_string_append_len (reader->text, text, (gssize) length);
}

static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };

/* Into @list. FALSE: the XML is damaged. */
static gboolean
read_xml (GBytes *xml, GPtrArray *strings, GPtrArray *list)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .strings = strings, .list = list, .text = text };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  gboolean is_well;

  reader.row = g_ptr_array_new_with_free_func (g_free);
  is_well = g_markup_parse_context_parse (context, g_bytes_get_data (xml, NULL),
                                          (gssize) g_bytes_get_size (xml), NULL)
            && g_markup_parse_context_end_parse (context, NULL);
  g_ptr_array_unref (reader.row);
  return is_well;
}

GPtrArray *
xlsx_parse (GBytes *document)
{
  g_autoptr (GBytes) sheet = zip_read (document, "xl/worksheets/sheet1.xml", MAX_SIZE);
  g_autoptr (GBytes) shared = zip_read (document, "xl/sharedStrings.xml", MAX_SIZE);
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  if (sheet == NULL || (shared != NULL && !read_xml (shared, NULL, strings))
      || !read_xml (sheet, strings, rows))
    return NULL;
  return g_steal_pointer (&rows);
}
