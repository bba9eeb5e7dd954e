/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pdf-file.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "pdf-scan.h"

/* Of all streams together: a small file may hold far more than anybody wants to read. */
#define MAX_CONTENT (128 * 1024 * 1024)
#define MAX_VALUES (16 * 1024 * 1024)
#define MAX_NUMBER 1e9
#define CHUNK (64 * 1024)
#define MAX_REFERENCES 16

typedef struct {
  GBytes *source; /* the file, or a stream of objects */
  gsize after;    /* where the value ends */
  json_object *value;
} Object;

struct PdfFile {
  GBytes *bytes;
  GHashTable *objects; /* by number */
  gsize n_read;
  gsize n_scanned;
};

static const guint8 *
find_word (const guint8 *at, const guint8 *end, const char *word)
{
  gsize length = strlen (word);

  for (; (gsize) (end - at) >= length; at++)
    {
      at = memchr (at, word[0], (gsize) (end - at) - length + 1);
      if (at == NULL || memcmp (at, word, length) == 0)
        return at;
    }
  return NULL;
}

static void
object_free (gpointer data)
{
  Object *object = data;

  g_bytes_unref (object->source);
  json_object_put (object->value);
  g_free (object);
}

void
pdf_file_free (PdfFile *file)
{
  g_bytes_unref (file->bytes);
  g_hash_table_unref (file->objects);
  g_free (file);
}

/* Where the value at @offset ends. */
static gsize
add_object (PdfFile *file, guint number, GBytes *source, gsize offset)
{
  Object *object = g_new0 (Object, 1);
  PdfScanner scanner = pdf_scanner (source, offset);
  const guint8 *start = scanner.at;

  object->source = g_bytes_ref (source);
  object->value = pdf_scan_value (&scanner);
  object->after = offset + (gsize) (scanner.at - start);
  file->n_scanned += (gsize) (scanner.at - start);
  g_hash_table_replace (file->objects, GUINT_TO_POINTER (number), object);
  return object->after;
}

/* -1: it is no number to count or to measure with. */
static gint64
whole_number (json_object *value)
{
  double number =
      json_object_is_type (value, json_type_double) ? json_object_get_double (value) : -1;

  return number >= 0 && number <= MAX_NUMBER ? (gint64) number : -1;
}

/* "7 0 obj" before @offset, where it ends. FALSE: there is none. */
static gboolean
number_before (const guint8 *bytes, gsize offset, guint *number)
{
  gsize at = offset - strlen ("obj");
  gsize end;

  for (int i = 0; i < 2; i++)
    {
      for (end = at; end > 0 && g_ascii_isspace (bytes[end - 1]); end--)
        ;
      for (at = end; at > 0 && end - at < 10 && g_ascii_isdigit (bytes[at - 1]); at--)
        ;
      if (at == end)
        return FALSE;
    }
  *number = (guint) strtoul ((const char *) bytes + at, NULL, 10);
  return *number > 0;
}

/* The table of objects at the end of a file may be missing or wrong; the objects are not. */
static void
find_objects (PdfFile *file)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file->bytes, &size);
  const guint8 *at = bytes;

  while (file->n_scanned < MAX_VALUES && (at = find_word (at, bytes + size, "obj")) != NULL)
    {
      guint number;

      at += 3;
      if (number_before (bytes, (gsize) (at - bytes), &number))
        at = bytes + add_object (file, number, file->bytes, (gsize) (at - bytes));
    }
}

static gboolean
has_type (json_object *value, const char *type)
{
  return json_is_string (json_member (value, "Type"), type);
}

/* The streams that hold objects themselves: numbers and offsets of these, then the objects. */
static void
unpack (PdfFile *file, guint number, json_object *dict)
{
  g_autofree char *reference = g_strdup_printf ("R%u", number);
  g_autoptr (json_object) value = json_object_new_string (reference);
  gint64 n_objects = whole_number (json_member (dict, "N"));
  gint64 first = whole_number (json_member (dict, "First"));
  g_autoptr (GBytes) content = pdf_file_read (file, value);
  g_autoptr (GString) text = g_string_new (NULL);
  PdfScanner scanner;

  if (content == NULL || first < 0)
    return;
  scanner = pdf_scanner (content, 0);
  for (gint64 i = 0;
       i < n_objects && file->n_scanned < MAX_VALUES && pdf_scan (&scanner, text) == PDF_NUMBER;
       i++)
    {
      guint of_object = (guint) strtoul (text->str, NULL, 10);

      if (pdf_scan (&scanner, text) != PDF_NUMBER)
        return;
      if (!g_hash_table_contains (file->objects, GUINT_TO_POINTER (of_object)))
        add_object (file, of_object, content, (gsize) first + strtoul (text->str, NULL, 10));
    }
}

