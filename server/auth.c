/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "auth.h"

#include <string.h>

#include "ids.h"
#include "reply.h"

#define KEY_KIND "apikey"
#define KEY_PREFIX "tk"
#define KEY_ID_LENGTH 8
#define KEY_LENGTH 32

static json_object *
key_document (const char *id, const char *key)
{
  gint64 now = clock_stamp ();
  json_object *document = json_object_new_object ();

  json_set_string (document, "object", "Apikey");
  json_set_string (document, "apikey_id", id);
  json_set_string (document, "name", "default");
  json_set_string (document, "apikey", key);
  json_set_int (document, "created_timestamp", now);
  return json_set_int (document, "updated_timestamp", now);
}

static char *
stored_key (Store *store)
{
  const StoreQuery query = { .kind = KEY_KIND, .parent = "", .ascending = TRUE, .limit = 1 };
  g_autoptr (json_object) documents = json_object_new_array ();
  gboolean has_more;

  if (store_list (store, &query, documents, &has_more) != STORE_OK ||
      json_object_array_length (documents) == 0)
    return NULL;
  return g_strdup (json_member_string (json_object_array_get_idx (documents, 0), "apikey"));
}

static char *
new_key (void)
{
  g_autofree char *id = id_new ("", KEY_ID_LENGTH);
  g_autofree char *secret = id_new ("", KEY_LENGTH - KEY_ID_LENGTH - strlen (KEY_PREFIX));

  return g_strconcat (KEY_PREFIX, id, secret, NULL);
}

char *
auth_ensure_key (Store *store, const char *wanted)
{
  char *key = wanted != NULL ? g_strdup (wanted) : stored_key (store);
  g_autofree char *id = NULL;
  g_autoptr (json_object) document = NULL;

  if (key != NULL && wanted == NULL)
    return key;
  if (key == NULL)
    key = new_key ();
  id = g_strndup (key + strlen (KEY_PREFIX), KEY_ID_LENGTH);
  document = key_document (id, key);
  store_put (store, KEY_KIND, id, "", document);
  return key;
}

/* Takes as long for a near miss as for a far one. */
static gboolean
same_secret (const char *a, const char *b)
{
  gsize length = strlen (a);
  guint difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint) ((guchar) a[i] ^ (guchar) b[i]);
  return difference == 0;
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
  /* Characters 3 to 10, whatever the first two are. */
  id = g_utf8_make_valid (strlen (key) > 2 ? key + 2 : "", (gssize) strnlen (key + MIN (2, strlen (key)), KEY_ID_LENGTH));
  document = store_get (request->app->store, KEY_KIND, id);
  if (document == NULL)
    reply_not_found (request, KEY_KIND, id);
  else if (!same_secret (json_member_string (document, "apikey"), key))
    reply_error (request, ERROR_TOKEN, "Invalid apikey");
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_admin_token (Request *request)
{
  reply_error (request,
               ERROR_TOKEN,
               bearer (request) == NULL ? "Token is missing" : "Invalid token");
  return FALSE;
}

gboolean
auth_check (Request *request)
{
  return request->match.role == ROLE_API ? check_api_key (request) : check_admin_token (request);
}
