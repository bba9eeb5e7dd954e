/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "route.h"

#include <string.h>

#include "actions.h"
#include "admins.h"
#include "apikeys.h"
#include "assistants.h"
#include "bundle-instances.h"
#include "bundles.h"
#include "chats.h"
#include "chunk-query.h"
#include "chunks.h"
#include "collections.h"
#include "files.h"
#include "generate.h"
#include "health.h"
#include "icons.h"
#include "images.h"
#include "inference.h"
#include "messages.h"
#include "model-routes.h"
#include "openai.h"
#include "providers.h"
#include "records.h"
#include "stats.h"
#include "ui.h"

/* The first row of a path is the one that the Allow header of a 405 names. */
static const Route routes[] = {
  { "GET", "/health_check", health_check, ROLE_BOTH, ROUTE_OPEN },
  { "GET", "/version", health_version, ROLE_BOTH, ROUTE_OPEN },

  { "GET", "/assistants", assistants_list, ROLE_BOTH, 0 },
  { "POST", "/assistants", assistants_create, ROLE_BOTH, ROUTE_BODY },
  { "GET", "/assistants/{assistant_id}", assistants_get, ROLE_BOTH, 0 },
  { "POST", "/assistants/{assistant_id}", assistants_update, ROLE_BOTH, ROUTE_BODY },
  { "DELETE", "/assistants/{assistant_id}", assistants_delete, ROLE_BOTH, 0 },

#define CHATS "/assistants/{assistant_id}/chats"
#define CHAT CHATS "/{chat_id}"
#define MESSAGE CHAT "/messages/{message_id}"
  { "GET", CHATS, chats_list, ROLE_BOTH, 0 },
  { "POST", CHATS, chats_create, ROLE_BOTH, ROUTE_BODY },
  { "GET", CHAT, chats_get, ROLE_BOTH, 0 },
  { "POST", CHAT, chats_update, ROLE_BOTH, ROUTE_BODY },
  { "DELETE", CHAT, chats_delete, ROLE_BOTH, 0 },
  { "POST", CHAT "/clean_context", chats_clean_context, ROLE_BOTH, ROUTE_BODY | ROUTE_NEWER },
  { "POST", CHAT "/generate", generate, ROLE_BOTH, ROUTE_BODY },

  { "GET", CHAT "/messages", messages_list, ROLE_BOTH, 0 },
  { "POST", CHAT "/messages", messages_create, ROLE_BOTH, ROUTE_BODY },
  { "GET", MESSAGE, messages_get, ROLE_BOTH, 0 },
  { "POST", MESSAGE, messages_update, ROLE_BOTH, ROUTE_BODY },
  { "DELETE", MESSAGE, messages_delete, ROLE_BOTH, ROUTE_NEWER },

#define COLLECTION "/collections/{collection_id}"
#define RECORD COLLECTION "/records/{record_id}"
#define CHUNK COLLECTION "/chunks/{chunk_id}"
  { "GET", "/collections", collections_list, ROLE_BOTH, 0 },
  { "POST", "/collections", collections_create, ROLE_BOTH, ROUTE_BODY },
  { "GET", COLLECTION, collections_get, ROLE_BOTH, 0 },
  { "POST", COLLECTION, collections_update, ROLE_BOTH, ROUTE_BODY },
  { "DELETE", COLLECTION, collections_delete, ROLE_BOTH, 0 },

  { "GET", COLLECTION "/records", records_list, ROLE_BOTH, 0 },
  { "POST", COLLECTION "/records", records_create, ROLE_BOTH, ROUTE_BODY },
  { "GET", RECORD, records_get, ROLE_BOTH, 0 },
  { "POST", RECORD, records_update, ROLE_BOTH, ROUTE_BODY },
  { "DELETE", RECORD, records_delete, ROLE_BOTH, 0 },
  { "GET", RECORD "/chunks", records_list_chunks, ROLE_BOTH, 0 },

  { "POST", COLLECTION "/chunks/query", chunk_query, ROLE_BOTH, ROUTE_BODY },
  { "GET", COLLECTION "/chunks", chunks_list, ROLE_BOTH, 0 },
  { "POST", COLLECTION "/chunks", chunks_create, ROLE_BOTH, ROUTE_BODY },
  { "GET", CHUNK, chunks_get, ROLE_BOTH, 0 },
  { "POST", CHUNK, chunks_update, ROLE_BOTH, ROUTE_BODY },
  { "DELETE", CHUNK, chunks_delete, ROLE_BOTH, 0 },

  { "POST", "/files", files_upload, ROLE_BOTH, 0 },
  { "POST", "/images", images_upload, ROLE_BOTH, 0 },
#define IMAGE "/u/taskingai/{day}/{image_id}/{name}"
  { "GET", IMAGE, images_get, ROLE_IMAGES, ROUTE_OPEN },
  { "HEAD", IMAGE, images_get, ROLE_IMAGES, ROUTE_OPEN },

  { "POST", "/inference/chat_completion", inference_chat_completion, ROLE_BOTH, ROUTE_BODY },
  { "POST", "/inference/text_embedding", inference_text_embedding, ROLE_BOTH, ROUTE_BODY },
  { "POST", "/inference/rerank", inference_rerank, ROLE_BOTH, ROUTE_BODY },

  { "POST", "/chat/completions", openai_chat_completions, ROLE_API, ROUTE_BODY },
  { "POST", "/embeddings", openai_embeddings, ROLE_API, ROUTE_BODY },

  { "GET", "/actions", actions_list, ROLE_BOTH, 0 },
  { "POST", "/actions/bulk_create", actions_bulk_create, ROLE_BOTH, ROUTE_BODY },
  { "GET", "/actions/{action_id}", actions_get, ROLE_BOTH, 0 },
  { "POST", "/actions/{action_id}", actions_update, ROLE_BOTH, ROUTE_BODY },
  { "DELETE", "/actions/{action_id}", actions_delete, ROLE_BOTH, 0 },
  { "POST", "/actions/{action_id}/run", actions_run, ROLE_BOTH, ROUTE_BODY },

  { "GET", "/providers", providers_list, ROLE_WEB, 0 },
  { "GET", "/providers/get", providers_get, ROLE_WEB, 0 },
  { "GET", "/model_schemas", providers_list_schemas, ROLE_WEB, 0 },
  { "GET", "/model_schemas/get", providers_get_schema, ROLE_WEB, 0 },

  { "GET", "/models", model_routes_list, ROLE_WEB, 0 },
  { "POST", "/models", model_routes_create, ROLE_WEB, ROUTE_BODY },
  { "GET", "/models/{model_id}", model_routes_get, ROLE_WEB, 0 },
  { "POST", "/models/{model_id}", model_routes_update, ROLE_WEB, ROUTE_BODY },
  { "DELETE", "/models/{model_id}", model_routes_delete, ROLE_WEB, 0 },

  { "GET", "/bundles", bundles_list, ROLE_WEB, 0 },
  { "GET", "/plugins", bundles_list_plugins, ROLE_WEB, ROUTE_OPEN },
  { "GET", "/bundle_instances", bundle_instances_list, ROLE_WEB, 0 },
  { "POST", "/bundle_instances", bundle_instances_create, ROLE_WEB, ROUTE_BODY },
  { "GET", "/bundle_instances/{bundle_instance_id}", bundle_instances_get, ROLE_WEB, 0 },
  { "POST", "/bundle_instances/{bundle_instance_id}", bundle_instances_update, ROLE_WEB,
    ROUTE_BODY },
  { "DELETE", "/bundle_instances/{bundle_instance_id}", bundle_instances_delete, ROLE_WEB, 0 },

  { "GET", "/apikeys", apikeys_list, ROLE_WEB, 0 },
  { "POST", "/apikeys", apikeys_create, ROLE_WEB, ROUTE_BODY },
  { "GET", "/apikeys/{apikey_id}", apikeys_get, ROLE_WEB, 0 },
  { "POST", "/apikeys/{apikey_id}", apikeys_update, ROLE_WEB, ROUTE_BODY },
  { "DELETE", "/apikeys/{apikey_id}", apikeys_delete, ROLE_WEB, 0 },

  { "POST", "/admins/login", admins_login, ROLE_WEB, ROUTE_OPEN | ROUTE_BODY },
  { "POST", "/admins/logout", admins_logout, ROLE_WEB, 0 },
  { "POST", "/admins/verify_token", admins_verify_token, ROLE_WEB, 0 },
  { "POST", "/admins/refresh_token", admins_refresh_token, ROLE_WEB, 0 },

  { "GET", "/ui/assistants", ui_list_assistants, ROLE_WEB, 0 },
  { "GET", "/ui/assistants/{assistant_id}", ui_get_assistant, ROLE_WEB, 0 },
  { "GET", "/ui/collections", ui_list_collections, ROLE_WEB, 0 },
  { "GET", "/ui/collections/{collection_id}", ui_get_collection, ROLE_WEB, 0 },
  { "GET", "/ui/template_codes/get_code", ui_get_codes, ROLE_WEB, 0 },

  { "POST", "/clean_data", health_clean_data, ROLE_WEB, ROUTE_OPEN | ROUTE_TESTS },

  { "GET", "/providers/icons/{file}", icons_get_provider, ROLE_ICONS, ROUTE_OPEN },
  { "GET", "/plugins/bundles/icons/{file}", icons_get_bundle, ROLE_ICONS, ROUTE_OPEN },

  { "GET", "/local/stats", stats_get, ROLE_API, ROUTE_OPEN | ROUTE_LOOPBACK },
};

