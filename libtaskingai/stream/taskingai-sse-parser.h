/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes in, events out, after the event stream grammar of the WHATWG HTML standard, section
 * "Interpreting an event stream". Pure: no I/O, no JSON. Time is linear in the bytes fed, however
 * they are cut; data that stands in one line is not copied again.
 *
 * It differs from the standard in this: bytes are passed on as they are, not decoded, so that the
 * reader of the JSON finds what is no UTF-8, as a mistake, where the standard puts U+FFFD. The
 * fields id and retry are passed over like unknown ones, for nobody connects again in the middle of
 * an answer. A type ends at NUL. Events and lines have a limit. */
typedef struct _TaskingAISseParser TaskingAISseParser;

typedef struct {
  const char
      *data; /* not terminated; valid until the next feed or next; the caller may not write */
  gsize length;
  const char *type; /* "message" unless the event names one; same lifetime */
} TaskingAISseEvent;

TaskingAISseParser *taskingai_sse_parser_new (gsize max_event_size); /* bytes; at least 1 */
void taskingai_sse_parser_free (TaskingAISseParser *self);

/* FALSE once an event, or a line, exceeds the limit; what was complete before can still be read. */
gboolean taskingai_sse_parser_feed (TaskingAISseParser *self, const char *bytes, gsize length);

/* The next complete event; FALSE if there is none yet. Events without data are not events. */
gboolean taskingai_sse_parser_next (TaskingAISseParser *self, TaskingAISseEvent *event);

/* The @nth event that has not been taken yet, without taking it. */
gboolean taskingai_sse_parser_peek (TaskingAISseParser *self, gsize nth, TaskingAISseEvent *event);

gsize taskingai_sse_parser_get_n_events (const TaskingAISseParser *self);
gsize taskingai_sse_parser_get_n_bytes (const TaskingAISseParser *self); /* held, events and rest */
gsize taskingai_sse_parser_get_size (const TaskingAISseParser *self); /* of the memory for them */

/* Whether bytes of an unfinished event are held: at the end of the body, a truncation. */
gboolean taskingai_sse_parser_has_partial (const TaskingAISseParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAISseParser, taskingai_sse_parser_free)

G_END_DECLS
