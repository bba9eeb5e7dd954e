/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever the ids, the query and the host are: the URL has the segments that the template has, no
 * more and no less, each says what the id says, and the host is the one that was named; or it is
 * refused. Input: a number, an administrator's or not, the host, two ids, a query value, a URL of the server. */
#include <string.h>

#include "fuzz.h"
#include "models/taskingai-list-options.h"
#include "models/taskingai-model-query.h"
#include "net/taskingai-config.h"
#include "net/taskingai-request.h"

static const char *const templates[] = {
  "/v1/assistants/{}",
  "/v1/assistants/{}/chats/{}",
  "/v1/{}/end/{}",
  "/v1/x/get?id={}",
};

static gboolean
is_plain (const char *url)
{
  for (const char *c = url; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return TRUE;
}

static GUri *
parse_url (const char *url)
{
  g_autoptr (GError) error = NULL;
  GUri *uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, &error);

  g_assert_no_error (error);
  g_assert_null (g_uri_get_userinfo (uri));
  g_assert_null (g_uri_get_fragment (uri));
  g_assert (strlen (g_uri_get_host (uri)) > 0);
  return uri;
}

static char *
url_text (CURLU *url)
{
  char *text, *copy;

  g_assert (curl_url_get (url, CURLUPART_URL, &text, 0) == CURLUE_OK);
  copy = g_strdup (text);
  curl_free (text);
  return copy;
}

/* The URL as libcurl makes it, from behind the base URL on. */
static char *
rest_of_url (const TaskingAIConfig *config, const char *path, const char *query)
{
  g_autoptr (CURLU) url = curl_url ();
  g_autofree char *whole_path = g_strconcat (config->prefix, path, NULL);
  g_autofree char *base = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GUri) parsed_base = NULL;
  g_autoptr (GUri) parsed = NULL;

  g_assert (curl_url_set (url, CURLUPART_URL, config->base_url, 0) == CURLUE_OK);
  base = url_text (url);
  if (config->prefix[0] == '\0')
    base[strlen (base) - 1] = '\0';
  g_assert (curl_url_set (url, CURLUPART_PATH, whole_path, 0) == CURLUE_OK);
  g_assert (curl_url_set (url, CURLUPART_QUERY, query, 0) == CURLUE_OK);
  text = url_text (url);
  /* libcurl writes the digits of escapes as it likes. */
  expected = g_strconcat (base, path, query != NULL ? "?" : NULL, query, NULL);
  g_assert_cmpint (g_ascii_strcasecmp (text, expected), ==, 0);
  parsed_base = parse_url (base);
  parsed = parse_url (text);
  g_assert_cmpstr (g_uri_get_host (parsed), ==, g_uri_get_host (parsed_base));
  g_assert_cmpint (g_uri_get_port (parsed), ==, g_uri_get_port (parsed_base));
  g_assert (is_plain (text + strlen (base)));
  return g_strdup (text + strlen (base));
}

static void
check_segment (const char *segment, const char *expected, const char *id)
{
  g_autofree char *plain = NULL;

  if (strcmp (expected, "{}") != 0)
    {
      g_assert_cmpstr (segment, ==, expected);
      return;
    }
  plain = g_uri_unescape_string (segment, NULL);
  g_assert_cmpstr (plain, ==, id);
}

static void
check_template (const TaskingAIConfig *config, const char *path_template, const char *const *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIRequest) request =
      taskingai_request_new (TASKINGAI_METHOD_GET, path_template, ids, &error);
  g_autofree char *rest = NULL;
  g_auto (GStrv) segments = NULL;
  g_auto (GStrv) expected = g_strsplit_set (path_template, "/?=", -1);

  if (request == NULL)
    {
      fuzz_check_error (error);
      return;
    }
  if (config == NULL)
    return;
  rest = rest_of_url (config, request->path, NULL);
  segments = g_strsplit_set (rest, "/?=", -1);
  g_assert_cmpuint (g_strv_length (segments), ==, g_strv_length (expected));
  for (guint i = 0; expected[i] != NULL; i++)
    {
      check_segment (segments[i], expected[i], *ids);
      if (strcmp (expected[i], "{}") == 0)
        ids++;
    }
}

