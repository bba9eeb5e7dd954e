/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-config.h"

#include <string.h>

#include <taskingai/taskingai-version.h>

#include "taskingai-error-private.h"

#define DEFAULT_HOST "https://api.tasking.ai"
#define MAX_HOST 8192
#define MAX_KEY 8192
#define KEY_HEADER "Authorization: Bearer "

/* ---- the host ---- */

static gboolean
is_loopback (const char *host)
{
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  g_autofree char *bare = g_strdup (host[0] == '[' ? host + 1 : host);
  g_strdelimit (bare, "]", '\0');
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (bare);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
is_address (const char *host)
{
  return host[0] == '[' || g_hostname_is_ip_address (host);
}

/* "localhost:8080" is what people write: plain for this machine, secure for any other. Behind a name
 * that is none, as in "http:/localhost" or "unix:/run/x", there is no port. */
static char *
with_scheme (const char *host)
{
  if (strstr (host, "://") != NULL)
    return g_strdup (host);
  gsize length = host[0] == '[' ? strcspn (host, "]") : strcspn (host, ":/");
  if (host[length] == ':' && !g_ascii_isdigit (host[length + 1]))
    return NULL;
  g_autofree char *name = g_strndup (host, length);
  return g_strconcat (is_loopback (name) ? "http://" : "https://", host, NULL);
}

static char *
url_part (CURLU *url, CURLUPart part)
{
  char *value = NULL;
  if (curl_url_get (url, part, &value, 0) != CURLUE_OK)
    return NULL;
  char *copy = g_strdup (value);
  curl_free (value);
  return copy;
}

static gsize
without_slashes (const char *path, gsize length)
{
  while (length > 0 && path[length - 1] == '/')
    length--;
  return length;
}

static gsize
without_end (const char *path, gsize length, const char *end)
{
  gsize end_length = strlen (end);
  if (length >= end_length && memcmp (path + length - end_length, end, end_length) == 0)
    length -= end_length;
  return without_slashes (path, length);
}

/* The path in front of /v1, without a slash at its end; a /v1 that was given is not doubled, and no
 * more is the /api of administrators. */
static char *
prefix_of (CURLU *url, gboolean administrator)
{
  g_autofree char *path = url_part (url, CURLUPART_PATH);
  gsize length = without_slashes (path, path != NULL ? strlen (path) : 0);
  length = without_end (path, length, "/v1");
  if (administrator)
    length = without_end (path, length, "/api");
  return g_strndup (path, length);
}

static gboolean
refuse_host (GError **error, const char *problem)
{
  g_propagate_error (error, taskingai_error_new (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL,
                                                 "The host %s", problem));
  return FALSE;
}

/* libcurl takes more than what is a URL, and would send it. */
static gboolean
is_escaped (const char *path)
{
  while (g_ascii_isgraph (*path))
    path++;
  return *path == '\0';
}

/* Administrators have a password to send before they have a credential. */
static gboolean
config_check_plain (TaskingAIConfig *self, const char *scheme, gboolean has_key, GError **error)
{
  if (g_str_equal (scheme, "https") || self->loopback || self->settings.allow_plain_http
      || (!has_key && !self->settings.administrator))
    return TRUE;
  return refuse_host (error, "would get the API key or password over plain HTTP; use https://, or "
                             "set allow-plain-http if the network is trusted");
}

static gboolean
config_set_host (TaskingAIConfig *self, gboolean has_key, GError **error)
{
  const char *host = self->settings.host != NULL ? self->settings.host : DEFAULT_HOST;
  if (strlen (host) > MAX_HOST)
    return refuse_host (error, "is longer than any URL");
  g_autofree char *given = with_scheme (host);
  g_autoptr (CURLU) url = curl_url ();
  if (given == NULL || curl_url_set (url, CURLUPART_URL, given, 0) != CURLUE_OK)
    return refuse_host (error, "is not a URL such as https://api.tasking.ai");

  g_autofree char *scheme = url_part (url, CURLUPART_SCHEME);
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return refuse_host (error, "has to begin with https:// or http://");
  g_autofree char *user = url_part (url, CURLUPART_USER);
  g_autofree char *query = url_part (url, CURLUPART_QUERY);
  g_autofree char *fragment = url_part (url, CURLUPART_FRAGMENT);
  if (user != NULL || query != NULL || fragment != NULL)
    return refuse_host (error, "may not have a user name, a query or a fragment");

  g_autofree char *name = url_part (url, CURLUPART_HOST);
  if (name[0] != '[' && strchr (name, '%') != NULL)
    return refuse_host (error, "has a percent sign in its name");
  self->loopback = is_loopback (name);
  self->named = !is_address (name) && !self->loopback;
  if (!config_check_plain (self, scheme, has_key, error))
    return FALSE;

  self->prefix = prefix_of (url, self->settings.administrator);
  curl_url_set (url, CURLUPART_PATH, self->prefix[0] != '\0' ? self->prefix : "/", 0);
  self->base_url = url_part (url, CURLUPART_URL);
  if (g_str_has_suffix (self->base_url, "/"))
    self->base_url[strlen (self->base_url) - 1] = '\0';
  if (!is_escaped (self->prefix) || !g_uri_is_valid (self->base_url, G_URI_FLAGS_ENCODED, NULL))
    return refuse_host (error, "has characters that have to be escaped in a URL");
  return TRUE;
}

/* ---- the key and the headers ---- */

static gboolean
refuse_key (GError **error, const char *problem)
{
  g_propagate_error (error, taskingai_error_new (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL,
                                                 "The API key %s", problem));
  return FALSE;
}

static gboolean
check_key (const char *key, GError **error)
{
  for (const char *c = key; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return refuse_key (error, "holds a character that no key has, such as a space or a line end");
  return strlen (key) <= MAX_KEY || refuse_key (error, "is longer than any key");
}

static struct curl_slist *
make_headers (const char *authorization, gboolean with_body)
{
  /* As a header, not as CURLOPT_USERAGENT, which libcurl formats twice for each request. */
  struct curl_slist *list =
      curl_slist_append (NULL, "User-Agent: libtaskingai/" TASKINGAI_VERSION_S);
  list = curl_slist_append (list, "Accept:"); /* none means the same as libcurl's */
  if (with_body)
    list = curl_slist_append (list, "Content-Type: application/json");
  if (authorization != NULL)
    list = curl_slist_append (list, authorization);
  return list;
}

static void
free_headers (struct curl_slist *list)
{
  for (struct curl_slist *node = list; node != NULL; node = node->next)
    explicit_bzero (node->data, strlen (node->data));
  curl_slist_free_all (list);
}

static void
config_set_headers (TaskingAIConfig *self, const char *key)
{
  char *authorization = key != NULL ? g_strconcat (KEY_HEADER, key, NULL) : NULL;
  self->headers = make_headers (authorization, FALSE);
  for (struct curl_slist *node = self->headers; node != NULL; node = node->next)
    if (g_str_has_prefix (node->data, KEY_HEADER))
      self->key = node->data + strlen (KEY_HEADER);
  self->body_headers = make_headers (authorization, TRUE);
  for (int with_body = 0; with_body < 2; with_body++)
    self->anonymous_headers[with_body] = make_headers (NULL, with_body);
  taskingai_wipe (authorization);
}

TaskingAIConfig *
taskingai_config_new (const TaskingAISettings *settings, GError **error)
{
  const char *key = settings->api_key;
  if (key != NULL && key[0] == '\0')
    key = NULL;
  if (key != NULL && !check_key (key, error))
    return NULL;

  g_autoptr (TaskingAIConfig) self = g_new0 (TaskingAIConfig, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->proxy_lock);
  taskingai_settings_copy (settings, &self->settings);
  if (!config_set_host (self, key != NULL, error))
    return NULL;
  config_set_headers (self, key);
  return g_steal_pointer (&self);
}

TaskingAIConfig *
taskingai_config_ref (TaskingAIConfig *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
taskingai_config_unref (TaskingAIConfig *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  taskingai_settings_clear (&self->settings);
  g_free (self->base_url);
  g_free (self->prefix);
  free_headers (self->headers);
  free_headers (self->body_headers);
  free_headers (self->anonymous_headers[0]);
  free_headers (self->anonymous_headers[1]);
  g_strfreev (self->proxies);
  g_mutex_clear (&self->proxy_lock);
  g_free (self);
}
