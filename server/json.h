/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Small helpers over json-c: ownership, typed reading and building. */

#pragma once

#include <glib.h>
#include <json-c/json.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_object, json_object_put)

/* Deeper documents are refused: the reader, the writer and json-c recurse. */
#define JSON_MAX_DEPTH 256

json_object *json_member (json_object *object, const char *name);
const char *json_member_string (json_object *object, const char *name);
gint64 json_member_int (json_object *object, const char *name, gint64 fallback);
gboolean json_member_bool (json_object *object, const char *name);
gboolean json_is_string (json_object *value, const char *text);

/* All setters replace, and return the object so that calls can be nested. */
json_object *json_set (json_object *object, const char *name, json_object *value);
json_object *json_set_string (json_object *object, const char *name, const char *value);
json_object *json_set_int (json_object *object, const char *name, gint64 value);
json_object *json_set_bool (json_object *object, const char *name, gboolean value);

json_object *json_from_text (const char *text, gssize length);
json_object *json_copy (json_object *value);

/* What Python calls the type of the value, as texts of the service do. */
const char *json_python_type (json_object *value);
