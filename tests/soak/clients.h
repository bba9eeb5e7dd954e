/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <taskingai/taskingai.h>

G_BEGIN_DECLS

/* The clients that all threads share. Now and then one is dropped, whatever is under way, and another
 * comes in its place. */
void soak_clients_init (guint port);
void soak_clients_clear (void);
/* Gives a reference. @impatient: one whose clocks are short. */
TaskingAIClient *soak_clients_take (gboolean impatient, GRand *rand);

G_END_DECLS
