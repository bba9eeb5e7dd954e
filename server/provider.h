/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What stands behind a model. A provider leaves out what none of its models can do. */

#pragma once

#include "json.h"

typedef struct _Model Model;
typedef struct _Completion Completion;
typedef struct _Embedding Embedding;

typedef struct {
  /* Reports through completion_delta (), _finish () or _fail (), now or later. */
  void (*chat) (Completion *completion);
  /* Reports through embedding_finish () or _fail (), now or later. */
  void (*embed) (Embedding *embedding);
  /* Scores in the order of the documents, or NULL for a failure. */
  double *(*rerank) (const char *query, json_object *documents);
} Provider;

extern const Provider provider_debug;
extern const Provider provider_local;
extern const Provider provider_upstream;
