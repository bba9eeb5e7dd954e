/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The server, which is killed and started anew on the same port again and again. */
guint soak_restarter_start_server (const char *path); /* gives its port */
void soak_restarter_stop_server (void);

/* During a round: a thread that kills it every time @n_between operations have ended. */
void soak_restarter_begin (guint n_between);
void soak_restarter_end (void);

G_END_DECLS
