/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Cursor lists, the same for every kind of object. */

#pragma once

#include "request.h"

/* @filters names the members that prefix_filter may have; NULL: this list has no filters.
 * @present makes a stored document fit to be seen; NULL: it is. */
void listing_reply (Request *request, const char *kind, const char *parent,
                    const char *const *filters, void (*present) (json_object *document));
