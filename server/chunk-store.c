/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "chunk-store.h"

#include "blobs.h"
#include "ids.h"
#include "tokens.h"

#define KIND "chunk"
#define VECTOR "vector"

json_object *
chunk_new (const char *collection_id, const char *record_id, json_object *draft)
{
  json_object *chunk = json_object_new_object ();
  g_autofree char *id = id_new ("LmK0", 24);
  gint64 now = clock_stamp ();

  json_set_string (chunk, "chunk_id", id);
  json_set_string (chunk, "record_id", record_id);
  json_set_string (chunk, "collection_id", collection_id);
  json_set_int (chunk, "num_tokens", tokens_of_text (json_member_string (draft, "content")));
  json_set (chunk, "metadata", json_object_new_object ());
  json_object_object_foreach (draft, name, value) json_set (chunk, name, json_object_get (value));
  json_set_int (chunk, "updated_timestamp", now);
  return json_set_int (chunk, "created_timestamp", now);
}

gboolean
chunk_put (Store *store, json_object *chunk, GBytes *vector)
{
  const char *id = json_member_string (chunk, "chunk_id");
  const char *collection_id = json_member_string (chunk, "collection_id");

  return store_put (store, KIND, id, collection_id, chunk)
         && (vector == NULL || blob_put (store, VECTOR, id, collection_id, vector));
}

gboolean
chunk_remove (Store *store, const char *chunk_id)
{
  return store_delete (store, KIND, chunk_id) && blob_delete (store, VECTOR, chunk_id);
}

gboolean
chunk_remove_record (Store *store, const char *collection_id, const char *record_id,
                     gint64 *removed)
{
  g_autoptr (json_object) equals =
      json_set_string (json_object_new_object (), "record_id", record_id);
  StoreQuery query = { .kind = KIND, .parent = collection_id, .limit = G_MAXINT, .equals = equals };
  g_autoptr (json_object) chunks = json_object_new_array ();
  gboolean more;

  if (store_list (store, &query, chunks, &more) != STORE_OK)
    return FALSE;
  *removed = (gint64) json_object_array_length (chunks);
  for (gsize i = 0; i < json_object_array_length (chunks); i++)
    if (!chunk_remove (store,
                       json_member_string (json_object_array_get_idx (chunks, i), "chunk_id")))
      return FALSE;
  return TRUE;
}
