/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "assistant-run.h"

#include "assistants.h"
#include "generation.h"
#include "prompt.h"
#include "reply.h"

static json_object *
run_last (ChatReply *reply)
{
  json_object *event = completion_to_json (reply->completion);

  return reply->n_pieces == 0 ? json_set (event, "fallback_index", NULL) : event;
}

static void
run_whole (ChatReply *reply)
{
  reply_data (reply->request, completion_to_json (reply->completion));
}

static ErrorCode
failure_code (ChatReply *reply)
{
  return reply->completion->refused ? ERROR_INVALID_REQUEST : ERROR_GENERATION;
}

void
assistant_run_refuse (ChatReply *reply, const char *message)
{
  reply_error (reply->request, failure_code (reply), "%s", message);
}

json_object *
assistant_run_failure (ChatReply *reply, const char *message)
{
  return reply_error_event (failure_code (reply), message);
}

const ChatDialect assistant_dialect = {
  .opens_at_once = TRUE,
  .piece = chat_reply_piece,
  .last = run_last,
  .whole = run_whole,
  .refuse = assistant_run_refuse,
  .failure = assistant_run_failure,
};

/* The messages but for those of the system, of which the first is given to the prompt. */
static json_object *
take_dialogue (json_object *messages, const char **system)
{
  json_object *dialogue = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (messages); i++)
    {
      json_object *message = json_object_array_get_idx (messages, i);

      if (!json_is_string (json_member (message, "role"), "system"))
        json_object_array_add (dialogue, json_object_get (message));
      else if (*system == NULL)
        *system = json_member_string (message, "content");
    }
  return dialogue;
}

void
assistant_run (Request *request, const char *assistant_id, json_object *body,
               const ChatDialect *dialect, gpointer context, GDestroyNotify free_context)
{
  g_autoptr (json_object) assistant = assistants_find (request, assistant_id);
  gboolean stream = json_member_bool (body, "stream");
  const char *system = NULL;
  json_object *dialogue;
  Completion *completion;
  char *prompt;

  if (assistant == NULL)
    {
      if (free_context != NULL)
        free_context (context);
      return;
    }
  dialogue = take_dialogue (json_member (body, "messages"), &system);
  prompt = prompt_for_run (json_member (assistant, "system_prompt_template"), system);
  completion = generation_new (request->app, assistant, stream, prompt, dialogue,
                               json_member (body, "functions"));
  completion->stream = stream;
  chat_reply_run (request, dialect, completion, context, free_context);
}
