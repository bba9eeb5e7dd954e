/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "openai.h"

#include <string.h>

#include "assistant-run.h"
#include "chat-request.h"
#include "connection.h"
#include "embedding.h"
#include "functions.h"
#include "ids.h"
#include "json-write.h"
#include "openai-messages.h"
#include "reply.h"

#define MODEL_ID_LENGTH 8
#define ASSISTANT_ID_LENGTH 24
#define COMPLETION_ID_LENGTH 38

static const char *const choice_words[] = { "none", "auto", NULL };
static const char *const tool_types[] = { "function", NULL };

/* One of two words, or {"name": …}; OpenAI's own object form is refused. */
static json_object *
convert_choice (Validation *validation, json_object *input)
{
  const Field word = { .name = "word", .type = FIELD_ENUM, .choices = choice_words };
  json_object *value;

  if (json_member_string (input, "name") != NULL)
    return json_object_get (json_member (input, "name"));
  validation_enter (validation, "literal['none','auto']");
  value = validate_field (validation, &word, input);
  validation_leave (validation);
  return value;
}

static const Field message_item = { .name = "message", .type = FIELD_MAP };

static const Field tool_fields[] = {
  { .name = "type", .type = FIELD_ENUM, .required = TRUE, .choices = tool_types },
  { .name = "function", .type = FIELD_OBJECT, .required = TRUE, .schema = &function_schema },
  { .name = NULL },
};
static const Schema tool_schema = { .fields = tool_fields };
static const Field tool_item = { .name = "tool", .type = FIELD_OBJECT, .schema = &tool_schema };

static const Field chat_fields[] = {
  { .name = "model", .type = FIELD_STRING, .required = TRUE },
  { .name = "messages", .type = FIELD_LIST, .required = TRUE, .items = &message_item },
  { .name = "stream", .type = FIELD_BOOL, .nullable = TRUE, .fallback = "false" },
  { .name = "function_call", .type = FIELD_CUSTOM, .nullable = TRUE, .convert = convert_choice },
  { .name = "functions", .type = FIELD_LIST, .nullable = TRUE, .items = &functions_item },
  { .name = "tool_choice", .type = FIELD_CUSTOM, .nullable = TRUE, .convert = convert_choice },
  { .name = "tools", .type = FIELD_LIST, .nullable = TRUE, .items = &tool_item },
  { .name = NULL },
};
static const Schema chat_schema = { .fields = chat_fields };

static gboolean
uses (ChatReply *reply, const char *member)
{
  return json_member (reply->context, member) != NULL;
}

static json_object *
call_function (json_object *call)
{
  g_autofree char *arguments = json_to_text (json_member (call, "arguments"), JSON_STYLE_SPACED);
  json_object *function = json_set_string (json_object_new_object (), "arguments", arguments);

  return json_set_string (function, "name", json_member_string (call, "name"));
}

static json_object *
tool_calls (json_object *calls, gboolean with_index)
{
  json_object *list = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (calls); i++)
    {
      json_object *call = json_object_array_get_idx (calls, i);
      json_object *item = json_object_new_object ();

      /* Every entry has this index. */
      if (with_index)
        json_set_int (item, "index", 0);
      json_set_string (item, "id", json_member_string (call, "id"));
      json_set (item, "function", call_function (call));
      json_object_array_add (list, json_set_string (item, "type", "function"));
    }
  return list;
}

static void
add_calls (ChatReply *reply, json_object *message, gboolean streamed)
{
  json_object *calls = reply->completion->function_calls;

  if (calls == NULL)
    return;
  if (uses (reply, "tools"))
    json_set (message, "tool_calls", tool_calls (calls, streamed));
  else if (uses (reply, "functions") || streamed)
    json_set (message, "function_call", call_function (json_object_array_get_idx (calls, 0)));
}

