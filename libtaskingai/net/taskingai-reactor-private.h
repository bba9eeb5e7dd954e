/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <sys/epoll.h>

#include "net/taskingai-call-private.h"
#include "net/taskingai-reactor.h"

G_BEGIN_DECLS

#define TASKINGAI_REACTOR_EVENTS 32
#define TASKINGAI_NEVER G_MAXINT64

/* Other sources of the main loop wait for a turn of this one for a millisecond at most. So it begins no
 * more when it has done so much in reading what has come and starting who may, and so much in telling who
 * is ready: bytes that are read or decoded, at about a nanosecond, and what a step takes besides. */
#define TASKINGAI_REACTOR_WORK (128 * 1024)
#define TASKINGAI_REACTOR_STEP (4 * 1024)

/* What libcurl wants to know of a socket, and what epoll has been told. */
typedef struct {
  guint32 want, have;  /* EPOLLIN | EPOLLOUT */
  gboolean connection; /* else of a resolver, which closes it without telling */
  gboolean kept;       /* one of HTTP/1, for which libcurl has no use just now */
} TaskingAISocket;

struct _TaskingAIReactor {
  gatomicrefcount ref_count;
  guint generation; /* see taskingai-fork.h */

  /* taskingai-reactor-io.c */
  CURLM *multi;
  int epoll_fd;
  int wake_fd;     /* an eventfd in the epoll, written by threads that do not drive */
  GArray *sockets; /* TaskingAISocket by file descriptor */
  struct epoll_event events[TASKINGAI_REACTOR_EVENTS];
  int n_events, next_event;
  gint64 polled; /* when epoll was last asked */
  gint64 curl_deadline;

  /* taskingai-reactor-calls.c */
  GQueue active;         /* begun and not done; holds references */
  GQueue streams, plain; /* wait for a place; links of calls in active */
  GQueue ready;          /* holds references */
  GQueue hungry, held;   /* links of calls in active */
  GPtrArray *idle_handles;
  guint n_running, n_plain;
  gint64 next_clock;   /* no clock of a call ends before */
  gboolean name_known; /* a name has been resolved: libcurl's cache answers the next one */
  gboolean asking_proxy;

  /* taskingai-reactor-drive.c */
  GMutex context_lock; /* for all of this part; writing needs to be inside as well */
  GCond visitor_left;
  GMainContext *context; /* not references: while a source is in it, the context tells its end */
  GSource *source;
  gboolean ending;   /* the context is being destroyed: nobody enters it any more */
  GThread *visitor;  /* who is inside the context by enter () */
  guint n_visits;    /* of the visitor, one within the other */
  GMutex drive_lock; /* without a context */

  /* taskingai-reactor.c */
  gint64 now;
  gsize work;          /* done in this turn, in reading and starting */
  guint n_dispatching; /* turns of the source in which callbacks run, one within the other */
  gboolean is_behind;  /* a callback has begun something, and advance () has not seen to it yet */
  gint abandoned;      /* the source removes itself when it wakes up */
  GMutex inbox_lock;
  GQueue inbox; /* holds references */
  gint inbox_length;
  gint context_lost; /* what it was to do has to be given up */
};

/* taskingai-reactor-io.c */
void taskingai_reactor_io_init (TaskingAIReactor *self);
void taskingai_reactor_io_clear (TaskingAIReactor *self);
void taskingai_reactor_io_wake (TaskingAIReactor *self);
/* Waits up to @timeout µs (-1: for ever) and lets libcurl work; bounded. */
void taskingai_reactor_io_turn (TaskingAIReactor *self, gint64 timeout);
void taskingai_reactor_io_kick (TaskingAIReactor *self); /* what is due by libcurl's clock */
/* Idle connections on which something has come are not used any more. */
void taskingai_reactor_io_drop_stale (TaskingAIReactor *self);
TaskingAIHandle *taskingai_reactor_io_new_handle (TaskingAIReactor *self, TaskingAIConfig *config);

