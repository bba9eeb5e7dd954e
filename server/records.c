/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "records.h"

#include "chunk-store.h"
#include "collections.h"
#include "ids.h"
#include "listing.h"
#include "record-change.h"
#include "record-schema.h"
#include "reply.h"
#include "stored.h"

#define KIND "record"

/* NULL: not there, and the request is answered. */
static json_object *
find_record (Request *request)
{
  const char *collection_id = request_get_id (request, 0, "collection_id");
  const char *id = collection_id != NULL ? request_get_id (request, 1, "record_id") : NULL;
  g_autoptr (json_object) collection =
      id != NULL ? collections_find (request, collection_id) : NULL;

  return collection != NULL ? stored_find_below (request, KIND, id, "collection_id", collection_id)
                            : NULL;
}

static json_object *
new_record (const char *collection_id, json_object *fields)
{
  json_object *record = json_set_string (json_object_new_object (), "object", "Record");
  g_autofree char *id = id_new ("qpEa", 24);
  gint64 now = clock_stamp ();

  json_set_string (record, "record_id", id);
  json_set_string (record, "collection_id", collection_id);
  json_set (record, "title", json_object_get (json_member (fields, "title")));
  json_set_string (record, "status", "ready");
  json_set (record, "type", json_object_get (json_member (fields, "type")));
  json_set (record, "metadata", json_object_get (json_member (fields, "metadata")));
  json_set_int (record, "updated_timestamp", now);
  return json_set_int (record, "created_timestamp", now);
}

void
records_list (Request *request)
{
  static const char *const filters[] = { "record_id", NULL };
  g_autoptr (json_object) collection = collections_find_by_path (request);

  if (collection != NULL)
    listing_reply (request, KIND, request->match.params[0], filters, NULL);
}

static json_object *
read_body (Request *request)
{
  gboolean is_sheet = !request->app->options->quirks
                      && json_is_string (json_member (request->body, "type"), "qa_sheet");

  return request_validate_body (request, is_sheet ? &record_sheet_schema : &record_create_schema);
}

void
records_create (Request *request)
{
  g_autoptr (json_object) body = read_body (request);
  g_autoptr (json_object) collection = body != NULL ? collections_find_by_path (request) : NULL;

  if (collection != NULL && collections_find_model (request, collection) != NULL)
    record_change_run (request, new_record (request->match.params[0], body), body, TRUE);
}

void
records_get (Request *request)
{
  json_object *record = find_record (request);

  if (record != NULL)
    reply_data (request, record);
}

static gboolean
is_sheet (json_object *record, json_object *changes)
{
  json_object *type = json_member (changes, "type");

  return json_is_string (type != NULL ? type : json_member (record, "type"), "qa_sheet");
}

/* FALSE: refused, and the request is answered. A newer service takes a new file for a file. */
static gboolean
check_update (Request *request, json_object *record, json_object *changes, gboolean *again)
{
  gboolean quirks = request->app->options->quirks;

  *again = json_member (changes, "type") != NULL || json_member (changes, "content") != NULL
           || json_member (changes, "title") != NULL;
  if (quirks && json_is_string (json_member (record, "type"), "file"))
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "Cannot update a file record. Please delete and create a new record.");
  else if (!*again || json_member (changes, "text_splitter") != NULL || is_sheet (record, changes))
    return TRUE;
  else if (quirks)
    reply_error (request, ERROR_INTERNAL, "'text_splitter'");
  else
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "The text_splitter is required to change the type, title or content.");
  return FALSE;
}

static void
fill_in (json_object *changes, json_object *record, const char *name)
{
  if (json_member (changes, name) == NULL)
    json_set (changes, name, json_object_get (json_member (record, name)));
}

static void
make_again (Request *request, json_object *record, json_object *changes)
{
  gboolean was_text = json_is_string (json_member (record, "type"), "text");

  fill_in (changes, record, "type");
  fill_in (changes, record, "title");
  if (was_text && json_is_string (json_member (changes, "type"), "text"))
    fill_in (changes, record, "content");
  json_set (record, "type", json_object_get (json_member (changes, "type")));
  json_set (record, "title", json_object_get (json_member (changes, "title")));
  record_change_run (request, json_object_get (record), changes, FALSE);
}

void
records_update (Request *request)
{
  const Schema *schema =
      request->app->options->quirks ? &record_update_schema : &record_newer_update_schema;
  g_autoptr (json_object) changes = request_validate_body (request, schema);
  g_autoptr (json_object) record = changes != NULL ? find_record (request) : NULL;
  json_object *metadata = json_member (changes, "metadata");
  gboolean again;

  if (record == NULL || !check_update (request, record, changes, &again))
    return;
  if (metadata != NULL)
    json_set (record, "metadata", json_object_get (metadata));
  if (metadata != NULL || again)
    json_set_int (record, "updated_timestamp", clock_stamp ());
  if (again)
    make_again (request, record, changes);
  else if (store_put (request->app->store, KIND, request->match.params[1], request->match.params[0],
                      record))
    reply_data (request, g_steal_pointer (&record));
  else
    reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
}

void
records_delete (Request *request)
{
  Store *store = request->app->store;
  g_autoptr (json_object) record = find_record (request);
  const char *collection_id = json_member_string (record, "collection_id");
  const char *id = json_member_string (record, "record_id");
  gint64 removed = 0;

  if (record == NULL)
    return;
  store_begin (store);
  stored_reply_empty (
      request, store_end (store, store_delete (store, KIND, id)
                                     && chunk_remove_record (store, collection_id, id, &removed)
                                     && collections_count (store, collection_id, -1, -removed)));
}

/* The service takes a filter for given that was not, and then refuses it. */
static gboolean
refuse_without_filter (Request *request)
{
  if (!request->app->options->quirks || request->match.role != ROLE_API
      || json_member (request->query, "prefix_filter") != NULL)
    return FALSE;
  reply_invalid (request, "Prefix filter is not supported", NULL);
  return TRUE;
}

void
records_list_chunks (Request *request)
{
  static const char *const filters[] = { "chunk_id", NULL };
  const char *record_id = request->match.params[1];
  g_autoptr (json_object) common =
      json_set_string (json_object_new_object (), "record_id", record_id);
  g_autoptr (json_object) collection = NULL;
  const ListingSource source = {
    .kind = "chunk", .parent = request->match.params[0], .prefixes = filters, .common = common
  };
  gboolean has_more = FALSE;
  json_object *list;

  if (refuse_without_filter (request))
    return;
  collection = collections_find_by_path (request);
  if (collection == NULL || request_get_id (request, 1, "record_id") == NULL)
    return;
  list = listing_read (request, &source, &has_more);
  if (list != NULL)
    reply_list_with_total (request, list, has_more, NULL);
}

gboolean
records_count (Store *store, const char *id, gint64 chunks)
{
  g_autoptr (json_object) record = id != NULL ? store_get (store, KIND, id) : NULL;

  if (record == NULL)
    return !store_failed (store);
  json_set_int (record, "num_chunks", json_member_int (record, "num_chunks", 0) + chunks);
  return store_put (store, KIND, id, json_member_string (record, "collection_id"), record);
}
