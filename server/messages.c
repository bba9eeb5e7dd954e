/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "messages.h"

#include "assistants.h"
#include "chats.h"
#include "ids.h"
#include "listing.h"
#include "reply.h"
#include "stored.h"
#include "tokens.h"

#define KIND MESSAGE_KIND

static void
copy_member (json_object *from, const char *name, json_object *to)
{
  json_set (to, name, json_object_get (json_member (from, name)));
}

json_object *
messages_new (json_object *chat, const char *role, const char *text, json_object *metadata)
{
  g_autofree char *id = id_new ("Mah1", ID_LENGTH);
  json_object *message = json_set_string (json_object_new_object (), "object", "Message");
  gint64 now = clock_stamp ();

  copy_member (chat, "assistant_id", message);
  copy_member (chat, "chat_id", message);
  json_set_string (message, "message_id", id);
  json_set_string (message, "role", role);
  json_set (message, "content", json_set_string (json_object_new_object (), "text", text));
  json_set_int (message, "num_tokens", tokens_of_text (text));
  json_set (message, "metadata", metadata != NULL ? metadata : json_object_new_object ());
  json_set_int (message, "created_timestamp", now);
  return json_set_int (message, "updated_timestamp", now);
}

gboolean
messages_save (Store *store, json_object *message)
{
  return store_put (store, KIND, json_member_string (message, "message_id"),
                    json_member_string (message, "chat_id"), message);
}

static void
save_and_reply (Request *request, json_object *message)
{
  stored_reply (request, messages_save (request->app->store, message), message);
}

void
messages_list (Request *request)
{
  const char *assistant_id = request_get_id (request, 0, "assistant_id");
  const char *chat_id = assistant_id != NULL ? request_get_exact_id (request, 1, "chat_id") : NULL;
  g_autoptr (json_object) assistant =
      chat_id != NULL ? assistants_find (request, assistant_id) : NULL;
  g_autoptr (json_object) chat =
      assistant != NULL ? chats_find (request, assistant_id, chat_id) : NULL;

  if (chat != NULL)
    listing_reply (request, KIND, chat_id, NULL, NULL);
}

static const char *const roles[] = { "user", "assistant", NULL };

static const Field content_fields[] = {
  { .name = "text", .type = FIELD_STRING, .required = TRUE },
  { .name = NULL },
};
static const Schema content_schema = { .fields = content_fields };

static const Field create_fields[] = {
  { .name = "role", .type = FIELD_ENUM, .required = TRUE, .choices = roles },
  { .name = "content", .type = FIELD_OBJECT, .required = TRUE, .schema = &content_schema },
  { .name = "metadata", .type = FIELD_MAP, .range = RANGE (0, 16), .fallback = "{}" },
  { .name = NULL },
};
static const Schema create_schema = { .fields = create_fields };

/* A message that the memory cannot take is kept nevertheless; the service has it so. */
static void
add (Request *request, json_object *chat, json_object *message)
{
  Store *store = request->app->store;
  MemoryResult result;
  json_object *memory =
      memory_append (json_member (chat, "memory"), json_member_string (message, "role"),
                     json_member_string (json_member (message, "content"), "text"),
                     request->app->options->quirks, &result);
  gboolean well;

  store_begin (store);
  well = messages_save (store, message) && (memory == NULL || chats_remember (store, chat, memory));
  if (!store_end (store, well))
    reply_error (request, ERROR_INTERNAL, "%s", store_error (store));
  else if (result == MEMORY_OK)
    reply_data (request, json_object_get (message));
  else
    reply_error (request, result == MEMORY_FULL ? ERROR_RESOURCE_LIMIT : ERROR_INTERNAL, "%s",
                 memory_result_text (result));
}

void
messages_create (Request *request)
{
  g_autoptr (json_object) body = request_validate_body (request, &create_schema);
  g_autoptr (json_object) chat = body != NULL ? chats_find_by_path (request) : NULL;
  g_autoptr (json_object) message = NULL;

  if (chat == NULL)
    return;
  message = messages_new (chat, json_member_string (body, "role"),
                          json_member_string (json_member (body, "content"), "text"),
                          json_object_get (json_member (body, "metadata")));
  add (request, chat, message);
}

/* NULL: not there, and the request is answered. */
static json_object *
find (Request *request)
{
  const char *assistant_id = request_get_id (request, 0, "assistant_id");
  const char *chat_id = assistant_id != NULL ? request_get_exact_id (request, 1, "chat_id") : NULL;
  const char *id = chat_id != NULL ? request_get_exact_id (request, 2, "message_id") : NULL;
  g_autoptr (json_object) message = id != NULL ? store_get (request->app->store, KIND, id) : NULL;

  if (id == NULL)
    return NULL;
  if (json_is_string (json_member (message, "assistant_id"), assistant_id)
      && json_is_string (json_member (message, "chat_id"), chat_id))
    return g_steal_pointer (&message);
  reply_not_found (request, KIND, id);
  return NULL;
}

void
messages_get (Request *request)
{
  json_object *message = find (request);

  if (message != NULL)
    reply_data (request, message);
}

static const Field update_fields[] = {
  { .name = "metadata", .type = FIELD_MAP, .nullable = TRUE, .range = RANGE (0, 16) },
  { .name = NULL },
};
static const Schema update_schema = { .fields = update_fields };

void
messages_update (Request *request)
{
  g_autoptr (json_object) changes = request_validate_body (request, &update_schema);
  g_autoptr (json_object) message = changes != NULL ? find (request) : NULL;

  if (message == NULL)
    return;
  if (json_object_object_length (changes) == 0)
    {
      reply_error (request, ERROR_INTERNAL, "update_dict cannot be empty");
      return;
    }
  copy_member (changes, "metadata", message);
  json_set_int (message, "updated_timestamp", clock_stamp ());
  save_and_reply (request, message);
}

/* What the assistant remembers of it stays. */
void
messages_delete (Request *request)
{
  g_autoptr (json_object) message = find (request);

  if (message != NULL)
    stored_delete (request, KIND, json_member_string (message, "message_id"));
}
