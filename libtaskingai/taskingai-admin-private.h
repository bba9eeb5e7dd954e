/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "taskingai-admin.h"
#include "taskingai-client-private.h"

G_BEGIN_DECLS

extern const TaskingAIDoor taskingai_admin_doors[];

gpointer taskingai_admin_get_service (TaskingAIAdmin *self, guint index);

G_END_DECLS