/* Texts of a query arrive as they were given. */
static void
check_query (const TaskingAIConfig *config, const char *value)
{
  g_autoptr (TaskingAIListOptions) options = taskingai_list_options_new ();
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *rest = NULL;

  if (config == NULL || !g_utf8_validate (value, -1, NULL))
    return;
  taskingai_list_options_set_after (options, value);
  taskingai_model_append_query (TASKINGAI_MODEL (options), query);
  rest = rest_of_url (config, "/v1/x", query->str);
  parameters = g_uri_parse_params (strchr (rest, '?') + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  g_assert_cmpuint (g_hash_table_size (parameters), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (parameters, "after"), ==, value);
}

/* Paths that the program or the server names stay on the host, and below it. */
static void
check_raw (const TaskingAIConfig *config, const TaskingAIRequest *request, const GError *error)
{
  g_autoptr (TaskingAIRequest) copy = NULL;
  g_autofree char *rest = NULL;
  g_auto (GStrv) segments = NULL;

  if (request == NULL)
    {
      fuzz_check_error (error);
      return;
    }
  copy = taskingai_request_copy (request);
  rest = rest_of_url (config, copy->path, copy->query);
  rest[strcspn (rest, "?")] = '\0';
  segments = g_strsplit (rest, "/", -1);
  for (char **segment = segments; *segment != NULL; segment++)
    {
      g_autofree char *plain = g_uri_unescape_string (*segment, NULL);

      g_assert (plain != NULL && strcmp (plain, "..") != 0 && strcmp (plain, ".") != 0);
    }
}

static TaskingAIConfig *
make_config (char *host, gboolean administrator)
{
  TaskingAISettings settings;
  TaskingAIConfig *config;
  const char *path;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;

  taskingai_settings_init (&settings);
  settings.host = g_strdup (host);
  settings.api_key = g_strdup ("tkKey");
  settings.administrator = administrator;
  config = taskingai_config_new (&settings, &error);
  taskingai_settings_clear (&settings);
  if (config == NULL)
    {
      fuzz_check_error (error);
      return NULL;
    }
  uri = parse_url (config->base_url);
  path = strchr (strstr (config->base_url, "://") + 3, '/');
  g_assert (!g_str_has_suffix (config->base_url, "/"));
  g_assert_cmpint (g_ascii_strcasecmp (path != NULL ? path : "", config->prefix), ==, 0);
  g_assert (is_plain (config->prefix));
  g_assert_null (g_uri_get_query (uri));
  g_assert (strcmp (g_uri_get_scheme (uri), "https") == 0
            || (config->loopback && strcmp (g_uri_get_scheme (uri), "http") == 0));
  return config;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  guint8 choice = fuzz_take_byte (&input);
  const char *path_template = templates[choice % G_N_ELEMENTS (templates)];
  g_autofree char *host = fuzz_take_text (&input);
  g_autofree char *first = fuzz_take_text (&input);
  g_autofree char *second = fuzz_take_text (&input);
  g_autofree char *value = fuzz_take_text (&input);
  g_autofree char *url = fuzz_take_text (&input);
  const char *const ids[] = { first, second, NULL };
  g_autoptr (TaskingAIConfig) config = make_config (host, (choice & 0x10) != 0);
  g_autoptr (GError) raw_error = NULL;
  g_autoptr (GError) url_error = NULL;
  g_autoptr (TaskingAIRequest) raw = NULL;
  g_autoptr (TaskingAIRequest) of_url = NULL;

  check_template (config, path_template, ids);
  check_query (config, value);
  if (config == NULL)
    return 0;
  raw = taskingai_request_new_raw ("GET", first, second, &raw_error);
  check_raw (config, raw, raw_error);
  of_url = taskingai_request_new_for_url (config->base_url, url, &url_error);
  check_raw (config, of_url, url_error);
  return 0;
}
