/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "stream/taskingai-event-queue.h"
#include "stream/taskingai-sse-parser.h"
#include "taskingai-error-private.h"

G_BEGIN_DECLS

/* What the JSON of one event is. @details, if not NULL, go into the errors. */

/* Finds the kind; NULL for an object that this version does not know. FALSE for an error that the
 * server reports in the stream (API reference, section 5.5), and for what is no object. */
gboolean taskingai_event_identify (const TaskingAISseEvent *event, const TaskingAIEventKind *kinds,
                                   const TaskingAIEventKind **kind,
                                   const TaskingAIErrorDetails *details, GError **error);

TaskingAIModel *taskingai_event_decode (const TaskingAISseEvent *event,
                                        const TaskingAIEventKind *kind,
                                        const TaskingAIErrorDetails *details, GError **error);

/* The same for a chunk of which no object is wanted, but its text, at the end of @text. */
gboolean taskingai_event_check_chunk (const TaskingAISseEvent *event,
                                      const TaskingAIEventKind *kind, GString *text,
                                      const TaskingAIErrorDetails *details, GError **error);

/* Only the "delta", without making an object of it. */
gboolean taskingai_event_append_delta (const TaskingAISseEvent *event, GString *text,
                                       const TaskingAIErrorDetails *details, GError **error);

G_END_DECLS
