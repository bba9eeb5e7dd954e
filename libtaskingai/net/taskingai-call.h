/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "net/taskingai-request.h"
#include "net/taskingai-session.h"

G_BEGIN_DECLS

/* One request on its way: queued, sent, tried again, answered. It is driven by one reactor, and done
 * exactly once, in every case. Functions are for any thread unless they say otherwise. */
typedef struct _TaskingAICall TaskingAICall;

typedef enum {
  TASKINGAI_SINK_MORE,      /* taken; nothing to tell anyone yet */
  TASKINGAI_SINK_EVENT,     /* taken; at least one event is complete */
  TASKINGAI_SINK_PAUSE,     /* not taken; offer it again after taskingai_call_resume () */
  TASKINGAI_SINK_TOO_LARGE, /* a limit is exceeded: the call fails */
} TaskingAISinkResult;

/* Where the body of an event stream goes. Both functions run wherever the reactor is driven, inside
 * libcurl, so they only store: they never call into the program or back into the call. */
typedef struct {
  TaskingAISinkResult (*data) (gpointer sink, const char *bytes, gsize length);
  void (*end) (gpointer sink, const GError *error); /* once, if the stream had begun */
  GDestroyNotify destroy;
} TaskingAISinkClass;

/* Runs in the context that the call was started in, outside libcurl: something happened. */
typedef void (*TaskingAICallReady) (TaskingAICall *call, gpointer user_data);

/* Takes @request. Fails at once if the session's settings do not allow a call. */
TaskingAICall *taskingai_call_new (TaskingAISession *session, TaskingAIRequest *request,
                                   GError **error);
TaskingAICall *taskingai_call_ref (TaskingAICall *self);
void taskingai_call_unref (TaskingAICall *self);

/* Before the start: a 200 with an event stream goes to @sink, which the call destroys. */
void taskingai_call_expect_stream (TaskingAICall *self, const TaskingAISinkClass *klass,
                                   gpointer sink);

/* In the thread-default context. @ready is called at least once, and last when the call is done. */
void taskingai_call_start (TaskingAICall *self, GCancellable *cancellable, TaskingAICallReady ready,
                           gpointer user_data);

/* Blocks until the call is done, or its stream has begun. The ready function of a call whose
 * request has a source is called between the turns of the transfer. */
void taskingai_call_run (TaskingAICall *self, GCancellable *cancellable);

/* Blocks until @finished says so, driving the transfer; FALSE if another thread is driving it. */
typedef gboolean (*TaskingAICallFinished) (gpointer user_data);
gboolean taskingai_call_drive (TaskingAICall *self, TaskingAICallFinished finished,
                               gpointer user_data);

/* Has the reactor of a stream that was begun blocking driven by the thread-default context. */
void taskingai_call_attach (TaskingAICall *self);
void taskingai_call_set_ready (TaskingAICall *self, TaskingAICallReady ready, gpointer user_data);

/* Whether it is going on in the process that this one was forked from, and there alone. */
gboolean taskingai_call_is_inherited (TaskingAICall *self);

void taskingai_call_release_cancellable (TaskingAICall *self); /* it has done its part */
void taskingai_call_abort (TaskingAICall *self);  /* the socket is closed; done with CANCELLED */
void taskingai_call_linger (TaskingAICall *self); /* nothing more is wanted but the connection */
void taskingai_call_leave_queue (TaskingAICall *self); /* the next one of its key may run */
void taskingai_call_resume (TaskingAICall *self);      /* after TASKINGAI_SINK_PAUSE */
void taskingai_call_wake (TaskingAICall *self); /* has @ready called, or drive () look again */

/* In the context of the call, from @ready on. */
gboolean taskingai_call_is_done (TaskingAICall *self);
gboolean taskingai_call_is_streaming (TaskingAICall *self);
const GError *taskingai_call_get_error (TaskingAICall *self); /* NULL: success */
const char *taskingai_call_get_body (TaskingAICall *self, gsize *length);
GBytes *taskingai_call_steal_body (TaskingAICall *self);
gint64 taskingai_call_get_content_sent (TaskingAICall *self); /* of the request's source */

/* @error with what is known about the answer; takes @error. */
GError *taskingai_call_explain (TaskingAICall *self, GError *error);
/* Takes the call's API key out of @error, where a server has repeated it. */
void taskingai_call_redact (TaskingAICall *self, GError *error);
const char *taskingai_call_get_request_id (TaskingAICall *self);
guint taskingai_call_get_status (TaskingAICall *self);
guint taskingai_call_get_attempts (TaskingAICall *self);
TaskingAIConfig *taskingai_call_get_config (TaskingAICall *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAICall, taskingai_call_unref)

G_END_DECLS
