/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-tool-ref.h"

G_BEGIN_DECLS

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIToolRef *taskingai_tool_ref_new_plugin (const char *bundle_instance_id,
                                                 const char *plugin_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
