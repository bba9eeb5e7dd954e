/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-page.h"

G_BEGIN_DECLS

/* Takes @items, an array of parts with a free function. */
TaskingAIPage *taskingai_page_new (GType item_type, GPtrArray *items, gboolean has_more,
                                   gint64 total_count);

G_END_DECLS
