/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-call.h"

G_BEGIN_DECLS

/* The calls of one session that have a queue_key: of those with the same key the first may run, and
 * the others wait in the order in which they began, whatever their threads, contexts and kinds. A
 * call that leaves hands over to the next one. For any thread. */
typedef struct _TaskingAISerialQueues TaskingAISerialQueues;
typedef struct _TaskingAISerialQueue TaskingAISerialQueue;

TaskingAISerialQueues *taskingai_serial_queues_new (void);
void taskingai_serial_queues_free (TaskingAISerialQueues *self);

/* Before the start of @call, once. Nothing happens without a key. */
void taskingai_serial_queues_join (TaskingAISerialQueues *self, TaskingAICall *call);
/* Whether @call may run: it is the first, or has no key. */
gboolean taskingai_serial_queues_may_run (TaskingAISerialQueues *self, TaskingAICall *call);
/* Nothing happens if @call is in no queue. */
void taskingai_serial_queues_leave (TaskingAISerialQueues *self, TaskingAICall *call);
/* The same, unless @call is the first. */
void taskingai_serial_queues_give_up (TaskingAISerialQueues *self, TaskingAICall *call);

/* @call has moved on. */
void taskingai_serial_queues_touch (TaskingAISerialQueues *self, TaskingAICall *call, gint64 now);
/* When the first of the queue of @call has done so last. */
gint64 taskingai_serial_queues_get_touched (TaskingAISerialQueues *self, TaskingAICall *call);

G_END_DECLS
