/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever JSON the model's server sends, taskingai-local makes an answer of it that is JSON, or an
 * error that is a text. Input: the objects of a stream, one behind the other. */
#include <string.h>

#include "fuzz.h"
#include "server/json-scan.h"
#include "server/json-write.h"
#include "server/upstream-wire.h"

static json_object *
read_object (const char *text)
{
  gsize position;

  return json_scan (text, strlen (text), &position) == NULL ? json_from_text (text, -1) : NULL;
}

static void
check_answer (WireAnswer *answer)
{
  g_autoptr (Completion) completion = completion_new (NULL, NULL);
  g_autoptr (json_object) value = NULL;
  g_autofree char *text = NULL;
  gsize position;

  completion->messages = json_object_new_array ();
  wire_answer_deliver (answer, completion);
  value = completion_to_json (completion);
  text = json_to_text (value, JSON_STYLE_COMPACT);
  g_assert_cmpstr (json_scan (text, strlen (text), &position), ==, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  WireAnswer *answer = wire_answer_new ();

  while (input.length > 0)
    {
      g_autofree char *text = fuzz_take_text (&input);
      g_autoptr (json_object) payload = read_object (text);
      const char *piece = wire_answer_add (answer, payload);
      g_autofree char *problem = wire_error_text (payload, 500);

      g_assert (piece == NULL || (*piece != '\0' && g_utf8_validate (piece, -1, NULL)));
      g_assert (g_utf8_validate (problem, -1, NULL));
    }
  check_answer (answer);
  wire_answer_free (answer);
  return 0;
}
