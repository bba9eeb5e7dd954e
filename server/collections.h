/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "request.h"

void collections_list (Request *request);
void collections_create (Request *request);
void collections_get (Request *request);
void collections_update (Request *request);
void collections_delete (Request *request);

/* For what lies below a collection. NULL: not there, and the request is answered. */
json_object *collections_find (Request *request, const char *id);
/* The one that the path names. */
json_object *collections_find_by_path (Request *request);
const Model *collections_find_model (Request *request, json_object *collection);

/* FALSE: so many more chunks do not fit, and the request is answered. */
gboolean collections_check_room (Request *request, json_object *collection, gint64 chunks);

/* Records and chunks that came, or, where negative, went. */
gboolean collections_count (Store *store, const char *id, gint64 records, gint64 chunks);
