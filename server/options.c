/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "options.h"

#include <gio/gio.h>

static const char summary[] =
    "A small server with the HTTP API of TaskingAI, for tests, demonstrations and embedding.\n"
    "The first line on standard output is TASKINGAI_HOST=... TASKINGAI_API_KEY=..., printed once\n"
    "requests are served.";

static const char description[] =
    "Examples:\n"
    "  taskingai-local --port 0 --exit-with-parent\n"
    "  taskingai-local --database notes.db --upstream http://127.0.0.1:11434/v1\n"
    "\n"
    "See taskingai-local(1) for the models and all details.";

/* "tk", eight letters naming the key, 22 secret ones. */
static gboolean
is_api_key (const char *key)
{
  if (strlen (key) != 32 || !g_str_has_prefix (key, "tk"))
    return FALSE;
  for (; *key != '\0'; key++)
    if (!g_ascii_isalnum (*key))
      return FALSE;
  return TRUE;
}

static const char *
options_complaint (const Options *options, int argc)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (options->listen);

  if (argc > 1)
    return "Unexpected argument; options only";
  if (address == NULL)
    return "--listen needs an IP address";
  if (options->port < 0 || options->port > 65535)
    return "--port needs a number from 0 to 65535";
  if (options->pace < 0 || options->pace > 60000)
    return "--pace needs a number from 0 to 60000";
  if (options->client_timeout < 0 || options->client_timeout > 86400)
    return "--client-timeout needs a number from 0 to 86400";
  if (options->upstream_timeout < 0 || options->upstream_timeout > 86400)
    return "--upstream-timeout needs a number from 0 to 86400";
  if (options->api_key != NULL && !is_api_key (options->api_key))
    return "--api-key needs \"tk\" and 30 more letters or digits";
  if (options->admin_password != NULL
      && (strlen (options->admin_password) < 8 || strlen (options->admin_password) > 32))
    return "--admin-password needs 8 to 32 characters";
  if (options->upstream != NULL && !g_str_has_prefix (options->upstream, "http://")
      && !g_str_has_prefix (options->upstream, "https://"))
    return "--upstream needs an http or https URL";
  if (options->upstream == NULL
      && (options->upstream_key_file != NULL || options->upstream_models != NULL
          || options->upstream_embedding_models != NULL))
    return "The other upstream options need --upstream";
  return NULL;
}

gboolean
options_parse (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &options->port, "Port to serve; 0 takes a free one (8080)",
      "PORT" },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen,
      "IP address to serve; others than this machine reach only what is named here (127.0.0.1)",
      "ADDRESS" },
    { "api-key", 'k', 0, G_OPTION_ARG_STRING, &options->api_key,
      "API key to accept, instead of one made up or stored", "KEY" },
    { "admin-password", 0, 0, G_OPTION_ARG_STRING, &options->admin_password,
      "Password of the administrator \"admin\"; without it nobody can log in", "PASSWORD" },
    { "database", 'd', 0, G_OPTION_ARG_FILENAME, &options->database,
      "SQLite file to keep everything in; without it nothing outlives the program", "FILE" },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options->ca_file,
      "Certificates to trust when calling others by https, instead of the system's", "FILE" },
    { "client-timeout", 0, 0, G_OPTION_ARG_INT, &options->client_timeout,
      "Seconds to wait for a client to send, or to read, what comes next; 0 is for ever (120)",
      "SECONDS" },
    { "pace", 0, 0, G_OPTION_ARG_INT, &options->pace,
      "Milliseconds between two events of the model local/stream (20)", "MS" },
    { "upstream", 'u', 0, G_OPTION_ARG_STRING, &options->upstream,
      "Base URL of an OpenAI-compatible server whose models to offer", "URL" },
    { "upstream-key-file", 0, 0, G_OPTION_ARG_FILENAME, &options->upstream_key_file,
      "File holding the API key for the upstream server", "FILE" },
    { "upstream-model", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &options->upstream_models,
      "Chat model to offer; repeatable (default: ask the upstream server)", "NAME" },
    { "upstream-embedding-model", 0, 0, G_OPTION_ARG_STRING_ARRAY,
      &options->upstream_embedding_models, "Embedding model to offer; repeatable", "NAME" },
    { "upstream-timeout", 0, 0, G_OPTION_ARG_INT, &options->upstream_timeout,
      "Seconds to wait for the upstream server's next bytes; 0 is for ever (600)", "SECONDS" },
    { "quirks", 0, 0, G_OPTION_ARG_NONE, &options->quirks,
      "Reproduce faults of the service that are spared to clients otherwise", NULL },
    { "test-mode", 0, 0, G_OPTION_ARG_NONE, &options->test_mode,
      "Offer the route clean_data, by which anybody may delete everything", NULL },
    { "exit-with-parent", 0, 0, G_OPTION_ARG_NONE, &options->exit_with_parent,
      "End when the starting program ends or closes the standard input", NULL },
    { "list-models", 0, 0, G_OPTION_ARG_NONE, &options->list_models,
      "List the models with their ids and end", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Tell the version and end", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const char *complaint;

  options->port = 8080;
  options->pace = 20;
  options->client_timeout = 120;
  options->upstream_timeout = 600;
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->listen == NULL)
    options->listen = g_strdup ("127.0.0.1");
  complaint = options_complaint (options, *argc);
  if (complaint != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, complaint);
  return complaint == NULL;
}

void
options_clear (Options *options)
{
  g_clear_pointer (&options->listen, g_free);
  g_clear_pointer (&options->api_key, g_free);
  g_clear_pointer (&options->admin_password, g_free);
  g_clear_pointer (&options->database, g_free);
  g_clear_pointer (&options->ca_file, g_free);
  g_clear_pointer (&options->upstream, g_free);
  g_clear_pointer (&options->upstream_key_file, g_free);
  g_clear_pointer (&options->upstream_models, g_strfreev);
  g_clear_pointer (&options->upstream_embedding_models, g_strfreev);
}
