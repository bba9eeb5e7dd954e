/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "json.h"
#include "route.h"

/* NULL: no such assistant, and the request is answered. */
json_object *assistants_find (Request *request, const char *id);
/* FALSE: something that the assistant refers to is gone, and the request is answered. */
gboolean assistants_check (Request *request, json_object *assistant);

void assistants_list (Request *request);
void assistants_create (Request *request);
void assistants_get (Request *request);
void assistants_update (Request *request);
void assistants_delete (Request *request);
