/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "json/taskingai-json-reader.h"

G_BEGIN_DECLS

/* Notes the first @problem, a predicate that goes on after a path or "The JSON text". FALSE. */
gboolean taskingai_json_reader_fail_at (TaskingAIJsonReader *self, const char *where,
                                        const char *problem);

G_END_DECLS
