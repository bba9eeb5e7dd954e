/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-call.h"
#include "net/taskingai-retry.h"

G_BEGIN_DECLS

/* One curl multi handle with one epoll, driven either by a GSource in a main context or by a blocking
 * caller. Who owns the context, or holds the drive lock, may touch the transfers; everyone else leaves
 * a note in the inbox. Nothing of the program is ever called from inside libcurl. */

TaskingAIReactor *taskingai_reactor_new (void);
TaskingAIReactor *taskingai_reactor_ref (TaskingAIReactor *self);
void taskingai_reactor_unref (TaskingAIReactor *self);

/* Whether it is of the process that this one was forked from. Then it is dead here: nothing drives it,
 * what is posted is lost, and its connections are left alone. */
gboolean taskingai_reactor_is_inherited (TaskingAIReactor *self);

/* From now on driven by @context. @detached is told when the context is destroyed first. */
void taskingai_reactor_attach (TaskingAIReactor *self, GMainContext *context,
                               GDestroyNotify detached, gpointer data);
/* Without a call. FALSE if the context still has it for a while: it is of no more use then. */
gboolean taskingai_reactor_detach (TaskingAIReactor *self);
gboolean taskingai_reactor_is_attached (TaskingAIReactor *self);

typedef enum {
  TASKINGAI_CALL_OP_START = 1 << 0,
  TASKINGAI_CALL_OP_ABORT = 1 << 1,
  TASKINGAI_CALL_OP_RESUME = 1 << 2,
  TASKINGAI_CALL_OP_WAKE = 1 << 3,
  TASKINGAI_CALL_OP_LINGER = 1 << 4,
  TASKINGAI_CALL_OP_TURN = 1 << 5,   /* it is the first of its serial queue now */
  TASKINGAI_CALL_OP_FEED = 1 << 6,   /* a read of the source has ended */
  TASKINGAI_CALL_OP_CANCEL = 1 << 7, /* as ABORT, while the cancellable has a part in it */
} TaskingAICallOp;

/* Now, if this thread can drive; else by whoever drives, at once. */
void taskingai_reactor_post (TaskingAIReactor *self, TaskingAICall *call, TaskingAICallOp op);

/* By whoever drives next, and never at once: for places where this thread cannot drive. */
void taskingai_reactor_leave_note (TaskingAIReactor *self, TaskingAICall *call, TaskingAICallOp op);

/* Drives until @finished; FALSE if another thread has the reactor. */
gboolean taskingai_reactor_run (TaskingAIReactor *self, TaskingAICallFinished finished,
                                gpointer user_data);

/* Between a driver's calls: see to it that the call's ready function is called. */
void taskingai_reactor_mark_ready (TaskingAIReactor *self, TaskingAICall *call);

/* From inside libcurl: the source of the call's request has to be read. */
void taskingai_reactor_mark_hungry (TaskingAIReactor *self, TaskingAICall *call);

/* From inside libcurl: so many bytes have come. */
void taskingai_reactor_count (TaskingAIReactor *self, gsize length);

/* From inside libcurl: it gets no more of the answer in this turn. */
void taskingai_reactor_hold (TaskingAIReactor *self, TaskingAICall *call);

/* A clock of a call ends at @deadline, 0 for never: see to it that somebody looks at it then. */
void taskingai_reactor_expect_clock (TaskingAIReactor *self, gint64 deadline);

/* The time of the current turn. */
gint64 taskingai_reactor_get_now (TaskingAIReactor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAIReactor, taskingai_reactor_unref)

G_END_DECLS
