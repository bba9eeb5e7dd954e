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

typedef struct {
  const char *name;
  Call call, first; /* on the same kind of connection */
  gboolean secure;
} Case;

static const Case cases[] = {
  { "get", assert_get, assert_get, FALSE },
  { "get-async", assert_get_async, assert_get_async, FALSE },
  { "post", assert_post, assert_get, FALSE },
  { "stream", assert_stream, assert_get, FALSE },
  { "secure/get", assert_get, assert_get, TRUE },
  { "secure/get-async", assert_get_async, assert_get_async, TRUE },
  { "secure/post", assert_post, assert_get, TRUE },
  { "secure/stream", assert_stream, assert_get, TRUE },
};

static TaskingAIClient *
new_client (const Case *this)
{
  TaskingAIClient *client = fault_client ();
  g_autofree char *host = NULL, *ca_file = NULL;
  if (this->secure)
    {
      fault_listener ("tls-good", &host, &ca_file);
      g_object_set (client, "host", host, "ca-file", ca_file, NULL);
    }
  return client;
}

/* An answer that comes when nobody has asked is that to no later call. */
static void
test_late_answer (gconstpointer data)
{
  const Case *this = data;
  g_autoptr (TaskingAIClient) client = new_client (this);
  g_autofree char *late = fault_name ("lateAnswer");
  g_autofree char *name = fault_name ("good");
  this->first (client, late);
  fault_release (late);
  wait_count (late, "late");
  this->call (client, name);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

/* A server may close what nobody uses, and a POST is not lost to that. */
static void
test_closed (gconstpointer data)
{
  const Case *this = data;
  g_autoptr (TaskingAIClient) client = new_client (this);
  g_autofree char *closing = fault_name ("lateClose");
  g_autofree char *name = fault_name ("good");
  this->first (client, closing);
  fault_release (closing);
  wait_count (closing, "late");
  this->call (client, name);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

/* Nothing else keeps a connection from being used again. */
static void
test_used_again (gconstpointer data)
{
  const Case *this = data;
  g_autoptr (TaskingAIClient) client = new_client (this);
  g_autofree char *name = fault_name ("good");
  for (int i = 0; i < 5; i++)
    this->call (client, name);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 5);
  g_assert_cmpuint (fault_count (name, "connections"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *late = g_strconcat ("/kept/late-answer/", cases[i].name, NULL);
      g_autofree char *closed = g_strconcat ("/kept/closed/", cases[i].name, NULL);
      g_autofree char *again = g_strconcat ("/kept/used-again/", cases[i].name, NULL);
      g_test_add_data_func (late, &cases[i], test_late_answer);
      g_test_add_data_func (closed, &cases[i], test_closed);
      g_test_add_data_func (again, &cases[i], test_used_again);
    }
  return g_test_run ();
}
