/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "taskingai-model.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_PAGE (taskingai_page_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIPage, taskingai_page, TASKINGAI, PAGE, GObject)

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_page_get_size (TaskingAIPage *self);

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIModel *taskingai_page_get (TaskingAIPage *self,
                                    guint index) G_GNUC_WARN_UNUSED_RESULT; /* transfer full */

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_page_to_json (TaskingAIPage *self) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_page_get_has_more (TaskingAIPage *self);

TASKINGAI_AVAILABLE_IN_1_0
gint64 taskingai_page_get_total_count (TaskingAIPage *self); /* -1: the server did not say */

G_END_DECLS