static const char *
finish_reason (ChatReply *reply)
{
  const char *reason = reply->completion->finish_reason;

  if (uses (reply, "functions") && !uses (reply, "tools"))
    return "function_call";
  if (g_str_equal (reason, "function_calls"))
    return "tool_calls";
  if (g_str_equal (reason, "error"))
    return "content_filter";
  return g_str_equal (reason, "length") ? "length" : "stop";
}

static json_object *
choice_list (const char *name, json_object *message, const char *reason, guint index)
{
  json_object *choice = json_set_string (json_object_new_object (), "finish_reason", reason);
  json_object *choices = json_object_new_array ();

  json_set_int (choice, "index", index);
  json_set (choice, "logprobs", NULL);
  json_object_array_add (choices, json_set (choice, name, message));
  return choices;
}

static json_object *
envelope (ChatReply *reply, const char *object, json_object *choices)
{
  json_object *body;

  if (reply->id == NULL)
    reply->id = id_new ("chatcmpl-", COMPLETION_ID_LENGTH);
  body = json_set_string (json_object_new_object (), "id", reply->id);
  json_set (body, "choices", choices);
  json_set_int (body, "created", clock_now () / 1000);
  json_set_string (body, "model", json_member_string (reply->context, "model"));
  json_set_string (body, "object", object);
  return json_set (body, "system_fingerprint", NULL);
}

static json_object *
openai_piece (ChatReply *reply, const char *text)
{
  json_object *delta = json_set_string (json_object_new_object (), "content", text);

  json_set_string (delta, "role", "assistant");
  return envelope (reply, "chat.completion.chunk",
                   choice_list ("delta", delta, NULL, reply->n_pieces));
}

/* Text has no last event, and no usage; a function call is one event. */
static json_object *
openai_last (ChatReply *reply)
{
  json_object *delta;

  if (reply->completion->function_calls == NULL)
    return NULL;
  delta = json_set (json_object_new_object (), "content", NULL);
  json_set_string (delta, "role", "assistant");
  add_calls (reply, delta, TRUE);
  return envelope (
      reply, "chat.completion.chunk",
      choice_list ("delta", delta, uses (reply, "tools") ? "tool_calls" : "function_call", 0));
}

static void
openai_whole (ChatReply *reply)
{
  Completion *completion = reply->completion;
  json_object *message = json_set_string (json_object_new_object (), "role", "assistant");
  json_object *usage = json_object_new_object ();
  json_object *body;

  json_set_string (message, "content", completion->content);
  add_calls (reply, message, FALSE);
  body = envelope (reply, "chat.completion",
                   choice_list ("message", message, finish_reason (reply), 0));
  json_set_int (usage, "completion_tokens", completion->output_tokens);
  json_set_int (usage, "prompt_tokens", completion->input_tokens);
  json_set_int (usage, "total_tokens", completion->input_tokens + completion->output_tokens);
  reply_bare (reply->request, json_set (body, "usage", usage));
}

static void
openai_refuse (ChatReply *reply, const char *message)
{
  reply_error (reply->request, ERROR_PROVIDER, "%s", message);
}

/* The service tells nothing at all here; clients of OpenAI look for this event. */
static json_object *
openai_failure (ChatReply *reply, const char *message)
{
  json_object *error;

  if (reply->request->app->options->quirks)
    return NULL;
  error = json_set_string (json_object_new_object (), "message", message);
  json_set_string (error, "code", error_code_name (ERROR_PROVIDER));
  return json_set (json_object_new_object (), "error", error);
}

static const ChatDialect openai_dialect = {
  .breaks_off = TRUE,
  .piece = openai_piece,
  .last = openai_last,
  .whole = openai_whole,
  .refuse = openai_refuse,
  .failure = openai_failure,
};

static const ChatDialect openai_assistant_dialect = {
  .piece = openai_piece,
  .last = openai_last,
  .whole = openai_whole,
  .refuse = assistant_run_refuse,
  .failure = openai_failure,
};

