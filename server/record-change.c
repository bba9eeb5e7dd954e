/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "record-change.h"

#include "chunk-store.h"
#include "collections.h"
#include "files.h"
#include "record-content.h"
#include "reply.h"
#include "splitter.h"
#include "stored.h"
#include "vectors.h"

#define KIND "record"
/* No collection has room for so many chunks. */
#define MAX_DRAFTS 10000

typedef struct {
  Request *request;
  json_object *record;
  json_object *fields;
  json_object *drafts;
  gsize n_chunks;      /* of which there may be more than drafts */
  const char *file_id; /* of the fields, if the content is a file's */
  gboolean created;
} Change;

/* A file makes one record or none; where it made one it is gone already. */
static void
change_free (Change *change)
{
  if (change->file_id != NULL)
    files_drop (change->request->app->store, change->file_id);
  request_unref (change->request);
  json_object_put (change->record);
  json_object_put (change->fields);
  json_object_put (change->drafts);
  g_free (change);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

/* The chunks that the record has so far; -1: it is gone, and the request is answered. */
static gint64
old_chunks (Change *change)
{
  const char *id = json_member_string (change->record, "record_id");
  g_autoptr (json_object) stored = NULL;

  if (change->created)
    return 0;
  stored = store_get (change->request->app->store, KIND, id);
  if (stored == NULL)
    {
      reply_not_found (change->request, KIND, id);
      return -1;
    }
  stored_catch_up (change->record, stored, change->fields);
  return json_member_int (stored, "num_chunks", 0);
}

/* NULL: the collection is gone or too full, and the request is answered. */
static json_object *
find_room (Change *change)
{
  const char *id = json_member_string (change->record, "collection_id");
  g_autoptr (json_object) collection = collections_find (change->request, id);
  gint64 old = collection != NULL ? old_chunks (change) : -1;
  gint64 more = (gint64) change->n_chunks - old;

  if (old < 0 || !collections_check_room (change->request, collection, more))
    return NULL;
  return g_steal_pointer (&collection);
}

/* FALSE: another record was made of it meanwhile, and the request is answered. */
static gboolean
has_file (Change *change)
{
  g_auto (StoredFile) file = { 0 };

  if (change->file_id == NULL || files_read (change->request->app->store, change->file_id, &file))
    return TRUE;
  reply_error (change->request, ERROR_NOT_FOUND, "File %s not found", change->file_id);
  return FALSE;
}

static gboolean
put_chunks (Change *change, GPtrArray *vectors)
{
  const char *collection_id = json_member_string (change->record, "collection_id");
  const char *id = json_member_string (change->record, "record_id");

  for (gsize i = 0; i < json_object_array_length (change->drafts); i++)
    {
      json_object *draft = json_object_array_get_idx (change->drafts, i);
      g_autoptr (json_object) chunk = chunk_new (collection_id, id, draft);

      if (!chunk_put (change->request->app->store, chunk, g_ptr_array_index (vectors, i)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_all (Change *change, GPtrArray *vectors)
{
  Store *store = change->request->app->store;
  const char *collection_id = json_member_string (change->record, "collection_id");
  const char *id = json_member_string (change->record, "record_id");
  gint64 count = (gint64) json_object_array_length (change->drafts);
  gint64 removed = 0;

  json_set_int (change->record, "num_chunks", count);
  return (change->file_id == NULL || files_drop (store, change->file_id))
         && chunk_remove_record (store, collection_id, id, &removed)
         && store_put (store, KIND, id, collection_id, change->record)
         && put_chunks (change, vectors)
         && collections_count (store, collection_id, change->created ? 1 : 0, count - removed);
}

static void
on_vectors (GPtrArray *vectors, const char *failure, gpointer data)
{
  g_autoptr (Change) change = data;
  Store *store = change->request->app->store;
  g_autoptr (json_object) collection = NULL;

  if (failure != NULL)
    {
      reply_error (change->request, ERROR_PROVIDER, "%s", failure);
      return;
    }
  collection = find_room (change);
  if (collection == NULL || !has_file (change))
    return;
  store_begin (store);
  stored_reply (change->request, store_end (store, put_all (change, vectors)), change->record);
}

static json_object *
drafts_of_text (json_object *fields, const char *text, gsize *count)
{
  const char *title = json_member_string (fields, "title");
  g_autoptr (json_object) pieces = splitter_cut (
      json_member (fields, "text_splitter"), title != NULL ? title : "", text, MAX_DRAFTS, count);
  json_object *drafts = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (pieces); i++)
    json_object_array_add (drafts,
                           json_set (json_object_new_object (), "content",
                                     json_object_get (json_object_array_get_idx (pieces, i))));
  return drafts;
}

static json_object *
texts_of_drafts (json_object *drafts)
{
  json_object *texts = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (drafts); i++)
    json_object_array_add (
        texts, json_object_get (json_member (json_object_array_get_idx (drafts, i), "content")));
  return texts;
}

/* Separators alone break the service's storing. */
static void
refuse_nothing (Request *request)
{
  if (request->app->options->quirks)
    reply_error (request, ERROR_INTERNAL, "syntax error at or near \";\"");
  else
    reply_error (request, ERROR_REQUEST_VALIDATION,
                 "Nothing is left of the content after splitting it.");
}

static void
on_content (const RecordContent *content, ErrorCode code, const char *failure, gpointer data)
{
  g_autoptr (Change) change = data;
  Request *request = change->request;
  g_autoptr (json_object) collection = NULL;
  json_object *texts;
  const Model *model;
  gsize size;

  if (failure != NULL)
    {
      reply_error (request, code, "%s", failure);
      return;
    }
  if (content->text != NULL)
    change->drafts = drafts_of_text (change->fields, content->text, &change->n_chunks);
  else
    {
      change->drafts = json_object_get (content->drafts);
      change->n_chunks = json_object_array_length (change->drafts);
    }
  if (change->n_chunks == 0)
    {
      refuse_nothing (request);
      return;
    }
  collection = find_room (change);
  model = collection != NULL ? collections_find_model (request, collection) : NULL;
  if (model == NULL)
    return;
  json_set_string (change->record, "content", content->shown);
  size = (gsize) json_member_int (collection, "embedding_size", 0);
  texts = texts_of_drafts (change->drafts);
  vectors_of_texts (request->app, model, size, texts, on_vectors, g_steal_pointer (&change));
}

void
record_change_run (Request *request, json_object *record, json_object *fields, gboolean created)
{
  Change *change = g_new0 (Change, 1);
  json_object *type = json_member (fields, "type");

  change->request = request_ref (request);
  change->record = record;
  change->fields = json_object_get (fields);
  change->created = created;
  if (!json_is_string (type, "text") && !json_is_string (type, "web"))
    change->file_id = json_member_string (fields, "file_id");
  request_pause (request);
  record_content_load (request->app, fields, on_content, change);
}
