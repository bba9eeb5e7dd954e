/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "store.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "json-write.h"
#include "store-private.h"

/* The first parameter of filters in the list statement. */
#define FILTER_INDEX 8
#define SCHEMA_VERSION 1
/* All requests wait while another program has the database locked. */
#define BUSY_MS 500

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL);"
    "INSERT INTO schema_version SELECT " G_STRINGIFY (
        SCHEMA_VERSION) "  WHERE NOT EXISTS (SELECT 1 FROM schema_version);"
                        "CREATE TABLE IF NOT EXISTS objects ("
                        "  kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL,"
                        "  created INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) "
                        "WITHOUT ROWID;"
                        "CREATE INDEX IF NOT EXISTS objects_by_age ON objects (kind, parent, "
                        "created, id);"
                        "CREATE TABLE IF NOT EXISTS blobs ("
                        "  kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL,"
                        "  bytes BLOB NOT NULL, PRIMARY KEY (kind, id));"
                        "CREATE INDEX IF NOT EXISTS blobs_by_parent ON blobs (kind, parent);";

sqlite3_stmt *
store_prepare (Store *store, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (store->db, sql, -1, &statement, NULL) != SQLITE_OK)
    return NULL;
  return statement;
}

void
store_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

static gint64
schema_version (Store *store)
{
  g_autoptr (sqlite3_stmt) statement = store_prepare (store, "SELECT version FROM schema_version");

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return -1;
  return sqlite3_column_int64 (statement, 0);
}

static gboolean
set_up (Store *store, GError **error)
{
  /* LIKE serves the prefix filters, which mind the case. */
  static const char settings[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                 "PRAGMA case_sensitive_like = ON; PRAGMA trusted_schema = OFF;";

  sqlite3_busy_timeout (store->db, BUSY_MS);
  if (sqlite3_exec (store->db, settings, NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_exec (store->db, schema, NULL, NULL, NULL) != SQLITE_OK)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, sqlite3_errmsg (store->db));
      return FALSE;
    }
  if (schema_version (store) != SCHEMA_VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "made by another version of this program");
      return FALSE;
    }
  return TRUE;
}

/* The file holds API keys, so it is nobody else's business from its first byte on. */
static int
open_private (const char *path, sqlite3 **db)
{
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  mode_t mask;
  int result;

  if (path == NULL)
    return sqlite3_open_v2 (":memory:", db, flags, NULL);
  mask = umask (0077);
  result = sqlite3_open_v2 (path, db, flags, NULL);
  if (result == SQLITE_OK)
    g_chmod (path, 0600);
  umask (mask);
  return result;
}

Store *
store_open (const char *path, GError **error)
{
  g_autoptr (Store) store = g_new0 (Store, 1);

  if (open_private (path, &store->db) != SQLITE_OK)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           store->db != NULL ? sqlite3_errmsg (store->db) : "out of memory");
      return NULL;
    }
  return set_up (store, error) ? g_steal_pointer (&store) : NULL;
}

void
store_free (Store *store)
{
  sqlite3_close (store->db);
  g_free (store->failure);
  g_free (store);
}

const char *
store_error (Store *store)
{
  if (sqlite3_errcode (store->db) == SQLITE_OK && store->failure != NULL)
    return store->failure;
  return sqlite3_errmsg (store->db);
}

gboolean
store_failed (Store *store)
{
  int code = sqlite3_errcode (store->db);

  return code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
}

gboolean
store_put (Store *store, const char *kind, const char *id, const char *parent,
           json_object *document)
{
  g_autoptr (sqlite3_stmt) statement = store_prepare (
      store, "INSERT INTO objects (kind, id, parent, created, body) VALUES (?, ?, ?, ?, ?)"
             " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body");
  g_autofree char *body = json_to_text (document, JSON_STYLE_COMPACT);

  if (statement == NULL)
    return FALSE;
  store_bind_text (statement, 1, kind);
  store_bind_text (statement, 2, id);
  store_bind_text (statement, 3, parent);
  sqlite3_bind_int64 (statement, 4, json_member_int (document, "created_timestamp", 0));
  store_bind_text (statement, 5, body);
  return sqlite3_step (statement) == SQLITE_DONE;
}

static json_object *
column_document (sqlite3_stmt *statement)
{
  return json_from_text ((const char *) sqlite3_column_text (statement, 0),
                         sqlite3_column_bytes (statement, 0));
}

json_object *
store_get (Store *store, const char *kind, const char *id)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "SELECT body FROM objects WHERE kind = ? AND id = ?");

  if (statement == NULL)
    return NULL;
  store_bind_text (statement, 1, kind);
  store_bind_text (statement, 2, id);
  return sqlite3_step (statement) == SQLITE_ROW ? column_document (statement) : NULL;
}

/* TRUE if it existed. */
gboolean
store_delete (Store *store, const char *kind, const char *id)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "DELETE FROM objects WHERE kind = ? AND id = ?");

  if (statement == NULL)
    return FALSE;
  store_bind_text (statement, 1, kind);
  store_bind_text (statement, 2, id);
  return sqlite3_step (statement) == SQLITE_DONE && sqlite3_changes (store->db) > 0;
}

static gboolean
delete_where (Store *store, const char *sql, const char *kind, const char *parent)
{
  g_autoptr (sqlite3_stmt) statement = store_prepare (store, sql);

  if (statement == NULL)
    return FALSE;
  store_bind_text (statement, 1, kind);
  store_bind_text (statement, 2, parent);
  return sqlite3_step (statement) == SQLITE_DONE;
}

