/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "net/taskingai-request.h"
#include "taskingai-error.h"

static void
assert_refused (TaskingAIRequest *request, GError *error)
{
  g_assert_null (request);
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_INVALID_REQUEST);
}

static void
test_templates (void)
{
  static const struct {
    const char *path_template, *ids[3], *path;
  } cases[] = {
    { "/v1/assistants", { NULL }, "/v1/assistants" },
    { "/v1/assistants/{}", { "X5lM" }, "/v1/assistants/X5lM" },
    { "/v1/assistants/{}/chats/{}", { "a", "b" }, "/v1/assistants/a/chats/b" },
    { "/v1/{}/end", { "{}" }, "/v1/%7B%7D/end" },
    { "/v1/x/get?id={}", { "a/b" }, "/v1/x/get?id=a%2Fb" },
    { "/v1/x/{}/get?id={}", { "a", "b/../c" }, "/v1/x/a/get?id=b%2F..%2Fc" },
    { "/v1/x/{}", { "..." }, "/v1/x/..." },
    { "/v1/x/{}", { ".a" }, "/v1/x/.a" },
    { "/v1/x/{}", { "100%" }, "/v1/x/100%25" },
    { "/v1/x/{}", { "%2g%" }, "/v1/x/%252g%25" },
    { "/v1/x/get?id={}", { "%2e%2e\\" }, "/v1/x/get?id=%252e%252e%5C" },
    { "/v1/x/{}", { "a?b=c&d#e" }, "/v1/x/a%3Fb%3Dc%26d%23e" },
    { "/v1/x/{}", { "a b: y" }, "/v1/x/a%20b%3A%20y" },
    { "/v1/x/{}", { "\xc3\xa9\xe6\x97\xa5" }, "/v1/x/%C3%A9%E6%97%A5" },
    { "/v1/x/{}", { "~-_.!*'()" }, "/v1/x/~-_.%21%2A%27%28%29" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIRequest) request = taskingai_request_new (
          TASKINGAI_METHOD_GET, cases[i].path_template, cases[i].ids, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (request->path, ==, cases[i].path);
      g_assert_null (request->query);
      g_assert_null (request->body);
      g_assert_false (request->anonymous);
    }
}

static void
test_bad_ids (void)
{
  static const char *const ids[][3] = {
    { NULL },       { "" },          { "." },    { ".." },       { "a", "" }, { "a", ".." },
    { "a", NULL },  { "/" },         { "a/b" },  { "../chats" }, { "a/b/c" }, { "a", "b/" },
    { "a", "/b" },  { "\\" },        { "a\\b" }, { "%2e%2e" },   { "%2F" },   { "a%5cb" },
    { "%00" },      { "a\r\nX: y" }, { "a\n" },  { "\t" },       { "\x01" },  { "\x7f" },
    { "\xff\x80" }, { "\xc0\xae" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIRequest) request =
          taskingai_request_new (TASKINGAI_METHOD_DELETE, "/v1/a/{}/b/{}", ids[i], &error);
      assert_refused (request, error);
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIRequest) request =
      taskingai_request_new (TASKINGAI_METHOD_GET, "/v1/a/{}", NULL, &error);
  assert_refused (request, error);
}

/* In a query only what is no text at all. */
static void
test_bad_ids_of_queries (void)
{
  static const char *const ids[][2] = { { "" }, { "a\r\nb" }, { "\x7f" }, { "\xff" } };
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIRequest) request =
          taskingai_request_new (TASKINGAI_METHOD_GET, "/v1/a/get?id={}", ids[i], &error);
      assert_refused (request, error);
    }
}

static void
test_length (void)
{
  const gsize sizes[] = { 60 * 1024, 64 * 1024, 9 * 1000 * 1000 };
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strnfill (sizes[i], 'x');
      const char *const ids[] = { text, NULL };
      g_autoptr (TaskingAIRequest) by_id =
          taskingai_request_new (TASKINGAI_METHOD_GET, "/v1/a/{}", ids, NULL);
      g_autoptr (TaskingAIRequest) by_query =
          taskingai_request_new_raw ("GET", "/v1/a", text, NULL);
      g_assert_cmpint (taskingai_request_check_length (by_id, NULL), ==, i == 0);
      g_assert_cmpint (taskingai_request_check_length (by_query, &error), ==, i == 0);
      if (i > 0)
        g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_INVALID_REQUEST);
    }
}

