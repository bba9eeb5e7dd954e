/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "apikeys.h"

#include <string.h>

#include "ids.h"
#include "listing.h"
#include "reply.h"
#include "stored.h"

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
  g_autoptr (json_object) document = json_object_new_object ();
  gint64 now = clock_stamp ();

  json_set_string (document, "object", "Apikey");
  json_set_string (document, "apikey_id", id);
  json_set_string (document, "name", name);
  json_set_string (document, "apikey", full);
  json_set_int (document, "created_timestamp", now);
  json_set_int (document, "updated_timestamp", now);
  return store_put (store, APIKEY_KIND, id, "", document) ? g_steal_pointer (&document) : NULL;
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
  g_autoptr (json_object) document = NULL;

  if (body == NULL)
    return;
  document = apikeys_add (request->app->store, json_member_string (body, "name"), NULL);
  if (document != NULL)
    mask (document);
  stored_reply (request, document != NULL, document);
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
  document = stored_find (request, APIKEY_KIND, request->match.params[0]);
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
  document = stored_find (request, APIKEY_KIND, id);
  if (document == NULL)
    return;
  if (json_object_object_length (body) == 0)
    {
      reply_error (request, ERROR_INTERNAL, "update_dict cannot be empty");
      return;
    }
  json_set_string (document, "name", json_member_string (body, "name"));
  json_set_int (document, "updated_timestamp", clock_stamp ());
  if (!stored_save (request, APIKEY_KIND, id, "", document))
    return;
  mask (document);
  reply_data (request, g_steal_pointer (&document));
}

void
apikeys_delete (Request *request)
{
  const char *id = request_get_id (request, 0, "apikey_id");
  g_autoptr (json_object) document = id != NULL ? stored_find (request, APIKEY_KIND, id) : NULL;

  if (document != NULL)
    stored_delete (request, APIKEY_KIND, id);
}
