/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "chat-request.h"

#include "configs.h"
#include "dialogue.h"
#include "functions.h"
#include "json-write.h"
#include "reply.h"

static void
refuse_model (Request *request, Refusal refusal, const char *message)
{
  if (refusal == REFUSE_NESTED)
    reply_nested (request, "error_code", message, NULL);
  else
    reply_invalid (request, message, NULL);
}

static void
refuse_fields (Request *request, Refusal refusal, const char *message, const char *debug)
{
  if (refusal == REFUSE_NESTED)
    reply_nested (request, "code", message, debug);
  else
    reply_invalid (request, message, debug);
}

const Model *
chat_request_get_model (Request *request, const char *id, Refusal refusal)
{
  const Model *model = models_find (request->app->models, id);
  g_autofree char *message = NULL;

  if (model == NULL)
    {
      reply_not_found (request, "model", id);
      return NULL;
    }
  if (model->type == MODEL_CHAT)
    return model;
  message = g_strdup_printf ("Model %s is not a chat completion model.", id);
  refuse_model (request, refusal, message);
  return NULL;
}

static gboolean
has_functions (json_object *body)
{
  json_object *functions = json_member (body, "functions");

  return functions != NULL && json_object_array_length (functions) > 0;
}

static gboolean
check_abilities (Request *request, const Model *model, json_object *body, Refusal refusal)
{
  g_autofree char *message = NULL;

  if (json_member_bool (body, "stream") && !model->streaming)
    {
      message = g_strdup_printf ("Model %s does not support streaming.", model->id);
      refuse_model (request, refusal, message);
      return FALSE;
    }
  if (has_functions (body) && !model->function_call)
    {
      message = g_strdup_printf ("Model %s does not support function calls.", model->id);
      reply_invalid (request, message, NULL);
      return FALSE;
    }
  return TRUE;
}

static json_object *
prepare_messages (Request *request, json_object *messages, Refusal refusal)
{
  g_autofree char *fault = NULL;
  g_autofree char *message = NULL;
  g_autofree char *input = NULL;
  g_autofree char *debug = NULL;
  json_object *prepared = dialogue_prepare (messages, &fault);

  if (prepared != NULL)
    return prepared;
  message = g_strconcat ("body/messages: Value error, ", fault, NULL);
  input = json_to_text (messages, JSON_STYLE_PYTHON);
  debug = g_strdup_printf ("{'type': 'value_error', 'loc': ('body', 'messages'), "
                           "'msg': \"Value error, %s\", 'input': %s}",
                           fault, input);
  refuse_fields (request, refusal, message, debug);
  return NULL;
}

static gboolean
prepare_rest (Request *request, Completion *completion, json_object *body, Refusal refusal)
{
  g_auto (Problem) problem = { 0 };
  g_autofree char *fault = NULL;

  if (has_functions (body))
    completion->functions = json_object_get (json_member (body, "functions"));
  if (!functions_check (completion->functions, &problem))
    {
      refuse_fields (request, refusal, problem.message, problem.debug);
      return FALSE;
    }
  completion->configs = configs_prepare (json_member (body, "configs"), &fault);
  if (fault == NULL)
    return TRUE;
  refuse_fields (request, refusal, fault, NULL);
  return FALSE;
}

Completion *
chat_request_prepare (Request *request, const Model *model, json_object *body, Refusal refusal)
{
  g_autoptr (Completion) completion = completion_new (request->app, model);

  if (!check_abilities (request, model, body, refusal))
    return NULL;
  completion->messages = prepare_messages (request, json_member (body, "messages"), refusal);
  if (completion->messages == NULL || !prepare_rest (request, completion, body, refusal))
    return NULL;
  completion->function_call = g_strdup (json_member_string (body, "function_call"));
  completion->stream = json_member_bool (body, "stream");
  return g_steal_pointer (&completion);
}
