/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "generation.h"

#include "dialogue.h"
#include "generation-log.h"
#include "ids.h"

typedef struct {
  App *app;
  json_object *assistant;
  json_object *own_functions; /* of the caller, or NULL */
  char *session_id;
  char *event_id; /* of the question to the model */
} Generation;

static void
generation_free (gpointer data)
{
  Generation *generation = data;

  json_object_put (generation->assistant);
  json_object_put (generation->own_functions);
  g_free (generation->session_id);
  g_free (generation->event_id);
  g_free (generation);
}

static void
log_step (Completion *outer, const char *event, const char *event_id, const char *step,
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
use_tools (Completion *outer, json_object *calls)
{
  json_object *call = json_object_array_get_idx (calls, 0);

  completion_fail (outer, "The tool %s called by the model %s (%s) does not exist.",
                   json_member_string (call, "name"), outer->model->id, outer->model->schema_id);
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
  log_step (outer, "chat_completion", generation->event_id, "output", generation_log_answer (part));
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
    use_tools (outer, part->function_calls);
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

static void
ask_model (Completion *outer)
{
  Generation *generation = outer->state;
  g_autoptr (Completion) part = completion_new (generation->app, outer->model);
  g_autofree char *fault = NULL;

  g_free (generation->event_id);
  generation->event_id = id_new ("E5dK", ID_LENGTH);
  log_step (outer, "chat_completion", generation->event_id, "input",
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

static const Provider provider_generation = { .chat = ask_model };

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

Completion *
generation_new (App *app, json_object *assistant, gboolean stream, char *prompt,
                json_object *dialogue, json_object *functions)
{
  g_autofree char *own_prompt = prompt;
  g_autoptr (json_object) own_dialogue = dialogue;
  const char *model_id = json_member_string (assistant, "model_id");
  const Model *model = models_find (app->models, model_id);
  Completion *completion;
  Generation *generation;

  if (model == NULL || model->type != MODEL_CHAT)
    return completion_new_refused (app, "Failed to load model %s.", model_id);
  if (stream && !model->streaming)
    return completion_new_refused (app, "Assistant model %s does not support streaming. ",
                                   model_id);
  generation = g_new0 (Generation, 1);
  generation->app = app;
  generation->assistant = json_object_get (assistant);
  generation->own_functions = json_object_get (functions);
  generation->session_id = id_new ("D9Js", ID_LENGTH);
  completion = completion_new (app, model);
  completion->state = generation;
  completion->free_state = generation_free;
  completion->provider = &provider_generation;
  completion->stream = stream;
  completion->messages = with_prompt (own_prompt, own_dialogue);
  completion->functions = json_object_new_array ();
  append_all (completion->functions, functions);
  return completion;
}
