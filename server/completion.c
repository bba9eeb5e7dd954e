/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "completion.h"

#include "ids.h"
#include "tokens.h"

Completion *
completion_new (gpointer app, const Model *model)
{
  Completion *completion = g_new0 (Completion, 1);

  g_ref_count_init (&completion->refs);
  completion->app = app;
  completion->model = model;
  completion->provider = model != NULL ? model->provider : NULL;
  completion->cancellable = g_cancellable_new ();
  return completion;
}

static void
refuse (Completion *completion)
{
  completion->refused = TRUE;
  completion_fail (completion, "%s", (const char *) completion->state);
}

static const Provider provider_refusal = { .chat = refuse };

Completion *
completion_new_refused (gpointer app, const char *format, ...)
{
  Completion *completion = completion_new (app, NULL);
  va_list args;

  va_start (args, format);
  completion->state = g_strdup_vprintf (format, args);
  va_end (args);
  completion->free_state = g_free;
  completion->provider = &provider_refusal;
  return completion;
}

Completion *
completion_ref (Completion *completion)
{
  g_ref_count_inc (&completion->refs);
  return completion;
}

void
completion_unref (Completion *completion)
{
  if (!g_ref_count_dec (&completion->refs))
    return;
  if (completion->free_state != NULL)
    completion->free_state (completion->state);
  g_clear_pointer (&completion->part, completion_unref);
  json_object_put (completion->messages);
  json_object_put (completion->functions);
  json_object_put (completion->configs);
  json_object_put (completion->function_calls);
  g_free (completion->function_call);
  g_free (completion->content);
  g_object_unref (completion->cancellable);
  g_free (completion);
}

void
completion_run (Completion *completion)
{
  g_autoptr (Completion) alive = completion_ref (completion);

  completion->provider->chat (alive);
}

void
completion_stop (Completion *completion)
{
  g_autoptr (Completion) alive = completion_ref (completion);

  alive->events = NULL;
  g_cancellable_cancel (alive->cancellable);
  if (alive->timer != 0)
    g_source_remove (alive->timer);
  alive->timer = 0;
  if (alive->part != NULL)
    completion_stop (alive->part);
}

void
completion_set_congested (Completion *completion, gboolean congested)
{
  completion->congested = congested;
  if (completion->part != NULL)
    completion_set_congested (completion->part, congested);
}

void
completion_run_part (Completion *completion, Completion *part)
{
  g_clear_pointer (&completion->part, completion_unref);
  completion->part = part;
  part->congested = completion->congested;
  completion_run (part);
}

json_object *
completion_to_json (Completion *completion)
{
  json_object *message =
      json_set_string (json_object_new_object (), "content", completion->content);
  json_object *usage = json_object_new_object ();
  json_object *object = json_object_new_object ();

  json_set_string (message, "role", "assistant");
  json_set (message, "function_calls", json_object_get (completion->function_calls));
  json_set_int (usage, "input_tokens", completion->input_tokens);
  json_set_int (usage, "output_tokens", completion->output_tokens);
  json_set_string (object, "object", "ChatCompletion");
  json_set_string (object, "finish_reason", completion->finish_reason);
  json_set (object, "message", message);
  json_set_int (object, "created_timestamp", clock_now ());
  return json_set (object, "usage", usage);
}

const char *
completion_last_text (Completion *completion)
{
  gsize n = json_object_array_length (completion->messages);
  const char *text = NULL;

  if (n > 0)
    text = json_member_string (json_object_array_get_idx (completion->messages, n - 1), "content");
  return text != NULL ? text : "";
}

void
completion_delta (Completion *completion, const char *text)
{
  g_autoptr (Completion) alive = completion_ref (completion);

  if (alive->events == NULL || !alive->stream)
    return;
  alive->events->delta (alive, text);
  alive->n_pieces++;
}

/* Takes @event. */
void
completion_log (Completion *completion, json_object *event)
{
  if (completion->events != NULL && completion->debug)
    completion->events->log (completion, event);
  else
    json_object_put (event);
}

/* Nothing may be reported after the end, so the listener is let go of first. */
static const CompletionEvents *
take_events (Completion *completion)
{
  return g_steal_pointer (&completion->events);
}

/* Takes @function_calls; content is NULL beside them. A provider may have set the usage and the
 * reason already. */
void
completion_finish (Completion *completion, const char *content, json_object *function_calls)
{
  g_autoptr (Completion) alive = completion_ref (completion);
  const CompletionEvents *events = take_events (alive);

  alive->content = g_strdup (content);
  alive->function_calls = function_calls;
  if (alive->finish_reason == NULL)
    alive->finish_reason = function_calls != NULL ? "function_calls" : "stop";
  if (alive->input_tokens == 0)
    alive->input_tokens = tokens_of_messages (alive->messages, alive->functions);
  if (alive->output_tokens == 0)
    alive->output_tokens = tokens_of_answer (content, function_calls);
  if (events != NULL)
    events->done (alive);
}

void
completion_fail (Completion *completion, const char *format, ...)
{
  g_autoptr (Completion) alive = completion_ref (completion);
  const CompletionEvents *events = take_events (alive);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (events != NULL)
    events->failed (alive, message);
}

void
completion_cut (Completion *completion)
{
  g_autoptr (Completion) alive = completion_ref (completion);
  const CompletionEvents *events = take_events (alive);

  if (events != NULL)
    events->cut (alive);
}

typedef struct {
  Completion *completion;
  GSourceFunc step;
} Timer;

static gboolean
on_timer (gpointer data)
{
  Timer *timer = data;
  g_autoptr (Completion) alive = completion_ref (timer->completion);
  guint id = alive->timer;

  if (timer->step (alive) == G_SOURCE_CONTINUE)
    return G_SOURCE_CONTINUE;
  if (alive->timer == id)
    alive->timer = 0;
  return G_SOURCE_REMOVE;
}

static void
free_timer (gpointer data)
{
  Timer *timer = data;

  completion_unref (timer->completion);
  g_free (timer);
}

void
completion_every (Completion *completion, guint ms, GSourceFunc step)
{
  Timer *timer = g_new0 (Timer, 1);

  timer->completion = completion_ref (completion);
  timer->step = step;
  completion->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, ms, on_timer, timer, free_timer);
}
