/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Request schemas as tables. Validation follows the service's: lax about types ("7" is 7), unknown
 * members dropped, only the first problem reported.
 */

#pragma once

#include "json.h"

typedef enum {
  FIELD_STRING,
  FIELD_INT,
  FIELD_NUMBER,
  FIELD_BOOL,
  FIELD_ENUM,   /* string among choices */
  FIELD_MAP,    /* object with free names; values as items says */
  FIELD_LIST,   /* elements as items says */
  FIELD_OBJECT, /* members as schema says */
  FIELD_TEXTS,  /* a string or a list of strings */
  FIELD_CUSTOM, /* convert () does it */
} FieldType;

typedef struct _Field Field;
typedef struct _Schema Schema;
typedef struct _Validation Validation;

/* Of a number, of the length of a string, or of the entries of a map or list. */
typedef struct {
  gint64 min;
  gint64 max;
} Range;

#define RANGE(min, max) (&(const Range){ (min), (max) })
#define AT_LEAST(min) (&(const Range){ (min), G_MAXINT64 })

struct _Field {
  const char *name;
  FieldType type;
  gboolean required;
  gboolean nullable; /* null is accepted, and means the same as leaving the member out */
  gboolean alnum;    /* the string must match ^[a-zA-Z0-9]+$ */
  const Range *range;
  const char *const *choices;
  const Field *items;
  const Schema *schema;
  const char *fallback; /* JSON text used when the member is absent */
  json_object *(*convert) (Validation *validation, json_object *input);
};

struct _Schema {
  const Field *fields;                  /* ends with a field without name */
  char *(*check) (json_object *object); /* what is wrong with the whole, or NULL */
};

typedef struct {
  char *message; /* NULL while all is well */
  char *debug;
} Problem;

void problem_clear (Problem *problem);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Problem, problem_clear)

/* @where is "body" or "query". Returns a new object with coerced members in table order. */
json_object *validate (const Schema *schema, json_object *input, const char *where,
                       Problem *problem);

/* For convert (): run a table from within, enter and leave path elements, report. */
json_object *validate_field (Validation *validation, const Field *field, json_object *input);
void validation_enter (Validation *validation, const char *name);
void validation_enter_index (Validation *validation, gsize index);
void validation_leave (Validation *validation);
void validation_fail (Validation *validation, const char *type, json_object *input,
                      const char *format, ...) G_GNUC_PRINTF (4, 5);
gboolean validation_failed (Validation *validation);
