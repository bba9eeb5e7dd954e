/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Pictures of providers and bundles, and where they are. */

#pragma once

#include "request.h"

void icons_get_provider (Request *request);
void icons_get_bundle (Request *request);

/* URLs by which the client that asks reaches them. */
char *icons_provider_url (Request *request, const char *provider_id);
char *icons_bundle_url (Request *request, const char *bundle_id);