gboolean
store_delete_all (Store *store, const char *kind, const char *parent)
{
  return delete_where (store, "DELETE FROM objects WHERE kind = ? AND parent = ?", kind, parent);
}

gboolean
store_delete_others (Store *store, const char *kind, const char *parent)
{
  return delete_where (store, "DELETE FROM objects WHERE kind = ? AND parent <> ?", kind, parent);
}

void
store_begin (Store *store)
{
  sqlite3_exec (store->db, "BEGIN", NULL, NULL, NULL);
}

gboolean
store_end (Store *store, gboolean well)
{
  gboolean kept = well && sqlite3_exec (store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;

  if (kept)
    return TRUE;
  /* Giving up goes well, and would be the last that is known. */
  g_free (store->failure);
  store->failure = g_strdup (sqlite3_errmsg (store->db));
  sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
store_clear (Store *store)
{
  return sqlite3_exec (store->db, "BEGIN; DELETE FROM objects; DELETE FROM blobs; COMMIT;", NULL,
                       NULL, NULL)
         == SQLITE_OK;
}

static gboolean
find_cursor (Store *store, const StoreQuery *query, const char *id, gint64 *created)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "SELECT created FROM objects WHERE kind = ? AND id = ? AND parent = ?");

  if (statement == NULL)
    return FALSE;
  store_bind_text (statement, 1, query->kind);
  store_bind_text (statement, 2, id);
  store_bind_text (statement, 3, query->parent);
  if (sqlite3_step (statement) != SQLITE_ROW)
    return FALSE;
  *created = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Member names come from the allowed lists in the source, never from a request. */
static void
append_filter (GString *sql, json_object *filter, const char *comparison, int *index)
{
  if (filter == NULL)
    return;
  json_object_object_foreach (filter, name, value)
  {
    (void) value;
    g_string_append_printf (sql, " AND body ->> '$.%s' %s ?%d", name, comparison, (*index)++);
  }
}

static char *
list_sql (const StoreQuery *query, gboolean backward)
{
  GString *sql = g_string_new ("SELECT body FROM objects WHERE kind = ?1 AND parent = ?2");
  gboolean ascending = query->ascending != backward;
  int index = FILTER_INDEX;

  if (query->after != NULL)
    g_string_append_printf (sql, " AND (created, id) %c (?3, ?4)", query->ascending ? '>' : '<');
  if (query->before != NULL)
    g_string_append_printf (sql, " AND (created, id) %c (?5, ?6)", query->ascending ? '<' : '>');
  append_filter (sql, query->prefixes, "LIKE", &index);
  append_filter (sql, query->equals, "=", &index);
  g_string_append_printf (sql, " ORDER BY created %s, id %s LIMIT ?7", ascending ? "ASC" : "DESC",
                          ascending ? "ASC" : "DESC");
  return g_string_free (sql, FALSE);
}

static void
bind_filter (sqlite3_stmt *statement, json_object *filter, const char *tail, int *index)
{
  if (filter == NULL)
    return;
  json_object_object_foreach (filter, name, value)
  {
    g_autofree char *pattern = g_strconcat (json_object_get_string (value), tail, NULL);

    (void) name;
    store_bind_text (statement, (*index)++, pattern);
  }
}

static void
bind_query (sqlite3_stmt *statement, const StoreQuery *query, gint64 after, gint64 before)
{
  int index = FILTER_INDEX;

  store_bind_text (statement, 1, query->kind);
  store_bind_text (statement, 2, query->parent);
  sqlite3_bind_int64 (statement, 3, after);
  store_bind_text (statement, 4, query->after);
  sqlite3_bind_int64 (statement, 5, before);
  store_bind_text (statement, 6, query->before);
  sqlite3_bind_int64 (statement, 7, (gint64) query->limit + 1);
  bind_filter (statement, query->prefixes, "%", &index);
  bind_filter (statement, query->equals, "", &index);
}

static void
take_rows (GPtrArray *rows, json_object *documents, gboolean backward)
{
  for (guint i = 0; i < rows->len; i++)
    {
      guint index = backward ? rows->len - 1 - i : i;

      json_object_array_add (documents, json_object_get (g_ptr_array_index (rows, index)));
    }
}

static void
release_row (gpointer row)
{
  json_object_put (row);
}

/* With `before` the rows next to the cursor are wanted, so they are read backward and turned. */
StoreResult
store_list (Store *store, const StoreQuery *query, json_object *documents, gboolean *has_more)
{
  gboolean backward = query->before != NULL;
  g_autofree char *sql = list_sql (query, backward);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (release_row);
  gint64 after = 0, before = 0;
  int step;

  if ((query->after != NULL && !find_cursor (store, query, query->after, &after))
      || (query->before != NULL && !find_cursor (store, query, query->before, &before)))
    return STORE_NO_CURSOR;
  statement = store_prepare (store, sql);
  if (statement == NULL)
    return STORE_FAILED;
  bind_query (statement, query, after, before);
  while ((step = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (rows, column_document (statement));
  if (step != SQLITE_DONE)
    return STORE_FAILED;
  *has_more = rows->len > query->limit;
  g_ptr_array_set_size (rows, (int) MIN (rows->len, query->limit));
  take_rows (rows, documents, backward);
  return STORE_OK;
}
