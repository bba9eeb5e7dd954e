/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-call.h"
#include "stream/taskingai-event-queue.h"
#include "stream/taskingai-stream.h"

G_BEGIN_DECLS

/* Sends @call, whose answer is to be a stream of @kinds. Takes @call. */
TaskingAIStream *taskingai_stream_open (TaskingAICall *call, const TaskingAIEventKind *kinds,
                                        GCancellable *cancellable, GError **error);
/* The same; @task returns the stream. Takes both. */
void taskingai_stream_open_async (TaskingAICall *call, const TaskingAIEventKind *kinds,
                                  GTask *task);

struct _TaskingAIStream {
  GObject parent_instance;
  TaskingAICall *call;
  TaskingAIEventQueue *queue;
  gint busy; /* a read is going on */
  gint closed;
  TaskingAIRead *spare; /* for the next asynchronous read */
};

/* What the call of a stream calls: wakes the reader that waits. @user_data is the queue. */
void taskingai_stream_ready_cb (TaskingAICall *call, gpointer user_data);

G_END_DECLS
