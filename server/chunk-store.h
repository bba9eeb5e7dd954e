/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Chunks as they are kept: a document and a vector each. */

#pragma once

#include "store.h"

/* @draft has the content, and perhaps metadata, question and answer. */
json_object *chunk_new (const char *collection_id, const char *record_id, json_object *draft);
/* @vector is NULL if it has not changed. */
gboolean chunk_put (Store *store, json_object *chunk, GBytes *vector);
gboolean chunk_remove (Store *store, const char *chunk_id);
/* All chunks of a record; tells how many. */
gboolean chunk_remove_record (Store *store, const char *collection_id, const char *record_id,
                              gint64 *removed);
