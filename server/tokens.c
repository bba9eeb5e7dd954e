/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "tokens.h"

#include "json-write.h"

#define LATIN_END 0x250

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
  if (c < LATIN_END && g_unichar_isalpha (c))
    return CHAR_LETTER;
  return c < 0x80 && g_ascii_isdigit ((char) c) ? CHAR_DIGIT : CHAR_OTHER;
}

/* English words are one token up to about six letters, numbers go by three digits. A single blank
 * belongs to the token after it, or is nothing at the end of the text. */
static const char *
token_end (const char *at)
{
  static const gsize longest[] = {
    [CHAR_BLANK] = G_MAXSIZE, [CHAR_LETTER] = 6, [CHAR_DIGIT] = 3, [CHAR_OTHER] = 1
  };
  const char *next = g_utf8_next_char (at);
  CharClass class = classify (g_utf8_get_char (at));
  gsize length = 1;

  if (class == CHAR_BLANK && *next != '\0' && classify (g_utf8_get_char (next)) != CHAR_BLANK)
    {
      class = classify (g_utf8_get_char (next));
      next = g_utf8_next_char (next);
    }
  while (*next != '\0' && length < longest[class] && classify (g_utf8_get_char (next)) == class)
    {
      next = g_utf8_next_char (next);
      length++;
    }
  return next;
}

static gboolean
is_last_blank (const char *at)
{
  return *g_utf8_next_char (at) == '\0' && classify (g_utf8_get_char (at)) == CHAR_BLANK;
}

gint64
tokens_of_text (const char *text)
{
  gint64 tokens = 0;

  for (const char *at = text; *at != '\0' && !is_last_blank (at); at = token_end (at))
    tokens++;
  return tokens;
}

GArray *
tokens_cut (const char *text)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (const char *at = text; *at != '\0' && !is_last_blank (at);)
    {
      gsize end;

      at = token_end (at);
      end = (gsize) (at - text);
      g_array_append_val (ends, end);
    }
  return ends;
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
