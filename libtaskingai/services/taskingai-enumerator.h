/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "../models/taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_ENUMERATOR (taskingai_enumerator_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIEnumerator, taskingai_enumerator, TASKINGAI, ENUMERATOR, GObject)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_enumerator_next (TaskingAIEnumerator *self, GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_enumerator_next_value (TaskingAIEnumerator *self,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_enumerator_next_async (TaskingAIEnumerator *self, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_enumerator_next_finish (TaskingAIEnumerator *self, GAsyncResult *result,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_enumerator_try_next (TaskingAIEnumerator *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
