/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-model-private.h"

G_BEGIN_DECLS

/* The public getters and setters of classes, each with its checks. The documentation block stands
 * above the line with the macro. */

#define TASKINGAI_MODEL_CHECK(prefix)                                                              \
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (self, prefix##_get_type ()))
#define TASKINGAI_MODEL_CHECK_VALUE(prefix, value)                                                 \
  g_return_val_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (self, prefix##_get_type ()), value)

#define TASKINGAI_DEFINE_GETTER(Type, prefix, ctype, member)                                       \
  ctype prefix##_get_##member (Type *self)                                                         \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK_VALUE (prefix, (ctype) 0);                                               \
    return (ctype) self->member;                                                                   \
  }

#define TASKINGAI_DEFINE_SETTER(Type, prefix, ctype, member, kind)                                 \
  void prefix##_set_##member (Type *self, ctype value)                                             \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK (prefix);                                                                \
    taskingai_model_assign_##kind (self, (gpointer) &self->member, value);                         \
  }

/* OBJECT fields. */
#define TASKINGAI_DEFINE_OBJECT_GETTER(Type, prefix, ctype, member)                                \
  ctype prefix##_get_##member (Type *self)                                                         \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK_VALUE (prefix, NULL);                                                    \
    return taskingai_part_get (&self->member);                                                     \
  }

/* LIST fields. */
#define TASKINGAI_DEFINE_LIST_GETTER(Type, prefix, member)                                         \
  GPtrArray *prefix##_get_##member (Type *self)                                                    \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK_VALUE (prefix, NULL);                                                    \
    return taskingai_model_dup_list (self->member);                                                \
  }

#define TASKINGAI_DEFINE_LIST_ADDER(Type, prefix, Element, member, element)                        \
  void prefix##_add_##element (Type *self, Element *value)                                         \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK (prefix);                                                                \
    taskingai_model_append_to_list (self, &self->member, value);                                   \
  }

/* MAP and JSON fields; both have a text form beside their own. */
#define TASKINGAI_DEFINE_MAP_GETTER(Type, prefix, member)                                          \
  GHashTable *prefix##_get_##member (Type *self)                                                   \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK_VALUE (prefix, NULL);                                                    \
    return taskingai_model_peek_map (self, g_quark_from_static_string (#member), self->member);    \
  }

#define TASKINGAI_DEFINE_VARIANT_GETTER(Type, prefix, member)                                      \
  GVariant *prefix##_get_##member (Type *self)                                                     \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK_VALUE (prefix, NULL);                                                    \
    return taskingai_model_dup_variant (self->member);                                             \
  }

#define TASKINGAI_DEFINE_JSON_GETTER(Type, prefix, member)                                         \
  char *prefix##_dup_##member##_json (Type *self)                                                  \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK_VALUE (prefix, NULL);                                                    \
    return g_strdup (self->member);                                                                \
  }

#define TASKINGAI_DEFINE_JSON_SETTER(Type, prefix, member)                                         \
  gboolean prefix##_set_##member##_json (Type *self, const char *json, GError **error)             \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK_VALUE (prefix, FALSE);                                                   \
    return taskingai_model_set_member_json ((TaskingAIModel *) self, #member, json, error);        \
  }

/* A time in milliseconds: the member is @which and "_timestamp". */
#define TASKINGAI_DEFINE_DATETIME_GETTER(Type, prefix, which)                                      \
  GDateTime *prefix##_dup_##which##_datetime (Type *self)                                          \
  {                                                                                                \
    TASKINGAI_MODEL_CHECK_VALUE (prefix, NULL);                                                    \
    return taskingai_model_dup_datetime (self->which##_timestamp);                                 \
  }

G_END_DECLS
