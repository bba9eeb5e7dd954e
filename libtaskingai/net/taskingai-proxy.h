/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-config.h"

G_BEGIN_DECLS

/* Which proxy leads to the host: the one that is set, or what the GProxyResolver of the desktop
 * says, asked at most every 30 s. Without a desktop resolver libcurl looks at the environment. */

/* FALSE: the answer never changes, or there is nobody to ask. */
gboolean taskingai_proxy_is_resolved (TaskingAIConfig *config);
/* Whether the resolver has to be asked before the next call. */
gboolean taskingai_proxy_is_due (TaskingAIConfig *config);
/* What to give libcurl: "" for a direct connection, NULL for libcurl's own search. */
char *taskingai_proxy_dup (TaskingAIConfig *config);
/* @proxy, from the above, cannot be reached, as the @n_failed-th for one call. TRUE if that call can try
 * another one, the last of which may be a direct connection. */
gboolean taskingai_proxy_give_up (TaskingAIConfig *config, const char *proxy, guint n_failed);

void taskingai_proxy_lookup (TaskingAIConfig *config, GCancellable *cancellable);
void taskingai_proxy_lookup_async (TaskingAIConfig *config, GAsyncReadyCallback callback,
                                   gpointer user_data);
void taskingai_proxy_lookup_finish (TaskingAIConfig *config, GObject *resolver,
                                    GAsyncResult *result);

G_END_DECLS
