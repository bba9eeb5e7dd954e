/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "splitter.h"

#include <string.h>

#include "text.h"
#include "tokens.h"

#define DEFAULT_SIZE 1000
#define MAX_SEPARATOR 49

/* Where one contains another it would depend on their order what is cut. */
static char *
complain_about_overlap (json_object *separators)
{
  gsize n = json_object_array_length (separators);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      {
        const char *inner = json_object_get_string (json_object_array_get_idx (separators, i));
        const char *outer = json_object_get_string (json_object_array_get_idx (separators, j));

        if (i != j && strstr (outer, inner) != NULL)
          return g_strdup_printf ("Separator '%s' is a substring of '%s'.", inner, outer);
      }
  return NULL;
}

static char *
complain_about_separators (json_object *separators)
{
  gsize n = separators != NULL ? json_object_array_length (separators) : 0;

  if (n == 0)
    return g_strdup ("The separators cannot be empty for the separator text splitter.");
  for (gsize i = 0; i < n; i++)
    if (json_object_get_string_len (json_object_array_get_idx (separators, i)) == 0)
      return g_strdup ("The separators field cannot contain empty strings.");
  for (gsize i = 0; i < n; i++)
    {
      json_object *separator = json_object_array_get_idx (separators, i);

      if (g_utf8_strlen (json_object_get_string (separator), -1) > MAX_SEPARATOR)
        return g_strdup ("The length of each separator must be less than 50.");
    }
  return complain_about_overlap (separators);
}

static char *
check_splitter (json_object *splitter)
{
  json_object *size = json_member (splitter, "chunk_size");
  json_object *overlap = json_member (splitter, "chunk_overlap");
  gboolean by_tokens = json_is_string (json_member (splitter, "type"), "token");

  if (by_tokens && overlap == NULL)
    return g_strdup ("The chunk_overlap field is required for the token text splitter.");
  if (by_tokens && size == NULL)
    return g_strdup ("The chunk_size field is required for the token text splitter.");
  if (size != NULL && overlap != NULL
      && json_object_get_int64 (overlap) * 2 > json_object_get_int64 (size))
    return g_strdup ("chunk_overlap must be less than or equal to chunk_size/2");
  return by_tokens ? NULL : complain_about_separators (json_member (splitter, "separators"));
}

static const char *const types[] = { "token", "separator", NULL };
static const Field separator_item = { .name = "separator", .type = FIELD_STRING };
static const Field splitter_fields[] = {
  { .name = "type", .type = FIELD_ENUM, .required = TRUE, .choices = types },
  { .name = "chunk_size", .type = FIELD_INT, .nullable = TRUE, .range = RANGE (50, 1000) },
  { .name = "chunk_overlap", .type = FIELD_INT, .nullable = TRUE, .range = RANGE (0, 200) },
  { .name = "separators",
    .type = FIELD_LIST,
    .nullable = TRUE,
    .items = &separator_item,
    .range = RANGE (1, 16) },
  { .name = NULL },
};
const Schema splitter_schema = { .fields = splitter_fields, .check = check_splitter };

typedef struct {
  const char *title;
  json_object *pieces;
  gsize limit;
  gsize count;
} Cutter;

static void
add_piece (Cutter *cutter, const char *text, gsize length)
{
  g_autofree char *piece = text_strip (text, length);
  g_autofree char *whole = NULL;

  if (*piece == '\0' || ++cutter->count > cutter->limit)
    return;
  whole =
      *cutter->title != '\0' ? g_strconcat (cutter->title, "\n\n", piece, NULL) : g_strdup (piece);
  json_object_array_add (cutter->pieces, json_object_new_string (whole));
}

/* As few pieces as the size allows, and all of the same size. */
static void
cut_by_tokens (Cutter *cutter, const char *text, gsize size, gsize overlap)
{
  g_autoptr (GArray) ends = tokens_cut (text);
  gsize total = ends->len, count, step;

  if (total <= size)
    {
      add_piece (cutter, text, strlen (text));
      return;
    }
  count = (total - overlap + size - overlap - 1) / (size - overlap);
  size = (total + (count - 1) * overlap + count - 1) / count;
  step = size - overlap;
  for (gsize first = 0; first + overlap < total; first += step)
    {
      gsize last = MIN (first + size, total);
      gsize start = first > 0 ? g_array_index (ends, gsize, first - 1) : 0;

      add_piece (cutter, text + start, g_array_index (ends, gsize, last - 1) - start);
    }
}

/* The place of the first separator, or the end of the text. */
static const char *
find_separator (const char *text, json_object *separators, gsize *length)
{
  gsize n = json_object_array_length (separators);

  for (; *text != '\0'; text++)
    for (gsize i = 0; i < n; i++)
      {
        const char *separator = json_object_get_string (json_object_array_get_idx (separators, i));

        *length = strlen (separator);
        if (strncmp (text, separator, *length) == 0)
          return text;
      }
  *length = 0;
  return text;
}

static void
cut_by_separators (Cutter *cutter, const char *text, json_object *separators, gsize size,
                   gsize overlap)
{
  for (;;)
    {
      gsize length;
      const char *end = find_separator (text, separators, &length);
      g_autofree char *piece = text_strip (text, (gsize) (end - text));

      if ((gsize) g_utf8_strlen (piece, -1) > size)
        cut_by_tokens (cutter, piece, size, overlap);
      else
        add_piece (cutter, piece, strlen (piece));
      if (*end == '\0')
        return;
      text = end + length;
    }
}

json_object *
splitter_cut (json_object *splitter, const char *title, const char *text, gsize limit, gsize *count)
{
  Cutter cutter = { title, json_object_new_array (), limit, 0 };
  gsize size = (gsize) json_member_int (splitter, "chunk_size", DEFAULT_SIZE);
  gsize overlap = (gsize) json_member_int (splitter, "chunk_overlap", 0);

  if (json_is_string (json_member (splitter, "type"), "token"))
    cut_by_tokens (&cutter, text, size, overlap);
  else
    cut_by_separators (&cutter, text, json_member (splitter, "separators"), size, overlap);
  *count = cutter.count;
  return cutter.pieces;
}
