/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A process that was forked has copies of its parent's connections, which it must not touch: whatever
 * is of another generation than the process is the parent's. */
guint taskingai_fork_get_generation (void);

/* Differs between processes that have the rest of their memory in common. */
guint32 taskingai_fork_get_salt (void);

G_END_DECLS
