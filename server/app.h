/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What one running server consists of. */

#pragma once

#include <libsoup/soup.h>

#include "catalog.h"
#include "chat-lock.h"
#include "connection.h"
#include "listener.h"
#include "models.h"
#include "options.h"
#include "stats.h"
#include "store.h"
#include "upstream.h"

typedef struct {
  const Options *options;
  Store *store;
  Catalog *catalog;
  Models *models;
  ChatLocks *locks;
  Upstream *upstream;   /* NULL without --upstream */
  SoupSession *session; /* calls of actions, pages of the web */
  Stats *stats;
  SoupServer *server;
  GSocket *socket; /* where clients call */
  Connections *connections;
  Listener *listener;
  char *api_key;
  char *admin_secret; /* signs admin tokens */
} App;

App *app_new (const Options *options, GError **error);
gboolean app_serve (App *app, GError **error);
char *app_get_host (App *app);
void app_free (App *app);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (App, app_free)
