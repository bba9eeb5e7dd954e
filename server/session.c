/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "session.h"

/* libsoup's own limits are a browser's: two calls to one host at a time. */
#define MAX_CONNECTIONS 512

SoupSession *
session_new (const Options *options, guint timeout, GError **error)
{
  g_autoptr (SoupSession) session =
      soup_session_new_with_options ("timeout", timeout, "max-conns", MAX_CONNECTIONS,
                                     "max-conns-per-host", MAX_CONNECTIONS, NULL);
  g_autoptr (GTlsDatabase) trusted = NULL;
  g_autofree char *path = NULL;

  if (options->ca_file == NULL)
    return g_steal_pointer (&session);
  path = g_canonicalize_filename (options->ca_file, NULL);
  trusted = g_tls_file_database_new (path, error);
  if (trusted == NULL)
    {
      g_prefix_error (error, "%s: ", options->ca_file);
      return NULL;
    }
  soup_session_set_tls_database (session, trusted);
  return g_steal_pointer (&session);
}
