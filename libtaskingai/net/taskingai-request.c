/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-request.h"

#include <string.h>

#include "taskingai-error-private.h"

/* Of path and query. Servers take 8 to 64 KiB; libcurl does not take 8 MB, and would not say so. */
#define MAX_TARGET (64 * 1024)

static const char *const method_names[] = { "GET", "POST", "DELETE" };

const char *
taskingai_method_to_string (TaskingAIMethod method)
{
  return method_names[method];
}

static gboolean
refuse (GError **error, const char *problem)
{
  g_propagate_error (
      error, taskingai_error_new_literal (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL, problem));
  return FALSE;
}

static gboolean
has_control (const char *text)
{
  while (*text != '\0' && !g_ascii_iscntrl (*text))
    text++;
  return *text != '\0';
}

/* Servers and what stands before them unescape the path before they look at its parts, some of them
 * twice, so that in an escaped slash they see a slash. In a query it is safe. */
static gboolean
check_segment (const char *id, GError **error)
{
  if (g_str_equal (id, ".") || g_str_equal (id, ".."))
    return refuse (error, "An id may not be \".\" or \"..\"");
  if (strpbrk (id, "/\\") != NULL)
    return refuse (error, "An id may not have a slash here");
  for (const char *c = strchr (id, '%'); c != NULL; c = strchr (c + 1, '%'))
    if (g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]))
      return refuse (error, "An id may not be escaped, as with %2F");
  return TRUE;
}

/* As all that servers give: there is nothing to check or to escape. */
static gboolean
is_plain (const char *id)
{
  while (g_ascii_isalnum (*id))
    id++;
  return *id == '\0';
}

static gboolean
append_id (GString *path, const char *id, GError **error)
{
  if (id == NULL || id[0] == '\0')
    return refuse (error, "An id is missing");
  if (is_plain (id))
    {
      g_string_append (path, id);
      return TRUE;
    }
  if (!g_utf8_validate (id, -1, NULL) || has_control (id))
    return refuse (error, "An id may not have control characters, and has to be UTF-8");
  if (strchr (path->str, '?') == NULL && !check_segment (id, error))
    return FALSE;
  g_string_append_uri_escaped (path, id, NULL, FALSE);
  return TRUE;
}

static char *
fill_template (const char *path_template, const char *const *ids, GError **error)
{
  g_autoptr (GString) path = g_string_sized_new (64);
  const char *rest = path_template;
  for (const char *slot; (slot = strstr (rest, "{}")) != NULL; rest = slot + 2)
    {
      g_string_append_len (path, rest, slot - rest);
      if (!append_id (path, ids != NULL ? *ids++ : NULL, error))
        return NULL;
    }
  g_string_append (path, rest);
  return g_string_free (g_steal_pointer (&path), FALSE);
}

TaskingAIRequest *
taskingai_request_new (TaskingAIMethod method, const char *path_template, const char *const *ids,
                       GError **error)
{
  g_autofree char *path = fill_template (path_template, ids, error);
  if (path == NULL)
    return NULL;
  TaskingAIRequest *self = g_new0 (TaskingAIRequest, 1);
  self->method = method;
  self->path = g_steal_pointer (&path);
  return self;
}

/* ---- a path given by the program ---- */

static gboolean
is_url_text (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || strchr ("\"<>\\^`{|}#", *c) != NULL
        || (*c == '%' && !(g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]))))
      return FALSE;
  return TRUE;
}

static gboolean
has_dot_segment (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);
  for (char **segment = segments; *segment != NULL; segment++)
    {
      g_autofree char *plain = g_uri_unescape_string (*segment, NULL);
      if (plain == NULL || g_str_equal (plain, ".") || g_str_equal (plain, ".."))
        return TRUE;
    }
  return FALSE;
}

TaskingAIRequest *
taskingai_request_new_raw (const char *method, const char *path, const char *query, GError **error)
{
  guint index = 0;
  while (index < G_N_ELEMENTS (method_names) && !g_str_equal (method, method_names[index]))
    index++;
  if (index == G_N_ELEMENTS (method_names))
    return refuse (error, "The method has to be GET, POST or DELETE"), NULL;
  if (path[0] != '/' || !is_url_text (path) || strchr (path, '?') != NULL || has_dot_segment (path))
    return refuse (error, "The path has to begin with / and be escaped, without a query"), NULL;
  if (query != NULL && !is_url_text (query))
    return refuse (error, "The query has to be escaped"), NULL;

  TaskingAIRequest *self = g_new0 (TaskingAIRequest, 1);
  self->method = index;
  self->path = g_strdup (path);
  self->query = query != NULL && query[0] != '\0' ? g_strdup (query) : NULL;
  return self;
}

gboolean
taskingai_request_check_length (const TaskingAIRequest *self, GError **error)
{
  gsize length = strlen (self->path) + (self->query != NULL ? strlen (self->query) : 0);
  return length <= MAX_TARGET
         || refuse (error, "The ids and the query are longer than any server takes");
}

TaskingAIRequest *
taskingai_request_copy (const TaskingAIRequest *self)
{
  TaskingAIRequest *copy = g_new (TaskingAIRequest, 1);
  *copy = *self;
  copy->path = g_strdup (self->path);
  copy->query = g_strdup (self->query);
  copy->body = g_memdup2 (self->body, self->body_length);
  copy->queue_key = g_strdup (self->queue_key);
  return copy;
}

/* ---- a URL given by the server ---- */

static int
port_of (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

static gboolean
is_same_host (GUri *a, GUri *b)
{
  return g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) && port_of (a) == port_of (b)
         && g_uri_get_host (a) != NULL
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0
         && g_uri_get_userinfo (a) == NULL;
}

static GUri *
parse_url (const char *base_url, const char *url, GError **error)
{
  g_autofree char *whole =
      url[0] == '/' && url[1] != '/' ? g_strconcat (base_url, url, NULL) : NULL;
  g_autoptr (GUri) base = g_uri_parse (base_url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole != NULL ? whole : url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL)
    return refuse (error, "The URL is not valid"), NULL;
  if (!is_same_host (uri, base))
    {
      g_propagate_error (error,
                         taskingai_error_new (TASKINGAI_API_ERROR_INVALID_REQUEST, NULL,
                                              "The URL is not of the client's host, %s", base_url));
      return NULL;
    }
  return g_steal_pointer (&uri);
}

TaskingAIRequest *
taskingai_request_new_for_url (const char *base_url, const char *url, GError **error)
{
  g_autoptr (GUri) uri = parse_url (base_url, url, error);
  if (uri == NULL)
    return NULL;
  /* What stands behind the host in base_url is added to each path again. */
  g_autoptr (GUri) base = g_uri_parse (base_url, G_URI_FLAGS_ENCODED, NULL);
  const char *prefix = g_uri_get_path (base);
  const char *path = g_uri_get_path (uri);
  gsize length = strlen (prefix);
  if (strncmp (path, prefix, length) == 0 && path[length] == '/')
    path += length;
  g_autofree char *escaped = g_uri_escape_string (path, "/%:@!$&'()*+,;=", FALSE);
  return taskingai_request_new_raw ("GET", escaped, g_uri_get_query (uri), error);
}

void
taskingai_request_expect_file (TaskingAIRequest *self, const char *type, guint64 max_size)
{
  self->anonymous = TRUE;
  self->answer_type = type;
  self->max_answer = max_size;
}

void
taskingai_request_free (TaskingAIRequest *self)
{
  g_clear_pointer (&self->source, taskingai_body_source_free);
  g_free (self->path);
  g_free (self->query);
  g_free (self->body);
  g_free (self->queue_key);
  g_free (self);
}
