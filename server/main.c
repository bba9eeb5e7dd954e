/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app.h"

#define PARENT_CHECK_MS 200

typedef struct {
  GMainLoop *loop;
  pid_t pid;
} Parent;

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_input (int fd, GIOCondition condition, gpointer loop)
{
  char bytes[256];

  (void) condition;
  if (read (fd, bytes, sizeof bytes) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_parent_check (gpointer data)
{
  const Parent *parent = data;

  if (getppid () == parent->pid)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (parent->loop);
  return G_SOURCE_REMOVE;
}

/* A pipe on the standard input tells at once. The parent is asked for besides: the signal that the
 * kernel could send instead comes already when the thread that started us ends. */
static void
follow_parent (Parent *parent)
{
  struct stat input;

  if (fstat (STDIN_FILENO, &input) == 0 && (S_ISFIFO (input.st_mode) || S_ISSOCK (input.st_mode)))
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, parent->loop);
  g_timeout_add (PARENT_CHECK_MS, on_parent_check, parent);
}

static void
announce (App *app)
{
  g_autofree char *host = app_get_host (app);

  printf ("TASKINGAI_HOST=%s TASKINGAI_API_KEY=%s\n", host, app->api_key);
  fflush (stdout);
}

static gboolean
serve (const Options *options, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  /* Asked for first of all, since the parent may be gone soon. */
  Parent parent = { loop, getppid () };
  g_autoptr (App) app = app_new (options, error);

  if (app == NULL || !app_serve (app, error))
    return FALSE;
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  if (options->exit_with_parent)
    follow_parent (&parent);
  announce (app);
  g_main_loop_run (loop);
  return TRUE;
}

static gboolean
list_models (const Options *options, GError **error)
{
  Models *models = models_new ();
  Upstream *upstream = NULL;
  g_autofree char *text = NULL;

  if (options->upstream != NULL)
    {
      upstream = upstream_new (options, models, error);
      if (upstream == NULL)
        {
          models_free (models);
          return FALSE;
        }
    }
  text = models_to_text (models);
  fputs (text, stdout);
  g_clear_pointer (&upstream, upstream_free);
  models_free (models);
  return TRUE;
}

static gboolean
run (const Options *options, GError **error)
{
  if (options->list_models)
    return list_models (options, error);
  if (!options->version)
    return serve (options, error);
  printf ("taskingai-local %s\n", VERSION);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_CTYPE, "");
  signal (SIGPIPE, SIG_IGN);
  /* A file that may not grow is an error like others. */
  signal (SIGXFSZ, SIG_IGN);
  if (options_parse (&options, &argc, &argv, &error) && run (&options, &error))
    return 0;
  fprintf (stderr, "taskingai-local: %s\n", error->message);
  return error->domain == G_OPTION_ERROR ? 2 : 1;
}
