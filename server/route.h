/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The routing table: which handler answers which method on which path, for whom. */

#pragma once

#include <glib.h>

typedef struct _Request Request;
typedef void (*RouteHandler) (Request *request);

typedef enum {
  ROLE_API = 1 << 0, /* /v1, API key */
  ROLE_WEB = 1 << 1, /* /api/v1, admin token */
  ROLE_BOTH = ROLE_API | ROLE_WEB,
  ROLE_IMAGES = 1 << 2, /* /imgs, for everybody */
  ROLE_ICONS = 1 << 3,  /* /images, for everybody */
} Role;

typedef enum {
  ROUTE_OPEN = 1 << 0,     /* no credential needed */
  ROUTE_BODY = 1 << 1,     /* takes a JSON body, read before the credential is looked at */
  ROUTE_LOOPBACK = 1 << 2, /* for clients on this machine only */
  ROUTE_TESTS = 1 << 4,    /* with --test-mode only */
  ROUTE_NEWER = 1 << 3,    /* of a newer service than the one that --quirks reproduces */
} RouteFlags;

typedef struct {
  const char *method;
  const char *path; /* below the prefix; {name} stands for one segment */
  RouteHandler handler;
  Role roles;
  RouteFlags flags;
} Route;

#define ROUTE_MAX_PARAMS 4

typedef enum {
  ROUTE_FOUND,
  ROUTE_WRONG_METHOD, /* the path exists; the route given is the first one of this path */
  ROUTE_UNKNOWN,
} RouteResult;

typedef struct {
  const Route *route;
  Role role;
  char *params[ROUTE_MAX_PARAMS]; /* in the order of the path */
} RouteMatch;

/* @path is the complete path, percent-decoded; routes with a flag of @without do not exist. */
RouteResult route_find (const char *method, const char *path, RouteFlags without,
                        RouteMatch *match);
void route_match_clear (RouteMatch *match);
const char *route_prefix (Role role);
