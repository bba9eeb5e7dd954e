/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "store.h"

#include "json-write.h"
#include "store-private.h"

/* The first parameter of filters in the list statement. */
#define FILTER_INDEX 8

sqlite3_stmt *
store_prepare (Store *store, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  g_clear_pointer (&store->failure, g_free);
  if (sqlite3_prepare_v2 (store->db, sql, -1, &statement, NULL) != SQLITE_OK)
    store_note_failure (store);
  return statement;
}

int
store_step (Store *store, sqlite3_stmt *statement)
{
  int result = statement != NULL ? sqlite3_step (statement) : SQLITE_ERROR;

  if (statement != NULL && result != SQLITE_ROW && result != SQLITE_DONE)
    store_note_failure (store);
  return result;
}

void
store_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
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
  return store->failure != NULL ? store->failure : "The database did not do it";
}

gboolean
store_failed (Store *store)
{
  return store->failure != NULL;
}

gboolean
store_put (Store *store, const char *kind, const char *id, const char *parent,
           json_object *document)
{
  g_autoptr (sqlite3_stmt) statement = store_prepare (
      store,
      "INSERT INTO objects (kind, id, parent, created, body, digest)"
      " VALUES (?1, ?2, ?3, ?4, ?5, digest (?1, ?2, ?3, ?5))"
      " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body, digest = excluded.digest");
  g_autofree char *body = json_to_text (document, JSON_STYLE_COMPACT);

  if (statement == NULL)
    return FALSE;
  store_bind_text (statement, 1, kind);
  store_bind_text (statement, 2, id);
  store_bind_text (statement, 3, parent);
  sqlite3_bind_int64 (statement, 4, json_member_int (document, "created_timestamp", 0));
  store_bind_text (statement, 5, body);
  return store_step (store, statement) == SQLITE_DONE;
}

static void
note_damage (Store *store)
{
  g_free (store->failure);
  store->failure = g_strdup (STORE_DAMAGED);
}

gboolean
store_is_whole (Store *store, sqlite3_stmt *statement, int column)
{
  gboolean whole = sqlite3_column_int (statement, column) == 1;

  if (!whole)
    note_damage (store);
  return whole;
}

/* NULL: it was not written so. */
static json_object *
column_document (Store *store, sqlite3_stmt *statement)
{
  const char *text = (const char *) sqlite3_column_text (statement, 0);
  g_autoptr (json_object) document = NULL;

  if (!store_is_whole (store, statement, 1))
    return NULL;
  document = json_from_text (text, sqlite3_column_bytes (statement, 0));
  if (json_object_is_type (document, json_type_object))
    return g_steal_pointer (&document);
  note_damage (store);
  return NULL;
}

json_object *
store_get (Store *store, const char *kind, const char *id)
{
  g_autoptr (sqlite3_stmt) statement =
      store_prepare (store, "SELECT body, digest = digest (kind, id, parent, body) FROM objects "
                            "WHERE kind = ? AND id = ?");

  if (statement == NULL)
    return NULL;
  store_bind_text (statement, 1, kind);
  store_bind_text (statement, 2, id);
  return store_step (store, statement) == SQLITE_ROW ? column_document (store, statement) : NULL;
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
  return store_step (store, statement) == SQLITE_DONE && sqlite3_changes (store->db) > 0;
}

static gboolean
delete_where (Store *store, const char *sql, const char *kind, const char *parent)
{
  g_autoptr (sqlite3_stmt) statement = store_prepare (store, sql);

  if (statement == NULL)
    return FALSE;
  store_bind_text (statement, 1, kind);
  store_bind_text (statement, 2, parent);
  return store_step (store, statement) == SQLITE_DONE;
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
  g_clear_pointer (&store->failure, g_free);
  sqlite3_exec (store->db, "BEGIN", NULL, NULL, NULL);
}

static gboolean
run (Store *store, const char *sql)
{
  gboolean well = sqlite3_exec (store->db, sql, NULL, NULL, NULL) == SQLITE_OK;

  if (!well)
    store_note_failure (store);
  return well;
}

gboolean
store_end (Store *store, gboolean well)
{
  gboolean kept = well && run (store, "COMMIT");

  if (!kept)
    sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
  return kept;
}

gboolean
store_clear (Store *store)
{
  store_begin (store);
  return store_end (store, run (store, "DELETE FROM objects; DELETE FROM blobs"));
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
  if (store_step (store, statement) != SQLITE_ROW)
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
  GString *sql = g_string_new ("SELECT body, digest = digest (kind, id, parent, body) FROM objects"
                               " WHERE kind = ?1 AND parent = ?2");
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
    return store_failed (store) ? STORE_FAILED : STORE_NO_CURSOR;
  statement = store_prepare (store, sql);
  if (statement == NULL)
    return STORE_FAILED;
  bind_query (statement, query, after, before);
  while ((step = store_step (store, statement)) == SQLITE_ROW)
    g_ptr_array_add (rows, column_document (store, statement));
  if (step != SQLITE_DONE || store_failed (store))
    return STORE_FAILED;
  *has_more = rows->len > query->limit;
  g_ptr_array_set_size (rows, (int) MIN (rows->len, query->limit));
  take_rows (rows, documents, backward);
  return STORE_OK;
}
