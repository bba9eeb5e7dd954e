/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The administrator's session in the WEB role. */

#pragma once

#include "request.h"

void admins_login (Request *request);
void admins_logout (Request *request);
void admins_verify_token (Request *request);
void admins_refresh_token (Request *request);

/* Whether @token is the administrator's living one; *expired tells of one that was. */
gboolean admins_is_live (Store *store, const char *token, gboolean *expired);
