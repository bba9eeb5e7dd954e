/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>

#include "net/taskingai-config.h"
#include "taskingai-error.h"

#define KEY "tkCanary0Canary1Canary2Canary345"

static TaskingAIConfig *
make_config (const char *host, const char *key, gboolean allow_plain_http, GError **error)
{
  TaskingAISettings settings;
  taskingai_settings_init (&settings);
  settings.host = g_strdup (host);
  settings.api_key = g_strdup (key);
  settings.allow_plain_http = allow_plain_http;
  TaskingAIConfig *config = taskingai_config_new (&settings, error);
  taskingai_settings_clear (&settings);
  return config;
}

/* What was judged is what libcurl connects to: the base URL, read once more, has the same host. */
static void
assert_same_host (TaskingAIConfig *config)
{
  g_autoptr (CURLU) url = curl_url ();
  char *host = NULL;
  g_assert_cmpint (curl_url_set (url, CURLUPART_URL, config->base_url, 0), ==, CURLUE_OK);
  g_assert_cmpint (curl_url_get (url, CURLUPART_HOST, &host, 0), ==, CURLUE_OK);
  g_autofree char *bare = g_strdup (host[0] == '[' ? host + 1 : host);
  bare[strcspn (bare, "]")] = '\0';
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (bare);
  g_assert_true (!config->loopback || g_ascii_strcasecmp (host, "localhost") == 0
                 || (address != NULL && g_inet_address_get_is_loopback (address)));
  curl_free (host);
}

