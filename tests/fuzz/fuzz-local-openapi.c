/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An OpenAPI document is cut into actions that have what an action needs, or there is a fault to tell.
 * Input: whether one operation is wanted, the document. */
#include <string.h>

#include "fuzz.h"
#include "server/json-scan.h"
#include "server/openapi-document.h"

static void
check_action (json_object *action)
{
  static const char *const members[] = { "name", "operation_id", "url", "method" };

  g_assert (json_object_is_type (action, json_type_object));
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert (json_object_is_type (json_member (action, members[i]), json_type_string));
  g_assert (json_object_is_type (json_member (action, "openapi_schema"), json_type_object));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  gboolean single = (fuzz_take_byte (&input) & 1) != 0;
  g_autofree char *text = g_strndup (input.bytes, input.length);
  gsize position;
  g_autoptr (json_object) document = NULL;
  g_autoptr (json_object) actions = NULL;
  g_auto (OpenapiFault) fault = { 0 };

  if (json_scan (text, strlen (text), &position) != NULL)
    return 0;
  document = json_from_text (text, -1);
  if (!json_object_is_type (document, json_type_object))
    return 0;
  actions = openapi_cut (document, single, &fault);
  g_assert_cmpint (actions != NULL, ==, fault.message == NULL);
  if (actions == NULL)
    {
      g_assert (g_utf8_validate (fault.message, -1, NULL));
      return 0;
    }
  g_assert_cmpuint (json_object_array_length (actions), >, 0);
  g_assert (!single || json_object_array_length (actions) == 1);
  for (gsize i = 0; i < json_object_array_length (actions); i++)
    check_action (json_object_array_get_idx (actions, i));
  return 0;
}
