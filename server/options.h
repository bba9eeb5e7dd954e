/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The command line. */

#pragma once

#include <glib.h>

typedef struct {
  char *listen;
  int port;
  char *api_key;
  char *admin_password;
  char *database;
  int pace;
  char *ca_file;
  char *upstream;
  char *upstream_key_file;
  char **upstream_models;
  char **upstream_embedding_models;
  int upstream_timeout;
  int client_timeout;
  gboolean quirks;
  gboolean test_mode;
  gboolean exit_with_parent;
  gboolean list_models;
  gboolean version;
} Options;

gboolean options_parse (Options *options, int *argc, char ***argv, GError **error);
void options_clear (Options *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)