static void
test_hosts (void)
{
  static const struct {
    const char *host, *base_url, *prefix;
    gboolean loopback, named;
  } cases[] = {
    { NULL, "https://api.tasking.ai", "", FALSE, TRUE },
    { "https://api.tasking.ai", "https://api.tasking.ai", "", FALSE, TRUE },
    { "https://api.tasking.ai/", "https://api.tasking.ai", "", FALSE, TRUE },
    { "HTTPS://api.tasking.ai", "https://api.tasking.ai", "", FALSE, TRUE },
    { "https://h.example:8443", "https://h.example:8443", "", FALSE, TRUE },
    { "https://192.0.2.7", "https://192.0.2.7", "", FALSE, FALSE },
    { "https://[2001:db8::7]:444", "https://[2001:db8::7]:444", "", FALSE, FALSE },

    { "https://h.example/v1", "https://h.example", "", FALSE, TRUE },
    { "https://h.example/v1//", "https://h.example", "", FALSE, TRUE },
    { "https://h.example/ai", "https://h.example/ai", "/ai", FALSE, TRUE },
    { "https://h.example/ai/v1/", "https://h.example/ai", "/ai", FALSE, TRUE },
    { "https://h.example/a/b//", "https://h.example/a/b", "/a/b", FALSE, TRUE },
    { "https://h.example/xv1", "https://h.example/xv1", "/xv1", FALSE, TRUE },

    { "http://localhost:8080", "http://localhost:8080", "", TRUE, FALSE },
    { "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080", "", TRUE, FALSE },
    { "http://127.9.9.9", "http://127.9.9.9", "", TRUE, FALSE },
    { "http://[::1]:8080", "http://[::1]:8080", "", TRUE, FALSE },
    { "https://localhost", "https://localhost", "", TRUE, FALSE },
    { "http://127.0.0.0", "http://127.0.0.0", "", TRUE, FALSE },
    { "http://127.255.255.254", "http://127.255.255.254", "", TRUE, FALSE },
    { "http://127.1", "http://127.0.0.1", "", TRUE, FALSE },
    { "http://2130706433", "http://127.0.0.1", "", TRUE, FALSE },
    { "http://0x7f.1", "http://127.0.0.1", "", TRUE, FALSE },
    { "http://0177.0.0.1", "http://127.0.0.1", "", TRUE, FALSE },
    { "http://[0:0:0:0:0:0:0:1]", "http://[::1]", "", TRUE, FALSE },
    { "http://[::1%25lo]", "http://[::1%25lo]", "", TRUE, FALSE },
    { "http://%6cocalhost", "http://localhost", "", TRUE, FALSE },
    { "http://127.0.0.1/@h.example", "http://127.0.0.1/@h.example", "/@h.example", TRUE, FALSE },
    { "localhost/..", "http://localhost", "", TRUE, FALSE },

    { "localhost:8080", "http://localhost:8080", "", TRUE, FALSE },
    { "LocalHost", "http://LocalHost", "", TRUE, FALSE },
    { "127.0.0.1:8080", "http://127.0.0.1:8080", "", TRUE, FALSE },
    { "[::1]:8080/ai", "http://[::1]:8080/ai", "/ai", TRUE, FALSE },
    { "api.tasking.ai", "https://api.tasking.ai", "", FALSE, TRUE },
    { "h.example:8443/ai/v1", "https://h.example:8443/ai", "/ai", FALSE, TRUE },
    { "192.0.2.7:443", "https://192.0.2.7:443", "", FALSE, FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", cases[i].host);
      g_autoptr (TaskingAIConfig) config = make_config (cases[i].host, KEY, FALSE, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (config->base_url, ==, cases[i].base_url);
      g_assert_cmpstr (config->prefix, ==, cases[i].prefix);
      g_assert_cmpint (config->loopback, ==, cases[i].loopback);
      g_assert_cmpint (config->named, ==, cases[i].named);
      assert_same_host (config);
    }
}

static void
assert_refused (TaskingAIConfig *config, GError *error)
{
  g_assert_null (config);
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_INVALID_REQUEST);
  g_assert_null (strstr (error->message, "Canary"));
}

static void
test_bad_hosts (void)
{
  static const char *const hosts[] = {
    "",
    " ",
    "https://",
    "https://a b",
    "https://h.example:99999",
    "https://h.example\r\nX: y",
    "https://[::1",
    "ftp://h.example",
    "file:///etc/passwd",
    "unix:///run/socket",
    "https://user@h.example",
    "https://user:" KEY "@h.example",
    "localhost:80@h.example",
    "http://127.0.0.1@h.example/",
    "http://127.0.0.1:80@h.example",
    "http://127.0.0.1\\@h.example/",
    "http://127.0.0.1\\.h.example/",
    "http://127.0.0.1#@h.example",
    "http://127.0.0.1?@h.example",
    "http://127.0.0.1%2f.h.example",
    "http://h.example%2f.127.0.0.1",
    "http://localhost%00.h.example",
    "http://127.0.0.1%00",
    "http://localhost%0d%0a.h.example",
    "http://localhost\t.h.example",
    "http://127.0.0.1 .h.example",
    "http://127.0.0.1,h.example",
    "http://127.0.0.1:80:80",
    "http://[::1]h.example",
    "http:/localhost",
    "http:localhost",
    "unix:/run/socket",
    "http+unix://%2frun%2fsocket",
    "gopher://127.0.0.1",
    "dict://127.0.0.1",
    "ws://127.0.0.1",
    "file://localhost/etc/passwd",
    "javascript:alert(1)",
    "localhost:",
    "https://h.example?a=b",
    "https://h.example/v1?key=" KEY,
    "https://h.example/#a",
    "https://h.example/caf\xc3\xa9",
    "https://h.example/100%",
    "https://100%",
    "https://h.example%2541",
    "https://h.example/a%2/b",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", hosts[i]);
      g_autoptr (TaskingAIConfig) config = make_config (hosts[i], KEY, TRUE, &error);
      assert_refused (config, error);
    }
}

/* The key crosses no network in the clear, unless the program says so. */
static void
test_plain_http (void)
{
  static const char *const hosts[] = {
    "http://h.example",
    "http://192.0.2.7:8080",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://[2001:db8::7]",
    "http://0.0.0.0:8080",
    "http://10.0.0.1",
    "http://128.0.0.1",
    "http://localhost.",
    "http://127.0.0.1.",
    "http://x.localhost",
    "http://127.0.0.1%2eh.example",
    "http://[::]",
    "http://[::ffff:127.0.0.1]",
    "http://0",
    "http://256.0.0.1",
    "http://4294967296",
    "http://1.2.3.4.5",
    "http://[fe80::1%25lo]",
    "http://\xef\xbd\x8cocalhost",
    "http://127\xe3\x80\x82"
    "0\xe3\x80\x82"
    "0\xe3\x80\x82"
    "1",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", hosts[i]);
      g_autoptr (TaskingAIConfig) refused = make_config (hosts[i], KEY, FALSE, &error);
      assert_refused (refused, error);
      g_assert_nonnull (strstr (error->message, "allow-plain-http"));

      g_autoptr (TaskingAIConfig) allowed = make_config (hosts[i], KEY, TRUE, NULL);
      g_assert_nonnull (allowed);
      g_assert_false (allowed->loopback);
      g_autoptr (TaskingAIConfig) keyless = make_config (hosts[i], NULL, FALSE, NULL);
      g_assert_nonnull (keyless);
    }
}

/* An administrator has no key before the login, but a password. */
static void
test_plain_login (void)
{
  TaskingAISettings settings;
  g_autoptr (GError) error = NULL;
  taskingai_settings_init (&settings);
  settings.host = g_strdup ("http://192.0.2.7:8080");
  settings.administrator = TRUE;
  g_autoptr (TaskingAIConfig) refused = taskingai_config_new (&settings, &error);
  settings.allow_plain_http = TRUE;
  g_autoptr (TaskingAIConfig) allowed = taskingai_config_new (&settings, NULL);
  taskingai_settings_clear (&settings);
  assert_refused (refused, error);
  g_assert_nonnull (allowed);
}

static void
test_long (void)
{
  g_autofree char *name = g_strnfill (9 * 1000 * 1000, 'x');
  g_autofree char *host = g_strconcat ("https://localhost/", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIConfig) by_host = make_config (host, KEY, FALSE, &error);
  assert_refused (by_host, error);
  g_clear_error (&error);
  g_autoptr (TaskingAIConfig) by_key = make_config ("localhost", name, FALSE, &error);
  assert_refused (by_key, error);
}

static guint
count (struct curl_slist *headers, const char *line)
{
  guint n = 0;
  for (; headers != NULL; headers = headers->next)
    n += g_str_equal (headers->data, line);
  return n;
}

static void
test_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIConfig) config = make_config ("localhost", KEY, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (config->key, ==, KEY);
  g_assert_null (config->settings.api_key);
  g_assert_cmpuint (count (config->headers, "Authorization: Bearer " KEY), ==, 1);
  g_assert_cmpuint (count (config->body_headers, "Authorization: Bearer " KEY), ==, 1);
  g_assert_cmpuint (count (config->body_headers, "Content-Type: application/json"), ==, 1);
  g_assert_cmpuint (count (config->headers, "Content-Type: application/json"), ==, 0);
}

