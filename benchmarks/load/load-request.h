/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "load-text.h"

#include <sys/types.h>

/* One HTTP/1.1 request, in the bytes it arrived in. */
typedef struct {
  bool post;
  LoadText target;
  LoadText body;
} LoadRequest;

/* How many bytes the request takes; 0 when it is not complete, -1 when it is none that this server
 * understands (a body needs its Content-Length). */
ssize_t load_request_parse (LoadRequest *self, LoadText input);
