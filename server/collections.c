/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "collections.h"

#include "blobs.h"
#include "ids.h"
#include "listing.h"
#include "reply.h"
#include "stored.h"
#include "vectors.h"

#define KIND "collection"
#define CAPACITY 1000

static const char *const types[] = { "text", "qa", NULL };

/* The type is of a newer service. */
#define CREATE_FIELDS                                                                              \
  { .name = "capacity", .type = FIELD_INT, .required = TRUE, .range = AT_LEAST (0) },              \
      { .name = "embedding_model_id",                                                              \
        .type = FIELD_STRING,                                                                      \
        .required = TRUE,                                                                          \
        .range = RANGE (8, 8) },                                                                   \
      { .name = "name", .type = FIELD_STRING, .range = RANGE (0, 127), .fallback = "\"\"" },       \
      { .name = "description",                                                                     \
        .type = FIELD_STRING,                                                                      \
        .range = RANGE (0, 512),                                                                   \
        .fallback = "\"\"" },                                                                      \
  {                                                                                                \
    .name = "metadata", .type = FIELD_MAP, .range = RANGE (0, 16), .fallback = "{}"                \
  }

static const Field create_fields[] = {
  CREATE_FIELDS,
  { .name = "type", .type = FIELD_ENUM, .nullable = TRUE, .choices = types },
  { .name = NULL },
};
static const Field quirks_create_fields[] = { CREATE_FIELDS, { .name = NULL } };
static const Schema create_schema = { .fields = create_fields };
static const Schema quirks_create_schema = { .fields = quirks_create_fields };

static const Field update_fields[] = {
  { .name = "name", .type = FIELD_STRING, .nullable = TRUE, .range = RANGE (0, 127) },
  { .name = "description", .type = FIELD_STRING, .nullable = TRUE, .range = RANGE (0, 512) },
  { .name = "metadata", .type = FIELD_MAP, .nullable = TRUE, .range = RANGE (0, 16) },
  { .name = NULL },
};
static const Schema update_schema = { .fields = update_fields };

static void
save_and_reply (Request *request, json_object *collection)
{
  stored_save_and_reply (request, KIND, json_member_string (collection, "collection_id"), "",
                         collection);
}

static char *
new_id (void)
{
  g_autofree char *letters = id_new ("", 20);
  g_autofree char *lower = g_ascii_strdown (letters, -1);

  return g_strconcat ("DbgY", lower, NULL);
}

static json_object *
new_collection (json_object *fields)
{
  json_object *collection = json_set_string (json_object_new_object (), "object", "Collection");
  g_autofree char *id = new_id ();
  gint64 now = clock_stamp ();

  json_set_string (collection, "collection_id", id);
  json_object_object_foreach (fields, name, value)
      json_set (collection, name, json_object_get (value));
  json_set_int (collection, "num_records", 0);
  json_set_int (collection, "num_chunks", 0);
  json_set_string (collection, "status", "ready");
  json_set_int (collection, "updated_timestamp", now);
  return json_set_int (collection, "created_timestamp", now);
}

typedef struct {
  Request *request;
  json_object *fields;
} Probe;

static void
on_probed (GPtrArray *vectors, const char *failure, gpointer data)
{
  Probe *probe = data;
  g_autoptr (Request) request = probe->request;
  g_autoptr (json_object) collection = new_collection (probe->fields);

  json_object_put (probe->fields);
  g_free (probe);
  if (failure != NULL)
    {
      reply_error (request, ERROR_PROVIDER, "%s", failure);
      return;
    }
  json_set_int (collection, "embedding_size",
                (gint64) (g_bytes_get_size (g_ptr_array_index (vectors, 0)) / sizeof (float)));
  save_and_reply (request, collection);
}

/* An upstream model does not say how long its vectors are, so it is tried. */
static void
probe_size (Request *request, const Model *model, json_object *fields)
{
  Probe *probe = g_new0 (Probe, 1);
  json_object *texts = json_object_new_array ();

  json_object_array_add (texts, json_object_new_string ("size"));
  probe->request = request_ref (request);
  probe->fields = json_object_get (fields);
  request_pause (request);
  vectors_of_texts (request->app, model, 0, texts, on_probed, probe);
}

