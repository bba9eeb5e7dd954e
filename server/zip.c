/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "zip.h"

#include <gio/gio.h>
#include <string.h>

#define END_MARK 0x06054b50
#define END_SIZE 22
#define ENTRY_MARK 0x02014b50
#define ENTRY_SIZE 46
#define MEMBER_MARK 0x04034b50
#define MEMBER_SIZE 30
#define STORED 0
#define DEFLATED 8

typedef struct {
  const guint8 *bytes;
  gsize size;
} Archive;

/* Little-endian; 0 where the archive is over, which is no mark. */
static guint32
number_at (const Archive *archive, gsize offset, gsize n_bytes)
{
  guint32 number = 0;

  if (offset > archive->size || n_bytes > archive->size - offset)
    return 0;
  for (gsize i = n_bytes; i > 0; i--)
    number = number << 8 | archive->bytes[offset + i - 1];
  return number;
}

/* The end is the last thing but a comment. FALSE: there is none. */
static gboolean
find_end (const Archive *archive, gsize *end)
{
  gsize last = archive->size < END_SIZE ? 0 : archive->size - END_SIZE;

  for (gsize back = 0; back <= MIN (last, G_MAXUINT16); back++)
    if (number_at (archive, last - back, 4) == END_MARK)
      {
        *end = last - back;
        return TRUE;
      }
  return FALSE;
}

static gboolean
has_name (const Archive *archive, gsize entry, const char *name)
{
  gsize length = number_at (archive, entry + 28, 2);

  return length == strlen (name) && length <= archive->size - entry - ENTRY_SIZE
         && memcmp (archive->bytes + entry + ENTRY_SIZE, name, length) == 0;
}

/* FALSE: no entry has that name. */
static gboolean
find_entry (const Archive *archive, const char *name, gsize *entry)
{
  gsize end = 0;
  guint32 n_entries;

  if (!find_end (archive, &end))
    return FALSE;
  n_entries = number_at (archive, end + 10, 2);
  *entry = number_at (archive, end + 16, 4);
  for (guint32 i = 0; i < n_entries; i++)
    {
      if (number_at (archive, *entry, 4) != ENTRY_MARK || archive->size - *entry < ENTRY_SIZE)
        return FALSE;
      if (has_name (archive, *entry, name))
        return TRUE;
      *entry += ENTRY_SIZE + number_at (archive, *entry + 28, 2)
                + number_at (archive, *entry + 30, 2) + number_at (archive, *entry + 32, 2);
    }
  return FALSE;
}

static GBytes *
inflate (GBytes *packed, gsize size)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, G_CONVERTER (zlib));
  g_autofree guint8 *bytes = g_malloc (size + 1);
  gsize n_read = 0;

  if (!g_input_stream_read_all (stream, bytes, size + 1, &n_read, NULL, NULL) || n_read != size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), size);
}

gboolean
zip_has (GBytes *archive_bytes, const char *name)
{
  Archive archive = { 0 };
  gsize entry;

  archive.bytes = g_bytes_get_data (archive_bytes, &archive.size);
  return find_entry (&archive, name, &entry);
}

GBytes *
zip_read (GBytes *archive_bytes, const char *name, gsize limit)
{
  Archive archive = { 0 };
  gsize entry, packed_size, size, start;
  guint32 method;
  g_autoptr (GBytes) packed = NULL;

  archive.bytes = g_bytes_get_data (archive_bytes, &archive.size);
  if (!find_entry (&archive, name, &entry))
    return NULL;
  method = number_at (&archive, entry + 10, 2);
  packed_size = number_at (&archive, entry + 20, 4);
  size = number_at (&archive, entry + 24, 4);
  start = number_at (&archive, entry + 42, 4);
  if (number_at (&archive, start, 4) != MEMBER_MARK)
    return NULL;
  start += MEMBER_SIZE + number_at (&archive, start + 26, 2) + number_at (&archive, start + 28, 2);
  if (start > archive.size || packed_size > archive.size - start || size > limit)
    return NULL;
  packed = g_bytes_new_from_bytes (archive_bytes, start, packed_size);
  if (method == STORED && packed_size == size)
    return g_steal_pointer (&packed);
  return method == DEFLATED ? inflate (packed, size) : NULL;
}
