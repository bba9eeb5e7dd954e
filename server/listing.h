/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Cursor lists, the same for every kind of object. */

#pragma once

#include "request.h"

typedef struct {
  const char *kind;
  const char *parent;          /* "" for kinds without parent */
  const char *const *prefixes; /* members that prefix_filter may have; NULL: there is no such */
  const char *const *equals;   /* members that equal_filter may have; NULL: there is no such */
  json_object *common;         /* members with texts that all listed have anyway, or NULL */
} ListingSource;

/* The documents of the page that the query asks for; NULL: refused, and the request is answered. */
json_object *listing_read (Request *request, const ListingSource *source, gboolean *has_more);

/* @filters names the members that prefix_filter may have; NULL: this list has no filters.
 * @present makes a stored document fit to be seen; NULL: it is. */
void listing_reply (Request *request, const char *kind, const char *parent,
                    const char *const *filters, void (*present) (json_object *document));

/* One page of @all, which it takes, by limit and offset. */
void listing_reply_offset (Request *request, json_object *query, json_object *all);

/* What the query of an offset list has besides others. */
#define LISTING_OFFSET_FIELDS                                                                      \
  { .name = "limit", .type = FIELD_INT, .range = RANGE (1, 100), .fallback = "20" },               \
  {                                                                                                \
    .name = "offset", .type = FIELD_INT, .range = AT_LEAST (0), .fallback = "0"                    \
  }
