/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <curl/curl.h>

#include "net/taskingai-settings.h"

G_BEGIN_DECLS

/* The settings checked, frozen and made ready for libcurl. Shared by the calls that began under it,
 * from any thread; nothing in it changes but the cached proxy. */
typedef struct _TaskingAIConfig TaskingAIConfig;
struct _TaskingAIConfig {
  gatomicrefcount ref_count;
  TaskingAISettings settings;
  char *base_url; /* "https://host:port/prefix", no slash at the end */
  char *prefix;   /* its path, or "" */
  gboolean loopback;
  gboolean named;                          /* the host has to be resolved */
  struct curl_slist *headers;              /* of a call without a body */
  struct curl_slist *body_headers;         /* of a call with one of JSON */
  struct curl_slist *anonymous_headers[2]; /* the same two without the key */
  const char *key;                         /* within the headers; NULL: none */
  GMutex proxy_lock;                       /* the cached answer of the proxy resolver */
  char **proxies;       /* "" for a direct connection; NULL: what libcurl finds itself */
  guint proxy;          /* the one in use; those before it could not be reached */
  gint64 proxy_expires; /* monotonic time */
};

TaskingAIConfig *taskingai_config_new (const TaskingAISettings *settings, GError **error);
TaskingAIConfig *taskingai_config_ref (TaskingAIConfig *self);
void taskingai_config_unref (TaskingAIConfig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAIConfig, taskingai_config_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CURLU, curl_url_cleanup)

G_END_DECLS
