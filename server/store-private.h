/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* For the files that speak SQL. */

#pragma once

#include <sqlite3.h>

#include "store.h"

#define STORE_DAMAGED "The database is damaged: something in it is not as it was written"

struct _Store {
  sqlite3 *db;
  char *failure; /* of the last thing that was asked of it, or NULL */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* What is wrong, in words for those who run the server. */
char *store_explain (sqlite3 *db);
void store_note_failure (Store *store);

sqlite3_stmt *store_prepare (Store *store, const char *sql);
/* What sqlite3_step () tells; a failure is noted. */
int store_step (Store *store, sqlite3_stmt *statement);
/* TRUE: the value of this column tells that the row has its digest; otherwise a failure is noted. */
gboolean store_is_whole (Store *store, sqlite3_stmt *statement, int column);
void store_bind_text (sqlite3_stmt *statement, int index, const char *text);