static void
test_no_key (void)
{
  static const char *const nothing[] = { NULL, "" };
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (TaskingAIConfig) config = make_config ("localhost", nothing[i], FALSE, NULL);
      g_assert_nonnull (config);
      g_assert_null (config->key);
      for (struct curl_slist *node = config->headers; node != NULL; node = node->next)
        g_assert_false (g_str_has_prefix (node->data, "Authorization"));
    }
}

static void
test_bad_keys (void)
{
  static const char *const keys[] = {
    KEY "\n", KEY "\r\nX-Evil: 1", "\r" KEY,   KEY " ",        " ",
    KEY "\t", KEY "\x7f",          KEY "\x01", KEY "\xc3\xa9",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIConfig) config = make_config ("localhost", keys[i], FALSE, &error);
      assert_refused (config, error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/hosts", test_hosts);
  g_test_add_func ("/config/bad-hosts", test_bad_hosts);
  g_test_add_func ("/config/plain-http", test_plain_http);
  g_test_add_func ("/config/plain-http/login", test_plain_login);
  g_test_add_func ("/config/long", test_long);
  g_test_add_func ("/config/key", test_key);
  g_test_add_func ("/config/no-key", test_no_key);
  g_test_add_func ("/config/bad-keys", test_bad_keys);
  return g_test_run ();
}
