/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Plain text out of what people write it in. */

#pragma once

#include <glib.h>

/* Without white space, Unicode's too, at both ends. */
char *text_strip (const char *text, gsize length);

/* Of bytes that should be UTF-8, with or without a mark at their start; NULL: they are not. */
char *text_from_bytes (GBytes *bytes);
