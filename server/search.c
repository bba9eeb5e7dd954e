/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "search.h"

#include "blobs.h"
#include "vectors.h"

typedef struct {
  char *chunk_id;
  double score;
} Hit;

typedef struct {
  App *app;
  char *collection_id;
  gint64 top_k;
  gint64 max_tokens;
  double threshold;
  GArray *hits;
  GBytes *query;
  SearchDone done;
  gpointer data;
} Search;

static void
hit_clear (gpointer hit)
{
  g_free (((Hit *) hit)->chunk_id);
}

static void
search_end (Search *search, json_object *chunks, const char *failure)
{
  search->done (chunks, failure, search->data);
  g_free (search->collection_id);
  g_array_unref (search->hits);
  g_free (search);
}

static void
visit_vector (const char *id, const void *bytes, gsize size, gpointer data)
{
  Search *search = data;
  gsize query_size;
  const float *query = g_bytes_get_data (search->query, &query_size);
  Hit hit;

  if (size != query_size)
    return;
  hit.score = vectors_cosine (query, bytes, size / sizeof *query);
  if (hit.score < search->threshold)
    return;
  hit.chunk_id = g_strdup (id);
  g_array_append_val (search->hits, hit);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  double left = ((const Hit *) a)->score, right = ((const Hit *) b)->score;

  return left < right ? 1 : left > right ? -1 : 0;
}

static json_object *
take_best (Search *search)
{
  json_object *chunks = json_object_new_array ();
  gint64 tokens = 0;

  /* A stable sort: chunks of equal score stay in the order of their creation. */
  g_array_sort (search->hits, compare_hits);
  for (guint i = 0; i < search->hits->len && (gint64) i < search->top_k; i++)
    {
      const Hit *hit = &g_array_index (search->hits, Hit, i);
      g_autoptr (json_object) chunk = store_get (search->app->store, "chunk", hit->chunk_id);
      gint64 size = json_member_int (chunk, "num_tokens", 0);

      if (chunk == NULL || size > search->max_tokens - tokens)
        continue;
      tokens += size;
      json_set (chunk, "score", json_object_new_double (hit->score));
      json_object_array_add (chunks, g_steal_pointer (&chunk));
    }
  return chunks;
}

static void
on_query_vector (GPtrArray *vectors, const char *failure, gpointer data)
{
  Search *search = data;
  g_autoptr (json_object) chunks = NULL;

  if (failure != NULL)
    {
      search_end (search, NULL, failure);
      return;
    }
  search->query = g_ptr_array_index (vectors, 0);
  if (!blob_each (search->app->store, "vector", search->collection_id, visit_vector, search))
    {
      search_end (search, NULL, store_error (search->app->store));
      return;
    }
  chunks = take_best (search);
  search_end (search, chunks, NULL);
}

static json_object *
list_of (const char *text)
{
  json_object *list = json_object_new_array ();

  json_object_array_add (list, json_object_new_string (text));
  return list;
}

void
search_run (App *app, const char *collection_id, const char *query_text, gint64 top_k,
            json_object *max_tokens_or_null, json_object *score_threshold_or_null, SearchDone done,
            gpointer data)
{
  g_autoptr (json_object) collection = store_get (app->store, "collection", collection_id);
  const char *model_id = json_member_string (collection, "embedding_model_id");
  const Model *model = model_id != NULL ? models_find (app->models, model_id) : NULL;
  g_autofree char *failure = NULL;
  Search *search;

  if (collection == NULL)
    failure = g_strdup_printf ("collection %s not found", collection_id);
  else if (model == NULL)
    failure = g_strdup_printf ("model %s not found", model_id);
  if (failure != NULL)
    {
      done (NULL, failure, data);
      return;
    }
  search = g_new0 (Search, 1);
  search->app = app;
  search->collection_id = g_strdup (collection_id);
  search->top_k = top_k;
  search->max_tokens =
      max_tokens_or_null != NULL ? json_object_get_int64 (max_tokens_or_null) : G_MAXINT64;
  search->threshold = score_threshold_or_null != NULL
                          ? json_object_get_double (score_threshold_or_null)
                          : -G_MAXDOUBLE;
  search->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_array_set_clear_func (search->hits, hit_clear);
  search->done = done;
  search->data = data;
  vectors_of_texts (app, model, (gsize) json_member_int (collection, "embedding_size", 0),
                    list_of (query_text), on_query_vector, search);
}
