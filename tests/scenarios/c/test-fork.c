/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A process that forks: neither of the two disturbs what the other one has. */
#include "cancel-cell.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT "the water cycle"

/* ---- what the child does: TRUE if it went as it has to ---- */

typedef struct {
  TaskingAIClient *client;
  TaskingAIStream *stream;
  const char *stream_name, *kept_name;
} Family;

typedef gboolean (*Child) (Family *family);

static gboolean
get_with (TaskingAIClient *client, const char *name)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (TaskingAIAssistant) blocking = fault_get (client, name, NULL);
  g_auto (Answer) answer = { 0 };
  g_main_context_push_thread_default (context);
  fault_get_async (client, name, NULL, &answer);
  g_autoptr (TaskingAIAssistant) async = fault_get_finish (&answer, NULL);
  g_main_context_pop_thread_default (context);
  return blocking != NULL && async != NULL;
}

static gboolean
child_nothing (Family *family)
{
  return TRUE;
}

static gboolean
child_own_client (Family *family)
{
  g_autoptr (TaskingAIClient) client = fault_client ();
  return get_with (client, "good");
}

/* On connections of its own; for the default context too, in which the parent's stream is. */
static gboolean
child_same_client (Family *family)
{
  g_auto (Answer) answer = { 0 };
  if (!get_with (family->client, family->kept_name))
    return FALSE;
  fault_get_async (family->client, "good", NULL, &answer);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, NULL);
  return assistant != NULL;
}

/* A call of the parent in the same chat is not one to wait for. */
static gboolean
child_same_chat (Family *family)
{
  g_autofree char *name = fault_name ("hold.child");
  g_auto (Answer) answer = { 0 };
  chat_hold_async (family->client, name, &answer);
  fault_wait_requests (name, 1);
  fault_release (name);
  return chat_hold_finish (&answer);
}

/* What has come for the stream is there to be read, and is not the child's. */
static gboolean
child_runs_context (Family *family)
{
  fault_release (family->stream_name);
  fault_wait_answered (family->stream_name, 1);
  run_pending ();
  return TRUE;
}

static gboolean
is_closed_error (GError *error)
{
  gboolean closed = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  return closed;
}

static gboolean
child_reads (Family *family)
{
  g_auto (Answer) answer = { 0 };
  GError *error = NULL;
  if (taskingai_stream_read (family->stream, NULL, &error) != NULL || !is_closed_error (error))
    return FALSE;
  error = NULL;
  taskingai_stream_read_async (family->stream, NULL, answer_cb, &answer);
  return taskingai_stream_read_finish (family->stream, answer_wait (&answer), &error) == NULL
         && is_closed_error (error) && taskingai_stream_try_read (family->stream) == NULL;
}

static gboolean
child_closes (Family *family)
{
  taskingai_stream_close (family->stream);
  run_pending ();
  return TRUE;
}

static gboolean
child_drops (Family *family)
{
  g_object_unref (family->stream);
  g_object_unref (family->client);
  run_pending ();
  return TRUE;
}

/* ---- the two together ---- */

static pid_t
begin_child (Child child, Family *family)
{
  fflush (NULL);
  pid_t pid = fork ();
  if (pid == 0)
    { /* a checker would look for leaks at an exit, in what is the parent's */
      const char *program = child (family) ? "true" : "false";
      execlp (program, program, NULL);
    }
  g_assert_cmpint (pid, >, 0);
  return pid;
}

static void
wait_for_child (pid_t pid)
{
  int status = -1;
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmpint (status, ==, 0);
}

static void
set_up (Family *family, gboolean blocking)
{
  family->client = fault_client ();
  family->kept_name = fault_name ("good");
  family->stream_name = fault_name ("holdStream");
  g_assert_true (get_with (family->client, family->kept_name));
  family->stream = blocking ? stream_open (family->client, family->stream_name)
                            : stream_open_async (family->client, family->stream_name);
  g_autoptr (TaskingAIModel) first = taskingai_stream_read (family->stream, NULL, NULL);
  g_assert_nonnull (first);
}

/* What the parent has goes on as if nothing had been, also after the child has ended. */
static void
finish (Family *family)
{
  g_autoptr (GError) error = NULL;
  fault_release (family->stream_name);
  g_autofree char *rest = read_all (family->stream, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rest, ==, " water cycle");
  g_assert_true (get_with (family->client, family->kept_name));
  g_object_unref (family->stream);
  g_object_unref (family->client);
  g_free ((char *) family->stream_name);
  g_free ((char *) family->kept_name);
}

typedef struct {
  const char *name;
  Child child;
  guint n_connections; /* that the child makes to the name that the parent has connections to */
} Row;

static const Row rows[] = {
  { "nothing", child_nothing, 0 },
  { "own-client", child_own_client, 0 },
  { "same-client", child_same_client, 2 },
  { "same-chat", child_same_chat, 0 },
  { "runs-context", child_runs_context, 0 },
  { "reads", child_reads, 0 },
  { "closes", child_closes, 0 },
  { "drops", child_drops, 0 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  for (int blocking = 0; blocking <= 1; blocking++)
    {
      Family family;
      g_auto (Answer) answer = { 0 };
      g_autofree char *holder = fault_name ("hold");
      set_up (&family, blocking);
      chat_hold_async (family.client, holder, &answer);
      fault_wait_requests (holder, 1);
      guint64 n_before = fault_count (family.kept_name, "connections");
      wait_for_child (begin_child (row->child, &family));
      g_assert_cmpuint (fault_count (family.kept_name, "connections"), ==,
                        n_before + row->n_connections);
      fault_release (holder);
      g_assert_true (chat_hold_finish (&answer));
      finish (&family);
    }
}

/* ---- the end of a connection that the child has a copy of ---- */

static gboolean
child_waits (Family *family)
{
  fault_wait_requests (family->kept_name, 1);
  return TRUE;
}

static void
test_parent_closes (void)
{
  Family family;
  set_up (&family, FALSE);
  g_autofree char *end = fault_name ("good");
  g_autofree char *kept_name = (char *) g_steal_pointer (&family.kept_name);
  family.kept_name = end;
  pid_t pid = begin_child (child_waits, &family);
  taskingai_stream_close (family.stream);
  fault_wait_closed (family.stream_name, 1);
  g_assert_true (get_with (family.client, end));
  wait_for_child (pid);
  g_object_unref (family.stream);
  g_object_unref (family.client);
  g_free ((char *) family.stream_name);
}

int
main (int argc, char **argv)
{
  /* GLib's threads, which others ask for proxies, do not come along into a child. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/fork/child/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/fork/parent-closes", test_parent_closes);
  return g_test_run ();
}
