/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The service's debug provider: fixed answers that need no network. */

#include "completion.h"
#include "echo.h"
#include "embedding.h"
#include "ids.h"
#include "normal.h"

#define DEFAULT_DELAY 30.0
#define MAX_DELAY 3600.0
#define CONGESTION_WAIT 5

typedef struct {
  char *answer;
  char **words;
  char **next;
} Echo;

static void
echo_free (gpointer data)
{
  Echo *echo = data;

  g_free (echo->answer);
  g_strfreev (echo->words);
  g_free (echo);
}

/* As much as the client takes. */
static gboolean
on_echo (gpointer data)
{
  Completion *completion = data;
  Echo *echo = completion->state;

  while (*echo->next != NULL && !completion->congested && completion->events != NULL)
    completion_delta (completion, *echo->next++);
  if (*echo->next != NULL)
    return completion->events != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
  completion_finish (completion, echo->answer, NULL);
  return G_SOURCE_REMOVE;
}

/* In a stream each word is a piece, and the blanks between them are lost. */
static void
answer_with_echo (Completion *completion)
{
  Echo *echo = g_new0 (Echo, 1);

  echo->answer = echo_second_half (completion_last_text (completion));
  echo->words = echo->next = echo_words (completion->stream ? echo->answer : "");
  completion->state = echo;
  completion->free_state = echo_free;
  if (on_echo (completion) == G_SOURCE_CONTINUE)
    completion_every (completion, CONGESTION_WAIT, on_echo);
}

static gboolean
on_delay_over (gpointer completion)
{
  answer_with_echo (completion);
  return G_SOURCE_REMOVE;
}

/* "#3#text" waits three seconds. */
static void
answer_late (Completion *completion)
{
  const char *text = completion_last_text (completion);
  double seconds = DEFAULT_DELAY;

  if (*text == '#')
    {
      g_auto (GStrv) parts = g_strsplit (text, "#", 3);
      char *end;

      seconds = g_ascii_strtod (parts[1], &end);
      if (end == parts[1] || *end != '\0' || !(seconds >= 0))
        {
          completion_fail (completion, "could not convert string to float: '%s'", parts[1]);
          return;
        }
    }
  completion_every (completion, (guint) (MIN (seconds, MAX_DELAY) * 1000), on_delay_over);
}

static void
fail_on_purpose (Completion *completion)
{
  /* The text by which the service verifies credentials is let through. */
  if (!completion->stream && g_str_equal (completion_last_text (completion), "Only say your name"))
    answer_with_echo (completion);
  else
    completion_fail (completion, "Debug error for test");
}

static void
call_made_up_function (Completion *completion)
{
  g_autofree char *id = id_new ("P3lf", 24);
  json_object *call = json_set_string (json_object_new_object (), "id", id);
  json_object *calls = json_object_new_array ();

  json_set_string (call, "name", "make_scatter_plot");
  json_set (call, "arguments", json_from_text ("{\"x_values\":[1,2],\"y_values\":[3,4]}", -1));
  json_object_array_add (calls, call);
  completion_finish (completion, NULL, calls);
}

static void
call_once (Completion *completion)
{
  gsize n = json_object_array_length (completion->messages);
  json_object *last = json_object_array_get_idx (completion->messages, n - 1);

  if (json_is_string (json_member (last, "role"), "function"))
    completion_finish (completion, "Test Message", NULL);
  else
    call_made_up_function (completion);
}

static void
debug_chat (Completion *completion)
{
  static const struct {
    const char *name;
    void (*answer) (Completion *completion);
  } behaviours[] = {
    { "debug-chat-completion-delay", answer_late },
    { "debug-error", fail_on_purpose },
    { "debug-tool-call-hallucinations", call_once },
    { "debug-tool-call-hallucinations-2", call_made_up_function },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (behaviours); i++)
    if (g_str_equal (behaviours[i].name, completion->model->name))
      {
        behaviours[i].answer (completion);
        return;
      }
  answer_with_echo (completion);
}

static json_object *
vector_of (json_object *text, guint size)
{
  g_autofree double *values = g_new (double, size);
  json_object *vector = json_object_new_array_ext ((int) size);

  normal_unit_vector (json_object_get_string (text), (gsize) json_object_get_string_len (text),
                      values, size);
  for (guint i = 0; i < size; i++)
    json_object_array_add (vector, json_object_new_double (values[i]));
  return vector;
}

static void
debug_embed (Embedding *embedding)
{
  json_object *vectors = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (embedding->texts); i++)
    json_object_array_add (vectors, vector_of (json_object_array_get_idx (embedding->texts, i),
                                               embedding->model->embedding_size));
  embedding_finish (embedding, vectors);
}

const Provider provider_debug = {
  .chat = debug_chat,
  .embed = debug_embed,
};
