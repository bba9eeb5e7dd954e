/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "models/taskingai-list-options.h"
#include "services/taskingai-enumerator.h"
#include "services/taskingai-service-private.h"

G_BEGIN_DECLS

/* How a list of the server is paged (API reference, section 6.6). */
typedef enum {
  TASKINGAI_PAGING_CURSOR, /* by the id of the last item, as long as has_more says so */
  TASKINGAI_PAGING_OFFSET, /* by position, up to total_count */
} TaskingAIPaging;

/* The enumerator of a list call; no page is asked for yet.
 *
 * @request is the one of the list call, with its ids filled in but without the options; a query that
 * it has is kept. It may be NULL, with @failure: then each read gives that error. Both are taken.
 * @answer is that of the list call, a static PAGE whose items have their id as the first REQUIRED
 * text of their table. @options (nullable) are copied. */
TaskingAIEnumerator *taskingai_enumerator_new (TaskingAIService *service, TaskingAIRequest *request,
                                               GError *failure, const TaskingAIAnswer *answer,
                                               TaskingAIPaging paging,
                                               TaskingAIListOptions *options);

/* Whether the last item has been given, as far as that is known without asking the server. */
gboolean taskingai_enumerator_is_at_end (TaskingAIEnumerator *self);

/* The type of the items. */
GType taskingai_enumerator_get_item_type (TaskingAIEnumerator *self);

G_END_DECLS
