/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* For the files that speak SQL. */

#pragma once

#include <sqlite3.h>

#include "store.h"

struct _Store {
  sqlite3 *db;
  char *failure; /* of the last transaction that was given up */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

sqlite3_stmt *store_prepare (Store *store, const char *sql);
void store_bind_text (sqlite3_stmt *statement, int index, const char *text);
