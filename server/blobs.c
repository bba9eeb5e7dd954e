/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "blobs.h"

#include "store-private.h"

/* Binds the first two texts of a statement and takes its first step. */
static int
run (Store *store, sqlite3_stmt *statement, const char *first, const char *second)
{
  if (statement == NULL)
    return SQLITE_ERROR;
  store_bind_text (statement, 1, first);
  store_bind_text (statement, 2, second);
  return store_step (store, statement);
}

gboolean
blob_put (Store *store, const char *kind, const char *id, const char *parent, GBytes *bytes)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "INSERT INTO blobs (kind, id, parent, bytes, digest)"
                            " VALUES (?1, ?2, ?3, ?4, digest (?1, ?2, ?3, ?4))"
                            " ON CONFLICT (kind, id) DO UPDATE SET bytes = excluded.bytes,"
                            " digest = excluded.digest");
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  if (statement == NULL)
    return FALSE;
  store_bind_text (statement, 3, parent);
  sqlite3_bind_blob64 (statement, 4, data != NULL ? data : "", size, SQLITE_STATIC);
  return run (store, statement, kind, id) == SQLITE_DONE;
}

GBytes *
blob_get (Store *store, const char *kind, const char *id)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "SELECT bytes, digest = digest (kind, id, parent, bytes) FROM blobs "
                            "WHERE kind = ? AND id = ?");

  if (run (store, statement, kind, id) != SQLITE_ROW || !store_is_whole (store, statement, 1))
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement, 0),
                      (gsize) sqlite3_column_bytes (statement, 0));
}

gboolean
blob_delete (Store *store, const char *kind, const char *id)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "DELETE FROM blobs WHERE kind = ? AND id = ?");

  return run (store, statement, kind, id) == SQLITE_DONE;
}

gboolean
blob_delete_all (Store *store, const char *kind, const char *parent)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "DELETE FROM blobs WHERE kind = ? AND parent = ?");

  return run (store, statement, kind, parent) == SQLITE_DONE;
}

gboolean
blob_delete_others (Store *store, const char *kind, const char *parent)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "DELETE FROM blobs WHERE kind = ? AND parent <> ?");

  return run (store, statement, kind, parent) == SQLITE_DONE;
}

gboolean
blob_each (Store *store, const char *kind, const char *parent, BlobVisit visit, gpointer data)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "SELECT id, bytes, digest = digest (kind, id, parent, bytes) FROM blobs"
                            " WHERE kind = ? AND parent = ? ORDER BY rowid");
  int step;

  for (step = run (store, statement, kind, parent); step == SQLITE_ROW;
       step = store_step (store, statement))
    {
      if (!store_is_whole (store, statement, 2))
        return FALSE;
      visit ((const char *) sqlite3_column_text (statement, 0), sqlite3_column_blob (statement, 1),
             (gsize) sqlite3_column_bytes (statement, 1), data);
    }
  return step == SQLITE_DONE;
}
