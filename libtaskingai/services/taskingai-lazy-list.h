/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-enumerator.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_LAZY_LIST (taskingai_lazy_list_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAILazyList, taskingai_lazy_list, TASKINGAI, LAZY_LIST, GObject)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAILazyList *taskingai_lazy_list_new (TaskingAIEnumerator *enumerator)
    G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_lazy_list_get_loading (TaskingAILazyList *self);

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_lazy_list_get_complete (TaskingAILazyList *self);

TASKINGAI_AVAILABLE_IN_1_0
const GError *taskingai_lazy_list_get_error (TaskingAILazyList *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_lazy_list_load_more (TaskingAILazyList *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_lazy_list_load_more_async (TaskingAILazyList *self, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_lazy_list_load_more_finish (TaskingAILazyList *self, GAsyncResult *result,
                                               GError **error);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_lazy_list_retry (TaskingAILazyList *self);

G_END_DECLS
