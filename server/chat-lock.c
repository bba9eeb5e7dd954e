/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "chat-lock.h"

#define LIFETIME (120 * G_USEC_PER_SEC)

typedef struct {
  guint64 key;
  gint64 end; /* by the monotonic clock */
} Lock;

struct _ChatLocks {
  GHashTable *by_chat;
  guint64 last_key;
};

ChatLocks *
chat_locks_new (void)
{
  ChatLocks *locks = g_new0 (ChatLocks, 1);

  locks->by_chat = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return locks;
}

void
chat_locks_free (ChatLocks *locks)
{
  g_hash_table_unref (locks->by_chat);
  g_free (locks);
}

guint64
chat_lock (ChatLocks *locks, const char *chat_id)
{
  Lock *lock = g_hash_table_lookup (locks->by_chat, chat_id);
  gint64 now = g_get_monotonic_time ();

  if (lock != NULL && lock->end > now)
    return 0;
  lock = g_new0 (Lock, 1);
  lock->key = ++locks->last_key;
  lock->end = now + LIFETIME;
  g_hash_table_replace (locks->by_chat, g_strdup (chat_id), lock);
  return lock->key;
}

void
chat_unlock (ChatLocks *locks, const char *chat_id, guint64 key)
{
  Lock *lock = g_hash_table_lookup (locks->by_chat, chat_id);

  if (lock != NULL && lock->key == key)
    g_hash_table_remove (locks->by_chat, chat_id);
}

void
chat_break_lock (ChatLocks *locks, const char *chat_id)
{
  g_hash_table_remove (locks->by_chat, chat_id);
}
