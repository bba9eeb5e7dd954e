/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One generation at a time in a chat. A lock ends by itself after two minutes. */

#pragma once

#include <glib.h>

typedef struct _ChatLocks ChatLocks;

ChatLocks *chat_locks_new (void);
void chat_locks_free (ChatLocks *locks);
/* A key to the lock, or 0 if the chat is locked. */
guint64 chat_lock (ChatLocks *locks, const char *chat_id);
/* Does nothing if the lock has gone to somebody else meanwhile. */
void chat_unlock (ChatLocks *locks, const char *chat_id, guint64 key);
/* Whoever holds it. */
void chat_break_lock (ChatLocks *locks, const char *chat_id);
