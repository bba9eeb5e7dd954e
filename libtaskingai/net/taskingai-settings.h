/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a program may set. Times are milliseconds, 0 for none; sizes are bytes. */
typedef struct {
  char *host;
  char *api_key;
  guint connect_timeout;
  guint timeout;
  guint first_event_timeout;
  guint event_timeout;
  guint stream_timeout;
  guint max_retries;
  guint max_in_flight;
  guint64 max_body_size;
  guint64 max_event_size;
  guint64 max_queued_bytes;
  char *proxy;
  GProxyResolver *proxy_resolver;
  char *ca_file;
  gboolean allow_plain_http;
  gboolean administrator; /* the routes of administrators, below /api */
} TaskingAISettings;

void taskingai_settings_init (TaskingAISettings *self);
void taskingai_settings_clear (TaskingAISettings *self); /* wipes the key */
/* All but the key, which lives on in the header of the calls only. */
void taskingai_settings_copy (const TaskingAISettings *from, TaskingAISettings *to);

/* Frees a secret after overwriting it; NULL is allowed. */
void taskingai_wipe (char *secret);

G_END_DECLS