static void
release_body (gpointer body)
{
  json_object_put (body);
}

static void
run_model (Request *request, const char *id, json_object *native, json_object *body)
{
  const Model *model = chat_request_get_model (request, id, REFUSE_PLAIN);
  Completion *completion;

  if (model == NULL)
    return;
  completion = chat_request_prepare (request, model, native, REFUSE_PLAIN);
  if (completion != NULL)
    chat_reply_run (request, &openai_dialect, completion, json_object_get (body), release_body);
}

/* The request as the native route would have it; NULL: the request is answered. */
static json_object *
native_body (Request *request, json_object *body)
{
  json_object *messages = openai_convert_messages (request, json_member (body, "messages"));
  json_object *native;

  if (messages == NULL)
    return NULL;
  native = json_set (json_object_new_object (), "messages", messages);
  json_set (native, "functions", openai_convert_functions (body));
  json_set (native, "function_call", json_object_get (json_member (body, "function_call")));
  return json_set (native, "stream", json_object_get (json_member (body, "stream")));
}

/* The body stays with the answer: it tells the model's name and how calls are worded. */
void
openai_chat_completions (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &chat_schema);
  g_autoptr (json_object) native = body != NULL ? native_body (request, body) : NULL;
  const char *id;

  if (native == NULL)
    return;
  id = json_member_string (body, "model");
  if (strlen (id) == MODEL_ID_LENGTH)
    run_model (request, id, native, body);
  else if (strlen (id) == ASSISTANT_ID_LENGTH)
    assistant_run (request, id, native, &openai_assistant_dialect, json_object_get (body),
                   release_body);
  else
    reply_error (request, ERROR_REQUEST_VALIDATION, "Invalid model_id: %s", id);
}

static const Field embedding_fields[] = {
  { .name = "input", .type = FIELD_TEXTS, .required = TRUE, .range = EMBEDDING_INPUTS },
  { .name = "model", .type = FIELD_STRING, .required = TRUE },
  { .name = NULL },
};
static const Schema embedding_schema = { .fields = embedding_fields };

static void
on_embedded (Embedding *embedding, const char *failure, gpointer data)
{
  g_autoptr (Request) request = data;
  json_object *list, *body, *usage;

  if (failure != NULL)
    {
      reply_error (request, ERROR_PROVIDER, "%s", failure);
      return;
    }
  list = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (embedding->vectors); i++)
    {
      json_object *vector = json_object_array_get_idx (embedding->vectors, i);
      json_object *item =
          json_set (json_object_new_object (), "embedding", json_object_get (vector));

      json_set_int (item, "index", (gint64) i);
      json_object_array_add (list, json_set_string (item, "object", "embedding"));
    }
  usage = json_set_int (json_object_new_object (), "prompt_tokens", embedding->tokens);
  body = json_set (json_object_new_object (), "data", list);
  json_set_string (body, "model", embedding->model->id);
  json_set_string (body, "object", "list");
  reply_bare (request,
              json_set (body, "usage", json_set_int (usage, "total_tokens", embedding->tokens)));
}

void
openai_embeddings (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &embedding_schema);
  const Model *model;
  const char *id;

  if (body == NULL)
    return;
  id = json_member_string (body, "model");
  model = models_find (request->app->models, id);
  if (strlen (id) != MODEL_ID_LENGTH)
    reply_error (request, ERROR_DATA_MODEL_VALIDATION, "Invalid model id: %s", id);
  else if (model == NULL)
    reply_not_found (request, "model", id);
  else if (model->type != MODEL_EMBEDDING)
    reply_error (request, ERROR_REQUEST_VALIDATION, "Model %s is not a text embedding model.", id);
  else
    {
      request_pause (request);
      embedding_run (request->app, model, json_object_get (json_member (body, "input")),
                     connection_get_gone (request->message), on_embedded, request_ref (request));
    }
}
