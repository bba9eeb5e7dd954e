/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "admins.h"

#include <string.h>

#include "ids.h"
#include "json-write.h"
#include "reply.h"
#include "secret.h"
#include "stored.h"

#define KIND "admin"
#define USER_NAME "admin"
#define TOKEN_SECONDS (7 * 24 * 3600)

static char *
base64_url (const void *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
sign (const char *secret, const char *text)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, digest, &length);
  return base64_url (digest, length);
}

/* A JSON Web Token, HS256. */
static char *
new_token (App *app, const char *id, gint64 expiry)
{
  static const char header[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  g_autofree char *claims = g_strdup_printf (
      "{\"sub\":\"%s\",\"permissions\":[],\"exp\":%" G_GINT64_FORMAT "}", id, expiry);
  g_autofree char *head = base64_url (header, sizeof header - 1);
  g_autofree char *body = base64_url (claims, strlen (claims));
  g_autofree char *text = g_strconcat (head, ".", body, NULL);
  g_autofree char *signature = NULL;

  if (app->admin_secret == NULL)
    app->admin_secret = id_new ("", 43);
  signature = sign (app->admin_secret, text);
  return g_strconcat (text, ".", signature, NULL);
}

static json_object *
find_admin (Store *store)
{
  json_object *admin = store_get (store, KIND, USER_NAME);
  g_autofree char *id = NULL;
  gint64 now;

  if (admin != NULL)
    return admin;
  id = id_new ("X3Ar", 16);
  now = clock_stamp ();
  admin = json_set_string (json_object_new_object (), "object", "Admin");
  json_set_string (admin, "admin_id", id);
  json_set_string (admin, "username", USER_NAME);
  json_set (admin, "token", NULL);
  json_set_int (admin, "created_timestamp", now);
  return json_set_int (admin, "updated_timestamp", now);
}

/* FALSE: it failed, and the request is answered. */
static gboolean
save (Request *request, json_object *admin)
{
  json_set_int (admin, "updated_timestamp", clock_stamp ());
  return stored_save (request, KIND, USER_NAME, "", admin);
}

/* Every new token ends the one before it, so it may not happen to be the same. */
static void
issue_token (Request *request)
{
  g_autoptr (json_object) admin = find_admin (request->app->store);
  gint64 last = json_member_int (admin, "token_expiry", 0);
  gint64 expiry = MAX (clock_now () / 1000 + TOKEN_SECONDS, last + 1);
  g_autofree char *token = new_token (request->app, json_member_string (admin, "admin_id"), expiry);

  json_set_string (admin, "token", token);
  json_set_int (admin, "token_expiry", expiry);
  if (!save (request, admin))
    return;
  json_object_object_del (admin, "token_expiry");
  reply_data (request, g_steal_pointer (&admin));
}

gboolean
admins_is_live (Store *store, const char *token, gboolean *expired)
{
  g_autoptr (json_object) admin = store_get (store, KIND, USER_NAME);
  const char *live = json_member_string (admin, "token");

  *expired = FALSE;
  if (live == NULL || !secret_equal (live, token))
    return FALSE;
  *expired = json_member_int (admin, "token_expiry", 0) * 1000 < clock_now ();
  return !*expired;
}

static const Field login_fields[] = {
  { .name = "username", .type = FIELD_STRING, .required = TRUE },
  { .name = "password", .type = FIELD_STRING, .required = TRUE, .range = RANGE (8, 32) },
  { .name = NULL },
};
static const Schema login_schema = { .fields = login_fields };

void
admins_login (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &login_schema);
  const char *password = request->app->options->admin_password;
  const char *name;

  if (body == NULL)
    return;
  name = json_member_string (body, "username");
  if (strcmp (name, USER_NAME) != 0)
    reply_error (request, ERROR_NOT_FOUND, "Admin with username=%s not found.", name);
  else if (password == NULL || !secret_equal (password, json_member_string (body, "password")))
    reply_error (request, ERROR_INCORRECT_PASSWORD, "Password is incorrect.");
  else
    issue_token (request);
}

void
admins_logout (Request *request)
{
  g_autoptr (json_object) admin = find_admin (request->app->store);

  json_set (admin, "token", NULL);
  if (save (request, admin))
    reply_empty (request);
}

void
admins_verify_token (Request *request)
{
  reply_empty (request);
}

void
admins_refresh_token (Request *request)
{
  issue_token (request);
}
