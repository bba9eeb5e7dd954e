/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "chats.h"

#include "assistants.h"
#include "ids.h"
#include "listing.h"
#include "memory.h"
#include "messages.h"
#include "reply.h"
#include "stored.h"

#define KIND "chat"

static gboolean
save (Store *store, json_object *chat)
{
  return store_put (store, KIND, json_member_string (chat, "chat_id"),
                    json_member_string (chat, "assistant_id"), chat);
}

static void
save_and_reply (Request *request, json_object *chat)
{
  stored_reply (request, save (request->app->store, chat), chat);
}

gboolean
chats_remember (Store *store, json_object *chat, json_object *memory)
{
  json_set (chat, "memory", memory);
  json_set_int (chat, "updated_timestamp", clock_stamp ());
  return save (store, chat);
}

json_object *
chats_find (Request *request, const char *assistant_id, const char *chat_id)
{
  return stored_find_below (request, KIND, chat_id, "assistant_id", assistant_id);
}

json_object *
chats_find_by_path (Request *request)
{
  const char *assistant_id = request_get_id (request, 0, "assistant_id");
  const char *chat_id = assistant_id != NULL ? request_get_exact_id (request, 1, "chat_id") : NULL;

  return chat_id != NULL ? chats_find (request, assistant_id, chat_id) : NULL;
}

void
chats_list (Request *request)
{
  const char *assistant_id = request_get_id (request, 0, "assistant_id");
  g_autoptr (json_object) assistant =
      assistant_id != NULL ? assistants_find (request, assistant_id) : NULL;

  if (assistant != NULL)
    listing_reply (request, KIND, assistant_id, NULL, NULL);
}

static const Field create_fields[] = {
  { .name = "name", .type = FIELD_STRING, .range = RANGE (0, 127), .fallback = "\"\"" },
  { .name = "metadata", .type = FIELD_MAP, .range = RANGE (0, 16), .fallback = "{}" },
  { .name = NULL },
};
static const Schema create_schema = { .fields = create_fields };

void
chats_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &create_schema);
  const char *assistant_id = body != NULL ? request_get_id (request, 0, "assistant_id") : NULL;
  g_autoptr (json_object) assistant =
      assistant_id != NULL ? assistants_find (request, assistant_id) : NULL;
  g_autoptr (json_object) chat = NULL;
  g_autofree char *id = NULL;
  gint64 now;

  if (assistant == NULL || !assistants_check (request, assistant))
    return;
  id = id_new ("SdEL", ID_LENGTH);
  now = clock_stamp ();
  chat = json_set_string (json_object_new_object (), "object", "Chat");
  json_set_string (chat, "assistant_id", assistant_id);
  json_set_string (chat, "chat_id", id);
  json_set (chat, "metadata", json_object_get (json_member (body, "metadata")));
  json_set (chat, "memory", memory_new (json_member (assistant, "memory")));
  json_set (chat, "name", json_object_get (json_member (body, "name")));
  json_set_int (chat, "created_timestamp", now);
  json_set_int (chat, "updated_timestamp", now);
  save_and_reply (request, chat);
}

void
chats_get (Request *request)
{
  json_object *chat = chats_find_by_path (request);

  if (chat != NULL)
    reply_data (request, chat);
}

static const Field update_fields[] = {
  { .name = "name", .type = FIELD_STRING, .nullable = TRUE, .range = RANGE (0, 127) },
  { .name = "metadata", .type = FIELD_MAP, .nullable = TRUE, .range = RANGE (0, 16) },
  { .name = NULL },
};
static const Schema update_schema = { .fields = update_fields };

void
chats_update (Request *request)
{
  g_autoptr (json_object) changes = request_validate_body (request, &update_schema);
  g_autoptr (json_object) chat = changes != NULL ? chats_find_by_path (request) : NULL;

  if (chat == NULL)
    return;
  if (json_object_object_length (changes) == 0)
    {
      reply_error (request, ERROR_INTERNAL, "update_dict cannot be empty");
      return;
    }
  json_object_object_foreach (changes, name, value) json_set (chat, name, json_object_get (value));
  json_set_int (chat, "updated_timestamp", clock_stamp ());
  save_and_reply (request, chat);
}

/* The messages, which nobody could list any more, go with the chat. */
void
chats_delete (Request *request)
{
  const char *assistant_id = request_get_id (request, 0, "assistant_id");
  const char *chat_id = assistant_id != NULL ? request_get_exact_id (request, 1, "chat_id") : NULL;
  g_autoptr (json_object) assistant =
      chat_id != NULL ? assistants_find (request, assistant_id) : NULL;
  g_autoptr (json_object) chat = NULL;
  Store *store = request->app->store;

  if (assistant == NULL || !assistants_check (request, assistant))
    return;
  chat = chats_find (request, assistant_id, chat_id);
  if (chat == NULL)
    return;
  store_begin (store);
  stored_reply_empty (request,
                      store_end (store, store_delete (store, KIND, chat_id)
                                            && store_delete_all (store, MESSAGE_KIND, chat_id)));
}

/* The message in the answer is not kept: it only tells that the assistant begins anew. */
void
chats_clean_context (Request *request)
{
  g_autoptr (json_object) chat = chats_find_by_path (request);
  json_object *memory;

  if (chat == NULL)
    return;
  memory = json_object_get (json_member (chat, "memory"));
  memory_clear (memory);
  if (chats_remember (request->app->store, chat, memory))
    reply_data (request, messages_new (chat, "system", "context_cleaned", NULL));
  else
    reply_error (request, ERROR_INTERNAL, "%s", store_error (request->app->store));
}
