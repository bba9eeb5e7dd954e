/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-call.h"
#include "net/taskingai-handle.h"
#include "net/taskingai-reactor.h"
#include "net/taskingai-serial-queues.h"

G_BEGIN_DECLS

/* Of one answer; below the limit that newer versions of libcurl have. */
#define TASKINGAI_CALL_MAX_HEADERS (256 * 1024)

typedef enum {
  TASKINGAI_CALL_NEW,
  TASKINGAI_CALL_WAITING, /* for the calls before it with the same queue_key */
  TASKINGAI_CALL_QUEUED,  /* for a place among the calls in flight */
  TASKINGAI_CALL_RUNNING, /* libcurl has it */
  TASKINGAI_CALL_BACKOFF, /* until retry_time */
  TASKINGAI_CALL_DONE,
} TaskingAICallState;

/* Only the reactor's driver touches what is below the mark. */
struct _TaskingAICall {
  gatomicrefcount ref_count;
  TaskingAISession *session;
  TaskingAIConfig *config;
  TaskingAIRequest *request;
  TaskingAIReactor *reactor;
  gboolean borrowed_reactor; /* of a blocking caller: goes back to the session */
  char request_id[17];

  const TaskingAISinkClass *sink_class; /* NULL: a plain answer is expected */
  gpointer sink;
  TaskingAICallReady ready;
  gpointer ready_data;
  GCancellable *cancellable;
  gulong cancel_handler;

  TaskingAISerialQueue *serial_queue; /* in which it is, under the lock of those */
  GList serial_link;
  gint pending; /* TaskingAICallOp bits in the reactor's inbox, under its lock */

  /* ---- the mark ---- */
  TaskingAICallState state;
  TaskingAIHandle *handle; /* while RUNNING */
  GList active_link, queue_link, ready_link, hungry_link, held_link;
  gboolean is_ready;
  gboolean is_hungry; /* libcurl waits for more of the request's source */
  GError *read_error; /* of the source, until the reactor sees it */
  gint64 deadline;    /* of the clock that runs; 0: none */
  gint64 total_deadline;
  gint64 retry_time;
  guint retry_delay;   /* ms from the failure on */
  guint retry_cost;    /* of the last retry */
  GError *retry_error; /* why, until the program has been told; the wait does not end before */
  guint attempts, n_free;
  guint n_proxies; /* that could not be reached */
  gboolean free_used;

  guint status;
  char *content_type;
  gboolean streaming; /* the answer is an event stream, and goes to the sink */
  gboolean had_event;
  gboolean paused; /* until the program has read */
  gboolean held;   /* until the next turn: see taskingai-reactor-hold.c */
  gboolean may_hold;
  gint64 turn;        /* in which there were the last events */
  gsize turn_bytes;   /* of them */
  gboolean lingering; /* what still comes is for nobody */
  gboolean too_large;
  gboolean in_headers; /* until those of the answer itself have ended */
  gboolean had_header;
  gboolean in_line;    /* of headers, of which the rest is still to come */
  gsize header_length; /* of all headers that came, trailers and 1xx included */
  char *body;
  gsize body_length, body_size;
  guint64 max_body_size;
  GError *error;
};

/* libcurl's callbacks; @data is the TaskingAIHandle. */
size_t taskingai_call_write_cb (char *bytes, size_t size, size_t n, void *data);
size_t taskingai_call_read_cb (char *bytes, size_t size, size_t n, void *data);
size_t taskingai_call_header_cb (char *line, size_t size, size_t n, void *data);

/* The compression of the answer, or NULL. None is asked for; somebody on the way may compress
 * nevertheless. */
const char *taskingai_call_find_encoding (TaskingAICall *self);

/* For the reactor. */
void taskingai_call_begin_attempt (TaskingAICall *self);
/* Reads the answer off the handle. Returns the failure of the attempt, or NULL. */
GError *taskingai_call_end_attempt (TaskingAICall *self, CURLcode code, TaskingAIRetryFacts *facts);
void taskingai_call_settle (TaskingAICall *self, GError *error); /* takes @error; tells the sink */
GError *taskingai_call_timeout_error (TaskingAICall *self);
void taskingai_call_start_clock (TaskingAICall *self, gint64 now);
void taskingai_call_start_wait (TaskingAICall *self); /* the clock while WAITING */
void taskingai_call_tell_retry (TaskingAICall *self); /* the program, of its retry_error */

G_END_DECLS
