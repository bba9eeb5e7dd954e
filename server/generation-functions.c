/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* One round of a generation: the functions that the model has called. */

#include "generation-log.h"
#include "generation-private.h"
#include "retrieval.h"

#define MAX_ROUNDS 5

static const char *
call_name (json_object *call)
{
  return json_member_string (call, "name");
}

static gboolean
is_retrieval (Generation *generation, json_object *call)
{
  return g_strcmp0 (generation->retrieval_function, call_name (call)) == 0;
}

static gboolean
count_round (Completion *outer, const char *name)
{
  Generation *generation = outer->state;
  guint rounds = GPOINTER_TO_UINT (g_hash_table_lookup (generation->rounds, name)) + 1;

  g_hash_table_replace (generation->rounds, g_strdup (name), GUINT_TO_POINTER (rounds));
  if (rounds <= MAX_ROUNDS)
    return TRUE;
  completion_fail (outer, "%s has been used for more than %d rounds.", name, MAX_ROUNDS);
  return FALSE;
}

static gboolean
is_repeated (json_object *calls, gsize index)
{
  const char *name = call_name (json_object_array_get_idx (calls, index));

  for (gsize i = 0; i < index; i++)
    if (g_str_equal (call_name (json_object_array_get_idx (calls, i)), name))
      return TRUE;
  return FALSE;
}

/* FALSE: the generation has failed. Nothing is run unless all can be. */
static gboolean
check_calls (Completion *outer, json_object *calls)
{
  Generation *generation = outer->state;

  for (gsize i = 0; i < json_object_array_length (calls); i++)
    {
      json_object *call = json_object_array_get_idx (calls, i);
      const char *name = call_name (call);

      if (!toolbox_has (generation->toolbox, name) && !is_retrieval (generation, call))
        {
          completion_fail (outer, "The tool %s called by the model %s (%s) does not exist.", name,
                           outer->model->id, outer->model->schema_id);
          return FALSE;
        }
      if (!is_repeated (calls, i) && !count_round (outer, name))
        return FALSE;
    }
  return TRUE;
}

static const char *
query_of (json_object *call)
{
  return json_member_string (json_member (call, "arguments"), "query_text");
}

static void
log_queries (Completion *outer, json_object *calls)
{
  Generation *generation = outer->state;

  for (gsize i = 0; i < json_object_array_length (calls); i++)
    {
      json_object *call = json_object_array_get_idx (calls, i);

      if (is_retrieval (generation, call))
        generation_log_step (outer, "retrieval", json_member_string (call, "id"), "input",
                             generation_log_query (generation->assistant, query_of (call)));
    }
}

static void
on_outputs (json_object *outputs, gpointer data)
{
  g_autoptr (Completion) outer = data;

  if (outer->events == NULL)
    return;
  for (gsize i = 0; i < json_object_array_length (outputs); i++)
    {
      json_object *output = json_object_array_get_idx (outputs, i);

      json_object_array_add (outer->messages, toolbox_message (output));
      generation_log_step (outer, "tool", json_member_string (output, "tool_call_id"), "output",
                           json_object_get (output));
    }
  generation_ask (outer);
}

static void
run_tools (Completion *outer)
{
  Generation *generation = outer->state;
  g_autoptr (json_object) calls = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (generation->calls); i++)
    {
      json_object *call = json_object_array_get_idx (generation->calls, i);

      if (is_retrieval (generation, call))
        continue;
      json_object_array_add (calls, json_object_get (call));
      generation_log_step (outer, "tool", json_member_string (call, "id"), "input",
                           toolbox_input (generation->toolbox, call));
    }
  toolbox_run (generation->toolbox, calls, outer->cancellable, on_outputs, completion_ref (outer));
}

static void search_next (Completion *outer);

static void
on_results (json_object *results, const char *failure, gpointer data)
{
  g_autoptr (Completion) outer = data;
  Generation *generation = outer->state;
  json_object *call = json_object_array_get_idx (generation->calls, generation->next_call);
  json_object *message = NULL;
  g_autofree char *text = NULL;

  if (outer->events == NULL)
    return;
  if (failure != NULL)
    {
      completion_fail (outer, "%s", failure);
      return;
    }
  generation_log_step (outer, "retrieval", json_member_string (call, "id"), "output",
                       generation_log_results (results));
  text = retrieval_text (results);
  message = json_set_string (json_object_new_object (), "role", "function");
  json_set_string (message, "content", text);
  json_set (message, "id", json_object_get (json_member (call, "id")));
  json_object_array_add (outer->messages, message);
  generation->next_call++;
  search_next (outer);
}

/* One search after the other, then all tools at once. */
static void
search_next (Completion *outer)
{
  Generation *generation = outer->state;
  gsize n = json_object_array_length (generation->calls);
  json_object *call = NULL;
  const char *query;

  for (; generation->next_call < n; generation->next_call++)
    {
      call = json_object_array_get_idx (generation->calls, generation->next_call);
      if (is_retrieval (generation, call))
        break;
    }
  query = query_of (call);
  if (generation->next_call == n)
    run_tools (outer);
  else if (query != NULL && *query != '\0')
    retrieval_run (generation->app, generation->assistant, query, on_results,
                   completion_ref (outer));
  else
    completion_fail (outer, "%s was called without a query_text.", generation->retrieval_function);
}

void
generation_use_functions (Completion *outer, json_object *calls)
{
  Generation *generation = outer->state;
  json_object *message;

  if (!check_calls (outer, calls))
    return;
  log_queries (outer, calls);
  message = json_set_string (json_object_new_object (), "role", "assistant");
  json_object_array_add (outer->messages,
                         json_set (message, "function_calls", json_object_get (calls)));
  json_object_put (generation->calls);
  generation->calls = json_object_get (calls);
  generation->next_call = 0;
  search_next (outer);
}
