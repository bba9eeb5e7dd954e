/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "upstream.h"

#include <string.h>

#include "json-write.h"
#include "session.h"

#define START_TIMEOUT 5

struct _Upstream {
  SoupSession *session;
  char *base;
  char *key; /* or NULL */
};

static char *
url_of (Upstream *upstream, const char *path)
{
  return g_strconcat (upstream->base, path, NULL);
}

static gboolean
read_key (Upstream *upstream, const char *path, GError **error)
{
  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, &upstream->key, NULL, error))
    return FALSE;
  g_strstrip (upstream->key);
  return TRUE;
}

static SoupMessage *
message_new (Upstream *upstream, const char *method, const char *path)
{
  g_autofree char *url = url_of (upstream, path);
  SoupMessage *message = soup_message_new (method, url);
  g_autofree char *value = NULL;

  if (message == NULL || upstream->key == NULL)
    return message;
  value = g_strconcat ("Bearer ", upstream->key, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  return message;
}

SoupMessage *
upstream_post (Upstream *upstream, const char *path, json_object *body)
{
  SoupMessage *message = message_new (upstream, "POST", path);
  char *text = json_to_text (body, JSON_STYLE_COMPACT);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  json_object_put (body);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  return message;
}

SoupSession *
upstream_get_session (Upstream *upstream)
{
  return upstream->session;
}

/* Nothing in the list tells what a model is for; by custom the name does. */
static ModelType
guess_type (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return strstr (lower, "embed") != NULL ? MODEL_EMBEDDING : MODEL_CHAT;
}

static gboolean
ask_for_models (Upstream *upstream, Models *models, GError **error)
{
  g_autoptr (SoupMessage) message = message_new (upstream, "GET", "/models");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (json_object) answer = NULL;
  json_object *list;
  guint timeout;

  if (message == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Invalid URL");
      return FALSE;
    }
  timeout = soup_session_get_timeout (upstream->session);
  soup_session_set_timeout (upstream->session, START_TIMEOUT);
  bytes = soup_session_send_and_read (upstream->session, message, NULL, error);
  soup_session_set_timeout (upstream->session, timeout);
  if (bytes == NULL)
    return FALSE;
  answer = json_from_text (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  list = json_member (answer, "data");
  if (soup_message_get_status (message) != 200 || !json_object_is_type (list, json_type_array))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "No list of models (status %u); name them with --upstream-model",
                   soup_message_get_status (message));
      return FALSE;
    }
  for (gsize i = 0; i < json_object_array_length (list); i++)
    {
      const char *name = json_member_string (json_object_array_get_idx (list, i), "id");

      if (name != NULL)
        models_add_upstream (models, name, guess_type (name));
    }
  return TRUE;
}

static gboolean
add_models (Upstream *upstream, const Options *options, Models *models, GError **error)
{
  char **chat = options->upstream_models;
  char **embedding = options->upstream_embedding_models;

  if (chat == NULL && embedding == NULL)
    return ask_for_models (upstream, models, error);
  for (; chat != NULL && *chat != NULL; chat++)
    models_add_upstream (models, *chat, MODEL_CHAT);
  for (; embedding != NULL && *embedding != NULL; embedding++)
    models_add_upstream (models, *embedding, MODEL_EMBEDDING);
  return TRUE;
}

Upstream *
upstream_new (const Options *options, Models *models, GError **error)
{
  SoupSession *session = session_new (options, (guint) options->upstream_timeout, error);
  Upstream *upstream;

  if (session == NULL)
    return NULL;
  upstream = g_new0 (Upstream, 1);
  upstream->session = session;
  upstream->base = g_strdup (options->upstream);
  while (g_str_has_suffix (upstream->base, "/"))
    upstream->base[strlen (upstream->base) - 1] = '\0';
  if (g_uri_is_valid (upstream->base, G_URI_FLAGS_NONE, error)
      && read_key (upstream, options->upstream_key_file, error)
      && add_models (upstream, options, models, error))
    return upstream;
  g_prefix_error (error, "%s: ", options->upstream);
  upstream_free (upstream);
  return NULL;
}

void
upstream_free (Upstream *upstream)
{
  soup_session_abort (upstream->session);
  g_object_unref (upstream->session);
  g_free (upstream->base);
  g_free (upstream->key);
  g_free (upstream);
}
