/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib-object.h>

#include "../taskingai-version-macros.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_MODEL (taskingai_model_get_type ())
#define TASKINGAI_MODEL(object)                                                                    \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), TASKINGAI_TYPE_MODEL, TaskingAIModel))
#define TASKINGAI_MODEL_CLASS(klass)                                                               \
  (G_TYPE_CHECK_CLASS_CAST ((klass), TASKINGAI_TYPE_MODEL, TaskingAIModelClass))
#define TASKINGAI_IS_MODEL(object) (G_TYPE_CHECK_INSTANCE_TYPE ((object), TASKINGAI_TYPE_MODEL))
#define TASKINGAI_MODEL_GET_CLASS(object)                                                          \
  (G_TYPE_INSTANCE_GET_CLASS ((object), TASKINGAI_TYPE_MODEL, TaskingAIModelClass))

typedef struct _TaskingAIModel TaskingAIModel;
typedef struct _TaskingAIModelClass TaskingAIModelClass;

struct _TaskingAIModelClass {
  GObjectClass parent_class;

  /*< private >*/
  const char *object;
  const struct _TaskingAIField *fields;
  guint n_fields;
  GParamSpec **pspecs;
  guint64 required;
  gsize instance_size;
  gpointer padding[3];
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAIModel, g_object_unref)

TASKINGAI_AVAILABLE_IN_1_0
GType taskingai_model_get_type (void) G_GNUC_CONST;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_model_new_from_json (GType type, const char *json,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_model_get_object (TaskingAIModel *self);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_model_to_json (TaskingAIModel *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_model_to_string (TaskingAIModel *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_model_copy (TaskingAIModel *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_model_equal (TaskingAIModel *self, TaskingAIModel *other);

TASKINGAI_AVAILABLE_IN_1_0
char **taskingai_model_list_members (TaskingAIModel *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_model_has_member (TaskingAIModel *self, const char *member);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_model_unset_member (TaskingAIModel *self, const char *member);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_model_dup_member_json (TaskingAIModel *self,
                                       const char *member) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_model_set_member_json (TaskingAIModel *self, const char *member,
                                          const char *json, GError **error);

G_END_DECLS
