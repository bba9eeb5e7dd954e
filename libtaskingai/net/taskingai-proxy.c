/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-proxy.h"
#include "net/taskingai-clock.h"

#include <string.h>

#define LIFETIME (30 * G_USEC_PER_SEC)

static GProxyResolver *
get_resolver (TaskingAIConfig *config)
{
  if (config->settings.proxy_resolver != NULL)
    return config->settings.proxy_resolver;
  GProxyResolver *resolver = g_proxy_resolver_get_default ();
  /* Without a desktop GIO offers one that always says "direct". */
  if (resolver == NULL || g_str_equal (G_OBJECT_TYPE_NAME (resolver), "GDummyProxyResolver"))
    return NULL;
  return resolver;
}

gboolean
taskingai_proxy_is_resolved (TaskingAIConfig *config)
{
  return !config->loopback && config->settings.proxy == NULL && get_resolver (config) != NULL;
}

gboolean
taskingai_proxy_is_due (TaskingAIConfig *config)
{
  if (!taskingai_proxy_is_resolved (config))
    return FALSE;
  g_mutex_lock (&config->proxy_lock);
  gboolean due = taskingai_clock.get_time () >= config->proxy_expires;
  g_mutex_unlock (&config->proxy_lock);
  return due;
}

char *
taskingai_proxy_dup (TaskingAIConfig *config)
{
  if (config->loopback)
    return g_strdup ("");
  if (config->settings.proxy != NULL)
    return g_strdup (config->settings.proxy);
  g_mutex_lock (&config->proxy_lock);
  char *uri = config->proxies != NULL ? g_strdup (config->proxies[config->proxy]) : NULL;
  g_mutex_unlock (&config->proxy_lock);
  return uri;
}

/* Those that libcurl can use, in the order of preference in which the resolver lists them. */
static char **
choose (char **uris)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  for (char **uri = uris; uri != NULL && *uri != NULL; uri++)
    if (g_str_has_prefix (*uri, "direct:"))
      g_ptr_array_add (chosen, g_strdup (""));
    else if (g_str_has_prefix (*uri, "http") || g_str_has_prefix (*uri, "socks"))
      g_ptr_array_add (chosen, g_strdup (*uri));
  if (chosen->len == 0)
    g_ptr_array_add (chosen, g_strdup (""));
  g_ptr_array_add (chosen, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&chosen), FALSE);
}

static void
store (TaskingAIConfig *config, char **uris)
{
  g_mutex_lock (&config->proxy_lock);
  g_strfreev (config->proxies);
  config->proxies = choose (uris);
  config->proxy = 0;
  config->proxy_expires = taskingai_clock.get_time () + LIFETIME;
  g_mutex_unlock (&config->proxy_lock);
}

gboolean
taskingai_proxy_give_up (TaskingAIConfig *config, const char *proxy, guint n_failed)
{
  if (!taskingai_proxy_is_resolved (config))
    return FALSE;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&config->proxy_lock);
  if (config->proxies == NULL)
    return FALSE;
  /* Else another call has found out before. */
  if (g_strcmp0 (config->proxies[config->proxy], proxy) == 0
      && config->proxies[++config->proxy] == NULL)
    {
      config->proxy = 0;
      config->proxy_expires = 0; /* the resolver may know better by now */
    }
  return n_failed < g_strv_length (config->proxies);
}

void
taskingai_proxy_lookup (TaskingAIConfig *config, GCancellable *cancellable)
{
  g_auto (GStrv) uris =
      g_proxy_resolver_lookup (get_resolver (config), config->base_url, cancellable, NULL);
  store (config, uris);
}

void
taskingai_proxy_lookup_async (TaskingAIConfig *config, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_proxy_resolver_lookup_async (get_resolver (config), config->base_url, NULL, callback,
                                 user_data);
}

void
taskingai_proxy_lookup_finish (TaskingAIConfig *config, GObject *resolver, GAsyncResult *result)
{
  g_auto (GStrv) uris = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (resolver), result, NULL);
  store (config, uris);
}
