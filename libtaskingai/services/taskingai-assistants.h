/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "../models/taskingai-assistant.h"
#include "../models/taskingai-list-options.h"
#include "../models/taskingai-page.h"
#include "taskingai-enumerator.h"
#include "taskingai-service.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_ASSISTANTS (taskingai_assistants_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIAssistants, taskingai_assistants, TASKINGAI, ASSISTANTS,
                      TaskingAIService)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistant *taskingai_assistants_create (TaskingAIAssistants *self,
                                                 TaskingAIAssistant *assistant,
                                                 GCancellable *cancellable,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistants_create_async (TaskingAIAssistants *self, TaskingAIAssistant *assistant,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistant *taskingai_assistants_create_finish (TaskingAIAssistants *self,
                                                        GAsyncResult *result,
                                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistant *taskingai_assistants_get (TaskingAIAssistants *self, const char *assistant_id,
                                              GCancellable *cancellable,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistants_get_async (TaskingAIAssistants *self, const char *assistant_id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistant *taskingai_assistants_get_finish (TaskingAIAssistants *self,
                                                     GAsyncResult *result,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIPage *taskingai_assistants_list (TaskingAIAssistants *self, TaskingAIListOptions *options,
                                          GCancellable *cancellable,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistants_list_async (TaskingAIAssistants *self, TaskingAIListOptions *options,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIPage *taskingai_assistants_list_finish (TaskingAIAssistants *self, GAsyncResult *result,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIEnumerator *taskingai_assistants_list_all (
    TaskingAIAssistants *self, TaskingAIListOptions *options) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistant *taskingai_assistants_update (TaskingAIAssistants *self,
                                                 const char *assistant_id,
                                                 TaskingAIAssistant *assistant,
                                                 GCancellable *cancellable,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistants_update_async (TaskingAIAssistants *self, const char *assistant_id,
                                        TaskingAIAssistant *assistant, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAssistant *taskingai_assistants_update_finish (TaskingAIAssistants *self,
                                                        GAsyncResult *result,
                                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_assistants_delete (TaskingAIAssistants *self, const char *assistant_id,
                                      GCancellable *cancellable, GError **error);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_assistants_delete_async (TaskingAIAssistants *self, const char *assistant_id,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_assistants_delete_finish (TaskingAIAssistants *self, GAsyncResult *result,
                                             GError **error);

G_END_DECLS
