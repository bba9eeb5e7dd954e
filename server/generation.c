/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "generation.h"

#include "dialogue.h"
#include "generation-log.h"
#include "generation-private.h"
#include "ids.h"
#include "retrieval.h"

static void
generation_free (gpointer data)
{
  Generation *generation = data;

  json_object_put (generation->assistant);
  json_object_put (generation->own_functions);
  json_object_put (generation->calls);
  toolbox_free (generation->toolbox);
  g_hash_table_unref (generation->rounds);
  g_free (generation->retrieval_function);
  g_free (generation->session_id);
  g_free (generation->event_id);
  g_free (generation);
}

void
generation_log_step (Completion *outer, const char *event, const char *event_id, const char *step,
                     json_object *content)
{
  Generation *generation = outer->state;

  completion_log (outer, generation_log (generation->session_id, event, event_id, step, content));
}

static gboolean
is_offered (json_object *functions, const char *name)
{
  gsize n = functions != NULL ? json_object_array_length (functions) : 0;

  for (gsize i = 0; i < n; i++)
    if (json_is_string (json_member (json_object_array_get_idx (functions, i), "name"), name))
      return TRUE;
  return FALSE;
}

/* Those of the caller's own functions, or NULL. */
static json_object *
own_calls (Generation *generation, json_object *calls)
{
  g_autoptr (json_object) own = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (calls); i++)
    {
      json_object *call = json_object_array_get_idx (calls, i);

      if (is_offered (generation->own_functions, json_member_string (call, "name")))
        json_object_array_add (own, json_object_get (call));
    }
  return json_object_array_length (own) > 0 ? g_steal_pointer (&own) : NULL;
}

static void
on_delta (Completion *part, const char *text)
{
  completion_delta (part->owner, text);
}

static void
on_done (Completion *part)
{
  Completion *outer = part->owner;
  Generation *generation = outer->state;
  json_object *own;

  outer->input_tokens += part->input_tokens;
  outer->output_tokens += part->output_tokens;
  generation_log_step (outer, "chat_completion", generation->event_id, "output",
                       generation_log_answer (part));
  if (part->function_calls == NULL)
    {
      outer->finish_reason = part->finish_reason;
      completion_finish (outer, part->content, NULL);
      return;
    }
  own = own_calls (generation, part->function_calls);
  if (own != NULL)
    completion_finish (outer, NULL, own);
  else
    generation_use_functions (outer, part->function_calls);
}

/* How the service words it depends on when and how the model failed. */
static void
on_failed (Completion *part, const char *message)
{
  if (!part->stream)
    completion_fail (part->owner,
                     "Error occurred in chat completion inference. "
                     "{'code': 'PROVIDER_ERROR', 'message': '%s'}",
                     message);
  else if (part->n_pieces == 0)
    completion_fail (part->owner, "Error occurred in streaming chat completion.");
  else
    completion_fail (part->owner, "%s", message);
}

static void
on_cut (Completion *part)
{
  completion_fail (part->owner, "Error occurred in chat completion inference");
}

static const CompletionEvents part_events = { on_delta, on_done, on_failed, on_cut, NULL };

static void
fail_with_fault (Completion *outer, const char *fault)
{
  if (outer->stream)
    completion_fail (outer, "Error occurred in streaming chat completion.");
  else
    completion_fail (outer,
                     "Error occurred in chat completion inference. {'code': "
                     "'REQUEST_VALIDATION_ERROR', 'message': 'body/messages: Value error, %s'}",
                     fault);
}

void
generation_ask (Completion *outer)
{
  Generation *generation = outer->state;
  g_autoptr (Completion) part = completion_new (generation->app, outer->model);
  g_autofree char *fault = NULL;

  g_free (generation->event_id);
  generation->event_id = id_new ("E5dK", ID_LENGTH);
  generation_log_step (outer, "chat_completion", generation->event_id, "input",
                       generation_log_question (outer->model, outer->messages, outer->functions));
  part->messages = dialogue_prepare (outer->messages, &fault);
  if (fault != NULL)
    {
      fail_with_fault (outer, fault);
      return;
    }
  if (json_object_array_length (outer->functions) > 0)
    part->functions = json_object_get (outer->functions);
  part->stream = outer->stream;
  part->events = &part_events;
  part->owner = outer;
  outer->n_pieces = 0;
  completion_run_part (outer, g_steal_pointer (&part));
}

static void
add_documents (json_object *messages, json_object *results)
{
  json_object *system = json_object_array_get_idx (messages, 0);
  g_autofree char *documents = retrieval_text (results);
  g_autofree char *prompt = g_strconcat (json_member_string (system, "content"),
                                         "\n\n-------\nRELATED DOCUMENT: ", documents, NULL);

  json_set_string (system, "content", prompt);
}

