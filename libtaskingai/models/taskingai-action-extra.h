/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-action.h"

G_BEGIN_DECLS

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_action_dup_problem (TaskingAIAction *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
