/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "net/taskingai-session.h"

G_BEGIN_DECLS

/* Calls by method and path, for what has no typed call: JSON text in, JSON text out. */
char *taskingai_raw_request (TaskingAISession *session, const char *method, const char *path,
                             const char *query, const char *body_json, GCancellable *cancellable,
                             GError **error);

/* @task returns the text; it is taken. */
void taskingai_raw_request_async (TaskingAISession *session, const char *method, const char *path,
                                  const char *query, const char *body_json, GTask *task);

G_END_DECLS
