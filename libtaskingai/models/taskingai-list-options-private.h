/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-list-options.h"

G_BEGIN_DECLS

/* "limit=2&order=asc", percent-encoded; NULL if there is nothing to say or @self is NULL. */
char *taskingai_list_options_to_query (TaskingAIListOptions *self);

G_END_DECLS
