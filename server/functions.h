/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Functions offered to a model: a loose check at the door, then the model's strict one. */

#pragma once

#include "validate.h"

extern const Schema function_schema;
extern const Field functions_item;

/* FALSE: *problem says why not. */
gboolean functions_check (json_object *functions, Problem *problem);
