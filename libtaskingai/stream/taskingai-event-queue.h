/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-model-private.h"
#include "net/taskingai-call.h"
#include "stream/taskingai-read.h"

G_BEGIN_DECLS

/* What an event is, by its member "object". */
typedef enum {
  TASKINGAI_EVENT_CHUNK,  /* its "delta" is the next piece of text */
  TASKINGAI_EVENT_PART,   /* a chunk of another form; there is no last object, [DONE] completes */
  TASKINGAI_EVENT_OTHER,  /* such as a log */
  TASKINGAI_EVENT_RESULT, /* the last object: the stream is complete */
} TaskingAIEventRole;

typedef struct {
  const char *object; /* NULL ends the table */
  GType (*get_type) (void);
  TaskingAIEventRole role;
  const char *(*get_delta) (gpointer model); /* of a chunk or part */
} TaskingAIEventKind;

/* The events of one stream between the transfer, which fills it, and the reader, which may be another
 * thread. Events are kept as bytes and decoded when they are read. */
typedef struct _TaskingAIEventQueue TaskingAIEventQueue;

extern const TaskingAISinkClass taskingai_event_queue_sink;

TaskingAIEventQueue *taskingai_event_queue_new (const TaskingAIEventKind *kinds,
                                                const char *request_id, gsize max_event_size,
                                                gsize max_queued_bytes);
/* Before the first pop: for the errors. */
void taskingai_event_queue_set_attempts (TaskingAIEventQueue *self, guint attempts);
TaskingAIEventQueue *taskingai_event_queue_ref (TaskingAIEventQueue *self);
void taskingai_event_queue_unref (TaskingAIEventQueue *self);

typedef enum {
  TASKINGAI_EVENT_QUEUE_EMPTY, /* more may come */
  TASKINGAI_EVENT_QUEUE_ITEM,
  TASKINGAI_EVENT_QUEUE_END,   /* the proper one */
  TASKINGAI_EVENT_QUEUE_ERROR, /* stays */
} TaskingAIEventQueueState;

/* The next event; @model is a full reference with ITEM, @error is set with ERROR. */
TaskingAIEventQueueState taskingai_event_queue_pop (TaskingAIEventQueue *self,
                                                    TaskingAIModel **model, GError **error);
/* All text that is there, as one string; takes its events. */
TaskingAIEventQueueState taskingai_event_queue_pop_text (TaskingAIEventQueue *self, char **text,
                                                         GError **error);
/* Some or all events that are there, as one JSON array; takes them. */
TaskingAIEventQueueState taskingai_event_queue_pop_json (TaskingAIEventQueue *self, char **json,
                                                         GError **error);

/* Whether there is something to look at: without it, a pop gives EMPTY. */
gboolean taskingai_event_queue_is_ready (TaskingAIEventQueue *self);
/* Whether the transfer waits for room, and there is room now; TRUE once per wait. */
gboolean taskingai_event_queue_take_room (TaskingAIEventQueue *self);
/* Blocks until something has changed since @serial; another thread drives the transfer. */
guint taskingai_event_queue_get_serial (TaskingAIEventQueue *self);
void taskingai_event_queue_wait (TaskingAIEventQueue *self, guint serial);
void taskingai_event_queue_wake (TaskingAIEventQueue *self);

/* Everything so far, read or not. */
char *taskingai_event_queue_dup_text (TaskingAIEventQueue *self);
TaskingAIModel *taskingai_event_queue_dup_result (TaskingAIEventQueue *self);

/* The last object has been read. */
gboolean taskingai_event_queue_has_result (TaskingAIEventQueue *self);
/* And it is the end: nothing of importance can follow. */
gboolean taskingai_event_queue_is_complete (TaskingAIEventQueue *self);

/* From now on every pop gives G_IO_ERROR_CLOSED. */
void taskingai_event_queue_close (TaskingAIEventQueue *self);

/* The reader that waits, as long as it waits. */
void taskingai_event_queue_set_pending (TaskingAIEventQueue *self,
                                        TaskingAIRead *read); /* takes @read */
TaskingAIRead *taskingai_event_queue_take_pending (TaskingAIEventQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAIEventQueue, taskingai_event_queue_unref)

G_END_DECLS
