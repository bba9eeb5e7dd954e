/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "assistant-run.h"

#include "dialogue.h"
#include "ids.h"
#include "prompt.h"
#include "reply.h"

static json_object *
run_last (ChatReply *reply)
{
  return completion_to_json (reply->completion);
}

static void
run_whole (ChatReply *reply)
{
  reply_data (reply->request, completion_to_json (reply->completion));
}

/* A failed review is the run's own failure and worded as such; the rest comes from the model. */
void
assistant_run_refuse (ChatReply *reply, const char *message)
{
  if (reply->first_failure != NULL)
    reply_error (reply->request, ERROR_GENERATION, "%s", reply->first_failure);
  else
    reply_error (reply->request, ERROR_GENERATION,
                 "Error occurred in chat completion inference. "
                 "{'code': 'PROVIDER_ERROR', 'message': '%s'}",
                 message);
}

static json_object *
run_failure (ChatReply *reply, const char *message)
{
  json_object *event = json_set_string (json_object_new_object (), "object", "Error");
  gboolean known = reply->first_failure != NULL || reply->n_pieces > 0;

  json_set_string (event, "code", error_code_name (ERROR_GENERATION));
  return json_set_string (event, "message",
                          known ? message : "Error occurred in streaming chat completion.");
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

/* Only calls of the caller's own functions are handed out. There are no tools of the server yet, so
 * a call of anything else ends the run. */
char *
assistant_run_review (ChatReply *reply)
{
  Completion *completion = reply->completion;
  json_object *calls = completion->function_calls;
  json_object *own;
  const char *name = NULL;

  if (calls == NULL)
    return NULL;
  own = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (calls); i++)
    {
      json_object *call = json_object_array_get_idx (calls, i);

      name = json_member_string (call, "name");
      if (is_offered (completion->functions, name))
        json_object_array_add (own, json_object_get (call));
    }
  if (json_object_array_length (own) > 0)
    {
      completion->function_calls = own;
      json_object_put (calls);
      return NULL;
    }
  json_object_put (own);
  reply->first_failure = g_strdup_printf ("The tool %s called by the model %s (%s) does not exist.",
                                          name != NULL ? name : "", completion->model->id,
                                          completion->model->schema_id);
  return g_strdup (reply->first_failure);
}

const ChatDialect assistant_dialect = {
  .opens_at_once = TRUE,
  .piece = chat_reply_piece,
  .last = run_last,
  .whole = run_whole,
  .refuse = assistant_run_refuse,
  .failure = run_failure,
  .review = assistant_run_review,
};

static gboolean
is_system (json_object *message)
{
  return json_is_string (json_member (message, "role"), "system");
}

/* The assistant's prompt and the first given system message as one, then the others. */
static json_object *
assemble (json_object *assistant, json_object *messages)
{
  json_object *list = json_object_new_array ();
  json_object *system = json_object_new_object ();
  const char *given = NULL;
  g_autofree char *prompt = NULL;

  json_object_array_add (list, system);
  for (gsize i = 0; i < json_object_array_length (messages); i++)
    {
      json_object *message = json_object_array_get_idx (messages, i);

      if (!is_system (message))
        json_object_array_add (list, json_object_get (message));
      else if (given == NULL)
        given = json_member_string (message, "content");
    }
  prompt = prompt_for_run (json_member (assistant, "system_prompt_template"), given);
  json_set_string (system, "role", "system");
  json_set_string (system, "content", prompt);
  return list;
}

static const Model *
get_model (Request *request, json_object *assistant)
{
  const char *id = json_member_string (assistant, "model_id");
  const Model *model = models_find (request->app->models, id);

  if (model != NULL && model->type == MODEL_CHAT)
    return model;
  reply_error (request, ERROR_INVALID_REQUEST, "Failed to load model %s", id);
  return NULL;
}

/* NULL: no such assistant, or nothing for it to answer, and the request is answered. */
static Completion *
prepare (Request *request, const char *assistant_id, json_object *body)
{
  g_autoptr (json_object) assistant = store_get (request->app->store, "assistant", assistant_id);
  g_autoptr (Completion) completion = NULL;
  g_autoptr (json_object) list = NULL;
  g_autofree char *fault = NULL;
  const Model *model;

  if (assistant == NULL)
    {
      reply_not_found (request, "assistant", assistant_id);
      return NULL;
    }
  model = get_model (request, assistant);
  if (model == NULL)
    return NULL;
  list = assemble (assistant, json_member (body, "messages"));
  completion = completion_new (request->app, model);
  completion->messages = dialogue_prepare (list, &fault);
  completion->functions = json_object_get (json_member (body, "functions"));
  completion->stream = json_member_bool (body, "stream");
  if (fault == NULL)
    return g_steal_pointer (&completion);
  reply_error (request, ERROR_GENERATION,
               "Error occurred in chat completion inference. {'code': 'REQUEST_VALIDATION_ERROR', "
               "'message': 'body/messages: Value error, %s'}",
               fault);
  return NULL;
}

void
assistant_run (Request *request, const char *assistant_id, json_object *body,
               const ChatDialect *dialect, json_object *context)
{
  Completion *completion = prepare (request, assistant_id, body);

  if (completion != NULL)
    chat_reply_run (request, dialect, completion, context);
  else
    json_object_put (context);
}
