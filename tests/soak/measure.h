/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is measured while the main context runs: memory every second, and how late timers are. */
void soak_measure_start (void);
void soak_measure_at_rest (void); /* memory, once nothing is under way */
void soak_measure_print (void);
/* Whether the last quarter of a long run takes no more memory than the first, within bounds. */
gboolean soak_measure_is_flat (void);

guint soak_measure_count_descriptors (void);
gsize soak_measure_get_in_use (void); /* bytes that malloc() has given and not got back */
/* FALSE where a checker has taken malloc()'s place. */
gboolean soak_measure_knows_memory (void);

G_END_DECLS
