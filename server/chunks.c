/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "chunks.h"

#include "chunk-store.h"
#include "collections.h"
#include "ids.h"
#include "listing.h"
#include "records.h"
#include "reply.h"
#include "stored.h"
#include "tokens.h"
#include "vectors.h"

#define KIND "chunk"

static const Field create_fields[] = {
  { .name = "content", .type = FIELD_STRING, .required = TRUE },
  { .name = "metadata", .type = FIELD_MAP, .range = RANGE (0, 16), .fallback = "{}" },
  { .name = NULL },
};
static const Schema create_schema = { .fields = create_fields };

static const Field update_fields[] = {
  { .name = "content", .type = FIELD_STRING, .nullable = TRUE },
  { .name = "metadata", .type = FIELD_MAP, .nullable = TRUE, .range = RANGE (0, 16) },
  { .name = NULL },
};
static const Schema update_schema = { .fields = update_fields };

/* A chunk on its way to its vector. */
typedef struct {
  Request *request;
  json_object *chunk;
  json_object *changes; /* NULL: the chunk is new */
} Change;

/* NULL: not there, and the request is answered. */
static json_object *
find_chunk (Request *request)
{
  const char *collection_id = request_get_id (request, 0, "collection_id");
  const char *id = collection_id != NULL ? request_get_id (request, 1, "chunk_id") : NULL;
  g_autoptr (json_object) collection =
      id != NULL ? collections_find (request, collection_id) : NULL;

  return collection != NULL ? stored_find_below (request, KIND, id, "collection_id", collection_id)
                            : NULL;
}

static void
save (Change *change, GBytes *vector)
{
  Request *request = change->request;
  Store *store = request->app->store;
  const char *collection_id = json_member_string (change->chunk, "collection_id");
  g_autoptr (json_object) collection = collections_find (request, collection_id);

  if (collection == NULL
      || (change->changes == NULL && !collections_check_room (request, collection, 1)))
    return;
  store_begin (store);
  stored_reply (
      request,
      store_end (store, (change->changes != NULL || collections_count (store, collection_id, 0, 1))
                            && chunk_put (store, change->chunk, vector)),
      change->chunk);
}

/* TRUE: the chunk that is to be changed was deleted meanwhile, and the request is answered. */
static gboolean
is_gone (Change *change)
{
  const char *id = json_member_string (change->chunk, "chunk_id");
  g_autoptr (json_object) stored = NULL;

  if (change->changes == NULL)
    return FALSE;
  stored = store_get (change->request->app->store, KIND, id);
  if (stored == NULL)
    reply_not_found (change->request, KIND, id);
  else
    stored_catch_up (change->chunk, stored, change->changes);
  return stored == NULL;
}

static void
on_vector (GPtrArray *vectors, const char *failure, gpointer data)
{
  Change *change = data;

  if (failure != NULL)
    reply_error (change->request, ERROR_PROVIDER, "%s", failure);
  else if (!is_gone (change))
    save (change, g_ptr_array_index (vectors, 0));
  json_object_put (change->chunk);
  json_object_put (change->changes);
  request_unref (change->request);
  g_free (change);
}

/* Takes @chunk. */
static void
embed (Request *request, json_object *collection, json_object *chunk, json_object *changes)
{
  const Model *model = collections_find_model (request, collection);
  json_object *texts;
  Change *change;

  if (model == NULL)
    {
      json_object_put (chunk);
      return;
    }
  texts = json_object_new_array ();
  json_object_array_add (texts, json_object_get (json_member (chunk, "content")));
  change = g_new0 (Change, 1);
  change->request = request_ref (request);
  change->chunk = chunk;
  change->changes = json_object_get (changes);
  request_pause (request);
  vectors_of_texts (request->app, model, (gsize) json_member_int (collection, "embedding_size", 0),
                    texts, on_vector, change);
}

void
chunks_list (Request *request)
{
  static const char *const filters[] = { "chunk_id", NULL };
  g_autoptr (json_object) collection = collections_find_by_path (request);

  if (collection != NULL)
    listing_reply (request, KIND, request->match.params[0], filters, NULL);
}

void
chunks_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &create_schema);
  g_autoptr (json_object) collection = body != NULL ? collections_find_by_path (request) : NULL;

  if (collection != NULL && collections_check_room (request, collection, 1))
    embed (request, collection, chunk_new (request->match.params[0], NULL, body), NULL);
}

void
chunks_get (Request *request)
{
  json_object *chunk = find_chunk (request);

  if (chunk != NULL)
    reply_data (request, chunk);
}

/* A new content is no longer that of the question and answer. */
static void
replace_content (json_object *chunk, const char *content)
{
  json_set_string (chunk, "content", content);
  json_set_int (chunk, "num_tokens", tokens_of_text (content));
  json_object_object_del (chunk, "question");
  json_object_object_del (chunk, "answer");
}

void
chunks_update (Request *request)
{
  g_autoptr (json_object) changes = request_validate_body (request, &update_schema);
  g_autoptr (json_object) chunk = changes != NULL ? find_chunk (request) : NULL;
  json_object *metadata = json_member (changes, "metadata");
  const char *content = json_member_string (changes, "content");
  gboolean rewritten = content != NULL && *content != '\0';
  g_autoptr (json_object) collection = NULL;

  if (chunk == NULL)
    return;
  if (metadata != NULL)
    json_set (chunk, "metadata", json_object_get (metadata));
  if (metadata != NULL || rewritten)
    json_set_int (chunk, "updated_timestamp", clock_stamp ());
  if (rewritten)
    {
      replace_content (chunk, content);
      collection = collections_find (request, request->match.params[0]);
      embed (request, collection, g_steal_pointer (&chunk), changes);
    }
  else if (chunk_put (request->app->store, chunk, NULL))
    reply_data (request, g_steal_pointer (&chunk));
  else
    reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
}

void
chunks_delete (Request *request)
{
  Store *store = request->app->store;
  g_autoptr (json_object) chunk = find_chunk (request);

  if (chunk == NULL)
    return;
  store_begin (store);
  stored_reply_empty (
      request,
      store_end (store, chunk_remove (store, json_member_string (chunk, "chunk_id"))
                            && collections_count (store, request->match.params[0], 0, -1)
                            && records_count (store, json_member_string (chunk, "record_id"), -1)));
}
