/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The answer as an event stream. It watches the client from the moment the request is taken, also
 * while there is nothing to send: a client that goes away is noticed at once.
 */

#pragma once

#include "request.h"

typedef struct _EventStream EventStream;

typedef struct {
  void (*aborted) (gpointer data);                       /* the client went away */
  void (*congested) (gboolean congested, gpointer data); /* stop sending, or go on */
} EventStreamCallbacks;

/* Valid until it is ended, cut or dropped, or until aborted () has been called. */
EventStream *event_stream_new (Request *request, const EventStreamCallbacks *callbacks,
                               gpointer data);

/* Sends the headers, unless they are already sent. */
void event_stream_open (EventStream *stream);
gboolean event_stream_is_open (EventStream *stream);
void event_stream_send (EventStream *stream, json_object *event);
/* Sends [DONE] and completes the answer. */
void event_stream_end (EventStream *stream);
/* Breaks the connection off, without an end of the body. */
void event_stream_cut (EventStream *stream);
/* Not yet open, and not to be: an ordinary answer follows. */
void event_stream_drop (EventStream *stream);
