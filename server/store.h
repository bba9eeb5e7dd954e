/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Objects of every kind as JSON documents in one SQLite table, found by kind and id and listed by
 * parent in order of creation. A document carries its own timestamps.
 */

#pragma once

#include "json.h"

typedef struct _Store Store;

typedef struct {
  const char *kind;
  const char *parent; /* "" for kinds without parent */
  const char *after;
  const char *before;
  gboolean ascending;
  guint limit;
  json_object *prefixes; /* member name → wanted beginning, or NULL */
  json_object *equals;   /* member name → wanted text, or NULL */
} StoreQuery;

typedef enum {
  STORE_OK,
  STORE_NO_CURSOR, /* the cursor object does not exist under this parent */
  STORE_FAILED,
} StoreResult;

/* @path may be NULL: everything is forgotten at the end. A file is this store's alone until the end,
 * and stays as it is when it cannot be used. */
Store *store_open (const char *path, GError **error);
void store_free (Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Store, store_free)

gboolean store_put (Store *store, const char *kind, const char *id, const char *parent,
                    json_object *document);
json_object *store_get (Store *store, const char *kind, const char *id);
gboolean store_delete (Store *store, const char *kind, const char *id);
gboolean store_delete_all (Store *store, const char *kind, const char *parent);
gboolean store_delete_others (Store *store, const char *kind, const char *parent);

/* What is between these two happens completely or, unless @well, not at all. TRUE: it happened. */
void store_begin (Store *store);
gboolean store_end (Store *store, gboolean well);

/* Everything of every kind. */
gboolean store_clear (Store *store);

StoreResult store_list (Store *store, const StoreQuery *query, json_object *documents,
                        gboolean *has_more);
const char *store_error (Store *store);
/* The last call failed, and did not just find nothing. */
gboolean store_failed (Store *store);
