/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers that mean harm: see tests/fault/hostile.py. */
#include "fixture.h"

#include <string.h>

#define CODE(name) TASKINGAI_API_ERROR_##name
#define HEADERS "The headers of the answer exceed 262144 bytes"
#define COMPRESSED "compressed (gzip), which was not asked for"

typedef struct {
  const char *fault;
  TaskingAIApiError code;
  guint http_status;
  const char *message; /* a part of it */
} Fault;

static const Fault plain[] = {
  { "headers", CODE (TOO_LARGE), 200, HEADERS },
  { "headersOnce", CODE (TOO_LARGE), 200, HEADERS },
  { "headerLine", CODE (TOO_LARGE), 200, "Too long a line of headers" },
  { "statusLine", CODE (TOO_LARGE), 0, "Too long a line of headers" },
  { "interim", CODE (TOO_LARGE), 0, HEADERS },
  { "trailers", CODE (TOO_LARGE), 200, HEADERS },
  { "emptyTrailers", CODE (TOO_LARGE), 200, HEADERS },
  { "compressed", CODE (PROTOCOL), 200, COMPRESSED },
  { "compressedError", CODE (SERVER), 500, COMPRESSED },
  { "bomb", CODE (TOO_LARGE), 200, "max-body-size, 1000000 bytes" },
  { "mirror", CODE (AUTHENTICATION), 401, "\"Bearer ***\" is refused" },
  { "mirrorCode", CODE (AUTHENTICATION), 401, "refused [HTTP 401, Bearer_***, request" },
  { "mirrorText", CODE (AUTHENTICATION), 401, "Bearer *** is not known here" },
  { "mirrorTitle", CODE (SERVER), 500, "Bearer ***" },
  { "mirrorType", CODE (PROTOCOL), 200, "text/Bearer ***" },
  { "mirrorMember", CODE (MALFORMED), 200, "data.metadata" },
  { "mirrorParts", CODE (NOT_FOUND), 404, "key *** or *** not found" },
};

static const Fault streams[] = {
  { "mirrorEvent", CODE (PROVIDER), 200, "refused: Bearer ***" },
  { "streamTrailers", CODE (TOO_LARGE), 200, HEADERS },
};

/* No limit is found by waiting, and nothing is asked for twice. */
static void
assert_fault (const GError *error, const Fault *fault, const char *name)
{
  assert_api_error (error, fault->code, fault->http_status);
  g_assert_nonnull (strstr (error->message, fault->message));
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 1);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 1);
}

static TaskingAIClient *
hostile_client (void)
{
  TaskingAIClient *client = fault_client ();
  g_object_set (client, "max-retries", 2, "max-body-size", (guint64) 1000000, "timeout", 60000,
                NULL);
  return client;
}

static void
test_plain (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = hostile_client ();
  const Fault *fault = data;
  g_autofree char *blocking = fault_name (fault->fault);
  g_autofree char *name = fault_name (fault->fault);
  g_auto (Answer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_get (client, blocking, &error));
  assert_fault (error, fault, blocking);
  g_clear_error (&error);
  fault_get_async (client, name, NULL, &answer);
  g_assert_null (fault_get_finish (&answer, &error));
  assert_fault (error, fault, name);
}

static void
test_streams (gconstpointer data)
{
  g_autoptr (TaskingAIClient) client = hostile_client ();
  const Fault *fault = data;
  g_autofree char *name = fault_name (fault->fault);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIStream) stream = stream_open (client, name);
  g_autofree char *text = read_all (stream, &error);
  assert_fault (error, fault, name);
  g_clear_error (&error);

  g_autofree char *other = fault_name (fault->fault);
  g_autoptr (TaskingAIStream) async = stream_open_async (client, other);
  TaskingAIModel *event;
  while ((event = read_async (async, &error)) != NULL)
    g_object_unref (event);
  assert_fault (error, fault, other);
}

static void
test_compressed_stream (void)
{
  g_autoptr (TaskingAIClient) client = hostile_client ();
  g_autoptr (GError) error = NULL;
  g_assert_null (fault_stream (client, "compressedStream", &error));
  assert_api_error (error, CODE (PROTOCOL), 200);
  g_assert_nonnull (strstr (error->message, COMPRESSED));
}

/* The log tells what became of a call, in the words of the server. */
static GLogWriterOutput
keep_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer log)
{
  for (gsize i = 0; i < n_fields; i++)
    g_string_append_printf (log, "%s=%s\n", fields[i].key, (const char *) fields[i].value);
  return G_LOG_WRITER_HANDLED;
}

static void
test_log (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GString) log = g_string_new (NULL);
      g_log_set_writer_func (keep_log, log, NULL);
      g_autoptr (TaskingAIClient) client = hostile_client ();
      g_assert_null (fault_get (client, "mirrorRetried", NULL));
      g_assert_nonnull (strstr (log->str, "3 attempts: Bearer ***"));
      g_assert_null (strstr (log->str, "Canary"));
      return;
    }
  g_autofree char *before = g_strdup (g_getenv ("G_MESSAGES_DEBUG"));
  g_setenv ("G_MESSAGES_DEBUG", "TaskingAI", TRUE); /* GLib's own would be no TAP */
  g_test_trap_subprocess (NULL, 0, 0);
  if (before == NULL)
    g_unsetenv ("G_MESSAGES_DEBUG");
  g_test_trap_assert_passed ();
}

static void
add_each (const char *folder, const Fault *table, gsize n, GTestDataFunc test)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat ("/hostile/", folder, "/", table[i].fault, NULL);
      g_test_add_data_func (path, &table[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_each ("plain", plain, G_N_ELEMENTS (plain), test_plain);
  add_each ("stream", streams, G_N_ELEMENTS (streams), test_streams);
  g_test_add_func ("/hostile/stream/compressed", test_compressed_stream);
  g_test_add_func ("/hostile/log", test_log);
  return g_test_run ();
}
