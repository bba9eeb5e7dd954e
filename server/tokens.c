/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "tokens.h"

#include "json-write.h"

typedef enum {
  CHAR_BLANK,
  CHAR_LETTER,
  CHAR_DIGIT,
  CHAR_OTHER,
} CharClass;

static CharClass
classify (gunichar c)
{
  if (g_unichar_isspace (c))
    return CHAR_BLANK;
  if (c < 0x80 && g_ascii_isalpha ((char) c))
    return CHAR_LETTER;
  return c < 0x80 && g_ascii_isdigit ((char) c) ? CHAR_DIGIT : CHAR_OTHER;
}

/* English words are one token up to about eight letters, numbers go by three digits. */
static gint64
tokens_of_run (CharClass class, gint64 length)
{
  static const gint64 per_token[] = { [CHAR_LETTER] = 8, [CHAR_DIGIT] = 3, [CHAR_OTHER] = 1 };

  if (class == CHAR_BLANK)
    return length > 1 ? 1 : 0;
  return (length + per_token[class] - 1) / per_token[class];
}

gint64
tokens_of_text (const char *text)
{
  gint64 tokens = 0, length = 0;
  CharClass current = CHAR_BLANK;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      CharClass class = classify (g_utf8_get_char (at));

      if (class != current)
        {
          tokens += tokens_of_run (current, length);
          current = class;
          length = 0;
        }
      length++;
    }
  return tokens + tokens_of_run (current, length);
}

static gint64
tokens_of_calls (json_object *calls, gboolean with_id)
{
  gint64 tokens = 0;
  gsize n = calls != NULL ? json_object_array_length (calls) : 0;

  for (gsize i = 0; i < n; i++)
    {
      json_object *call = json_object_array_get_idx (calls, i);
      g_autofree char *arguments =
          json_to_text (json_member (call, "arguments"), JSON_STYLE_SPACED);
      const char *name = json_member_string (call, "name");
      const char *id = json_member_string (call, "id");

      tokens += (with_id ? 3 : 4) + tokens_of_text (name != NULL ? name : "")
                + tokens_of_text (arguments);
      if (with_id && id != NULL)
        tokens += tokens_of_text (id);
    }
  return tokens;
}

gint64
tokens_of_messages (json_object *messages, json_object *functions)
{
  gint64 tokens = 3;

  for (gsize i = 0; i < json_object_array_length (messages); i++)
    {
      json_object *message = json_object_array_get_idx (messages, i);
      const char *content = json_member_string (message, "content");
      const char *id = json_member_string (message, "id");

      tokens += 3 + tokens_of_text (content != NULL ? content : "");
      tokens += tokens_of_calls (json_member (message, "function_calls"), TRUE);
      if (id != NULL)
        tokens += tokens_of_text (id) - 1;
    }
  if (functions != NULL)
    {
      g_autofree char *text = json_to_text (functions, JSON_STYLE_COMPACT);

      tokens += tokens_of_text (text);
    }
  return tokens;
}

gint64
tokens_of_answer (const char *content, json_object *function_calls)
{
  if (function_calls != NULL)
    return tokens_of_calls (function_calls, FALSE);
  return content == NULL || *content == '\0' ? 0 : 1 + tokens_of_text (content);
}
