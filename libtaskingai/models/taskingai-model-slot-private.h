/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-model-private.h"

G_BEGIN_DECLS

/* Shared by the files of the base class alone. A slot is the struct member of a field: zero unless
 * the field is present and not null. */

static inline gpointer
taskingai_model_slot (TaskingAIModel *self, const TaskingAIField *field)
{
  return (char *) self + field->offset;
}

static inline guint64
taskingai_model_bit (TaskingAIModel *self, const TaskingAIField *field)
{
  return G_GUINT64_CONSTANT (1) << (field - TASKINGAI_MODEL_GET_CLASS (self)->fields);
}

/* Whether the field has a value: null has none. */
static inline gboolean
taskingai_model_is_set (TaskingAIModel *self, const TaskingAIField *field)
{
  return (self->present & ~self->null & taskingai_model_bit (self, field)) != 0;
}

static inline gboolean
taskingai_model_key_is (const char *key, gsize length, const char *other)
{
  return length > 0 && other[0] == key[0] && strncmp (other, key, length) == 0
         && other[length] == '\0';
}

void taskingai_model_clear_slot (TaskingAIModel *self, const TaskingAIField *field);
void taskingai_model_copy_slot (TaskingAIModel *self, TaskingAIModel *source,
                                const TaskingAIField *field);
gboolean taskingai_model_equal_slot (TaskingAIModel *self, TaskingAIModel *other,
                                     const TaskingAIField *field);

/* In one piece of memory, like those that are read. */
char **taskingai_model_pack_strings (const char *const *strings);

/* Empties the field; the caller says whether that is a change. */
void taskingai_model_reset_field (TaskingAIModel *self, const TaskingAIField *field);

/* Extra members; put takes both strings. */
const char *taskingai_model_peek_extra (TaskingAIModel *self, const char *key);
void taskingai_model_put_extra (TaskingAIModel *self, char *key, char *json);
gboolean taskingai_model_drop_extra (TaskingAIModel *self, const char *key);
void taskingai_model_touch_extra (TaskingAIModel *self, const char *key);

/* Names of the extra members that are no fields, sorted, owned by the table; free the array. */
const char **taskingai_model_extra_names (TaskingAIModel *self);

/* Makes @field absent by the caller's wish. */
void taskingai_model_unset_field (TaskingAIModel *self, const TaskingAIField *field);
void taskingai_model_notify_field (TaskingAIModel *self, const TaskingAIField *field);

/* The wire string of the value of an ENUM slot; NULL for one that the type does not have. */
const char *taskingai_model_enum_nick (const TaskingAIField *field, int value);

/* One value, of a field that is set. */
void taskingai_model_write_field (TaskingAIModel *self, const TaskingAIField *field,
                                  TaskingAIJsonWriter *writer, TaskingAIWriteMode mode);

/* The value of the member "object". */
gboolean taskingai_model_read_object_name (TaskingAIModel *self, TaskingAIJsonReader *reader);

G_END_DECLS
