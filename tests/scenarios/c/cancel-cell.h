/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "cancel-peer.h"
#include "upload-fixture.h"

/* One cell of the matrix: something that is under way, and how it is ended or left. */
typedef struct _Cell Cell;

/* Who does it. */
typedef enum {
  BY_SAME,     /* the thread of the call, between two turns of its loop */
  BY_THREAD,   /* another one */
  BY_CALLBACK, /* the callback of another call */
  BY_HANDLER,  /* a handler of another cancellable */
  BY_READ,     /* the callback of an earlier read of the stream */
  BY_BLOCKED,  /* another thread, while this one is blocked */
  N_DOERS,
} Doer;

extern const char *const doer_names[N_DOERS];

/* How the call is made. */
typedef struct {
  const char *name;
  gpointer (*get_service) (TaskingAIClient *client);
  void (*start) (Cell *cell, gpointer service);
  gboolean (*finish) (Cell *cell, GError **error); /* TRUE: with the whole answer */
  gboolean (*run) (Cell *cell, gpointer service, GError **error);
} Kind;

/* Where it is. */
typedef struct {
  const char *name;
  const char *fault; /* what the fault server does with it; NULL: it does not come there */
  void (*set_up) (Cell *cell);
  void (*reach) (Cell *cell);       /* returns when the call is there */
  void (*release) (Cell *cell);     /* lets it go on to a good end; NULL: nothing can */
  void (*assert_gone) (Cell *cell); /* the server has seen the end, or nothing at all */
  void (*clear) (Cell *cell);
  gboolean for_all;  /* any other call of the client would be there as well */
  gboolean no_block; /* a blocking call is never there */
  const Kind *kinds[3];
} Phase;

struct _Cell {
  const Kind *kind;
  const Phase *phase;
  Doer doer;

  TaskingAIClient *client;
  gpointer service; /* when that is all that the program has */
  GCancellable *cancellable;
  Answer answer;
  char *name, *text;
  TaskingAIUpload *upload;

  /* Of some phases. */
  char *holder; /* the name of a call that has the place */
  Answer held;
  Peer *peer;
  TestResolver *resolver;
};

extern const Kind kind_get, kind_post, kind_stream, kind_upload, kind_chat, kind_chat_stream;

/* Starts a call of the same chat as those of the kinds; it is answered when its name is released. */
void chat_hold_async (TaskingAIClient *client, const char *name, Answer *answer);
gboolean chat_hold_finish (Answer *answer);

/* Has @act done by @doer, and returns when that is done. */
void do_by (Doer doer, TaskingAIClient *client, void (*act) (gpointer data), gpointer data);

/* The phases of a call before its answer is there, up to one without a name. */
extern const Phase call_phases[];
