/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

#include "taskingai-version-macros.h"

G_BEGIN_DECLS

#define TASKINGAI_TYPE_CLIENT (taskingai_client_get_type ())

TASKINGAI_AVAILABLE_IN_1_0
G_DECLARE_DERIVABLE_TYPE (TaskingAIClient, taskingai_client, TASKINGAI, CLIENT, GObject)

struct _TaskingAIClientClass {
  GObjectClass parent_class;

  /*< private >*/
  gpointer padding[4];
};

TASKINGAI_AVAILABLE_IN_1_0
TaskingAIClient *taskingai_client_new (void) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_client_get_host (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_host (TaskingAIClient *self, const char *host);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_api_key (TaskingAIClient *self, const char *api_key);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_client_get_connect_timeout (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_connect_timeout (TaskingAIClient *self, guint connect_timeout);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_client_get_timeout (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_timeout (TaskingAIClient *self, guint timeout);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_client_get_first_event_timeout (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_first_event_timeout (TaskingAIClient *self, guint first_event_timeout);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_client_get_event_timeout (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_event_timeout (TaskingAIClient *self, guint event_timeout);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_client_get_stream_timeout (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_stream_timeout (TaskingAIClient *self, guint stream_timeout);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_client_get_max_retries (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_max_retries (TaskingAIClient *self, guint max_retries);

TASKINGAI_AVAILABLE_IN_1_0
guint taskingai_client_get_max_in_flight (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_max_in_flight (TaskingAIClient *self, guint max_in_flight);

TASKINGAI_AVAILABLE_IN_1_0
guint64 taskingai_client_get_max_body_size (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_max_body_size (TaskingAIClient *self, guint64 max_body_size);

TASKINGAI_AVAILABLE_IN_1_0
guint64 taskingai_client_get_max_event_size (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_max_event_size (TaskingAIClient *self, guint64 max_event_size);

TASKINGAI_AVAILABLE_IN_1_0
guint64 taskingai_client_get_max_queued_bytes (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_max_queued_bytes (TaskingAIClient *self, guint64 max_queued_bytes);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_client_get_proxy (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_proxy (TaskingAIClient *self, const char *proxy);

TASKINGAI_AVAILABLE_IN_1_0
GProxyResolver *taskingai_client_get_proxy_resolver (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_proxy_resolver (TaskingAIClient *self, GProxyResolver *proxy_resolver);

TASKINGAI_AVAILABLE_IN_1_0
const char *taskingai_client_get_ca_file (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_ca_file (TaskingAIClient *self, const char *ca_file);

TASKINGAI_AVAILABLE_IN_1_0
gboolean taskingai_client_get_allow_plain_http (TaskingAIClient *self);

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_set_allow_plain_http (TaskingAIClient *self, gboolean allow_plain_http);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_client_request (TaskingAIClient *self, const char *method, const char *path,
                                const char *query, const char *body_json, GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

TASKINGAI_AVAILABLE_IN_1_0
void taskingai_client_request_async (TaskingAIClient *self, const char *method, const char *path,
                                     const char *query, const char *body_json,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);

TASKINGAI_AVAILABLE_IN_1_0
char *taskingai_client_request_finish (TaskingAIClient *self, GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
