/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The connection to an OpenAI-compatible server. */

#pragma once

#include <libsoup/soup.h>

#include "models.h"
#include "options.h"

typedef struct _Upstream Upstream;

/* Reads the key and adds the models, which the server is asked for unless the options name some. */
Upstream *upstream_new (const Options *options, Models *models, GError **error);
void upstream_free (Upstream *upstream);
SoupSession *upstream_get_session (Upstream *upstream);
/* A POST of @body, which is taken, to @path below the base URL. */
SoupMessage *upstream_post (Upstream *upstream, const char *path, json_object *body);
