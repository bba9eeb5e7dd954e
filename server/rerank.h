/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* A reranker that counts common words. */

#pragma once

#include "json.h"

/* One score from 0 to 1 for each document: the share of the query's different words that occur in
 * it, regardless of case. NULL for a query with the mark "!fail". */
double *rerank_scores (const char *query, json_object *documents);
