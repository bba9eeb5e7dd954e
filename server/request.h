/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One request on its way through the server, as handlers see it. */

#pragma once

#include "app.h"
#include "route.h"
#include "validate.h"

struct _Request {
  grefcount refs;
  App *app;
  SoupServerMessage *message;
  RouteMatch match;
  json_object *query; /* members are strings; the last of equal names counts */
  json_object *body;  /* NULL if there is none, or null */
  gboolean replied;
  gboolean paused;
};

Request *request_new (App *app, SoupServerMessage *message);
Request *request_ref (Request *request);
void request_unref (Request *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_unref)

/* The answer comes later, from a callback holding a reference. */
void request_pause (Request *request);

/* FALSE: the body was bad and the request is answered. */
gboolean request_read_body (Request *request);

/* NULL: invalid, and the request is answered. */
json_object *request_validate_body (Request *request, const Schema *schema);
json_object *request_validate_query (Request *request, const Schema *schema);

/* A path parameter whose only rule is to be made of letters, digits and underscores; NULL: it is
 * not, and the request is answered. */
const char *request_get_word (Request *request, guint index, const char *name);

/* The path parameter of the generic routes, checked; NULL: invalid, and the request is answered. */
const char *request_get_id (Request *request, guint index, const char *name);
/* The same for ids that have all the same length. */
const char *request_get_exact_id (Request *request, guint index, const char *name);
