/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "apikeys.h"

#include <string.h>

#include "ids.h"
#include "listing.h"
#include "reply.h"

#define SHOWN_ENDS 2

static char *
new_key (void)
{
  g_autofree char *tail = id_new ("", APIKEY_LENGTH - strlen (APIKEY_PREFIX));

  return g_strconcat (APIKEY_PREFIX, tail, NULL);
}

json_object *
apikeys_add (Store *store, const char *name, const char *key)
{
  g_autofree char *full = key != NULL ? g_strdup (key) : new_key ();
  g_autofree char *id = g_strndup (full + strlen (APIKEY_PREFIX), APIKEY_ID_LENGTH);
  json_object *document = json_set_string (json_object_new_object (), "object", "Apikey");
  gint64 now = clock_stamp ();

  json_set_string (document, "apikey_id", id);
  json_set_string (document, "name", name);
  json_set_string (document, "apikey", full);
  json_set_int (document, "created_timestamp", now);
  json_set_int (document, "updated_timestamp", now);
  store_put (store, APIKEY_KIND, id, "", document);
  return document;
}

static void
mask (json_object *document)
{
  g_autofree char *key = g_strdup (json_member_string (document, "apikey"));

  memset (key + SHOWN_ENDS, '*', strlen (key) - 2 * SHOWN_ENDS);
  json_set_string (document, "apikey", key);
}

void
apikeys_list (Request *request)
{
  listing_reply (request, APIKEY_KIND, "", NULL, mask);
}

static const Field create_fields[] = {
  { .name = "name", .type = FIELD_STRING, .required = TRUE },
  { .name = NULL },
};
static const Schema create_schema = { .fields = create_fields };

void
apikeys_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &create_schema);
  json_object *document;

  if (body == NULL)
    return;
  document = apikeys_add (request->app->store, json_member_string (body, "name"), NULL);
  mask (document);
  reply_data (request, document);
}

/* NULL: not there, and the request is answered. */
static json_object *
find (Request *request, const char *id)
{
  json_object *document = store_get (request->app->store, APIKEY_KIND, id);

  if (document == NULL)
    reply_not_found (request, APIKEY_KIND, id);
  return document;
}

static const Field get_fields[] = {
  { .name = "plain", .type = FIELD_BOOL, .fallback = "false" },
  { .name = NULL },
};
static const Schema get_schema = { .fields = get_fields };

void
apikeys_get (Request *request)
{
  g_autoptr (json_object) query = request_validate_query (request, &get_schema);
  json_object *document;

  if (query == NULL)
    return;
  document = find (request, request->match.params[0]);
  if (document == NULL)
    return;
  if (!json_member_bool (query, "plain"))
    mask (document);
  reply_data (request, document);
}

static const Field update_fields[] = {
  { .name = "name", .type = FIELD_STRING, .nullable = TRUE },
  { .name = NULL },
};
static const Schema update_schema = { .fields = update_fields };

void
apikeys_update (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &update_schema);
  g_autoptr (json_object) document = NULL;
  const char *id = body != NULL ? request_get_id (request, 0, "apikey_id") : NULL;

  if (id == NULL)
    return;
  document = find (request, id);
  if (document == NULL)
    return;
  if (json_object_object_length (body) == 0)
    {
      reply_error (request, ERROR_INTERNAL, "update_dict cannot be empty");
      return;
    }
  json_set_string (document, "name", json_member_string (body, "name"));
  json_set_int (document, "updated_timestamp", clock_stamp ());
  store_put (request->app->store, APIKEY_KIND, id, "", document);
  mask (document);
  reply_data (request, g_steal_pointer (&document));
}

void
apikeys_delete (Request *request)
{
  const char *id = request_get_id (request, 0, "apikey_id");
  g_autoptr (json_object) document = id != NULL ? find (request, id) : NULL;

  if (document == NULL)
    return;
  store_delete (request->app->store, APIKEY_KIND, id);
  reply_empty (request);
}