static void
on_documents (json_object *results, const char *failure, gpointer data)
{
  g_autoptr (Completion) outer = data;
  Generation *generation = outer->state;
  g_autofree char *query = NULL;
  g_autofree char *event_id = NULL;

  if (outer->events == NULL)
    return;
  if (failure != NULL)
    {
      completion_fail (outer, "%s", failure);
      return;
    }
  query = retrieval_query (generation->assistant, outer->messages);
  event_id = id_new ("E5dK", ID_LENGTH);
  generation_log_step (outer, "retrieval", event_id, "input",
                       generation_log_query (generation->assistant, query));
  generation_log_step (outer, "retrieval", event_id, "output", generation_log_results (results));
  add_documents (outer->messages, results);
  generation_ask (outer);
}

static void
start (Completion *outer)
{
  Generation *generation = outer->state;
  g_autofree char *query = retrieval_query (generation->assistant, outer->messages);

  if (query != NULL)
    retrieval_run (generation->app, generation->assistant, query, on_documents,
                   completion_ref (outer));
  else
    generation_ask (outer);
}

static const Provider provider_generation = { .chat = start };

static json_object *
with_prompt (const char *prompt, json_object *dialogue)
{
  json_object *messages = json_object_new_array ();
  json_object *system = json_set_string (json_object_new_object (), "role", "system");

  json_object_array_add (messages, json_set_string (system, "content", prompt));
  for (gsize i = 0; i < json_object_array_length (dialogue); i++)
    json_object_array_add (messages, json_object_get (json_object_array_get_idx (dialogue, i)));
  return messages;
}

static void
append_all (json_object *list, json_object *more)
{
  for (gsize i = 0; more != NULL && i < json_object_array_length (more); i++)
    json_object_array_add (list, json_object_get (json_object_array_get_idx (more, i)));
}

/* With a number behind it if a tool has its name. */
static char *
free_name (Toolbox *toolbox, const char *base)
{
  g_autofree char *name = g_strdup (base);

  for (guint i = 1; toolbox_has (toolbox, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", base, i);
    }
  return g_steal_pointer (&name);
}

/* What the model may call: the tools, the caller's own functions, and the search. */
static json_object *
collect_functions (Generation *generation)
{
  json_object *functions = json_object_new_array ();
  g_autofree char *name = free_name (generation->toolbox, "retrieve_related_docs");
  json_object *search = retrieval_function (generation->assistant, name);

  append_all (functions, toolbox_get_functions (generation->toolbox));
  append_all (functions, generation->own_functions);
  if (search != NULL)
    {
      generation->retrieval_function = g_steal_pointer (&name);
      json_object_array_add (functions, search);
    }
  return functions;
}

static Generation *
generation_alloc (App *app, json_object *assistant, Toolbox *toolbox, json_object *functions)
{
  Generation *generation = g_new0 (Generation, 1);

  generation->app = app;
  generation->assistant = json_object_get (assistant);
  generation->own_functions = json_object_get (functions);
  generation->toolbox = toolbox;
  generation->session_id = id_new ("D9Js", ID_LENGTH);
  generation->rounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return generation;
}

Completion *
generation_new (App *app, json_object *assistant, gboolean stream, char *prompt,
                json_object *dialogue, json_object *functions)
{
  g_autofree char *own_prompt = prompt;
  g_autoptr (json_object) own_dialogue = dialogue;
  const char *model_id = json_member_string (assistant, "model_id");
  const Model *model = models_find (app->models, model_id);
  g_autofree char *fault = NULL;
  Completion *completion;
  Toolbox *toolbox;

  if (model == NULL || model->type != MODEL_CHAT)
    return completion_new_refused (app, "Failed to load model %s.", model_id);
  if (prompt == NULL)
    return completion_new_refused (app, "The values make the system prompt too long.");
  if (stream && !model->streaming)
    return completion_new_refused (app, "Model %s does not support streaming.", model_id);
  toolbox = toolbox_new (app, json_member (assistant, "tools"), &fault);
  if (toolbox == NULL)
    return completion_new_refused (app, "%s", fault);
  completion = completion_new (app, model);
  completion->state = generation_alloc (app, assistant, toolbox, functions);
  completion->free_state = generation_free;
  completion->provider = &provider_generation;
  completion->stream = stream;
  completion->messages = with_prompt (own_prompt, own_dialogue);
  completion->functions = collect_functions (completion->state);
  return completion;
}
