/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Semantic search in one collection. */

#pragma once

#include "app.h"

/* @chunks: an array of chunks with their scores, best first, or NULL and why. It belongs to the
 * search; a caller who keeps it takes a reference. */
typedef void (*SearchDone) (json_object *chunks, const char *failure, gpointer data);

/* Gives the @top_k best chunks above the threshold that fit the tokens, in this order: one that
 * does not is left out. @done may be called before this returns. */
void search_run (App *app, const char *collection_id, const char *query_text, gint64 top_k,
                 json_object *max_tokens_or_null, json_object *score_threshold_or_null,
                 SearchDone done, gpointer data);
