/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <json-c/json.h>
#include <stdint.h>

/* Reading with json-c: one tokener for all documents, members copied out into plain values. A
 * member that is missing or of another type reads as NULL or 0. */

/* NULL when the text is not one whole JSON document. Free with json_object_put (). */
json_object *raw_json_parse (const char *text, size_t length);

/* Releases the tokener. */
void raw_json_finish (void);

json_object *raw_json_member (json_object *object, const char *name);

char *raw_json_string (json_object *object, const char *name);

int64_t raw_json_int (json_object *object, const char *name);

json_object *raw_json_array (json_object *object, const char *name, size_t *length);
