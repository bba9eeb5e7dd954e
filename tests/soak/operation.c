/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "operation.h"

#include "tally.h"

#define BIT(code) (1u << TASKINGAI_API_ERROR_##code)
#define BROKEN_OFF (BIT (CONNECTION) | BIT (TRUNCATED))

/* The errors that each ending may have, besides those of a server that is not there. */
static const struct {
  gboolean complete;
  guint stream_errors, call_errors;
} permitted[SOAK_N_ENDINGS] = {
  [SOAK_WHOLE] = { .complete = TRUE },
  /* What is still in the server's socket is lost by the reset. */
  [SOAK_LATE_RESET] = { TRUE, BROKEN_OFF, BROKEN_OFF },
  [SOAK_CUT] = { FALSE, BROKEN_OFF, BROKEN_OFF },
  [SOAK_BROKEN] = { FALSE, BROKEN_OFF, BROKEN_OFF },
  [SOAK_RESET] = { FALSE, BROKEN_OFF, BROKEN_OFF },
  [SOAK_ERROR] = { FALSE, BIT (PROVIDER), BIT (MALFORMED) },
  [SOAK_GARBLED] = { FALSE, BIT (MALFORMED), BIT (MALFORMED) },
  [SOAK_REFUSED] = { FALSE, BIT (SERVER), BIT (SERVER) },
  [SOAK_STALLED] = { FALSE, BIT (TIMEOUT) | BIT (STALLED), BIT (TIMEOUT) },
};

void
soak_operation_begin (SoakOperation *self, gboolean streaming, GRand *rand)
{
  *self = (SoakOperation){ .streaming = streaming, .epoch = soak_tally_get_epoch () };
  soak_plan_init_random (&self->plan, rand);
  if (!streaming && self->plan.ending == SOAK_LATE_RESET)
    self->plan.ending = SOAK_WHOLE; /* the next request would meet the reset on its way */
  soak_plan_print (&self->plan, self->name);
  self->expected = g_string_new (NULL);
  for (guint n = 0; streaming && n < self->plan.n_events; n++)
    soak_plan_append_delta (&self->plan, n, self->expected);
}

void
soak_operation_clear (SoakOperation *self)
{
  g_string_free (self->expected, TRUE);
  self->expected = NULL;
}

gboolean
soak_operation_is_impatient (const SoakOperation *self)
{
  return self->plan.ending == SOAK_STALLED;
}

TaskingAIChatCompletionRequest *
soak_operation_new_request (const SoakOperation *self)
{
  TaskingAIChatCompletionRequest *request = taskingai_chat_completion_request_new (self->name);
  taskingai_chat_completion_request_add_user_message (request, "Go on");
  return request;
}

/* ---- what is read ---- */

static void
check_result (SoakOperation *self, TaskingAIModel *result)
{
  if (!TASKINGAI_IS_CHAT_COMPLETION (result))
    g_error ("%s: %s instead of the result", self->name,
             result != NULL ? G_OBJECT_TYPE_NAME (result) : "nothing");
  const char *text = taskingai_chat_completion_get_text (TASKINGAI_CHAT_COMPLETION (result));
  if (g_strcmp0 (text, self->expected->str) != 0)
    g_error ("%s: the result says “%s”", self->name, text);
}

void
soak_operation_take_text (SoakOperation *self, const char *text)
{
  if (!g_str_has_prefix (self->expected->str + self->offset, text))
    g_error ("%s: “%s” after %zu bytes", self->name, text, self->offset);
  self->offset += strlen (text);
  self->n_reads++;
}

void
soak_operation_take_event (SoakOperation *self, TaskingAIModel *event)
{
  if (self->has_result)
    g_error ("%s: an event after the result", self->name);
  if (TASKINGAI_IS_CHAT_COMPLETION_CHUNK (event))
    {
      soak_operation_take_text (self, taskingai_chat_completion_chunk_get_delta (
                                          TASKINGAI_CHAT_COMPLETION_CHUNK (event)));
      return;
    }
  check_result (self, event);
  self->has_result = TRUE;
  self->n_reads++;
}

/* ---- how it ends ---- */

void
soak_operation_complete (SoakOperation *self, TaskingAIStream *stream)
{
  g_autoptr (TaskingAIModel) result = taskingai_stream_get_result (stream);
  g_autofree char *text = taskingai_stream_get_text (stream);
  if (!permitted[self->plan.ending].complete)
    g_error ("%s: complete after %zu bytes", self->name, self->offset);
  if (self->offset != self->expected->len || !g_str_equal (text, self->expected->str))
    g_error ("%s: complete, and only %zu bytes of %zu", self->name, self->offset,
             self->expected->len);
  check_result (self, result);
  soak_tally_operation_ended ("stream: complete");
}

void
soak_operation_answered (SoakOperation *self, TaskingAIAssistant *assistant)
{
  const char *id = taskingai_assistant_get_assistant_id (assistant);
  if (!permitted[self->plan.ending].complete || g_strcmp0 (id, self->name) != 0)
    g_error ("%s: answered by %s", self->name, id);
  soak_tally_operation_ended ("call: answered");
}

static gboolean
is_permitted (SoakOperation *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return self->may_be_cancelled;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return self->may_be_closed;
  guint epoch = soak_tally_get_epoch ();
  guint bits = self->streaming ? permitted[self->plan.ending].stream_errors
                               : permitted[self->plan.ending].call_errors;
  if (epoch != self->epoch || epoch % 2 == 1)
    bits |= BROKEN_OFF;
  return error->domain == TASKINGAI_API_ERROR && (bits & 1u << error->code) != 0;
}

static char *
outcome_of (SoakOperation *self, const GError *error)
{
  g_autofree char *code = error->domain == TASKINGAI_API_ERROR
                              ? g_enum_to_string (TASKINGAI_TYPE_API_ERROR, error->code)
                              : g_enum_to_string (G_TYPE_IO_ERROR_ENUM, error->code);
  return g_strconcat (
      self->streaming ? "stream: " : "call: ", strstr (code, "ERROR_") + strlen ("ERROR_"), NULL);
}

void
soak_operation_failed (SoakOperation *self, TaskingAIStream *stream, const GError *error)
{
  g_autofree char *text = stream != NULL ? taskingai_stream_get_text (stream) : g_strdup ("");
  g_autofree char *outcome = outcome_of (self, error);
  if (!is_permitted (self, error))
    g_error ("%s: %s, %s (after %zu bytes)", self->name, outcome, error->message, self->offset);
  if (!g_str_has_prefix (self->expected->str, text))
    g_error ("%s: “%s” is left", self->name, text);
  soak_tally_operation_ended (outcome);
}

void
soak_operation_dropped (SoakOperation *self)
{
  soak_tally_operation_ended ("stream: dropped");
}
