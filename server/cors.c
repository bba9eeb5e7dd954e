/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "cors.h"

#include "reply.h"

#define METHODS "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"

static const char *
get (Request *request, const char *name)
{
  return soup_message_headers_get_list (soup_server_message_get_request_headers (request->message),
                                        name);
}

static void
set (Request *request, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), name,
                                value);
}

gboolean
cors_answer_preflight (Request *request)
{
  const char *origin = get (request, "Origin");
  const char *headers = get (request, "Access-Control-Request-Headers");
  g_autoptr (GBytes) body = g_bytes_new_static ("OK", 2);

  if (!g_str_equal (soup_server_message_get_method (request->message), "OPTIONS") || origin == NULL
      || get (request, "Access-Control-Request-Method") == NULL)
    return FALSE;
  set (request, "Vary", "Origin");
  set (request, "Access-Control-Allow-Origin", origin);
  set (request, "Access-Control-Allow-Credentials", "true");
  set (request, "Access-Control-Allow-Methods", METHODS);
  set (request, "Access-Control-Max-Age", "600");
  if (headers != NULL)
    set (request, "Access-Control-Allow-Headers", headers);
  reply_bytes (request, "text/plain; charset=utf-8", body);
  return TRUE;
}

void
cors_allow (Request *request)
{
  const char *origin = get (request, "Origin");
  gboolean cookie = get (request, "Cookie") != NULL;

  if (origin == NULL)
    return;
  if (cookie)
    set (request, "Vary", "Origin");
  set (request, "Access-Control-Allow-Origin", cookie ? origin : "*");
  set (request, "Access-Control-Allow-Credentials", "true");
}
