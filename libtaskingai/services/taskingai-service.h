/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "../taskingai-version-macros.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_SERVICE (taskingai_service_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_DERIVABLE_TYPE (TaskingAIService, taskingai_service, TASKINGAI, SERVICE, GObject)

struct _TaskingAIServiceClass {
  GObjectClass parent_class;

  /*< private >*/
  gpointer padding[4];
};

G_END_DECLS
