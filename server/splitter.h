/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Cuts the text of a record into the texts of its chunks. */

#pragma once

#include "validate.h"

/* What a request may say about the cutting. */
extern const Schema splitter_schema;

/* An array of strings, each with the title in front; empty if nothing is left of the text. Of more
 * pieces than @limit those are left out, but counted. */
json_object *splitter_cut (json_object *splitter, const char *title, const char *text, gsize limit,
                           gsize *count);
