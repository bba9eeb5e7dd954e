/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

#include "stream/taskingai-sse-parser.h"

G_BEGIN_DECLS

/* The parser held against the WHATWG HTML standard, "Interpreting an event stream", done step by
 * step as it stands there: on the whole stream, slowly, and with nothing else in mind. */

/* Takes all events that there are and appends each as TYPE=DATA|. */
void sse_oracle_collect (TaskingAISseParser *parser, GString *events);

/* The events of a stream by the standard, as above; and whether the stream ends within one. */
GString *sse_oracle_read (const char *bytes, gsize length, gboolean *partial);

/* NULL, or how the parser differs from that when the bytes come in pieces that end at the offsets
 * @cuts, which ascend. With @at_once events are taken after each piece, else at the end. */
char *sse_oracle_check (const char *bytes, gsize length, const gsize *cuts, gsize n_cuts,
                        gboolean at_once);

G_END_DECLS
