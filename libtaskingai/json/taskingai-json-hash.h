/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A GHashFunc for names that come from the network: nobody outside of this process can find names
 * that collide, as anybody can for g_str_hash (), and make a table of them take quadratic time. */
guint taskingai_json_hash (gconstpointer name);

/* SipHash-2-4, of which the above is a part. */
guint64 taskingai_json_siphash (const guint64 key[2], const char *text, gsize length);

G_END_DECLS
