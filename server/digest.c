/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "digest.h"

#include <string.h>

#define BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define PRIME G_GUINT64_CONSTANT (0x100000001b3)

/* FNV-1a by eight bytes at a time, with the upper bits brought down: against accidents, not
 * against people. */
static guint64
add_bytes (guint64 sum, const guint8 *bytes, gsize size)
{
  guint64 word = 0;

  for (; size >= sizeof word; bytes += sizeof word, size -= sizeof word)
    {
      memcpy (&word, bytes, sizeof word);
      sum = (sum ^ GUINT64_FROM_LE (word)) * PRIME;
      sum ^= sum >> 32;
    }
  for (; size > 0; bytes++, size--)
    sum = (sum ^ *bytes) * PRIME;
  return sum;
}

static void
digest (sqlite3_context *context, int n, sqlite3_value **values)
{
  guint64 sum = BASIS;

  for (int i = 0; i < n; i++)
    {
      const guint8 *bytes = sqlite3_value_blob (values[i]);
      gsize size = (gsize) sqlite3_value_bytes (values[i]);

      sum = (add_bytes (sum, bytes, size) ^ size) * PRIME;
    }
  sqlite3_result_int64 (context, (sqlite3_int64) sum);
}

gboolean
digest_register (sqlite3 *db)
{
  return sqlite3_create_function (db, "digest", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                  digest, NULL, NULL)
         == SQLITE_OK;
}
