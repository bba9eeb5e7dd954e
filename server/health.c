/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "health.h"

#include "auth.h"
#include "reply.h"

/* The version whose behaviour this server has, not its own. */
#define SERVICE_VERSION "v0.3.0"
#define SERVICE_SCHEMA_VERSION 7

void
health_check (Request *request)
{
  reply_empty (request);
}

void
health_version (Request *request)
{
  json_object *data = json_set_string (json_object_new_object (), "version", SERVICE_VERSION);

  reply_data (request, json_set_int (data, "postgres_schema_version", SERVICE_SCHEMA_VERSION));
}

/* The key that the server was started with stays: it has been told to somebody. */
void
health_clean_data (Request *request)
{
  App *app = request->app;
  g_autofree char *key = NULL;

  if (!store_clear (app->store))
    {
      reply_error (request, ERROR_INTERNAL, "%s", store_error (app->store));
      return;
    }
  models_withdraw_all (app->models);
  key = auth_ensure_key (app->store, app->api_key);
  if (key != NULL)
    reply_empty (request);
  else
    reply_error (request, ERROR_INTERNAL, "%s", store_error (app->store));
}
