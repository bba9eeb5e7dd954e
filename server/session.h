/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Connections to others, trusting whom the command line says. */

#pragma once

#include <libsoup/soup.h>

#include "options.h"

/* @timeout: seconds without a byte; 0: none. */
SoupSession *session_new (const Options *options, guint timeout, GError **error);
