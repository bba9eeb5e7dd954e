/* SPDX-License-Identifier: LGPL-2.1-or-later */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "resolver.h"

#include <dlfcn.h>
#include <netdb.h>
#include <string.h>

#define THIS_MACHINE "127.0.0.1"
#define NOBODY "127.0.0.9"

typedef int (*Lookup) (const char *name, const char *service, const struct addrinfo *hints,
                       struct addrinfo **found);

static GMutex lock;
static GCond released;
static guint n_waiting;

void
resolver_release (void)
{
  g_mutex_lock (&lock);
  n_waiting = 0;
  g_cond_broadcast (&released);
  g_mutex_unlock (&lock);
}

static void
wait_for_release (void)
{
  g_mutex_lock (&lock);
  for (n_waiting++; n_waiting > 0;)
    g_cond_wait (&released, &lock);
  g_mutex_unlock (&lock);
}

static int
look_up (const char *name, const char *service, const struct addrinfo *hints,
         struct addrinfo **found)
{
  Lookup real = (Lookup) dlsym (RTLD_NEXT, "getaddrinfo");
  return real (name, service, hints, found);
}

static int
look_up_both (const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
  struct addrinfo *last;
  int problem = look_up (NOBODY, service, hints, found);
  if (problem != 0)
    return problem;
  for (last = *found; last->ai_next != NULL;)
    last = last->ai_next;
  return look_up (THIS_MACHINE, service, hints, &last->ai_next);
}

/* Stands before that of the C library, for libcurl too. */
int
getaddrinfo (const char *name, const char *service, const struct addrinfo *hints,
             struct addrinfo **found)
{
  if (name == NULL || !g_str_has_suffix (name, ".fault.test"))
    return look_up (name, service, hints, found);
  g_autofree char *kind = g_strndup (name, strcspn (name, "."));
  if (g_str_equal (kind, "refusal"))
    return EAI_NONAME;
  if (g_str_equal (kind, "failure"))
    return EAI_FAIL;
  if (g_str_equal (kind, "again"))
    return EAI_AGAIN;
  if (g_str_equal (kind, "silence"))
    wait_for_release ();
  if (g_str_equal (kind, "delay"))
    g_usleep (20000);
  if (g_str_equal (kind, "one-dead"))
    return look_up_both (service, hints, found);
  return look_up (THIS_MACHINE, service, hints, found);
}
