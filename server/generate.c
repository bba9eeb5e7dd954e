/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "generate.h"

#include "assistant-run.h"
#include "assistants.h"
#include "chats.h"
#include "generation.h"
#include "messages.h"
#include "prompt.h"
#include "reply.h"

#define UNKNOWN_FAULT "Assistant message not generated due to an unknown error."

/* The chat in which an answer is on its way. */
typedef struct {
  App *app;
  char *chat_id;
  guint64 key; /* to the chat's lock, or 0 */
  char *fault; /* why the answer could not be stored, or NULL */
} Turn;

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  if (turn->key != 0)
    chat_unlock (turn->app->locks, turn->chat_id, turn->key);
  g_free (turn->fault);
  g_free (turn->chat_id);
  g_free (turn);
}

static json_object *
piece (ChatReply *reply, const char *text)
{
  return json_set_string (chat_reply_piece (reply, text), "object", "MessageChunk");
}

static void
note_fault (Turn *turn)
{
  if (store_failed (turn->app->store))
    turn->fault = g_strdup (store_error (turn->app->store));
}

/* The stored message, or NULL. The chat may have changed meanwhile, or be gone. */
static json_object *
store_answer (ChatReply *reply)
{
  Turn *turn = reply->context;
  Store *store = turn->app->store;
  gboolean quirks = turn->app->options->quirks;
  const char *text = reply->completion->content;
  g_autoptr (json_object) chat = store_get (store, "chat", turn->chat_id);
  g_autoptr (json_object) message = NULL;
  json_object *memory;
  MemoryResult result;
  gboolean well;

  if (chat == NULL)
    {
      note_fault (turn);
      return NULL;
    }
  message = messages_new (chat, "assistant", text != NULL ? text : "", NULL);
  memory = memory_append (json_member (chat, "memory"), "assistant", text != NULL ? text : "",
                          quirks, &result);
  if (memory == NULL)
    {
      if (quirks)
        messages_save (store, message);
      return NULL;
    }
  store_begin (store);
  well = messages_save (store, message) && chats_remember (store, chat, memory);
  if (store_end (store, well))
    return g_steal_pointer (&message);
  note_fault (turn);
  return NULL;
}

static const char *
fault_text (ChatReply *reply)
{
  const Turn *turn = reply->context;

  return turn->fault != NULL ? turn->fault : UNKNOWN_FAULT;
}

static json_object *
last (ChatReply *reply)
{
  json_object *message = store_answer (reply);

  return message != NULL ? message : reply_error_event (ERROR_UNKNOWN, fault_text (reply));
}

static void
whole (ChatReply *reply)
{
  json_object *message = store_answer (reply);

  if (message != NULL)
    reply_data (reply->request, message);
  else
    reply_error (reply->request, ERROR_INTERNAL, "%s", fault_text (reply));
}

static const ChatDialect dialect = {
  .opens_at_once = TRUE,
  .is_kept = TRUE,
  .piece = piece,
  .last = last,
  .whole = whole,
  .refuse = assistant_run_refuse,
  .failure = assistant_run_failure,
};

/* A completion that refuses, or answers; the chat is locked then. */
static Completion *
prepare (Turn *turn, json_object *assistant, json_object *chat, json_object *body)
{
  json_object *memory = json_member (chat, "memory");
  const char *complaint = memory_complaint (memory);
  char *prompt;

  turn->key = chat_lock (turn->app->locks, turn->chat_id);
  if (turn->key == 0)
    {
      if (turn->app->options->quirks)
        chat_break_lock (turn->app->locks, turn->chat_id);
      return completion_new_refused (turn->app, "Chat %s is locked. Please try again later.",
                                     turn->chat_id);
    }
  if (complaint != NULL)
    return completion_new_refused (turn->app, "%s", complaint);
  prompt = prompt_fill (json_member (assistant, "system_prompt_template"),
                        json_member (body, "system_prompt_variables"));
  return generation_new (turn->app, assistant, json_member_bool (body, "stream"), prompt,
                         memory_dialogue (memory), NULL);
}

static const Field text_item = { .name = "value", .type = FIELD_STRING };
static const Field fields[] = {
  { .name = "system_prompt_variables",
    .type = FIELD_MAP,
    .items = &text_item,
    .range = RANGE (0, 16),
    .fallback = "{}" },
  { .name = "stream", .type = FIELD_BOOL, .fallback = "false" },
  { .name = "debug", .type = FIELD_BOOL, .fallback = "false" },
  { .name = NULL },
};
static const Schema schema = { .fields = fields };

void
generate (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &schema);
  g_autoptr (json_object) assistant =
      body != NULL ? assistants_find (request, request->match.params[0]) : NULL;
  g_autoptr (json_object) chat =
      assistant != NULL ? chats_find (request, request->match.params[0], request->match.params[1])
                        : NULL;
  Completion *completion;
  Turn *turn;

  if (chat == NULL)
    return;
  turn = g_new0 (Turn, 1);
  turn->app = request->app;
  turn->chat_id = g_strdup (request->match.params[1]);
  completion = prepare (turn, assistant, chat, body);
  completion->stream = json_member_bool (body, "stream");
  completion->debug = json_member_bool (body, "debug");
  chat_reply_run (request, &dialect, completion, turn, turn_free);
}
