/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "chunk-query.h"

#include "collections.h"
#include "reply.h"
#include "search.h"

static const Field fields[] = {
  { .name = "query_text", .type = FIELD_STRING, .required = TRUE, .range = RANGE (1, 32768) },
  { .name = "top_k", .type = FIELD_INT, .required = TRUE, .range = RANGE (1, 20) },
  { .name = "max_tokens", .type = FIELD_INT, .nullable = TRUE, .range = AT_LEAST (1) },
  { .name = "score_threshold", .type = FIELD_NUMBER, .nullable = TRUE, .range = RANGE (0, 1) },
  { .name = "rerank_model_id", .type = FIELD_STRING, .nullable = TRUE, .range = RANGE (8, 8) },
  { .name = NULL },
};
static const Schema schema = { .fields = fields };

typedef struct {
  Request *request;
  json_object *body;
} Query;

/* NULL: no such reranker, and the request is answered. */
static const Model *
find_reranker (Request *request, const char *id)
{
  const Model *model = models_find (request->app->models, id);

  if (model == NULL)
    reply_not_found (request, "model", id);
  else if (model->type != MODEL_RERANK)
    reply_error (request, ERROR_REQUEST_VALIDATION, "Model %s is not a rerank model.", id);
  else
    return model;
  return NULL;
}

static double *
score_chunks (const Model *model, const char *text, json_object *chunks)
{
  g_autoptr (json_object) documents = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (chunks); i++)
    json_object_array_add (documents, json_object_get (json_member (
                                          json_object_array_get_idx (chunks, i), "content")));
  return model->provider->rerank (text, documents);
}

/* The first @top_k by @scores; equal ones stay in their order. */
static json_object *
order_by (double *scores, json_object *chunks, gint64 top_k)
{
  json_object *ordered = json_object_new_array ();
  gsize n = json_object_array_length (chunks);

  for (gint64 k = 0; k < MIN (top_k, (gint64) n); k++)
    {
      gsize best = 0;

      for (gsize i = 1; i < n; i++)
        if (scores[i] > scores[best])
          best = i;
      scores[best] = -G_MAXDOUBLE;
      json_object_array_add (ordered, json_object_get (json_object_array_get_idx (chunks, best)));
    }
  return ordered;
}

static void
rerank (Request *request, const Model *model, json_object *body, json_object *chunks)
{
  g_autofree double *scores = score_chunks (model, json_member_string (body, "query_text"), chunks);

  if (scores == NULL)
    reply_error (request, ERROR_INTERNAL, "'data'");
  else
    reply_list_with_total (request, order_by (scores, chunks, json_member_int (body, "top_k", 0)),
                           FALSE, NULL);
}

static void
on_found (json_object *chunks, const char *failure, gpointer data)
{
  Query *query = data;
  g_autoptr (Request) request = query->request;
  g_autoptr (json_object) body = query->body;
  const char *reranker = json_member_string (body, "rerank_model_id");
  const Model *model;

  g_free (query);
  if (failure != NULL)
    reply_error (request, store_failed (request->app->store) ? ERROR_INTERNAL : ERROR_PROVIDER,
                 "%s", failure);
  else if (reranker == NULL)
    reply_list_with_total (request, json_object_get (chunks), FALSE, NULL);
  else if ((model = find_reranker (request, reranker)) != NULL)
    rerank (request, model, body, chunks);
}

void
chunk_query (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &schema);
  const char *id = request->match.params[0];
  g_autoptr (json_object) collection = body != NULL ? collections_find (request, id) : NULL;
  gboolean reranked = json_member (body, "rerank_model_id") != NULL;
  Query *query;

  if (collection == NULL || collections_find_model (request, collection) == NULL
      || (reranked
          && find_reranker (request, json_member_string (body, "rerank_model_id")) == NULL))
    return;
  query = g_new0 (Query, 1);
  query->request = request_ref (request);
  query->body = json_object_get (body);
  request_pause (request);
  search_run (request->app, id, json_member_string (body, "query_text"),
              json_member_int (body, "top_k", 0) * (reranked ? 2 : 1),
              json_member (body, "max_tokens"), json_member (body, "score_threshold"), on_found,
              query);
}