static const struct {
  Role role;
  const char *prefix;
} prefixes[] = {
  { ROLE_API, "/v1" },
  { ROLE_WEB, "/api/v1" },
  { ROLE_IMAGES, "/imgs" },
  { ROLE_ICONS, "/images" },
};

const char *
route_prefix (Role role)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (prefixes[i].role == role)
      return prefixes[i].prefix;
  return "";
}

static gsize
segment_length (const char *path)
{
  return strcspn (path, "/");
}

static void
clear_params (RouteMatch *match)
{
  for (guint i = 0; i < ROUTE_MAX_PARAMS; i++)
    g_clear_pointer (&match->params[i], g_free);
}

/* Both paths begin with a slash, or are at their end. */
static gboolean
match_path (const char *template, const char *path, RouteMatch *match)
{
  guint n = 0;

  while (*template == '/' && *path == '/')
    {
      gsize want = segment_length (++template);
      gsize have = segment_length (++path);

      if (*template == '{' && have > 0 && n < ROUTE_MAX_PARAMS)
        match->params[n++] = g_strndup (path, have);
      else if (want != have || strncmp (template, path, want) != 0)
        break;
      template += want;
      path += have;
    }
  if (*template == '\0' && *path == '\0')
    return TRUE;
  clear_params (match);
  return FALSE;
}

static RouteResult
find_below_prefix (const char *method, const char *path, RouteFlags without, RouteMatch *match)
{
  RouteResult result = ROUTE_UNKNOWN;

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const Route *route = &routes[i];

      if ((route->roles & match->role) == 0 || (route->flags & without) != 0
          || !match_path (route->path, path, match))
        continue;
      if (strcmp (route->method, method) == 0)
        {
          match->route = route;
          return ROUTE_FOUND;
        }
      clear_params (match);
      if (result == ROUTE_UNKNOWN)
        match->route = route;
      result = ROUTE_WRONG_METHOD;
    }
  return result;
}

RouteResult
route_find (const char *method, const char *path, RouteFlags without, RouteMatch *match)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      gsize length = strlen (prefixes[i].prefix);

      if (strncmp (path, prefixes[i].prefix, length) != 0 || path[length] != '/')
        continue;
      match->role = prefixes[i].role;
      return find_below_prefix (method, path + length, without, match);
    }
  return ROUTE_UNKNOWN;
}

void
route_match_clear (RouteMatch *match)
{
  clear_params (match);
}
