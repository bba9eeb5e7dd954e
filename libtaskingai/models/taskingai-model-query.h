/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-model.h"

G_BEGIN_DECLS

/* Appends "limit=2&order=asc", percent-encoded, for the members that are set. */
void taskingai_model_append_query (TaskingAIModel *self, GString *query);

G_END_DECLS
