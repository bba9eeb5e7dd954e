/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-model.h"
#include "models/taskingai-part-private.h"
#include "json/taskingai-json-reader.h"
#include "json/taskingai-json-writer.h"

G_BEGIN_DECLS

/* How a member is kept in the model's struct, and which property it becomes. */
typedef enum {
  TASKINGAI_FIELD_STRING,  /* char *                     → string property */
  TASKINGAI_FIELD_INT64,   /* gint64                     → int64 property */
  TASKINGAI_FIELD_DOUBLE,  /* double                     → double property */
  TASKINGAI_FIELD_BOOLEAN, /* gboolean                   → boolean property */
  TASKINGAI_FIELD_ENUM,    /* int; nick = wire string; 0 = UNKNOWN, whose text is kept → enum */
  TASKINGAI_FIELD_STRV,    /* char **, in one piece      → GStrv property */
  TASKINGAI_FIELD_OBJECT,  /* TaskingAIPart              → object property */
  TASKINGAI_FIELD_LIST,    /* TaskingAIParts *           → no property, methods only */
  TASKINGAI_FIELD_MAP,     /* char *, JSON text of an object → no property, methods only */
  TASKINGAI_FIELD_JSON,    /* char *, exact JSON text    → GVariant property */
  TASKINGAI_FIELD_DOUBLES, /* TaskingAIDoubles           → no property, methods only */
} TaskingAIFieldKind;

typedef enum {
  TASKINGAI_FIELD_READ_ONLY = 0,
  TASKINGAI_FIELD_WRITABLE = 1 << 0, /* the caller sets it; sent by create and update */
  TASKINGAI_FIELD_REQUIRED = 1 << 1, /* an answer without it is malformed */
  TASKINGAI_FIELD_NULLED = 1 << 2,   /* create sends null where it is unset */
  TASKINGAI_FIELD_EMPTIED = 1 << 3,  /* create sends {} where it is unset */
  TASKINGAI_FIELD_SECRET = 1 << 4,   /* not shown by to_string () */
} TaskingAIFieldFlags;

/* Immutable, so that whoever holds @bytes may go on reading when the model changes or goes. */
typedef struct {
  const double *values; /* those of @bytes */
  gsize n_values;
  GBytes *bytes;
} TaskingAIDoubles;

typedef struct _TaskingAIField TaskingAIField;
struct _TaskingAIField {
  const char *key;      /* on the wire */
  const char *property; /* NULL: the key with dashes */
  guint8 kind;
  guint8 flags;
  guint16 offset;
  guint8 key_length;
  GType (*get_type) (void); /* ENUM, OBJECT, LIST */
};

#define TASKINGAI_FIELD(Struct, member, KIND, FLAGS)                                               \
  TASKINGAI_FIELD_OF (Struct, member, KIND, FLAGS, NULL)
#define TASKINGAI_FIELD_OF(Struct, member, KIND, FLAGS, type_function)                             \
  {                                                                                                \
    .key = #member, .key_length = sizeof #member - 1, .kind = TASKINGAI_FIELD_##KIND,              \
    .flags = (FLAGS), .offset = G_STRUCT_OFFSET (Struct, member), .get_type = type_function        \
  }
/* For members whose wire name cannot be a property ("type" would make a get_type ()). */
#define TASKINGAI_FIELD_NAMED(Struct, member, wire, KIND, FLAGS, type_function)                    \
  {                                                                                                \
    .key = wire, .key_length = sizeof wire - 1, .property = #member,                               \
    .kind = TASKINGAI_FIELD_##KIND, .flags = (FLAGS), .offset = G_STRUCT_OFFSET (Struct, member),  \
    .get_type = type_function                                                                      \
  }

/* At most 64 fields a class: the sets are bit sets by field index. */
struct _TaskingAIModel {
  GObject parent_instance;
  guint64 present; /* read from the wire or set by the caller */
  guint64 null;    /* present on the wire as null; such a field holds its zero */
  guint64 changed; /* set by the caller since the object was read or sent */
  gboolean object_seen;
  /* Member name → exact JSON: unknown members, and unknown enum strings; or NULL. */
  GHashTable *extra;
  GHashTable *extra_changed; /* names of extra members that the caller set; or NULL */
};

