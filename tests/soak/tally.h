/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is counted over all threads. */

/* A round has so many operations; FALSE when all have begun. */
void soak_tally_begin_round (guint n_operations);
gboolean soak_tally_take_operation (void);
void soak_tally_operation_ended (const char *outcome);
/* Waits until @n more operations have ended. FALSE if the round is over before. */
gboolean soak_tally_wait_ended (guint n);
void soak_tally_end_round (void);
guint64 soak_tally_get_n_ended (void); /* in all rounds */

/* Whether there has been a server all the time between two moments: the number is odd while there is
 * none, and another one each time. */
guint soak_tally_get_epoch (void);
void soak_tally_next_epoch (void);
guint soak_tally_get_n_restarts (void);

/* Every object that is made and ought to be finalized. Takes nothing, returns @object. */
gpointer soak_tally_watch (gpointer object);
int soak_tally_get_n_alive (void);

/* Prints how often what came out. */
void soak_tally_print (void);
/* Whether each outcome has been met that a run ought to meet. */
gboolean soak_tally_has_seen_all (void);

G_END_DECLS
