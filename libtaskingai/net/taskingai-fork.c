/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-fork.h"

#include <pthread.h>
#include <unistd.h>

static guint generation;
static guint32 salt;

/* In the child, where there is one thread. */
static void
forked (void)
{
  generation++;
  salt = (guint32) getpid () * 2654435761u;
}

static void
watch_once (void)
{
  static gsize done = 0;
  if (g_once_init_enter (&done))
    {
      pthread_atfork (NULL, NULL, forked);
      g_once_init_leave (&done, 1);
    }
}

guint
taskingai_fork_get_generation (void)
{
  watch_once ();
  return generation;
}

guint32
taskingai_fork_get_salt (void)
{
  return salt;
}