/* taskingai-reactor-calls.c */
void taskingai_reactor_add (TaskingAIReactor *self, TaskingAICall *call);
void taskingai_reactor_begin (TaskingAIReactor *self, TaskingAICall *call); /* its turn */
void taskingai_reactor_fail (TaskingAIReactor *self, TaskingAICall *call, GError *error);
/* Starts some of what may start; FALSE if nothing may. */
gboolean taskingai_reactor_pump (TaskingAIReactor *self);
void taskingai_reactor_end_attempt (TaskingAIReactor *self, TaskingAICall *call, CURLcode code);
void taskingai_reactor_collect (TaskingAIReactor *self); /* what libcurl has finished */
void taskingai_reactor_check_clocks (TaskingAIReactor *self);
void taskingai_reactor_resume (TaskingAIReactor *self, TaskingAICall *call);
/* Tells the calls that are ready: all, or the part of one turn of @source while that is there. */
void taskingai_reactor_deliver (TaskingAIReactor *self, GSource *source);

/* taskingai-reactor-retry.c */
/* TRUE if the call is tried again, and takes @error; else this may say more than before. */
gboolean taskingai_reactor_retry (TaskingAIReactor *self, TaskingAICall *call,
                                  const TaskingAIRetryFacts *facts, GError **error);
gboolean taskingai_reactor_may_resend (TaskingAICall *call); /* once the wait is over */

/* taskingai-reactor-feed.c */
void taskingai_reactor_feed (TaskingAIReactor *self);                     /* all that are hungry */
void taskingai_reactor_fed (TaskingAIReactor *self, TaskingAICall *call); /* a read has ended */
void taskingai_reactor_leave_hungry (TaskingAIReactor *self, TaskingAICall *call);

/* taskingai-reactor-hold.c */
void taskingai_reactor_let_go (TaskingAIReactor *self); /* those that are held; bounded */
void taskingai_reactor_leave_held (TaskingAIReactor *self, TaskingAICall *call);

/* taskingai-reactor-drive.c */
typedef struct {
  GMainContext *context; /* NULL: by the drive lock */
} TaskingAIVisit;

void taskingai_reactor_drive_init (TaskingAIReactor *self);
void taskingai_reactor_drive_clear (TaskingAIReactor *self);
/* Between the two this thread drives, and the context neither changes nor goes. FALSE if another
 * thread does. */
gboolean taskingai_reactor_enter (TaskingAIReactor *self, TaskingAIVisit *visit);
void taskingai_reactor_leave (TaskingAIReactor *self, TaskingAIVisit *visit);
/* The same for long: waits for who has entered for a moment. Between turns it has to be asked
 * whether one may stay. */
gboolean taskingai_reactor_enter_to_run (TaskingAIReactor *self, TaskingAIVisit *visit);
gboolean taskingai_reactor_may_stay (TaskingAIReactor *self, TaskingAIVisit *visit);
/* The source is destroyed, most often with its context, which is still there. */
void taskingai_reactor_end_context (TaskingAIReactor *self, GSource *source,
                                    GDestroyNotify detached, gpointer data);

/* taskingai-reactor.c */
void taskingai_reactor_lose_context (TaskingAIReactor *self); /* it is driven without one now */
void taskingai_reactor_advance (TaskingAIReactor *self);      /* after a turn or an op; bounded */
void taskingai_reactor_read_inbox (TaskingAIReactor *self);
gboolean taskingai_reactor_has_notes (TaskingAIReactor *self); /* to read */
gboolean taskingai_reactor_has_work (TaskingAIReactor *self);  /* that needs no waiting */
gint64 taskingai_reactor_get_deadline (TaskingAIReactor *self);

/* taskingai-reactor-source.c */
GSource *taskingai_reactor_source_new (TaskingAIReactor *self, GDestroyNotify detached,
                                       gpointer data);

G_END_DECLS
