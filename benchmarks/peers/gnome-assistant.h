/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* An assistant with strings of its own. */

typedef struct {
  char *type;
  char *id;
} GnomeRef;

typedef struct {
  char *assistant_id;
  char *model_id;
  char *name;
  char *description;
  GStrv prompts;
  char *memory_type;
  gint64 max_messages;
  gint64 max_tokens;
  GArray *tools;      /* of GnomeRef */
  GArray *retrievals; /* of GnomeRef */
  char *method;
  gint64 top_k;
  gint64 retrieval_max_tokens;
  GHashTable *metadata;
  gint64 created_timestamp;
  gint64 updated_timestamp;
} GnomeAssistant;

GnomeAssistant *gnome_assistant_new (JsonObject *object);

void gnome_assistant_free (GnomeAssistant *self);
