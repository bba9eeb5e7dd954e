/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps so many streams and calls under way at once in the thread-default main context, until all
 * operations of the round have begun and these have ended. */
void soak_crowd_run (guint n_streams, guint n_calls, guint32 seed);

/* The same by one blocking caller. */
void soak_blocking_run (guint32 seed);

G_END_DECLS