static void
test_methods (void)
{
  static const struct {
    const char *name;
    TaskingAIMethod method;
  } methods[] = {
    { "GET", TASKINGAI_METHOD_GET },
    { "POST", TASKINGAI_METHOD_POST },
    { "DELETE", TASKINGAI_METHOD_DELETE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIRequest) request =
          taskingai_request_new_raw (methods[i].name, "/v1/x", NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (request->method, ==, methods[i].method);
      g_assert_cmpstr (taskingai_method_to_string (request->method), ==, methods[i].name);
    }

  static const char *const others[] = { "", "get", "PUT", "PATCH", "GET /evil", "GET\r\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIRequest) request =
          taskingai_request_new_raw (others[i], "/v1/x", NULL, &error);
      assert_refused (request, error);
    }
}

static void
test_raw (void)
{
  static const struct {
    const char *path, *query, *kept_query;
  } cases[] = {
    { "/v1/collections", NULL, NULL },
    { "/v1/collections", "", NULL },
    { "/v1/collections", "limit=20&order=desc", "limit=20&order=desc" },
    { "/v1/collections/a%2Fb/records", "prefix_filter=%7B%22a%22%3A1%7D",
      "prefix_filter=%7B%22a%22%3A1%7D" },
    { "/api/v1/models", "q=a/b?c", "q=a/b?c" },
    { "/", NULL, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIRequest) request =
          taskingai_request_new_raw ("GET", cases[i].path, cases[i].query, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (request->path, ==, cases[i].path);
      g_assert_cmpstr (request->query, ==, cases[i].kept_query);
    }
}

static void
test_bad_raw (void)
{
  static const struct {
    const char *path, *query;
  } cases[] = {
    { "", NULL },
    { "v1/x", NULL },
    { "https://example.org/v1/x", NULL },
    { "/v1/x?a=b", NULL },
    { "/v1/x#a", NULL },
    { "/v1/x y", NULL },
    { "/v1/x\r\nX: y", NULL },
    { "/v1/\xc3\xa9", NULL },
    { "/v1/../admin", NULL },
    { "/v1/./x", NULL },
    { "/v1/..", NULL },
    { "/v1/%2e%2E/x", NULL },
    { "/v1/.%2e/x", NULL },
    { "/v1/%2e", NULL },
    { "/v1/a%00b", NULL },
    { "/v1/a%zz", NULL },
    { "/v1/a%", NULL },
    { "/v1/a\\..\\b", NULL },
    { "/v1/{}", NULL },
    { "/v1/x", "a=b c" },
    { "/v1/x", "a=b#c" },
    { "/v1/x", "a=b\r\nX: y" },
    { "/v1/x", "a=\xc3\xa9" },
    { "/v1/x", "a=<b>" },
    { "/v1/x", "a=100%" },
    { "/v1/x", "a=%2/" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s ? %s", cases[i].path, cases[i].query);
      g_autoptr (TaskingAIRequest) request =
          taskingai_request_new_raw ("GET", cases[i].path, cases[i].query, &error);
      assert_refused (request, error);
    }
}

/* ---- URLs given by the server ---- */

static void
test_urls (void)
{
  static const struct {
    const char *base, *url, *path, *query;
  } cases[] = {
    { "http://a:8080", "http://a:8080/imgs/u/x.png", "/imgs/u/x.png", NULL },
    { "http://a:8080", "/imgs/u/x.png", "/imgs/u/x.png", NULL },
    { "http://a", "http://a:80/imgs/x", "/imgs/x", NULL },
    { "https://a:443", "https://A/imgs/x", "/imgs/x", NULL },
    { "https://a/t/i", "https://a/t/i/imgs/x", "/imgs/x", NULL },
    { "https://a/t/i", "https://a/imgs/x", "/imgs/x", NULL },
    { "https://a/t/i", "/imgs/x", "/imgs/x", NULL },
    { "https://a/t/i", "https://a/t/imgs/x", "/t/imgs/x", NULL },
    { "http://a", "http://a/imgs/x%20y\xc3\xa9 z.png", "/imgs/x%20y%C3%A9%20z.png", NULL },
    { "http://[::1]:80", "http://[::1]/imgs/x?v=1", "/imgs/x", "v=1" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIRequest) request =
          taskingai_request_new_for_url (cases[i].base, cases[i].url, &error);
      g_assert_no_error (error);
      g_assert_cmpint (request->method, ==, TASKINGAI_METHOD_GET);
      g_assert_cmpstr (request->path, ==, cases[i].path);
      g_assert_cmpstr (request->query, ==, cases[i].query);
    }
}

static void
test_foreign_urls (void)
{
  static const char *const urls[] = {
    "",          "imgs/x",           "//a/imgs/x",         "http://b/imgs/x",
    "a/imgs/x",  "https://a/imgs/x", "http://a:81/imgs/x", "http://user@a/imgs/x",
    "http:///x", "ftp://a/imgs/x",   "file:///imgs/x",     "http://a.b/imgs/x",
    "http://a",  "mailto:x@a",

  };
  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIRequest) request =
          taskingai_request_new_for_url ("http://a", urls[i], &error);
      assert_refused (request, error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/templates", test_templates);
  g_test_add_func ("/request/bad-ids", test_bad_ids);
  g_test_add_func ("/request/bad-ids/query", test_bad_ids_of_queries);
  g_test_add_func ("/request/length", test_length);
  g_test_add_func ("/request/methods", test_methods);
  g_test_add_func ("/request/raw", test_raw);
  g_test_add_func ("/request/bad-raw", test_bad_raw);
  g_test_add_func ("/request/urls", test_urls);
  g_test_add_func ("/request/foreign-urls", test_foreign_urls);
  return g_test_run ();
}
