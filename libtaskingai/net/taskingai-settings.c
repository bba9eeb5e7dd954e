/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-settings.h"

#include <string.h>

void
taskingai_settings_init (TaskingAISettings *self)
{
  *self = (TaskingAISettings){
    .connect_timeout = 10 * 1000,
    .timeout = 600 * 1000,
    .first_event_timeout = 300 * 1000,
    .event_timeout = 120 * 1000,
    .max_retries = 2,
    .max_in_flight = 64,
    .max_body_size = 256 * 1024 * 1024,
    .max_event_size = 64 * 1024 * 1024,
    .max_queued_bytes = 1024 * 1024,
  };
}

void
taskingai_wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
taskingai_settings_clear (TaskingAISettings *self)
{
  g_free (self->host);
  taskingai_wipe (self->api_key);
  g_free (self->proxy);
  g_clear_object (&self->proxy_resolver);
  g_free (self->ca_file);
}

void
taskingai_settings_copy (const TaskingAISettings *from, TaskingAISettings *to)
{
  *to = *from;
  to->host = g_strdup (from->host);
  to->api_key = NULL;
  to->proxy = g_strdup (from->proxy);
  to->ca_file = g_strdup (from->ca_file);
  if (from->proxy_resolver != NULL)
    to->proxy_resolver = g_object_ref (from->proxy_resolver);
}
