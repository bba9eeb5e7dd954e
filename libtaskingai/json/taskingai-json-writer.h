/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes compact JSON straight into a string. Commas are set by the writer. */
typedef struct {
  GString *out;
  gboolean comma; /* due before the next member or element */
} TaskingAIJsonWriter;

void taskingai_json_writer_init (TaskingAIJsonWriter *self);
void taskingai_json_writer_clear (TaskingAIJsonWriter *self);
char *taskingai_json_writer_steal (TaskingAIJsonWriter *self, gsize *length);

void taskingai_json_writer_begin_object (TaskingAIJsonWriter *self);
void taskingai_json_writer_end_object (TaskingAIJsonWriter *self);
void taskingai_json_writer_begin_array (TaskingAIJsonWriter *self);
void taskingai_json_writer_end_array (TaskingAIJsonWriter *self);
void taskingai_json_writer_key (TaskingAIJsonWriter *self, const char *key);
/* One that needs no escapes. */
void taskingai_json_writer_plain_key (TaskingAIJsonWriter *self, const char *key, gsize length);
/* NULL gives null; bytes that are not UTF-8 are replaced. */
void taskingai_json_writer_string (TaskingAIJsonWriter *self, const char *value);
void taskingai_json_writer_int64 (TaskingAIJsonWriter *self, gint64 value);
/* Finite; a short form that reads back exactly as a double ("1.0"), in any locale. */
void taskingai_json_writer_double (TaskingAIJsonWriter *self, double value);
void taskingai_json_writer_boolean (TaskingAIJsonWriter *self, gboolean value);
void taskingai_json_writer_null (TaskingAIJsonWriter *self);
/* One valid value; @length -1: to the NUL. */
void taskingai_json_writer_raw (TaskingAIJsonWriter *self, const char *text, gssize length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaskingAIJsonWriter, taskingai_json_writer_clear)

G_END_DECLS
