/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <taskingai/taskingai.h>

G_BEGIN_DECLS

/* A thread that cancels, closes and drops what others use, as soon as it can. */
void soak_elsewhere_start (void);
void soak_elsewhere_stop (void);

void soak_elsewhere_cancel (GCancellable *cancellable);
void soak_elsewhere_close (TaskingAIStream *stream);
void soak_elsewhere_drop (TaskingAIStream *stream); /* takes it */

G_END_DECLS
