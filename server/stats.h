/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Counters that let a test see what really arrived, and what was really let go. */

#pragma once

#include <glib.h>

#include "route.h"

typedef struct {
  GHashTable *routes; /* "GET /v1/assistants" → count */
  guint64 requests;
  guint64 aborted_streams;
  guint open_streams;
  guint waiting_streams; /* for their clients to read on */
} Stats;

Stats *stats_new (void);
void stats_free (Stats *stats);
void stats_count (Stats *stats, const RouteMatch *match);

/* GET /v1/local/stats */
void stats_get (Request *request);
