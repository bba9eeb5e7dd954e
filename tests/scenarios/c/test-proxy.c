/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which proxy a call takes. The fault server stands in for one: it answers for any host. */
#include "fixture.h"

#include <string.h>

/* No such host: only a proxy can answer for it. */
#define HOST "http://taskingai.invalid"

/* ---- a resolver that says what it is told, and counts ---- */

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GObject)

struct _TestResolver {
  GObject parent_instance;
  const char *answer; /* NULL: an error */
  guint n_blocking, n_async;
};

static void test_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestResolver, test_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      test_resolver_iface_init))

static void
test_resolver_class_init (TestResolverClass *klass)
{
}

static void
test_resolver_init (TestResolver *self)
{
}

static char **
answer_of (TestResolver *self, GError **error)
{
  if (self->answer != NULL)
    return g_strsplit (self->answer, " ", -1);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The desktop does not say");
  return NULL;
}

static void
assert_remote (const char *uri)
{
  g_assert_true (strstr (uri, "://taskingai.invalid") != NULL
                 || g_str_has_prefix (uri, "http://0.0.0.0:"));
}

static char **
lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  assert_remote (uri);
  TEST_RESOLVER (resolver)->n_blocking++;
  return answer_of (TEST_RESOLVER (resolver), error);
}

static void
lookup_async (GProxyResolver *resolver, const char *uri, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);
  GError *error = NULL;
  assert_remote (uri);
  TEST_RESOLVER (resolver)->n_async++;
  char **answer = answer_of (TEST_RESOLVER (resolver), &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->lookup = lookup;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

/* ---- */

static TaskingAIClient *
remote_client (TestResolver *resolver)
{
  TaskingAIClient *client = fault_client ();
  g_object_set (client, "host", HOST, "allow-plain-http", TRUE, "proxy-resolver", resolver, NULL);
  return client;
}

static const char *
fault_host (void)
{
  return g_getenv ("TASKINGAI_FAULT_HOST");
}

static void
get_both_ways (TaskingAIClient *client, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };
  g_autoptr (TaskingAIAssistant) blocking = fault_get (client, name, &error);
  g_assert_no_error (error);
  fault_get_async (client, name, NULL, &answer);
  g_autoptr (TaskingAIAssistant) async = fault_get_finish (&answer, &error);
  g_assert_no_error (error);
}

static void
test_setting (void)
{
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (TaskingAIClient) client = remote_client (resolver);
  g_autofree char *name = fault_name ("good");
  taskingai_client_set_proxy (client, fault_host ());
  get_both_ways (client, name);
  g_assert_cmpuint (fault_count (name, "requests"), ==, 2);
  g_assert_cmpuint (resolver->n_blocking + resolver->n_async, ==, 0);
}

/* Asked once for many calls, in the manner of the call that asks first. */
static void
test_resolver (void)
{
  g_autofree char *answer = g_strconcat ("sock://unknown ", fault_host (), " direct://", NULL);
  for (int blocking = 0; blocking <= 1; blocking++)
    {
      g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
      g_autoptr (TaskingAIClient) client = remote_client (resolver);
      g_autofree char *name = fault_name ("good");
      resolver->answer = answer;
      if (blocking)
        {
          g_autoptr (TaskingAIAssistant) first = fault_get (client, name, NULL);
          g_assert_nonnull (first);
        }
      Answer answers[10] = { 0 };
      for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
        fault_get_async (client, name, NULL, &answers[i]);
      for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
        {
          g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answers[i], NULL);
          g_assert_nonnull (assistant);
          answer_clear (&answers[i]);
        }
      get_both_ways (client, name);
      g_assert_cmpuint (resolver->n_blocking, ==, blocking);
      g_assert_cmpuint (resolver->n_async, ==, 1 - blocking);
    }
}

static void
test_cancelled_while_asking (void)
{
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (TaskingAIClient) client = remote_client (resolver);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Answer) cancelled = { 0 }, answer = { 0 };
  resolver->answer = fault_host ();
  fault_get_async (client, "good", cancellable, &cancelled);
  fault_get_async (client, "good", NULL, &answer);
  g_cancellable_cancel (cancellable);
  g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answer, &error);
  g_assert_no_error (error);
  g_assert_null (fault_get_finish (&cancelled, &error));
  assert_cancelled (error);
}

/* This machine is reached directly, whatever is set. */
static void
test_loopback (void)
{
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (TaskingAIClient) client = remote_client (resolver);
  taskingai_client_set_host (client, fault_host ());
  taskingai_client_set_proxy (client, "http://127.0.0.1:1");
  get_both_ways (client, "good");
  g_assert_cmpuint (resolver->n_blocking + resolver->n_async, ==, 0);
}

