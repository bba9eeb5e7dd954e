/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "inference.h"

#include <string.h>

#include "assistant-run.h"
#include "chat-request.h"
#include "connection.h"
#include "dialogue.h"
#include "embedding.h"
#include "functions.h"
#include "ids.h"
#include "reply.h"
#include "tokens.h"

#define MODEL_ID_LENGTH 8
#define ASSISTANT_ID_LENGTH 24

static const Field chat_fields[] = {
  { .name = "model_id", .type = FIELD_STRING, .required = TRUE, .range = RANGE (1, 50) },
  { .name = "configs", .type = FIELD_MAP, .nullable = TRUE },
  { .name = "stream", .type = FIELD_BOOL, .fallback = "false" },
  { .name = "messages", .type = FIELD_CUSTOM, .required = TRUE, .convert = dialogue_convert },
  { .name = "function_call", .type = FIELD_STRING, .nullable = TRUE },
  { .name = "functions", .type = FIELD_LIST, .nullable = TRUE, .items = &functions_item },
  { .name = NULL },
};
static const Schema chat_schema = { .fields = chat_fields };

static json_object *
model_last (ChatReply *reply)
{
  json_object *event = completion_to_json (reply->completion);

  return reply->n_pieces == 0 ? json_set (event, "fallback_index", NULL) : event;
}

static void
model_whole (ChatReply *reply)
{
  reply_data (reply->request,
              json_set (completion_to_json (reply->completion), "fallback_index", NULL));
}

static void
model_refuse (ChatReply *reply, const char *message)
{
  if (reply->first_failure != NULL)
    reply_error (reply->request, ERROR_PROVIDER,
                 "All models failed to respond. Main model %s error: %s", reply->main_model->id,
                 reply->first_failure);
  else
    reply_error (reply->request, ERROR_PROVIDER, "Model %s failed to respond: %s",
                 reply->main_model->id, message);
}

static json_object *
model_failure (ChatReply *reply, const char *message)
{
  (void) reply;
  return reply_error_event (ERROR_PROVIDER, message);
}

static const ChatDialect model_dialect = {
  .falls_back = TRUE,
  .piece = chat_reply_piece,
  .last = model_last,
  .whole = model_whole,
  .refuse = model_refuse,
  .failure = model_failure,
};

/* The model's own settings count where the request has none. */
static void
add_stored_configs (Completion *completion, json_object *stored)
{
  if (stored == NULL)
    return;
  json_object_object_foreach (stored, name,
                              value) if (json_member (completion->configs, name) == NULL)
      json_set (completion->configs, name, json_object_get (value));
}

static void
run_model (Request *request, json_object *body, const char *id)
{
  const Model *model = chat_request_get_model (request, id, REFUSE_NESTED);
  Completion *completion;

  if (model == NULL)
    return;
  completion = chat_request_prepare (request, model, body, REFUSE_NESTED);
  if (completion == NULL)
    return;
  add_stored_configs (completion, model->configs);
  chat_reply_run (request, &model_dialect, completion, NULL, NULL);
}

void
inference_chat_completion (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &chat_schema);
  const char *id;

  if (body == NULL)
    return;
  id = json_member_string (body, "model_id");
  if (strlen (id) == MODEL_ID_LENGTH)
    run_model (request, body, id);
  else if (strlen (id) == ASSISTANT_ID_LENGTH)
    assistant_run (request, id, body, &assistant_dialect, NULL, NULL);
  else
    reply_error (request, ERROR_REQUEST_VALIDATION, "Invalid model_id: %s", id);
}

static const char *const input_types[] = { "document", "query", NULL };

static const Field embedding_fields[] = {
  { .name = "model_id", .type = FIELD_STRING, .required = TRUE, .range = RANGE (8, 8) },
  { .name = "input", .type = FIELD_TEXTS, .required = TRUE, .range = EMBEDDING_INPUTS },
  { .name = "input_type", .type = FIELD_ENUM, .nullable = TRUE, .choices = input_types },
  { .name = NULL },
};
static const Schema embedding_schema = { .fields = embedding_fields };

/* One request, asked of one model after the other until one succeeds. */
typedef struct {
  Request *request;
  const Model *main_model;
  guint n_fallbacks;
  char *first_failure;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  request_unref (attempt->request);
  g_free (attempt->first_failure);
  g_free (attempt);
}

static void
refuse_embedding (Attempt *attempt)
{
  if (attempt->main_model->fallbacks != NULL)
    reply_error (attempt->request, ERROR_PROVIDER,
                 "All models failed to respond. Main model %s error: %s", attempt->main_model->id,
                 attempt->first_failure);
  else
    reply_error (attempt->request, ERROR_INTERNAL,
                 "can only concatenate str (not \"dict\") to str");
}

static void
reply_embedding (Request *request, Embedding *embedding)
{
  json_object *list = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (embedding->vectors); i++)
    {
      json_object *vector = json_object_array_get_idx (embedding->vectors, i);
      json_object *item = json_set_int (json_object_new_object (), "index", (gint64) i);

      json_object_array_add (list, json_set (item, "embedding", json_object_get (vector)));
    }
  reply_data_with_usage (
      request, list, json_set_int (json_object_new_object (), "input_tokens", embedding->tokens));
}

