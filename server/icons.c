/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "icons.h"

#include <string.h>

#include "reply.h"

static char *
url_of (Request *request, const char *path, const char *id, const char *ending)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *host = soup_message_headers_get_one (headers, "Host");

  return g_strconcat ("http://", host != NULL ? host : "localhost", path, id, ending, NULL);
}

char *
icons_provider_url (Request *request, const char *provider_id)
{
  return url_of (request, "/images/providers/icons/", provider_id, ".svg");
}

char *
icons_bundle_url (Request *request, const char *bundle_id)
{
  return url_of (request, "/images/plugins/bundles/icons/", bundle_id, ".png");
}

/* The name of the file without its ending; NULL: it has another one. */
static char *
name_of (Request *request, const char *ending)
{
  const char *file = request->match.params[0];

  return g_str_has_suffix (file, ending) ? g_strndup (file, strlen (file) - strlen (ending)) : NULL;
}

/* The first letter of the provider's name in a circle. */
static GBytes *
draw_letter (json_object *provider)
{
  char *svg = g_strdup_printf (
      "<svg width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" xmlns=\"http://www.w3.org/2000/svg\">"
      "<circle cx=\"12\" cy=\"12\" r=\"11\" fill=\"#3a6ea5\"/>"
      "<text x=\"12\" y=\"16.5\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#fff\" "
      "text-anchor=\"middle\">%c</text></svg>\n",
      *json_member_string (provider, "name"));

  return g_bytes_new_take (svg, strlen (svg));
}

void
icons_get_provider (Request *request)
{
  g_autofree char *id = name_of (request, ".svg");
  json_object *provider = id != NULL ? catalog_find_provider (request->app->catalog, id) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (id == NULL)
    reply_detail (request, 404, "Not Found");
  else if (provider == NULL)
    reply_error (request, ERROR_NOT_FOUND, "Provider %s not found.", id);
  else
    {
      bytes = draw_letter (provider);
      reply_bytes (request, "image/svg+xml", bytes);
    }
}

void
icons_get_bundle (Request *request)
{
  g_autofree char *id = name_of (request, ".png");
  g_autoptr (GBytes) bytes = NULL;

  if (id == NULL)
    reply_detail (request, 404, "Not Found");
  else if (catalog_find_bundle (request->app->catalog, id) == NULL)
    reply_error (request, ERROR_NOT_FOUND, "Bundle %s not found.", id);
  else
    {
      bytes = catalog_read ("icon.png");
      reply_bytes (request, "image/png", bytes);
    }
}
