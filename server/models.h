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
  const char *const *fallbacks; /* ids of the models to ask when this one fails; may be NULL */
  json_object *configs;         /* sampling settings that a request may replace, or NULL */
  const Provider *provider;
};

Models *models_new (void);
void models_free (Models *models);
const Model *models_find (Models *models, const char *id);
/* A model of the upstream server, under an id that depends on its name alone. */
void models_add_upstream (Models *models, const char *name, ModelType type);
/* The next of @model's fallbacks that exists and is of the same type; *@index counts them. */
const Model *models_next_fallback (Models *models, const Model *model, guint *index);
char *models_to_text (Models *models);

/* Models made through the API; @document is a stored one. A model that was built stays alive, for
 * those who are just using it, and is found only once it is published. */
const Model *models_build (Models *models, json_object *document);
void models_publish (Models *models, const Model *model);
void models_withdraw (Models *models, const char *id);
/* Back to those that were there at the start. */
void models_withdraw_all (Models *models);

const char *model_type_name (ModelType type);
