/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "action-message.h"

#include <string.h>

#include "json-write.h"

#define MAX_URL 65536

/* All that may stand in a URL, the templates' braces excepted. */
#define URL_CHARACTERS ":/?#[]@!$&'()*+,;=%"

json_object *
action_constant (json_object *parameter)
{
  json_object *values = json_member (parameter, "enum");

  if (!json_object_is_type (values, json_type_array) || json_object_array_length (values) != 1)
    return NULL;
  return json_object_array_get_idx (values, 0);
}

/* The members that @schema names, constants included, in its order. */
static json_object *
pick (json_object *schema, json_object *parameters)
{
  json_object *picked = json_object_new_object ();

  if (schema == NULL)
    return picked;
  json_object_object_foreach (schema, name, parameter)
  {
    json_object *value = action_constant (parameter);

    if (value == NULL)
      value = json_member (parameters, name);
    if (value != NULL)
      json_set (picked, name, json_object_get (value));
  }
  return picked;
}

static char *
value_text (json_object *value)
{
  if (json_object_is_type (value, json_type_string))
    return g_strdup (json_object_get_string (value));
  return json_to_text (value, JSON_STYLE_COMPACT);
}

static char *
form_escape (const char *text)
{
  g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);
  g_auto (GStrv) words = g_strsplit (escaped, "%20", -1);

  return g_strjoinv ("+", words);
}

static void
append_pair (GString *form, const char *name, json_object *value)
{
  g_autofree char *text = value_text (value);
  g_autofree char *escaped_name = form_escape (name);
  g_autofree char *escaped = form_escape (text);

  g_string_append_printf (form, "%s%s=%s", form->len > 0 ? "&" : "", escaped_name, escaped);
}

/* A list gives one pair for each element. */
static char *
form_text (json_object *members)
{
  GString *form = g_string_new (NULL);

  json_object_object_foreach (members, name, value)
  {
    if (!json_object_is_type (value, json_type_array))
      {
        append_pair (form, name, value);
        continue;
      }
    for (gsize i = 0; i < json_object_array_length (value); i++)
      append_pair (form, name, json_object_array_get_idx (value, i));
  }
  return g_string_free (form, FALSE);
}

/* FALSE: it becomes too long. */
static gboolean
fill_template (GString *url, const char *name, json_object *value)
{
  g_autofree char *template = g_strdup_printf ("{%s}", name);
  g_autofree char *text = value_text (value);
  g_autofree char *escaped = g_uri_escape_string (text, "/", FALSE);
  g_auto (GStrv) parts = g_strsplit (url->str, template, -1);
  g_autofree char *filled = NULL;

  if (url->len + g_strv_length (parts) * strlen (escaped) > MAX_URL)
    return FALSE;
  filled = g_strjoinv (escaped, parts);
  g_string_assign (url, filled);
  return TRUE;
}

char *
action_url (json_object *action, json_object *parameters)
{
  g_autoptr (json_object) path = pick (json_member (action, "path_param_schema"), parameters);
  g_autoptr (json_object) query = pick (json_member (action, "query_param_schema"), parameters);
  g_autofree char *pairs = form_text (query);
  g_autoptr (GString) url = g_string_new (json_member_string (action, "url"));

  json_object_object_foreach (path, name, value)
  {
    if (!fill_template (url, name, value))
      return NULL;
  }
  if (*pairs != '\0')
    g_string_append_printf (url, "%c%s", strchr (url->str, '?') != NULL ? '&' : '?', pairs);
  return url->len <= MAX_URL ? g_strdup (url->str) : NULL;
}

static gboolean
is_header_name (const char *name)
{
  static const char *const framing[] = { "content-length", "transfer-encoding", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (const char *at = name; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("!#$%&'*+-.^_`|~", *at) == NULL)
      return FALSE;
  return *name != '\0' && !g_strv_contains (framing, lower);
}

/* FALSE: what no header may hold, or would make another request of this one. */
static gboolean
set_header (SoupMessage *message, const char *name, const char *value)
{
  if (!is_header_name (name) || strpbrk (value, "\r\n") != NULL)
    return FALSE;
  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  return TRUE;
}

static gboolean
authorize (SoupMessage *message, json_object *authentication)
{
  const char *type = json_member_string (authentication, "type");
  json_object *content = json_member (authentication, "content");
  g_autofree char *value = NULL;

  if (g_strcmp0 (type, "bearer") == 0 || g_strcmp0 (type, "basic") == 0)
    {
      value = g_strdup_printf ("%s %s", *type == 'b' && type[1] == 'e' ? "Bearer" : "Basic",
                               json_member_string (authentication, "secret"));
      return set_header (message, "Authorization", value);
    }
  if (g_strcmp0 (type, "custom") != 0)
    return TRUE;
  json_object_object_foreach (
      content, name,
      secret) if (!set_header (message, name, json_object_get_string (secret))) return FALSE;
  return TRUE;
}

typedef struct {
  GUri *origin;
  json_object *authentication;
} Guard;

static void
free_guard (gpointer data, GClosure *closure)
{
  Guard *guard = data;

  (void) closure;
  g_uri_unref (guard->origin);
  json_object_put (guard->authentication);
  g_free (guard);
}

static gboolean
is_same_origin (GUri *a, GUri *b)
{
  return g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0
         && g_uri_get_port (a) == g_uri_get_port (b)
         && strcmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0;
}

/* Secrets are for the action's own server, not for those that it sends us to. */
static void
on_restarted (SoupMessage *message, gpointer data)
{
  Guard *guard = data;
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  json_object *content = json_member (guard->authentication, "content");

  if (is_same_origin (guard->origin, soup_message_get_uri (message)))
    return;
  soup_message_headers_remove (headers, "Authorization");
  if (content == NULL)
    return;
  json_object_object_foreach (content, name, value)
  {
    (void) value;
    soup_message_headers_remove (headers, name);
  }
}

static void
guard_redirects (SoupMessage *message, json_object *authentication)
{
  Guard *guard = g_new0 (Guard, 1);

  guard->origin = g_uri_ref (soup_message_get_uri (message));
  guard->authentication = json_object_get (authentication);
  g_signal_connect_data (message, "restarted", G_CALLBACK (on_restarted), guard, free_guard, 0);
}

static void
set_body (SoupMessage *message, json_object *action, json_object *parameters)
{
  json_object *type = json_member (action, "body_type");
  gboolean form = json_is_string (type, "FORM");
  g_autoptr (json_object) body = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (!form && !json_is_string (type, "JSON"))
    return;
  body = pick (json_member (action, "body_param_schema"), parameters);
  text = form ? form_text (body) : json_to_text (body, JSON_STYLE_SPACED);
  bytes = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (
      message, form ? "application/x-www-form-urlencoded" : "application/json", bytes);
}

static gboolean
is_callable (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  return (strcmp (g_uri_get_scheme (uri), "http") == 0
          || strcmp (g_uri_get_scheme (uri), "https") == 0)
         && host != NULL && *host != '\0';
}

SoupMessage *
action_message_new (json_object *action, const char *url, json_object *parameters)
{
  json_object *authentication = json_member (action, "authentication");
  g_autofree char *escaped = g_uri_escape_string (url, URL_CHARACTERS, FALSE);
  g_autoptr (GUri) uri = g_uri_parse (escaped, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (SoupMessage) message = NULL;

  if (uri == NULL || !is_callable (uri))
    return NULL;
  message = soup_message_new_from_uri (json_member_string (action, "method"), uri);
  set_body (message, action, parameters);
  if (!authorize (message, authentication))
    return NULL;
  guard_redirects (message, authentication);
  return g_steal_pointer (&message);
}
