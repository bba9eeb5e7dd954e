/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the check of taskingai-local passes, json-c reads, and each of the server's styles writes it so
 * that it is the same again; the library's reader passes no more than it. Input: the text. */
#include <string.h>

#include "fuzz.h"
#include "server/json-scan.h"
#include "server/json-write.h"
#include "json/taskingai-json-reader.h"

static gboolean
is_read_by_library (const char *text, gsize length)
{
  g_auto (TaskingAIJsonReader) reader = { 0 };

  taskingai_json_reader_init (&reader, text, length);
  return taskingai_json_reader_skip (&reader) && taskingai_json_reader_at_end (&reader);
}

static void
check_style (json_object *value, JsonStyle style)
{
  g_autofree char *text = json_to_text (value, style);
  g_autofree char *again = NULL;
  g_autoptr (json_object) read = NULL;
  gsize position;

  g_assert_cmpstr (json_scan (text, strlen (text), &position), ==, NULL);
  read = json_from_text (text, -1);
  again = json_to_text (read, style);
  g_assert_cmpstr (text, ==, again);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  gsize length = size;
  g_autofree char *piece = fuzz_take_piece (&input, &length);
  const char *text = length > 0 ? piece : "";
  gsize position = 0;
  const char *fault = json_scan (text, length, &position);
  g_autoptr (json_object) value = NULL;
  g_autofree char *python = NULL;

  if (fault != NULL)
    {
      g_assert_cmpuint (position, <=, length);
      g_assert (!is_read_by_library (text, length));
      return 0;
    }
  value = json_from_text (text, (gssize) length);
  check_style (value, JSON_STYLE_COMPACT);
  check_style (value, JSON_STYLE_SPACED);
  python = json_to_text (value, JSON_STYLE_PYTHON);
  g_assert (g_utf8_validate (python, -1, NULL));
  return 0;
}
