/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-client.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_ADMIN (taskingai_admin_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (TaskingAIAdmin, taskingai_admin, TASKINGAI, ADMIN, TaskingAIClient)

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIAdmin *taskingai_admin_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