static void
on_embedded (Embedding *embedding, const char *failure, gpointer data)
{
  Attempt *attempt = data;
  App *app = attempt->request->app;
  const Model *next = NULL;

  if (failure == NULL)
    reply_embedding (attempt->request, embedding);
  else
    {
      if (attempt->first_failure == NULL)
        attempt->first_failure = g_strdup (failure);
      next = models_next_fallback (app->models, attempt->main_model, &attempt->n_fallbacks);
      if (next != NULL)
        {
          embedding_run (app, next, json_object_get (embedding->texts), embedding->cancellable,
                         on_embedded, attempt);
          return;
        }
      refuse_embedding (attempt);
    }
  attempt_free (attempt);
}

static void
run_embedding (Request *request, const Model *model, json_object *texts)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->request = request_ref (request);
  attempt->main_model = model;
  request_pause (request);
  embedding_run (request->app, model, json_object_get (texts),
                 connection_get_gone (request->message), on_embedded, attempt);
}

void
inference_text_embedding (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &embedding_schema);
  g_autofree char *message = NULL;
  const char *id;
  const Model *model;

  if (body == NULL)
    return;
  id = json_member_string (body, "model_id");
  model = models_find (request->app->models, id);
  if (model == NULL)
    reply_not_found (request, "model", id);
  else if (model->type != MODEL_EMBEDDING)
    {
      message = g_strdup_printf ("Model %s is not a text embedding model.", id);
      reply_nested (request, "error_code", message, NULL);
    }
  else
    run_embedding (request, model, json_member (body, "input"));
}

static const Field text_item = { .name = "document", .type = FIELD_STRING };
static const Field rerank_fields[] = {
  { .name = "model_id", .type = FIELD_STRING, .required = TRUE, .range = RANGE (8, 8) },
  { .name = "query", .type = FIELD_STRING, .required = TRUE },
  { .name = "documents", .type = FIELD_LIST, .required = TRUE, .items = &text_item },
  { .name = "top_n", .type = FIELD_INT, .required = TRUE },
  { .name = NULL },
};
static const Schema rerank_schema = { .fields = rerank_fields };

static int
compare_scores (gconstpointer a, gconstpointer b, gpointer scores)
{
  gsize left = *(const gsize *) a, right = *(const gsize *) b;
  double difference = ((double *) scores)[right] - ((double *) scores)[left];

  if (difference != 0)
    return difference > 0 ? 1 : -1;
  return left < right ? -1 : 1;
}

static json_object *
ranked (json_object *documents, double *scores, gint64 top_n)
{
  gsize n = json_object_array_length (documents);
  g_autofree gsize *order = g_new (gsize, n + 1);
  json_object *results = json_object_new_array ();

  for (gsize i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_scores, scores);
  for (gsize i = 0; i < n && (gint64) i < top_n; i++)
    {
      json_object *text = json_object_array_get_idx (documents, order[i]);
      json_object *result = json_set_int (json_object_new_object (), "index", (gint64) order[i]);

      json_set (result, "document",
                json_set (json_object_new_object (), "text", json_object_get (text)));
      json_set (result, "relevance_score", json_object_new_double (scores[order[i]]));
      json_object_array_add (results, result);
    }
  return results;
}

static json_object *
rerank_usage (json_object *body)
{
  json_object *documents = json_member (body, "documents");
  gint64 tokens = tokens_of_text (json_member_string (body, "query"));
  json_object *usage = json_object_new_object ();

  for (gsize i = 0; i < json_object_array_length (documents); i++)
    tokens += tokens_of_text (json_object_get_string (json_object_array_get_idx (documents, i)));
  json_set_int (usage, "input_tokens", tokens);
  return json_set_int (usage, "output_tokens", tokens);
}

static void
rerank_with (Request *request, const Model *model, json_object *body)
{
  json_object *documents = json_member (body, "documents");
  const char *query = json_member_string (body, "query");
  g_autofree double *scores = NULL;
  json_object *results;
  guint n_fallbacks = 0;

  for (const Model *next = model; next != NULL && scores == NULL;
       next = models_next_fallback (request->app->models, model, &n_fallbacks))
    scores = next->provider->rerank (query, documents);
  if (scores == NULL)
    {
      reply_error (request, ERROR_INTERNAL, "can only concatenate str (not \"dict\") to str");
      return;
    }
  results = ranked (documents, scores, json_member_int (body, "top_n", 0));
  reply_data_with_usage (request, json_set (json_object_new_object (), "results", results),
                         rerank_usage (body));
}

void
inference_rerank (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &rerank_schema);
  const char *id;
  const Model *model;

  if (body == NULL)
    return;
  id = json_member_string (body, "model_id");
  model = models_find (request->app->models, id);
  if (model == NULL)
    reply_not_found (request, "model", id);
  else if (model->type != MODEL_RERANK)
    reply_error (request, ERROR_REQUEST_VALIDATION, "Model %s a is not rerank model.", id);
  else
    rerank_with (request, model, body);
}
