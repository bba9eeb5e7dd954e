/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the time, and chance, come from. Tests replace them, so that no test of waiting waits. */
typedef struct {
  gint64 (*get_time) (void);                 /* monotonic, µs */
  gint64 (*get_turn_time) (GSource *source); /* the same, as of the turn of the source's context */
  gint64 (*get_real_time) (void);            /* since 1970, µs */
  double (*get_jitter) (void);               /* uniform in [0, 1) */
} TaskingAIClock;

extern TaskingAIClock taskingai_clock;

G_END_DECLS