PdfFile *
pdf_file_new (GBytes *bytes)
{
  gsize size;
  const guint8 *start = g_bytes_get_data (bytes, &size);
  g_autoptr (PdfFile) file = NULL;
  g_autofree gpointer *numbers = NULL;
  guint n_numbers;

  if (size < 8 || memcmp (start, "%PDF-", 5) != 0
      || find_word (start, start + size, "/Encrypt") != NULL)
    return NULL;
  file = g_new0 (PdfFile, 1);
  file->bytes = g_bytes_ref (bytes);
  file->objects = g_hash_table_new_full (NULL, NULL, NULL, object_free);
  find_objects (file);
  numbers = g_hash_table_get_keys_as_array (file->objects, &n_numbers);
  for (guint i = 0; i < n_numbers; i++)
    {
      const Object *object = g_hash_table_lookup (file->objects, numbers[i]);

      if (has_type (object->value, "/ObjStm"))
        unpack (file, GPOINTER_TO_UINT (numbers[i]), object->value);
    }
  return g_steal_pointer (&file);
}

json_object *
pdf_file_root (PdfFile *file)
{
  GHashTableIter iter;
  gpointer object;

  g_hash_table_iter_init (&iter, file->objects);
  while (g_hash_table_iter_next (&iter, NULL, &object))
    if (has_type (((Object *) object)->value, "/Catalog"))
      return ((Object *) object)->value;
  return NULL;
}

/* The object at the end of a chain of references. */
static Object *
find (PdfFile *file, json_object *value)
{
  Object *object = NULL;

  for (int i = 0; i < MAX_REFERENCES && json_object_is_type (value, json_type_string); i++)
    {
      const char *text = json_object_get_string (value);

      if (text[0] != 'R')
        return object;
      object = g_hash_table_lookup (file->objects, GUINT_TO_POINTER (strtoul (text + 1, NULL, 10)));
      if (object == NULL)
        return NULL;
      value = object->value;
    }
  return object;
}

json_object *
pdf_file_resolve (PdfFile *file, json_object *value)
{
  const Object *object = find (file, value);
  gboolean is_reference =
      json_object_is_type (value, json_type_string) && json_object_get_string (value)[0] == 'R';

  return object != NULL ? object->value : is_reference ? NULL : value;
}

/* As much as can be inflated: a missing end is no reason to lose the rest. */
static GBytes *
inflate (PdfFile *file, GBytes *packed)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, G_CONVERTER (zlib));
  g_autoptr (GByteArray) content = g_byte_array_new ();
  gssize n_read = 1;

  while (n_read > 0 && file->n_read < MAX_CONTENT)
    {
      guint size = content->len;

      g_byte_array_set_size (content, size + CHUNK);
      n_read = g_input_stream_read (stream, content->data + size, CHUNK, NULL, NULL);
      g_byte_array_set_size (content, size + (guint) MAX (n_read, 0));
      file->n_read += (gsize) MAX (n_read, 0);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

/* The bytes between "stream" and "endstream". NULL: there are none. */
static GBytes *
find_raw (PdfFile *file, const Object *object)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (object->source, &size);
  gint64 length = whole_number (pdf_file_resolve (file, json_member (object->value, "Length")));
  PdfScanner scanner = pdf_scanner (object->source, object->after);
  g_autoptr (GString) word = g_string_new (NULL);
  gsize start;
  const guint8 *end;

  if (pdf_scan (&scanner, word) != PDF_WORD || !g_str_equal (word->str, "stream"))
    return NULL;
  start = (gsize) (scanner.at - bytes);
  start += start < size && bytes[start] == '\r' ? 1 : 0;
  start += start < size && bytes[start] == '\n' ? 1 : 0;
  if (length >= 0 && (gsize) length <= size - start)
    return g_bytes_new_from_bytes (object->source, start, (gsize) length);
  end = find_word (bytes + start, bytes + size, "endstream");
  return end != NULL ? g_bytes_new_from_bytes (object->source, start, (gsize) (end - bytes) - start)
                     : NULL;
}

GBytes *
pdf_file_read (PdfFile *file, json_object *reference)
{
  const Object *object = find (file, reference);
  g_autoptr (GBytes) raw = NULL;
  json_object *filter;
  gsize n_filters = 1;

  if (object == NULL || !json_object_is_type (object->value, json_type_object)
      || file->n_read >= MAX_CONTENT)
    return NULL;
  raw = find_raw (file, object);
  filter = pdf_file_resolve (file, json_member (object->value, "Filter"));
  if (json_object_is_type (filter, json_type_array))
    {
      n_filters = json_object_array_length (filter);
      filter = n_filters > 0 ? json_object_array_get_idx (filter, 0) : NULL;
    }
  if (raw != NULL && n_filters == 1 && json_is_string (filter, "/FlateDecode"))
    return inflate (file, raw);
  if (raw == NULL || filter != NULL)
    return NULL;
  file->n_read += g_bytes_get_size (raw);
  return g_steal_pointer (&raw);
}
