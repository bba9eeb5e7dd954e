/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "stats.h"

#include "reply.h"

Stats *
stats_new (void)
{
  Stats *stats = g_new0 (Stats, 1);

  stats->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return stats;
}

void
stats_free (Stats *stats)
{
  g_hash_table_unref (stats->routes);
  g_free (stats);
}

void
stats_count (Stats *stats, const RouteMatch *match)
{
  char *name =
      g_strconcat (match->route->method, " ", route_prefix (match->role), match->route->path, NULL);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (stats->routes, name));

  g_hash_table_replace (stats->routes, name, GUINT_TO_POINTER (count + 1));
}

void
stats_get (Request *request)
{
  Stats *stats = request->app->stats;
  g_autoptr (GList) names =
      g_list_sort (g_hash_table_get_keys (stats->routes), (GCompareFunc) g_strcmp0);
  json_object *routes = json_object_new_object ();
  json_object *body = json_object_new_object ();

  for (GList *name = names; name != NULL; name = name->next)
    json_set_int (routes, name->data,
                  GPOINTER_TO_UINT (g_hash_table_lookup (stats->routes, name->data)));
  json_set (body, "routes", routes);
  json_set_int (body, "open_streams", stats->open_streams);
  json_set_int (body, "waiting_streams", stats->waiting_streams);
  json_set_int (body, "aborted_streams", (gint64) stats->aborted_streams);
  json_set_int (body, "requests", (gint64) stats->requests);
  reply_bare (request, body);
}
