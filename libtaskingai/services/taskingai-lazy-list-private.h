/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "services/taskingai-lazy-list.h"

G_BEGIN_DECLS

struct _TaskingAILazyList {
  GObject parent_instance;
  TaskingAIEnumerator *enumerator; /* NULL once disposed */
  GType item_type;
  GPtrArray *items;
  GCancellable *cancellable;
  GSource *soon;  /* somebody has come near the end */
  GQueue waiters; /* GTasks of load_more_async () */
  gboolean loading, complete;
  GError *error;
};

/* What loads, in taskingai-lazy-list-load.c. */
void taskingai_lazy_list_look_at (TaskingAILazyList *self, guint position); /* somebody does */
void taskingai_lazy_list_stop (TaskingAILazyList *self);                    /* for good */

G_END_DECLS