static void
test_no_proxy_there (void)
{
  g_autoptr (TaskingAIClient) client = remote_client (NULL);
  g_autoptr (GError) error = NULL;
  taskingai_client_set_proxy (client, "http://127.0.0.1:1");
  g_assert_null (fault_get (client, "good", &error));
  assert_api_error (error, TASKINGAI_API_ERROR_CONNECTION, 0);
}

/* ---- proxies that are not there ---- */

#define DEAD "http://127.0.0.1:1 socks5://127.0.0.1:1 "

static void
count_retry_cb (TaskingAIClient *client, const char *method, const char *path, guint attempt,
                guint delay, const GError *error, gpointer n)
{
  g_assert_cmpuint (delay, ==, 0);
  g_assert_error (error, TASKINGAI_API_ERROR, TASKINGAI_API_ERROR_CONNECTION);
  *(guint *) n += 1;
}

/* The next one is tried at once, whatever the call, and by later calls too. */
static void
test_next (void)
{
  g_autofree char *answer = g_strconcat (DEAD, fault_host (), " direct://", NULL);
  for (int blocking = 0; blocking <= 1; blocking++)
    {
      g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
      g_autoptr (TaskingAIClient) client = remote_client (resolver);
      g_autofree char *name = fault_name ("good");
      guint n_retries = 0;
      resolver->answer = answer;
      g_signal_connect (client, "retrying", G_CALLBACK (count_retry_cb), &n_retries);
      if (blocking)
        {
          g_autoptr (TaskingAIStream) stream = fault_stream (client, name, NULL); /* a POST */
          g_assert_nonnull (stream);
        }
      else
        {
          g_auto (Answer) first = { 0 };
          fault_get_async (client, name, NULL, &first);
          g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&first, NULL);
          g_assert_nonnull (assistant);
        }
      g_assert_cmpuint (n_retries, ==, 2);
      get_both_ways (client, name);
      g_assert_cmpuint (n_retries, ==, 2);
      g_assert_cmpuint (fault_count (name, "requests"), ==, 3);
      g_assert_cmpuint (resolver->n_blocking + resolver->n_async, ==, 1);
    }
}

/* Calls that find out at the same time. */
static void
test_next_together (void)
{
  g_autofree char *proxies = g_strconcat (DEAD, fault_host (), NULL);
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (TaskingAIClient) client = remote_client (resolver);
  Answer answers[20] = { 0 };
  resolver->answer = proxies;
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    fault_get_async (client, "good", NULL, &answers[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaskingAIAssistant) assistant = fault_get_finish (&answers[i], &error);
      g_assert_no_error (error);
      answer_clear (&answers[i]);
    }
}

/* All the world is this machine to the kernel, but not to the library. */
static void
test_direct_at_last (void)
{
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (TaskingAIClient) client = remote_client (resolver);
  g_autofree char *host = g_strconcat ("http://0.0.0.0", strrchr (fault_host (), ':'), NULL);
  resolver->answer = DEAD "direct://";
  taskingai_client_set_host (client, host);
  get_both_ways (client, "good");
}

/* Each once; the next call asks the resolver again. */
static void
test_none_there (void)
{
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (TaskingAIClient) client = remote_client (resolver);
  g_autoptr (GError) error = NULL;
  resolver->answer = DEAD "http://127.0.0.1:2";
  for (guint asked = 1; asked <= 2; asked++)
    {
      g_assert_null (fault_get (client, "good", &error));
      g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 3);
      assert_refused (&error, TASKINGAI_API_ERROR_CONNECTION, 0);
      g_assert_cmpuint (resolver->n_blocking, ==, asked);
    }
  resolver->answer = fault_host ();
  get_both_ways (client, "good");
}

/* A proxy that makes no tunnel is passed by too: nothing of the call has gone through it. */
static void
test_no_tunnel (void)
{
  g_autofree char *proxies = g_strconcat (fault_host (), " http://127.0.0.1:1", NULL);
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (TaskingAIClient) client = remote_client (resolver);
  g_autoptr (GError) error = NULL;
  resolver->answer = proxies;
  taskingai_client_set_host (client, "https://taskingai.invalid");
  g_assert_null (fault_stream (client, "good", &error));
  assert_api_error (error, TASKINGAI_API_ERROR_CONNECTION, 0);
  g_assert_cmpuint (taskingai_api_error_get_attempts (error), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proxy/setting", test_setting);
  g_test_add_func ("/proxy/resolver", test_resolver);
  g_test_add_func ("/proxy/cancelled-while-asking", test_cancelled_while_asking);
  g_test_add_func ("/proxy/loopback", test_loopback);
  g_test_add_func ("/proxy/not-there", test_no_proxy_there);
  g_test_add_func ("/proxy/next", test_next);
  g_test_add_func ("/proxy/next/together", test_next_together);
  g_test_add_func ("/proxy/next/direct", test_direct_at_last);
  g_test_add_func ("/proxy/next/none", test_none_there);
  g_test_add_func ("/proxy/next/no-tunnel", test_no_tunnel);
  return g_test_run ();
}
