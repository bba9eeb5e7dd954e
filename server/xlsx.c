/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "xlsx.h"

#include <string.h>

#include "sheet.h"
#include "xml.h"
#include "zip.h"

/* Most texts are not in the cells: these have their numbers in a list of shared strings. */
#define SHARED_STRINGS "xl/sharedStrings.xml"
/* One shared string may stand in all cells. */
#define MAX_SIZE (16 * 1024 * 1024)

typedef struct {
  GPtrArray *strings; /* NULL while it is made */
  GPtrArray *list;    /* what is made: strings, or rows */
  GPtrArray *row;
  GString *text; /* of the string or cell that is read */
  guint column;
  gboolean is_shared;
  gboolean is_text;
  gsize left; /* bytes that the cells may still take */
} Reader;

/* "B2" is in the second column. */
static guint
column_of (const char *reference, guint next)
{
  guint column = 0;

  if (reference == NULL)
    return next;
  for (; g_ascii_isupper (*reference) && column <= SHEET_MAX_COLUMNS; reference++)
    column = column * 26 + (guint) (*reference - 'A') + 1;
  return column > 0 ? column - 1 : next;
}

static void
start_cell (Reader *reader, const char **attributes, const char **values)
{
  const char *reference = NULL, *type = NULL;

  for (gsize i = 0; attributes[i] != NULL; i++)
    if (g_str_equal (attributes[i], "r"))
      reference = values[i];
    else if (g_str_equal (attributes[i], "t"))
      type = values[i];
  reader->column = column_of (reference, reader->row->len);
  reader->is_shared = g_strcmp0 (type, "s") == 0;
}

static void
on_start (const char *name, const char **attributes, const char **values, gpointer data)
{
  Reader *reader = data;

  reader->is_text = g_str_equal (name, "t") || g_str_equal (name, "v");
  if (g_str_equal (name, "si") || g_str_equal (name, "c"))
    g_string_truncate (reader->text, 0);
  if (g_str_equal (name, "row"))
    g_ptr_array_set_size (reader->row, 0);
  else if (g_str_equal (name, "c"))
    start_cell (reader, attributes, values);
}

static const char *
cell_text (Reader *reader)
{
  const char *text = reader->text->str;
  guint64 index;

  if (!reader->is_shared)
    return text;
  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &index, NULL)
                 && index < reader->strings->len
             ? g_ptr_array_index (reader->strings, index)
             : "";
}

static void
end_cell (Reader *reader)
{
  const char *text = cell_text (reader);
  gsize size = strlen (text);

  reader->left -= MIN (size, reader->left);
  if (size == 0 || reader->left == 0 || reader->column >= SHEET_MAX_COLUMNS)
    return;
  while (reader->row->len <= reader->column)
    g_ptr_array_add (reader->row, g_strdup (""));
  g_free (reader->row->pdata[reader->column]);
  reader->row->pdata[reader->column] = g_strdup (text);
}

static void
on_end (const char *name, gpointer data)
{
  Reader *reader = data;

  reader->is_text = FALSE;
  if (reader->strings == NULL && g_str_equal (name, "si"))
    g_ptr_array_add (reader->list, g_strdup (reader->text->str));
  else if (reader->strings != NULL && g_str_equal (name, "c"))
    end_cell (reader);
  else if (reader->strings != NULL && g_str_equal (name, "row") && reader->row->len > 0
           && reader->list->len <= SHEET_MAX_ROWS)
    {
      g_ptr_array_add (reader->list, reader->row);
      reader->row = g_ptr_array_new_with_free_func (g_free);
    }
}

static void
on_text (const char *text, gsize length, gpointer data)
{
  Reader *reader = data;

  if (reader->is_text)
    g_string_append_len (reader->text, text, (gssize) length);
}

static const XmlEvents events = { on_start, on_end, on_text };

/* Into @list. FALSE: it is not there, damaged, or becomes too large. */
static gboolean
read_member (GBytes *document, const char *name, GPtrArray *strings, GPtrArray *list)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .strings = strings, .list = list, .text = text, .left = MAX_SIZE };
  gboolean is_well;

  reader.row = g_ptr_array_new_with_free_func (g_free);
  is_well = xml_read (document, name, &events, &reader);
  g_ptr_array_unref (reader.row);
  return is_well && reader.left > 0;
}

GPtrArray *
xlsx_parse (GBytes *document)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  if ((zip_has (document, SHARED_STRINGS) && !read_member (document, SHARED_STRINGS, NULL, strings))
      || !read_member (document, "xl/worksheets/sheet1.xml", strings, rows))
    return NULL;
  return g_steal_pointer (&rows);
}
