/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The json-c door: free-form values between JSON text, GVariant and string maps.
 *
 * GVariant forms: object a{sv}, array av, integer x (t above G_MAXINT64), other number d,
 * string s, boolean b, null mv holding nothing. An integer that no type holds becomes d.
 *
 * Of members of one name the last counts, everywhere. */

/* Never floating. Deeper values than this do not survive the serialization of GVariant. */
#define TASKINGAI_JSON_MAX_VARIANT_DEPTH 40
GVariant *taskingai_json_to_variant (const char *json, GError **error);

/* Any variant of JSON-like types, also as, a{ss}, ai, i, u, ... */
char *taskingai_json_from_variant (GVariant *variant, GError **error);

/* An object as utf8 → utf8: string members as they are, others as their JSON text. */
GHashTable *taskingai_json_to_string_map (const char *json, GError **error);
char *taskingai_json_from_string_map (GHashTable *map);

/* NULL and a MALFORMED error, or the same value in compact form. */
char *taskingai_json_normalize (const char *json, GError **error);

/* Whether two texts hold the same value (member order does not matter, numbers by value). */
gboolean taskingai_json_equal (const char *a, const char *b);

G_END_DECLS
