/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "csv.h"

#include <string.h>

#include "sheet.h"

static gboolean
is_empty (GPtrArray *row)
{
  for (guint i = 0; i < row->len; i++)
    if (*(const char *) g_ptr_array_index (row, i) != '\0')
      return FALSE;
  return TRUE;
}

/* NULL: not closed. */
static const char *
read_quoted (const char *at, GString *field)
{
  for (at++; *at != '\0'; at++)
    if (*at != '"')
      g_string_append_c (field, *at);
    else if (at[1] == '"')
      g_string_append_c (field, *at++);
    else
      return at + 1;
  return NULL;
}

static const char *
read_field (const char *at, GPtrArray *row)
{
  GString *field = g_string_new (NULL);

  if (*at == '"')
    at = read_quoted (at, field);
  if (at != NULL)
    {
      gsize rest = strcspn (at, ",\r\n");

      g_string_append_len (field, at, (gssize) rest);
      at += rest;
    }
  if (row->len < SHEET_MAX_COLUMNS)
    g_ptr_array_add (row, g_string_free (field, FALSE));
  else
    g_string_free (field, TRUE);
  return at;
}

static const char *
read_row (const char *at, GPtrArray *row)
{
  at = read_field (at, row);
  while (at != NULL && *at == ',')
    at = read_field (at + 1, row);
  if (at != NULL && *at == '\r')
    at++;
  return at != NULL && *at == '\n' ? at + 1 : at;
}

GPtrArray *
csv_parse (const char *text)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  while (text != NULL && *text != '\0' && rows->len <= SHEET_MAX_ROWS)
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

      text = read_row (text, row);
      if (is_empty (row))
        g_ptr_array_unref (row);
      else
        g_ptr_array_add (rows, row);
    }
  return text != NULL ? g_steal_pointer (&rows) : NULL;
}
