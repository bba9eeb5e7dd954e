/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Who may ask. */

#pragma once

#include "request.h"

/* Makes sure that there is an API key: the one given, a stored one, or a new one. */
char *auth_ensure_key (Store *store, const char *wanted);

/* FALSE: refused, and the request is answered. */
gboolean auth_check (Request *request);
