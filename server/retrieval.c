/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "retrieval.h"

#include "search.h"

typedef struct {
  App *app;
  json_object *assistant;
  char *query;
  gsize next;        /* collection to search */
  GPtrArray *chunks; /* of all collections */
  RetrievalDone done;
  gpointer data;
} Retrieval;

static void
retrieval_end (Retrieval *retrieval, json_object *results, const char *failure)
{
  retrieval->done (results, failure, retrieval->data);
  json_object_put (retrieval->assistant);
  g_free (retrieval->query);
  g_ptr_array_unref (retrieval->chunks);
  g_free (retrieval);
}

static json_object *
config (json_object *assistant, const char *name)
{
  return json_member (json_member (assistant, "retrieval_configs"), name);
}

static gboolean
has_method (json_object *assistant, const char *method)
{
  return json_object_array_length (json_member (assistant, "retrievals")) > 0
         && json_is_string (config (assistant, "method"), method);
}

static gboolean
is_from (json_object *message, const char *role)
{
  return json_is_string (json_member (message, "role"), role);
}

/* The user's last words, or all that has been said. */
char *
retrieval_query (json_object *assistant, json_object *messages)
{
  gboolean all = has_method (assistant, "memory");
  gsize n = json_object_array_length (messages);
  gsize first = n;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autofree char *query = NULL;

  if (!all && !has_method (assistant, "user_message"))
    return NULL;
  while (first > 0
         && (is_from (json_object_array_get_idx (messages, first - 1), "user")
             || (all && !is_from (json_object_array_get_idx (messages, first - 1), "system"))))
    first--;
  for (gsize i = first; i < n; i++)
    {
      const char *text = json_member_string (json_object_array_get_idx (messages, i), "content");

      g_ptr_array_add (texts, (gpointer) (text != NULL ? text : ""));
    }
  g_ptr_array_add (texts, NULL);
  query = g_strjoinv ("\n\n", (char **) texts->pdata);
  return *query != '\0' ? g_steal_pointer (&query) : NULL;
}

json_object *
retrieval_function (json_object *assistant, const char *name)
{
  static const char parameters[] =
      "{\"type\":\"object\",\"properties\":{\"query_text\":{\"type\":\"string\",\"description\":"
      "\"Text query for semantic search to find documents closely related to the topic, focusing "
      "on contextual relevance.\"}},\"required\":[\"query_text\"]}";
  json_object *description = config (assistant, "function_description");
  json_object *function;

  if (!has_method (assistant, "function_call"))
    return NULL;
  function = json_set_string (json_object_new_object (), "name", name);
  if (description != NULL)
    json_set (function, "description", json_object_get (description));
  else
    json_set_string (function, "description",
                     "Search the documents at hand for what is related to a text.");
  return json_set (function, "parameters", json_from_text (parameters, -1));
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  double left = json_object_get_double (json_member (*(json_object *const *) a, "score"));
  double right = json_object_get_double (json_member (*(json_object *const *) b, "score"));

  return left < right ? 1 : left > right ? -1 : 0;
}

static json_object *
describe (json_object *chunk)
{
  json_object *ref = json_set_string (json_object_new_object (), "type", "collection");
  json_object *result = json_object_new_object ();

  json_set (ref, "collection_id", json_object_get (json_member (chunk, "collection_id")));
  json_set (ref, "chunk_id", json_object_get (json_member (chunk, "chunk_id")));
  json_set (result, "ref", ref);
  return json_set (result, "content", json_object_get (json_member (chunk, "content")));
}

/* The best of all collections together, and of these what fits the tokens. */
static json_object *
take_best (Retrieval *retrieval)
{
  json_object *limit = config (retrieval->assistant, "max_tokens");
  gint64 tokens = limit != NULL ? json_object_get_int64 (limit) : G_MAXINT64;
  gint64 top_k = json_object_get_int64 (config (retrieval->assistant, "top_k"));
  json_object *results = json_object_new_array ();

  g_ptr_array_sort (retrieval->chunks, compare_scores);
  for (guint i = 0; i < retrieval->chunks->len && i < top_k; i++)
    {
      json_object *chunk = g_ptr_array_index (retrieval->chunks, i);
      gint64 size = json_member_int (chunk, "num_tokens", 0);

      if (size > tokens)
        continue;
      tokens -= size;
      json_object_array_add (results, describe (chunk));
    }
  return results;
}

static void search_next (Retrieval *retrieval);

static const char *
collection_id (Retrieval *retrieval)
{
  json_object *list = json_member (retrieval->assistant, "retrievals");

  return json_member_string (json_object_array_get_idx (list, retrieval->next), "id");
}

/* Worded as the service does it. */
static void
fail (Retrieval *retrieval, const char *failure)
{
  g_autoptr (json_object) collection =
      store_get (retrieval->app->store, "collection", collection_id (retrieval));
  const char *code = collection != NULL ? "PROVIDER_ERROR" : "OBJECT_NOT_FOUND";
  g_autofree char *text =
      g_strdup_printf ("Failed to retrieve related documents: {'error_code': <ErrorCode.%s: '%s'>, "
                       "'message': '%s'}",
                       code, code, failure);

  retrieval_end (retrieval, NULL, text);
}

static void
on_found (json_object *chunks, const char *failure, gpointer data)
{
  Retrieval *retrieval = data;

  if (failure != NULL)
    {
      fail (retrieval, failure);
      return;
    }
  for (gsize i = 0; i < json_object_array_length (chunks); i++)
    g_ptr_array_add (retrieval->chunks, json_object_get (json_object_array_get_idx (chunks, i)));
  retrieval->next++;
  search_next (retrieval);
}

static void
search_next (Retrieval *retrieval)
{
  json_object *list = json_member (retrieval->assistant, "retrievals");

  if (retrieval->next < json_object_array_length (list))
    search_run (retrieval->app, collection_id (retrieval), retrieval->query,
                json_object_get_int64 (config (retrieval->assistant, "top_k")), NULL,
                config (retrieval->assistant, "score_threshold"), on_found, retrieval);
  else
    {
      g_autoptr (json_object) results = take_best (retrieval);

      retrieval_end (retrieval, results, NULL);
    }
}

static void
release (gpointer value)
{
  json_object_put (value);
}

void
retrieval_run (App *app, json_object *assistant, const char *query, RetrievalDone done,
               gpointer data)
{
  Retrieval *retrieval = g_new0 (Retrieval, 1);

  retrieval->app = app;
  retrieval->assistant = json_object_get (assistant);
  retrieval->query = g_strdup (query);
  retrieval->chunks = g_ptr_array_new_with_free_func (release);
  retrieval->done = done;
  retrieval->data = data;
  search_next (retrieval);
}

char *
retrieval_text (json_object *results)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < json_object_array_length (results); i++)
    {
      json_object *result = json_object_array_get_idx (results, i);

      g_string_append (text, i > 0 ? "\n\n" : "");
      g_string_append (text, json_member_string (result, "content"));
    }
  if (text->len == 0)
    g_string_append (text, "No related documents found.");
  return g_string_free (text, FALSE);
}
