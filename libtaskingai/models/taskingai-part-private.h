/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-model.h"
#include "json/taskingai-json-reader.h"

G_BEGIN_DECLS

/* A model in a model, a list or a page. Few are ever asked for, and being a GObject costs more than
 * being read; so what is read is at first only the memory of the struct, with the lowest bit of its
 * address set, and becomes a GObject when somebody gets it. */
typedef gpointer TaskingAIPart;

/* One JSON object, checked as by taskingai_model_new_from_reader (). NULL leaves the reader with
 * its problem and path. */
TaskingAIPart taskingai_part_read (GType type, TaskingAIJsonReader *reader);

/* The GObject, kept by the part; several threads may get one at a time. NULL if there is none. */
gpointer taskingai_part_get (TaskingAIPart *part);

/* Whether somebody may have changed it. */
gboolean taskingai_part_is_object (TaskingAIPart *part);

/* What taskingai_model_peek_text () is for. */
const char *taskingai_part_peek_text (TaskingAIPart *part, const char *key);

void taskingai_part_free (TaskingAIPart part);

/* Several of them, for a list in a model; NULL is an empty one. */
typedef struct {
  guint length;
  guint size; /* for how many there is room */
  TaskingAIPart items[];
} TaskingAIParts;

static inline guint
taskingai_parts_get_length (const TaskingAIParts *self)
{
  return self != NULL ? self->length : 0;
}

/* One JSON array of objects. */
gboolean taskingai_parts_read (TaskingAIParts **self, GType type, TaskingAIJsonReader *reader);

void taskingai_parts_append (TaskingAIParts **self, TaskingAIPart part); /* takes it */

void taskingai_parts_free (TaskingAIParts *self);

G_END_DECLS
