/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "memory.h"

#include "tokens.h"

#define MAX_CHARACTERS 65535

json_object *
memory_new (json_object *settings)
{
  gboolean window = json_is_string (json_member (settings, "type"), "message_window");
  json_object *memory = json_object_new_object ();

  json_set (memory, "type", json_object_get (json_member (settings, "type")));
  json_set (memory, "messages", json_object_new_array ());
  json_set (memory, "max_messages",
            window ? json_object_get (json_member (settings, "max_messages")) : NULL);
  return json_set (memory, "max_tokens",
                   window ? json_object_get (json_member (settings, "max_tokens")) : NULL);
}

void
memory_clear (json_object *memory)
{
  json_set (memory, "messages", json_object_new_array ());
}

static json_object *
message_at (json_object *messages, gsize index)
{
  return json_object_array_get_idx (messages, index);
}

static gint64
count_characters (json_object *messages)
{
  gint64 sum = 0;

  for (gsize i = 0; i < json_object_array_length (messages); i++)
    sum += g_utf8_strlen (json_member_string (message_at (messages, i), "content"), -1);
  return sum;
}

static gint64
count_tokens (json_object *messages)
{
  gint64 sum = 0;

  for (gsize i = 0; i < json_object_array_length (messages); i++)
    sum += json_member_int (message_at (messages, i), "token_count", 0);
  return sum;
}

static void
trim (json_object *memory)
{
  json_object *messages = json_member (memory, "messages");
  gint64 max_messages = json_member_int (memory, "max_messages", G_MAXINT64);
  gint64 max_tokens = json_member_int (memory, "max_tokens", G_MAXINT64);
  gint64 length = (gint64) json_object_array_length (messages);
  gint64 tokens = count_tokens (messages);
  gsize dropped = 0;

  while (length - (gint64) dropped > max_messages || tokens > max_tokens)
    tokens -= json_member_int (message_at (messages, dropped++), "token_count", 0);
  json_object_array_del_idx (messages, 0, dropped);
}

json_object *
memory_append (json_object *memory, const char *role, const char *text, gboolean quirks,
               MemoryResult *result)
{
  g_autoptr (json_object) longer = json_copy (memory);
  json_object *messages = json_member (longer, "messages");
  json_object *message = json_set_string (json_object_new_object (), "role", role);
  gboolean window = json_is_string (json_member (memory, "type"), "message_window");
  gboolean answer = g_str_equal (role, "assistant");

  json_set_string (message, "content", text);
  json_set (message, "token_count", window ? json_object_new_int64 (tokens_of_text (text)) : NULL);
  json_object_array_add (messages, message);
  *result = MEMORY_OK;
  if (answer && json_is_string (json_member (memory, "type"), "zero"))
    memory_clear (longer);
  else if (answer && window && quirks && json_member (memory, "max_tokens") == NULL)
    *result = MEMORY_BROKEN;
  else if (answer && window)
    trim (longer);
  if (*result == MEMORY_OK && count_characters (json_member (longer, "messages")) > MAX_CHARACTERS)
    *result = MEMORY_FULL;
  return *result == MEMORY_OK ? g_steal_pointer (&longer) : NULL;
}

const char *
memory_result_text (MemoryResult result)
{
  static const char *const texts[] = {
    [MEMORY_OK] = "",
    [MEMORY_FULL] = "The total number of characters in all the memory messages cannot be larger "
                    "than " G_STRINGIFY (MAX_CHARACTERS) ".",
    [MEMORY_BROKEN] = "'>' not supported between instances of 'int' and 'NoneType'",
  };

  return texts[result];
}

static gboolean
is_from (json_object *message, const char *role)
{
  return json_is_string (json_member (message, "role"), role);
}

const char *
memory_complaint (json_object *memory)
{
  json_object *messages = json_member (memory, "messages");
  gsize n = json_object_array_length (messages);

  if (n > 0 && is_from (message_at (messages, n - 1), "assistant"))
    return "Cannot generate another assistant message after an assistant message.";
  return n > 0 ? NULL : "There is no user message in the chat context.";
}

json_object *
memory_dialogue (json_object *memory)
{
  json_object *dialogue = json_copy (json_member (memory, "messages"));

  for (gsize i = 0; i < json_object_array_length (dialogue); i++)
    {
      json_object *message = message_at (dialogue, i);

      if (json_member (message, "token_count") == NULL)
        json_object_object_del (message, "token_count");
    }
  return dialogue;
}
