/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "clients.h"

#include "tally.h"

#define N_CLIENTS 4 /* the last one is impatient */
#define ONE_DROPPED_IN 500
#define SHORT_CLOCK 200 /* ms */
#define LONG_CLOCK (20 * 60 * 1000)

static GMutex lock;
static TaskingAIClient *clients[N_CLIENTS];
static char *host;

static TaskingAIClient *
client_new (gboolean impatient)
{
  guint clock = impatient ? SHORT_CLOCK : LONG_CLOCK;
  return soak_tally_watch (g_object_new (
      TASKINGAI_TYPE_CLIENT, "host", host, "api-key", "tkSoak00Soak00Soak00Soak00Soak000",
      "timeout", clock, "first-event-timeout", clock, "event-timeout", clock, "connect-timeout",
      LONG_CLOCK, "max-retries", 1, "max-queued-bytes", (guint64) 4000, NULL));
}

void
soak_clients_init (guint port)
{
  host = g_strdup_printf ("http://127.0.0.1:%u", port);
  for (guint i = 0; i < N_CLIENTS; i++)
    clients[i] = client_new (i == N_CLIENTS - 1);
}

void
soak_clients_clear (void)
{
  for (guint i = 0; i < N_CLIENTS; i++)
    g_clear_object (&clients[i]);
  g_clear_pointer (&host, g_free);
}

TaskingAIClient *
soak_clients_take (gboolean impatient, GRand *rand)
{
  guint nth = impatient ? N_CLIENTS - 1 : (guint) g_rand_int_range (rand, 0, N_CLIENTS - 1);
  g_autoptr (TaskingAIClient) old = NULL;
  g_mutex_lock (&lock);
  if (g_rand_int_range (rand, 0, ONE_DROPPED_IN) == 0)
    {
      old = g_steal_pointer (&clients[nth]);
      clients[nth] = client_new (impatient);
    }
  TaskingAIClient *client = g_object_ref (clients[nth]);
  g_mutex_unlock (&lock);
  return client;
}
