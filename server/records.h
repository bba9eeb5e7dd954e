/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "request.h"

void records_list (Request *request);
void records_create (Request *request);
void records_get (Request *request);
void records_update (Request *request);
void records_delete (Request *request);
void records_list_chunks (Request *request);

/* Chunks that went, where negative; @id is NULL for chunks of no record. */
gboolean records_count (Store *store, const char *id, gint64 chunks);
