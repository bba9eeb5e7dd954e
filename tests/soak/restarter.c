/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "restarter.h"

#include "tally.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_WITHOUT 50 /* operations that end while there is no server */

static const char *program;
static pid_t pid;
static int input; /* of the server, which ends when this is closed */
static guint port;
static guint n_between;
static GThread *thread;

static guint
read_port (int fd)
{
  char line[16] = "";
  ssize_t n = read (fd, line, sizeof line - 1);
  if (n <= 0)
    g_error ("The server does not say where it is");
  close (fd);
  return (guint) atoi (line);
}

static void
start (void)
{
  int in[2], out[2];
  char number[8];
  g_snprintf (number, sizeof number, "%u", port);
  char *argv[] = { (char *) program, number, NULL };
  /* Without what a sanitizer has loaded before everything else. */
  g_auto (GStrv) environment = g_environ_unsetenv (g_get_environ (), "LD_PRELOAD");
  posix_spawn_file_actions_t actions;
  if (pipe2 (in, O_CLOEXEC) < 0 || pipe2 (out, O_CLOEXEC) < 0)
    g_error ("No pipe for the server: %s", g_strerror (errno));
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, out[1], STDOUT_FILENO);
  int problem = posix_spawn (&pid, program, &actions, NULL, argv, environment);
  if (problem != 0)
    g_error ("%s: %s", program, g_strerror (problem));
  posix_spawn_file_actions_destroy (&actions);
  close (in[0]);
  close (out[1]);
  input = in[1];
  port = read_port (out[0]);
}

/* As hard as a server can go: its connections are closed or reset by the system. */
static void
stop (void)
{
  int status;
  kill (pid, SIGKILL);
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (!WIFSIGNALED (status) || WTERMSIG (status) != SIGKILL)
    g_error ("The server had ended by itself, status %d", status);
  close (input);
}

guint
soak_restarter_start_server (const char *path)
{
  program = path;
  start ();
  return port;
}

void
soak_restarter_stop_server (void)
{
  stop ();
  port = 0;
}

static gpointer
restart_thread (gpointer data)
{
  while (soak_tally_wait_ended (n_between))
    {
      soak_tally_next_epoch ();
      stop ();
      soak_tally_wait_ended (N_WITHOUT);
      start ();
      soak_tally_next_epoch ();
    }
  return NULL;
}

void
soak_restarter_begin (guint n)
{
  n_between = n;
  thread = g_thread_new ("restarter", restart_thread, NULL);
}

void
soak_restarter_end (void)
{
  g_thread_join (thread);
}
