/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "app.h"

#include <string.h>

#include "auth.h"
#include "connection.h"
#include "cors.h"
#include "model-routes.h"
#include "reply.h"
#include "request.h"
#include "session.h"

#define MAX_BODY (20 * 1024 * 1024)
/* Clients read that their body is too large when they have sent it, if it is not larger than this. */
#define MAX_REFUSED (160 * 1024 * 1024)
/* Seconds without a byte that an action's server may take. */
#define ACTION_TIMEOUT 60

/* As the service's HTTP server decodes it: what is no escape stays as it is. */
static char *
decode_path (const char *encoded)
{
  GString *path = g_string_new (NULL);

  for (const char *at = encoded; *at != '\0'; at++)
    {
      int high = *at == '%' ? g_ascii_xdigit_value (at[1]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value (at[2]) : -1;

      if (low < 0 || high * 16 + low == 0)
        {
          g_string_append_c (path, *at);
          continue;
        }
      g_string_append_c (path, (char) (high * 16 + low));
      at += 2;
    }
  return g_string_free (path, FALSE);
}

static gboolean
is_loopback (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return G_IS_INET_SOCKET_ADDRESS (address)
         && g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static RouteResult
find (Request *request, const char *method, const char *path, RouteMatch *match)
{
  const Options *options = request->app->options;
  RouteFlags without = (options->quirks ? ROUTE_NEWER : 0) | (options->test_mode ? 0 : ROUTE_TESTS);

  return route_find (method, path, without, match);
}

/* The path exists without, or with, a slash at its end: the client is sent there. */
static gboolean
redirect (Request *request, const char *method, const char *path, const char *encoded)
{
  RouteMatch match = { 0 };
  gboolean slash = g_str_has_suffix (path, "/");
  g_autofree char *other = slash ? g_strdup (path) : g_strconcat (path, "/", NULL);
  g_autofree char *target = g_strdup (encoded);
  gboolean known;

  if (!slash)
    return FALSE;
  while (g_str_has_suffix (other, "/"))
    other[strlen (other) - 1] = '\0';
  while (g_str_has_suffix (target, "/"))
    target[strlen (target) - 1] = '\0';
  known = find (request, method, other, &match) != ROUTE_UNKNOWN;
  route_match_clear (&match);
  if (known)
    reply_redirect (request, target);
  return known;
}

/* FALSE: no such route, and the request is answered. */
static gboolean
find_route (Request *request)
{
  const char *method = soup_server_message_get_method (request->message);
  const char *encoded = g_uri_get_path (soup_server_message_get_uri (request->message));
  g_autofree char *decoded = decode_path (encoded);
  g_autofree char *path = g_utf8_make_valid (decoded, -1);
  SoupMessageHeaders *headers;

  switch (find (request, method, path, &request->match))
    {
    case ROUTE_FOUND:
      if ((request->match.route->flags & ROUTE_LOOPBACK) == 0 || is_loopback (request->message))
        return TRUE;
      reply_detail (request, 404, "Not Found");
      return FALSE;
    case ROUTE_WRONG_METHOD:
      headers = soup_server_message_get_response_headers (request->message);
      soup_message_headers_replace (headers, "Allow", request->match.route->method);
      reply_detail (request, 405, "Method Not Allowed");
      return FALSE;
    case ROUTE_UNKNOWN:
    default:
      if (!redirect (request, method, path, encoded))
        reply_detail (request, 404, "Not Found");
      return FALSE;
    }
}

/* Route, body, credential, in this order: a malformed body is reported before a missing key. */
static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  App *app = data;
  g_autoptr (Request) request = NULL;
  RouteFlags flags;

  (void) server;
  (void) path;
  (void) query;
  app->stats->requests++;
  request = request_new (app, message);
  cors_allow (request);
  if (cors_answer_preflight (request) || !find_route (request))
    return;
  stats_count (app->stats, &request->match);
  flags = request->match.route->flags;
  if ((flags & ROUTE_BODY) != 0 && !request_read_body (request))
    return;
  if ((flags & ROUTE_OPEN) != 0 || auth_check (request))
    request->match.route->handler (request);
}

static void
refuse_size (SoupServerMessage *message)
{
  static const char body[] = "{\"detail\":\"Request Entity Too Large\"}";

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body,
                                    sizeof body - 1);
  soup_server_message_set_status (message, 413, NULL);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  gsize *received = data;

  *received += g_bytes_get_size (chunk);
  if (*received > MAX_REFUSED)
    connection_drop (message);
  else if (*received > MAX_BODY && soup_server_message_get_status (message) == 0)
    refuse_size (message);
}

