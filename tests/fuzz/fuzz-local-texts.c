/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts in taskingai-local: an expression has a number or a fault; what a text is cut into are texts,
 * none of them empty. Input: an expression, a text splitter, a title, a text. */
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "server/expression.h"
#include "server/json-scan.h"
#include "server/splitter.h"
#include "server/words.h"

#define MAX_PIECES 1000

static void
check_expression (const char *text)
{
  g_autofree char *fault = NULL;
  double value = 0;

  if (!g_utf8_validate (text, -1, NULL))
    return;
  if (expression_evaluate (text, &value, &fault))
    g_assert (isfinite (value) && fault == NULL);
  else
    g_assert (fault != NULL && g_utf8_validate (fault, -1, NULL));
}

/* As a request may have it; NULL: it is refused. */
static json_object *
read_splitter (const char *text)
{
  g_autoptr (json_object) given = NULL;
  g_auto (Problem) problem = { 0 };
  json_object *splitter;
  gsize position;

  if (json_scan (text, strlen (text), &position) != NULL)
    return NULL;
  given = json_from_text (text, -1);
  splitter = validate (&splitter_schema, given, "body", &problem);
  g_assert_cmpint (splitter != NULL, ==, problem.message == NULL);
  return splitter;
}

static void
check_pieces (json_object *splitter, const char *title, const char *text)
{
  gsize count;
  g_autoptr (json_object) pieces = splitter_cut (splitter, title, text, MAX_PIECES, &count);
  gsize n = json_object_array_length (pieces);

  g_assert_cmpuint (n, ==, MIN (count, MAX_PIECES));
  for (gsize i = 0; i < n; i++)
    {
      const char *piece = json_object_get_string (json_object_array_get_idx (pieces, i));

      g_assert (g_utf8_validate (piece, -1, NULL));
      g_assert_cmpuint (strlen (piece), >, 0);
      g_assert (g_str_has_prefix (piece, title));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  g_autofree char *expression = fuzz_take_text (&input);
  g_autofree char *splitter_text = fuzz_take_text (&input);
  g_autofree char *title = fuzz_take_text (&input);
  g_autofree char *text = fuzz_take_text (&input);
  g_autoptr (json_object) splitter = read_splitter (splitter_text);
  g_autoptr (GHashTable) words = NULL;

  check_expression (expression);
  if (!g_utf8_validate (title, -1, NULL) || !g_utf8_validate (text, -1, NULL))
    return 0;
  words = words_count (text);
  if (splitter != NULL)
    check_pieces (splitter, title, text);
  return 0;
}
