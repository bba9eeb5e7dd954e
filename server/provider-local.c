/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Models of our own, for demonstrations and for tests of what the debug provider cannot show:
 * a paced stream that keeps its blanks, function calls, failures at every stage, vectors that know
 * words, and a reranker.
 */

#include <string.h>

#include "app.h"
#include "completion.h"
#include "echo.h"
#include "embedding.h"
#include "lexical.h"
#include "local-calls.h"
#include "rerank.h"

#define MAX_COUNT 1000000

typedef struct {
  char **pieces; /* NULL: count instead */
  GString *sent;
  gint64 next;
  gint64 last;
  gboolean breaks; /* the marks below: stop after two pieces */
  gboolean cuts;
} Speech;

static void
speech_free (gpointer data)
{
  Speech *speech = data;

  g_strfreev (speech->pieces);
  g_string_free (speech->sent, TRUE);
  g_free (speech);
}

/* "… from 1 to 50" */
static gboolean
parse_count (const char *text, gint64 *first, gint64 *last)
{
  const char *found = g_strrstr (text, "from ");
  char *end;

  if (found == NULL)
    return FALSE;
  *first = g_ascii_strtoll (found + strlen ("from "), &end, 10);
  if (!g_str_has_prefix (end, " to "))
    return FALSE;
  end += strlen (" to ");
  if (!g_ascii_isdigit (*end))
    return FALSE;
  *last = g_ascii_strtoll (end, NULL, 10);
  return *first >= 0 && *last >= *first && *last - *first < MAX_COUNT;
}

static Speech *
speech_new (const char *text)
{
  Speech *speech = g_new0 (Speech, 1);

  speech->sent = g_string_new (NULL);
  speech->cuts = strstr (text, "!cut") != NULL;
  speech->breaks = speech->cuts || strstr (text, "!mid") != NULL;
  if (speech->breaks)
    speech->pieces = g_strsplit ("one two", " ", 2);
  else if (!parse_count (text, &speech->next, &speech->last))
    {
      speech->pieces = echo_pieces (text);
      speech->last = (gint64) g_strv_length (speech->pieces) - 1;
    }
  if (speech->breaks)
    speech->last = 1;
  return speech;
}

/* The next piece; the space goes before a number so that the pieces join into a line. */
static char *
speech_take (Speech *speech)
{
  gint64 index = speech->next++;

  if (speech->pieces != NULL)
    return g_strdup (speech->pieces[index]);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT, speech->sent->len > 0 ? " " : "", index);
}

static void
speech_end (Completion *completion, Speech *speech)
{
  if (speech->cuts)
    completion_cut (completion);
  else if (speech->breaks)
    completion_fail (completion, "Local failure midway");
  else
    completion_finish (completion, speech->sent->str, NULL);
}

static gboolean
on_pace (gpointer data)
{
  Completion *completion = data;
  Speech *speech = completion->state;
  g_autofree char *piece = NULL;

  if (completion->congested)
    return G_SOURCE_CONTINUE;
  if (speech->next > speech->last)
    {
      speech_end (completion, speech);
      return G_SOURCE_REMOVE;
    }
  piece = speech_take (speech);
  g_string_append (speech->sent, piece);
  completion_delta (completion, piece);
  return completion->events != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
speak_at_once (Completion *completion, Speech *speech)
{
  while (speech->next <= speech->last)
    {
      g_autofree char *piece = speech_take (speech);

      g_string_append (speech->sent, piece);
    }
  speech_end (completion, speech);
}

static void
local_chat (Completion *completion)
{
  const App *app = completion->app;
  const char *text = completion_last_text (completion);
  gsize n = json_object_array_length (completion->messages);
  json_object *calls = local_calls_parse (json_object_array_get_idx (completion->messages, n - 1));

  if (calls != NULL)
    {
      completion_finish (completion, NULL, calls);
      return;
    }
  if (strstr (text, "!fail") != NULL)
    {
      completion_fail (completion, "Local failure at the start");
      return;
    }
  completion->state = speech_new (text);
  completion->free_state = speech_free;
  if (completion->stream)
    completion_every (completion, (guint) app->options->pace, on_pace);
  else
    speak_at_once (completion, completion->state);
}

static json_object *
vector_of (const char *text, guint size)
{
  g_autofree double *values = g_new (double, size);
  json_object *vector = json_object_new_array_ext ((int) size);

  lexical_vector (text, values, size);
  for (guint i = 0; i < size; i++)
    json_object_array_add (vector, json_object_new_double (values[i]));
  return vector;
}

static void
local_embed (Embedding *embedding)
{
  json_object *vectors;

  if (!g_str_equal (embedding->model->name, "lexical-embedding"))
    {
      embedding_fail (embedding, "Local embedding failure");
      return;
    }
  vectors = json_object_new_array ();
  for (gsize i = 0; i < json_object_array_length (embedding->texts); i++)
    json_object_array_add (vectors, vector_of (json_object_get_string (
                                                   json_object_array_get_idx (embedding->texts, i)),
                                               embedding->model->embedding_size));
  embedding_finish (embedding, vectors);
}

const Provider provider_local = {
  .chat = local_chat,
  .embed = local_embed,
  .rerank = rerank_scores,
};
