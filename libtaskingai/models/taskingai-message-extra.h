/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-message.h"

G_BEGIN_DECLS

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIMessage *taskingai_message_new_user (const char *text) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIMessage *taskingai_message_new_assistant (const char *text) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_message_get_text (TaskingAIMessage *self);

G_END_DECLS
