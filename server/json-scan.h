/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Strict JSON check (RFC 8259, UTF-8, depth limit). json-c accepts much more than JSON and does not
 * say where an error is; the service names the place and the fault as Python's reader does.
 */

#pragma once

#include <glib.h>

/* Returns NULL if the text is one JSON value, else what is wrong; *position counts characters. */
const char *json_scan (const char *text, gsize length, gsize *position);
