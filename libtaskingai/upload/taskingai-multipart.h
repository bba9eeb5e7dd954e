/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-body-source.h"

G_BEGIN_DECLS

/* The source of a multipart/form-data body: the field "purpose", and @stream as a file in the part
 * @part. */
TaskingAIBodySource *taskingai_multipart_new (GInputStream *stream, gint64 size, gint64 limit,
                                              const char *purpose, const char *part,
                                              const char *filename);

G_END_DECLS
