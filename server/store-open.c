/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* How a database is opened: nothing is written before it is known to be whole and ours. */

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "digest.h"
#include "store-private.h"

#define SCHEMA_VERSION 2
/* A program that ends may hold the file a little longer. */
#define BUSY_MS 500

/* Written as one: a program that is killed leaves no half of it. */
static const char schema[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL);"
    "INSERT INTO schema_version SELECT " G_STRINGIFY (
        SCHEMA_VERSION) "  WHERE NOT EXISTS (SELECT 1 FROM schema_version);"
                        "CREATE TABLE IF NOT EXISTS objects ("
                        "  kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL,"
                        "  created INTEGER NOT NULL, body TEXT NOT NULL, digest INTEGER NOT NULL, "
                        "  PRIMARY KEY (kind, id)) WITHOUT ROWID;"
                        "CREATE INDEX IF NOT EXISTS objects_by_age ON objects (kind, parent, "
                        "created, id);"
                        "CREATE TABLE IF NOT EXISTS blobs ("
                        "  kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL,"
                        "  bytes BLOB NOT NULL, digest INTEGER NOT NULL, PRIMARY KEY (kind, "
                        "  id));"
                        "CREATE INDEX IF NOT EXISTS blobs_by_parent ON blobs (kind, parent);"
                        "COMMIT;";

/* The first version knew no digests. */
static const char upgrade[] =
    "BEGIN IMMEDIATE;"
    "ALTER TABLE objects ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;"
    "UPDATE objects SET digest = digest (kind, id, parent, body);"
    "ALTER TABLE blobs ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;"
    "UPDATE blobs SET digest = digest (kind, id, parent, bytes);"
    "UPDATE schema_version SET version = " G_STRINGIFY (SCHEMA_VERSION) ";"
                                                                        "COMMIT;";

/* SQLite quotes what it finds there. */
static char *
damaged (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return g_strconcat ("The database is damaged: ", valid, NULL);
}

char *
store_explain (sqlite3 *db)
{
  const char *text = sqlite3_errmsg (db);

  switch (sqlite3_errcode (db))
    {
    case SQLITE_FULL:
      return g_strdup ("The disk is full; nothing was changed");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return g_strdup ("The database is in use by another program");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return damaged (text);
    case SQLITE_ERROR:
      if (g_str_equal (text, "malformed JSON"))
        return g_strdup (STORE_DAMAGED);
      return g_strdup (text);
    default:
      return g_strdup (text);
    }
}

void
store_note_failure (Store *store)
{
  g_free (store->failure);
  store->failure = store_explain (store->db);
}

/* Takes @message. */
static gboolean
refuse (GError **error, char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, message);
  g_free (message);
  return FALSE;
}

static gboolean
run (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return refuse (error, store_explain (db));
}

/* The first column of the first row. */
static gboolean
ask (sqlite3 *db, const char *sql, char **answer, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    return refuse (error, store_explain (db));
  *answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  return TRUE;
}

/* SQLite throws the journal of an empty database away, and with it what may be all there is. */
static gboolean
check_journal (const char *path, GError **error)
{
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);
  GStatBuf state;

  if ((g_stat (path, &state) == 0 && state.st_size > 0) || g_stat (journal, &state) != 0
      || state.st_size == 0)
    return TRUE;
  return refuse (error,
                 g_strdup_printf ("The database is damaged: it is empty, and %s is not", journal));
}

/* The file holds API keys, so it is nobody else's business from its first byte on. SQLite would
 * open what may only be read, and would not tell why it cannot open the rest. */
static gboolean
check_access (const char *path, GError **error)
{
  int file = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (file < 0)
    return refuse (error, g_strdup_printf ("Cannot be opened for writing: %s", g_strerror (errno)));
  return g_close (file, error);
}

/* Nobody else gets at the file from here on: what another program locked would stall everybody. */
static gboolean
lock (sqlite3 *db, GError **error)
{
  sqlite3_busy_timeout (db, BUSY_MS);
  return run (db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;", error);
}

static gboolean
check_whole (sqlite3 *db, GError **error)
{
  g_autofree char *answer = NULL;
  const char *line;

  if (!ask (db, "PRAGMA quick_check (1)", &answer, error))
    return FALSE;
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;
  g_strchomp (answer);
  line = strrchr (answer, '\n');
  return refuse (error, damaged (line != NULL ? line + 1 : answer));
}

/* @old: of the first version. */
static gboolean
check_ours (sqlite3 *db, gboolean *old, GError **error)
{
  static const char versioned[] =
      "SELECT count (*) FROM sqlite_schema WHERE name = 'schema_version'";
  g_autofree char *tables = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *version = NULL;

  if (!ask (db, "SELECT count (*) FROM sqlite_schema", &tables, error)
      || !ask (db, versioned, &mark, error))
    return FALSE;
  if (g_str_equal (tables, "0"))
    return TRUE;
  if (g_str_equal (mark, "0"))
    return refuse (error, g_strdup ("The database is another program's"));
  if (!ask (db, "SELECT max (version) FROM schema_version", &version, error))
    return FALSE;
  *old = g_strcmp0 (version, "1") == 0;
  if (*old || g_strcmp0 (version, G_STRINGIFY (SCHEMA_VERSION)) == 0)
    return TRUE;
  return refuse (error, g_strdup ("The database was made by another version of this program"));
}

/* LIKE serves the prefix filters, which mind the case. With these settings, what was committed
 * survives the end of the program in whatever way, and a database the end of the power. */
static gboolean
set_up (sqlite3 *db, gboolean old, GError **error)
{
  return run (db,
              "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
              "PRAGMA case_sensitive_like = ON; PRAGMA trusted_schema = OFF;",
              error)
         && run (db, old ? upgrade : schema, error);
}

static gboolean
prepare (sqlite3 *db, const char *path, GError **error)
{
  gboolean old = FALSE;

  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!lock (db, error) || !check_whole (db, error) || !check_ours (db, &old, error)
      || !run (db, "ROLLBACK", error))
    return FALSE;
  if (path != NULL)
    g_chmod (path, 0600);
  if (!set_up (db, old, error))
    return FALSE;
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return TRUE;
}

Store *
store_open (const char *path, GError **error)
{
  g_autoptr (Store) store = g_new0 (Store, 1);

  if (path != NULL && (!check_journal (path, error) || !check_access (path, error)))
    return NULL;
  if (sqlite3_open_v2 (path != NULL ? path : ":memory:", &store->db, SQLITE_OPEN_READWRITE, NULL)
          != SQLITE_OK
      || !digest_register (store->db))
    {
      refuse (error, store->db != NULL ? store_explain (store->db) : g_strdup ("out of memory"));
      return NULL;
    }
  return prepare (store->db, path, error) ? g_steal_pointer (&store) : NULL;
}
