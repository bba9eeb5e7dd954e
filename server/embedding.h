/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Vectors for a list of texts. */

#pragma once

#include <gio/gio.h>

#include "models.h"

typedef void (*EmbeddingDone) (Embedding *embedding, const char *failure, gpointer data);

struct _Embedding {
  gpointer app;
  const Model *model;
  json_object *texts;
  json_object *vectors; /* one array of numbers a text, when it went well */
  gint64 tokens;
  GCancellable *cancellable; /* or NULL */
  EmbeddingDone done;
  gpointer data;
};

/* Of one request, as the models' schemas say. */
#define EMBEDDING_INPUTS RANGE (0, 2048)

/* Takes @texts. @done may be called before this returns. */
void embedding_run (gpointer app, const Model *model, json_object *texts, GCancellable *cancellable,
                    EmbeddingDone done, gpointer data);

/* For providers; both end the embedding. */
void embedding_finish (Embedding *embedding, json_object *vectors);
void embedding_fail (Embedding *embedding, const char *message);
