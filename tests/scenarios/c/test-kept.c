/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Connections that are kept, to which something happens while nobody uses them. */
#include "fixture.h"

#define WHOLE "the water cycle"

static void
wait_count (const char *name, const char *what)
{
  while (fault_count (name, what) == 0)
    g_thread_yield ();
}

static void
assert_get (TaskingAIClient *client, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIAssistant) assistant = fault_get (client, name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_assistant_id (assistant), ==, name);
}

static void
assert_get_async (TaskingAIClient *client, const char *name)
{
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  fault_get_async (client, name, NULL, &answer);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_assistant_get_assistant_id (assistant), ==, name);
}

static void
assert_post (TaskingAIClient *client, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIChatCompletionRequest) request = completion_request (name, "hello");
  g_autoptr (TaskingAIChatCompletion) completion = taskingai_inference_chat_completion (
      taskingai_client_get_inference (client), request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taskingai_chat_completion_get_text (completion), ==, WHOLE);
}

static void
assert_stream (TaskingAIClient *client, const char *name)
{
  g_autoptr (TaskingAIStream) stream = stream_open (client, name);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_all (stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, WHOLE);
}

typedef void (*Call) (TaskingAIClient *client, const char *name);

static const struct {
  const char *name;
  Call call;
} calls[] = {
  { "get", assert_get },
  { "get-async", assert_get_async },
  { "post", assert_post },
  { "stream", assert_stream },
};

/* An answer that comes when nobody has asked is that to no later call. */
static void
test_late_answer (gconstpointer data)
{
  const Call *call = data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *late = fault_name ("lateAnswer");
  g_autofree char *name = fault_name ("good");
  (*call == assert_get_async ? assert_get_async : assert_get) (client, late);
  fault_release (late);
  wait_count (late, "answered");
  (*call) (client, name);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

/* A server may close what nobody uses, and a POST is not lost to that. */
static void
test_closed (gconstpointer data)
{
  const Call *call = data;
  g_autoptr (TaskingAIClient) client = fault_client ();
  g_autofree char *closing = fault_name ("keepclose");
  g_autofree char *name = fault_name ("good");
  (*call == assert_get_async ? assert_get_async : assert_get) (client, closing);
  wait_count (closing, "ended");
  (*call) (client, name);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *late = g_strconcat ("/kept/late-answer/", calls[i].name, NULL);
      g_autofree char *closed = g_strconcat ("/kept/closed/", calls[i].name, NULL);
      g_test_add_data_func (late, &calls[i].call, test_late_answer);
      g_test_add_data_func (closed, &calls[i].call, test_closed);
    }
  return g_test_run ();
}
