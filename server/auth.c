/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "auth.h"

#include <string.h>

#include "admins.h"
#include "apikeys.h"
#include "reply.h"
#include "secret.h"

static char *
stored_key (Store *store)
{
  const StoreQuery query = { .kind = APIKEY_KIND, .parent = "", .ascending = TRUE, .limit = 1 };
  g_autoptr (json_object) documents = json_object_new_array ();
  gboolean has_more;

  if (store_list (store, &query, documents, &has_more) != STORE_OK
      || json_object_array_length (documents) == 0)
    return NULL;
  return g_strdup (json_member_string (json_object_array_get_idx (documents, 0), "apikey"));
}

char *
auth_ensure_key (Store *store, const char *wanted)
{
  char *key = wanted == NULL ? stored_key (store) : NULL;
  g_autoptr (json_object) document = NULL;

  if (key != NULL)
    return key;
  document = apikeys_add (store, "default", wanted);
  return g_strdup (json_member_string (document, "apikey"));
}

/* The credential behind "Bearer ", or NULL. */
static const char *
bearer (Request *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (value == NULL || !g_str_has_prefix (value, "Bearer ") || value[7] == '\0')
    return NULL;
  return value + 7;
}

/* Characters 3 to 10, whatever the first two are. */
static char *
key_id (const char *key)
{
  const char *start = key + MIN (strlen (key), strlen (APIKEY_PREFIX));

  return g_utf8_make_valid (start, (gssize) strnlen (start, APIKEY_ID_LENGTH));
}

static gboolean
check_api_key (Request *request)
{
  const char *key = bearer (request);
  g_autofree char *id = NULL;
  g_autoptr (json_object) document = NULL;

  if (key == NULL)
    {
      reply_error (request, ERROR_APIKEY, "API Key validation failed");
      return FALSE;
    }
  id = key_id (key);
  document = store_get (request->app->store, APIKEY_KIND, id);
  if (document == NULL)
    reply_not_found (request, APIKEY_KIND, id);
  else if (!secret_equal (json_member_string (document, "apikey"), key))
    reply_error (request, ERROR_TOKEN, "Invalid apikey");
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_admin_token (Request *request)
{
  const char *token = bearer (request);
  gboolean expired = FALSE;

  if (token == NULL)
    reply_error (request, ERROR_TOKEN, "Token is missing");
  else if (admins_is_live (request->app->store, token, &expired))
    return TRUE;
  else if (store_failed (request->app->store))
    reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
  else
    reply_error (request, ERROR_TOKEN, expired ? "Token has expired" : "Invalid token");
  return FALSE;
}

gboolean
auth_check (Request *request)
{
  return request->match.role == ROLE_API ? check_api_key (request) : check_admin_token (request);
}
