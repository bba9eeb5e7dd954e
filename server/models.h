/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The models on offer. */

#pragma once

#include <glib.h>

#include "provider.h"

typedef enum {
  MODEL_CHAT,
  MODEL_EMBEDDING,
  MODEL_RERANK,
} ModelType;

typedef struct _Models Models;

struct _Model {
  const char *id; /* 8 characters */
  const char *schema_id;
  const char *name; /* what its provider calls it */
  ModelType type;
  gboolean function_call;
  gboolean streaming;
  guint embedding_size;
  const char *fallback; /* id of the model to ask when this one fails, or NULL */
  const Provider *provider;
};

Models *models_new (void);
void models_free (Models *models);
const Model *models_find (Models *models, const char *id);
/* A model of the upstream server, under an id that depends on its name alone. */
void models_add_upstream (Models *models, const char *name, ModelType type);
char *models_to_text (Models *models);