void
collections_list (Request *request)
{
  static const char *const filters[] = { "collection_id", "name", NULL };

  listing_reply (request, KIND, "", filters, NULL);
}

void
collections_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (
      request, request->app->options->quirks ? &quirks_create_schema : &create_schema);
  g_autoptr (json_object) collection = NULL;
  const Model *model;

  if (body == NULL)
    return;
  if (json_member_int (body, "capacity", 0) != CAPACITY)
    {
      reply_error (request, ERROR_REQUEST_VALIDATION, "Capacity must be one of [1000].");
      return;
    }
  model = collections_find_model (request, body);
  if (model == NULL)
    return;
  if (model->type != MODEL_EMBEDDING)
    reply_error (request, ERROR_REQUEST_VALIDATION, "Model %s is not a valid embedding model.",
                 model->id);
  else if (model->embedding_size == 0)
    probe_size (request, model, body);
  else
    {
      collection = new_collection (body);
      json_set_int (collection, "embedding_size", model->embedding_size);
      save_and_reply (request, collection);
    }
}

json_object *
collections_find (Request *request, const char *id)
{
  return stored_find (request, KIND, id);
}

const Model *
collections_find_model (Request *request, json_object *collection)
{
  const char *id = json_member_string (collection, "embedding_model_id");
  const Model *model = models_find (request->app->models, id);

  if (model == NULL)
    reply_not_found (request, "model", id);
  return model;
}

gboolean
collections_check_room (Request *request, json_object *collection, gint64 chunks)
{
  gint64 room =
      json_member_int (collection, "capacity", 0) - json_member_int (collection, "num_chunks", 0);

  if (chunks > room)
    reply_error (request, ERROR_RESOURCE_LIMIT,
                 "The collection has room for %" G_GINT64_FORMAT
                 " more chunks, and %" G_GINT64_FORMAT " are needed.",
                 room, chunks);
  return chunks <= room;
}

gboolean
collections_count (Store *store, const char *id, gint64 records, gint64 chunks)
{
  g_autoptr (json_object) collection = store_get (store, KIND, id);

  if (collection == NULL)
    return FALSE;
  json_set_int (collection, "num_records",
                json_member_int (collection, "num_records", 0) + records);
  json_set_int (collection, "num_chunks", json_member_int (collection, "num_chunks", 0) + chunks);
  return store_put (store, KIND, id, "", collection);
}

json_object *
collections_find_by_path (Request *request)
{
  const char *id = request_get_id (request, 0, "collection_id");

  return id != NULL ? collections_find (request, id) : NULL;
}

void
collections_get (Request *request)
{
  json_object *collection = collections_find_by_path (request);

  if (collection != NULL)
    reply_data (request, collection);
}

void
collections_update (Request *request)
{
  g_autoptr (json_object) changes = request_validate_body (request, &update_schema);
  g_autoptr (json_object) collection = NULL;

  if (changes == NULL)
    return;
  collection = collections_find_by_path (request);
  if (collection == NULL)
    return;
  if (json_object_object_length (changes) == 0)
    {
      reply_error (request, ERROR_INTERNAL, "update_dict cannot be empty");
      return;
    }
  json_object_object_foreach (changes, name, value)
      json_set (collection, name, json_object_get (value));
  json_set_int (collection, "updated_timestamp", clock_stamp ());
  save_and_reply (request, collection);
}

void
collections_delete (Request *request)
{
  Store *store = request->app->store;
  g_autoptr (json_object) collection = collections_find_by_path (request);
  const char *id = json_member_string (collection, "collection_id");

  if (collection == NULL)
    return;
  store_begin (store);
  stored_reply_empty (request, store_end (store, store_delete (store, KIND, id)
                                                     && store_delete_all (store, "record", id)
                                                     && store_delete_all (store, "chunk", id)
                                                     && blob_delete_all (store, "vector", id)));
}