static void
free_count (gpointer count, GClosure *closure)
{
  (void) closure;
  g_free (count);
}

/* Called with the headers: bodies too large are not kept in memory. */
static void
on_headers (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  (void) server;
  (void) path;
  (void) query;
  (void) data;
  if (soup_message_headers_get_content_length (headers) > MAX_BODY)
    refuse_size (message);
  g_signal_connect_data (message, "got-chunk", G_CALLBACK (on_got_chunk), g_new0 (gsize, 1),
                         free_count, 0);
}

/* With what is needed of it at the start. */
static gboolean
open_store (App *app, GError **error)
{
  app->store = store_open (app->options->database, error);
  if (app->store == NULL)
    return FALSE;
  if (model_routes_load (app))
    app->api_key = auth_ensure_key (app->store, app->options->api_key);
  if (app->api_key == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, store_error (app->store));
  return app->api_key != NULL;
}

App *
app_new (const Options *options, GError **error)
{
  g_autoptr (App) app = g_new0 (App, 1);

  app->options = options;
  app->stats = stats_new ();
  app->catalog = catalog_new ();
  app->models = models_new ();
  app->locks = chat_locks_new ();
  app->session = session_new (options, ACTION_TIMEOUT, error);
  if (app->session == NULL)
    return NULL;
  if (options->upstream != NULL)
    {
      app->upstream = upstream_new (options, app->models, error);
      if (app->upstream == NULL)
        return NULL;
    }
  if (open_store (app, error))
    return g_steal_pointer (&app);
  g_prefix_error (error, "%s: ", options->database != NULL ? options->database : ":memory:");
  return NULL;
}

gboolean
app_serve (App *app, GError **error)
{
  const Options *options = app->options;

  app->socket = listener_open_socket (options->listen, (guint16) options->port, error);
  if (app->socket == NULL)
    return FALSE;
  app->server = soup_server_new (NULL, NULL);
  soup_server_add_early_handler (app->server, NULL, on_headers, app, NULL);
  soup_server_add_handler (app->server, NULL, on_request, app, NULL);
  app->connections =
      connections_new (app->server, (guint) options->client_timeout, listener_make_room ());
  app->listener = listener_new (app->server, app->connections, app->socket, error);
  return app->listener != NULL;
}

static guint
served_port (App *app)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (app->socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

char *
app_get_host (App *app)
{
  const char *address = app->options->listen;

  return g_strdup_printf (strchr (address, ':') != NULL ? "http://[%s]:%u" : "http://%s:%u",
                          address, served_port (app));
}

void
app_free (App *app)
{
  g_clear_pointer (&app->listener, listener_free);
  g_clear_object (&app->socket);
  if (app->server != NULL)
    soup_server_disconnect (app->server);
  g_clear_object (&app->server);
  if (app->session != NULL)
    soup_session_abort (app->session);
  g_clear_object (&app->session);
  g_clear_pointer (&app->connections, connections_free);
  g_clear_pointer (&app->upstream, upstream_free);
  g_clear_pointer (&app->store, store_free);
  g_clear_pointer (&app->models, models_free);
  g_clear_pointer (&app->locks, chat_locks_free);
  g_clear_pointer (&app->catalog, catalog_free);
  g_clear_pointer (&app->stats, stats_free);
  g_free (app->api_key);
  g_free (app->admin_secret);
  g_free (app);
}