/* In class_init, once: makes the properties of @fields. @object is the wire's "object" or NULL. */
void taskingai_model_class_install (TaskingAIModelClass *klass, const char *object,
                                    const TaskingAIField *fields, guint n_fields);

typedef enum {
  TASKINGAI_WRITE_ALL,    /* everything, as read */
  TASKINGAI_WRITE_CREATE, /* what a caller may set, and has */
  TASKINGAI_WRITE_UPDATE, /* what the caller has set since the object was read */
} TaskingAIWriteMode;

/* One JSON object into @self. FALSE leaves the reader with its problem and path. */
gboolean taskingai_model_read (TaskingAIModel *self, TaskingAIJsonReader *reader);
gpointer taskingai_model_new_from_reader (GType type, TaskingAIJsonReader *reader);
/* Whether all REQUIRED fields are there; fails the reader if not. Done by new_from_reader. */
gboolean taskingai_model_check_required (TaskingAIModel *self, TaskingAIJsonReader *reader);

/* Lets go of all that it holds; the end of its life. */
void taskingai_model_clear (TaskingAIModel *self);

/* The text @key in the part @member, which does not become an object for it; or NULL. */
const char *taskingai_model_peek_text (TaskingAIModel *self, const char *member, const char *key);

/* The id of an object of the server: its first REQUIRED text. NULL if it has none. */
const char *taskingai_model_peek_id (TaskingAIModel *self);

/* For envelopes, which read single members: field by wire name, or NULL; then its value. */
const TaskingAIField *taskingai_model_find_field (TaskingAIModel *self, const char *key,
                                                  gsize length);
gboolean taskingai_model_read_field (TaskingAIModel *self, const TaskingAIField *field,
                                     TaskingAIJsonReader *reader);

void taskingai_model_write (TaskingAIModel *self, TaskingAIJsonWriter *writer,
                            TaskingAIWriteMode mode);
gboolean taskingai_model_has_changes (TaskingAIModel *self); /* of its own or in a nested model */
gboolean taskingai_model_has_change (TaskingAIModel *self, const char *key); /* of this member */

/* Setters for the accessor macros: compare, store a copy, mark, notify. @member points at the member
 * of the struct, which names the field. */
void taskingai_model_assign_string (gpointer self, char **member, const char *value);
void taskingai_model_assign_int64 (gpointer self, gint64 *member, gint64 value);
void taskingai_model_assign_double (gpointer self, double *member, double value);
void taskingai_model_assign_boolean (gpointer self, gboolean *member, gboolean value);
void taskingai_model_assign_enum (gpointer self, int *member, int value);
void taskingai_model_assign_strv (gpointer self, char ***member, const char *const *value);
void taskingai_model_assign_object (gpointer self, TaskingAIPart *member, gpointer value);
void taskingai_model_assign_list (gpointer self, TaskingAIParts **member, GPtrArray *value);
void taskingai_model_append_to_list (gpointer self, TaskingAIParts **member, gpointer value);

/* The same from GVariant and string map, for setters of JSON and MAP fields; NULL unsets. */
void taskingai_model_assign_variant (gpointer self, char **member, GVariant *value);
void taskingai_model_assign_map (gpointer self, char **member, GHashTable *value);

/* For getters of LIST, MAP, JSON and time fields. */
GPtrArray *taskingai_model_dup_list (TaskingAIParts *list); /* never NULL; transfer container */
/* Never NULL; kept by the model. */
GHashTable *taskingai_model_peek_map (gpointer self, GQuark member, const char *json);
GVariant *taskingai_model_dup_variant (const char *json);      /* NULL if @json is */
GDateTime *taskingai_model_dup_datetime (gint64 milliseconds); /* NULL for 0 or out of range */

G_END_DECLS
