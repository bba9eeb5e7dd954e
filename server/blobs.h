/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Bytes that belong to objects: the vectors of chunks, uploaded files, images. */

#pragma once

#include "store.h"

typedef void (*BlobVisit) (const char *id, const void *bytes, gsize size, gpointer data);

gboolean blob_put (Store *store, const char *kind, const char *id, const char *parent,
                   GBytes *bytes);
GBytes *blob_get (Store *store, const char *kind, const char *id);
gboolean blob_delete (Store *store, const char *kind, const char *id);
gboolean blob_delete_all (Store *store, const char *kind, const char *parent);
gboolean blob_delete_others (Store *store, const char *kind, const char *parent);
/* In the order in which they were first put. The bytes are there during the visit only. */
gboolean blob_each (Store *store, const char *kind, const char *parent, BlobVisit visit,
                    gpointer data);
