/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Headers that come in, as far as they are read here: how long a server wants to be left alone. And
 * those that go out: whatever the key is, it is one header, or refused. Input: a byte of facts, the
 * status, the value of Retry-After, the key. (The rest of a head is libcurl's: see fuzz-answer.c.) */
#include <string.h>

#include "fuzz.h"
#include "net/taskingai-config.h"
#include "net/taskingai-retry.h"
#include "taskingai-error-private.h"

#define NOW G_GINT64_CONSTANT (1700000000) /* Tue, 14 Nov 2023 22:13:20 GMT */

static gboolean
is_digits (const char *text)
{
  text += strspn (text, "\v"); /* GLib skips it */
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static gint64
check_after (const char *value)
{
  gint64 wait = taskingai_retry_parse_after (value, NOW);

  g_assert (wait >= -1);
  g_assert (wait <= 0 || wait % 1000 == 0 || wait == G_MAXINT64);
  g_assert_cmpint (taskingai_retry_parse_after (value, NOW), ==, wait);
  if (is_digits (value))
    {
      guint64 seconds = g_ascii_strtoull (value, NULL, 10);

      g_assert (wait == (seconds <= G_MAXUINT32 ? (gint64) seconds * 1000 : G_MAXINT64));
    }
  else if (wait > 0 && wait < G_MAXINT64 / 2)
    /* A date: an hour later it is an hour nearer. */
    g_assert_cmpint (taskingai_retry_parse_after (value, NOW + 3600), ==,
                     MAX (wait - 3600 * 1000, 0));
  return wait;
}

/* What the server wants is done, or it is given up; no wait is longer than it may be. */
static void
check_plan (guint8 facts_byte, guint status, gint64 wait)
{
  TaskingAIRetryFacts facts = {
    .code = taskingai_error_classify (status, NULL, NULL),
    .http_status = status,
    .idempotent = (facts_byte & 1) != 0,
    .sent = (facts_byte & 2) != 0,
    .kept = (facts_byte & 4) != 0,
    .free_used = (facts_byte & 8) != 0,
    .attempts = 1 + ((facts_byte >> 4) & 1),
    .max_retries = (facts_byte >> 5) & 3,
    .retry_after = wait,
    .time_left = (facts_byte & 0x80) != 0 ? 5000 : -1,
    .jitter = 0.999,
  };
  TaskingAIRetryPlan plan = taskingai_retry_decide (&facts);

  g_assert_cmpuint (plan.delay, <=, TASKINGAI_RETRY_AFTER_LIMIT);
  g_assert (plan.retry || !plan.at_no_charge);
  if (plan.retry && !plan.at_no_charge)
    {
      g_assert_cmpuint (facts.attempts, <=, facts.max_retries);
      g_assert (wait < 0 || plan.delay == wait);
      g_assert (facts.time_left < 0 || plan.delay < facts.time_left);
      g_assert (facts.idempotent || !facts.sent || status == 429);
    }
  if (status >= 100 && status < 400)
    g_assert (!plan.retry);
}

static guint
count (const struct curl_slist *list, const char *expected)
{
  guint n = 0;

  for (; list != NULL; list = list->next)
    {
      for (const char *c = list->data; *c != '\0'; c++)
        g_assert (*c == ' ' || g_ascii_isgraph (*c));
      n += g_str_equal (list->data, expected);
    }
  return n;
}

static void
check_key (char *key)
{
  TaskingAISettings settings;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaskingAIConfig) config = NULL;
  g_autofree char *expected = g_strconcat ("Authorization: Bearer ", key, NULL);

  taskingai_settings_init (&settings);
  settings.api_key = g_strdup (key);
  config = taskingai_config_new (&settings, &error);
  taskingai_settings_clear (&settings);
  if (config == NULL)
    {
      fuzz_check_error (error);
      g_assert (strlen (key) < 8 || strstr (error->message, key) == NULL);
      return;
    }
  g_assert_cmpuint (count (config->headers, expected), ==, *key != '\0' ? 1 : 0);
  g_assert_cmpuint (count (config->body_headers, expected), ==, *key != '\0' ? 1 : 0);
  g_assert_cmpuint (count (config->anonymous_headers[0], expected), ==, 0);
  g_assert_cmpuint (count (config->anonymous_headers[1], expected), ==, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  FuzzInput input = { (const char *) bytes, size };
  guint8 facts = fuzz_take_byte (&input);
  guint status = (fuzz_take_byte (&input) % 6) * 100;
  g_autofree char *value = NULL;
  g_autofree char *key = NULL;

  status += status > 0 ? fuzz_take_byte (&input) % 100 : 0;
  value = fuzz_take_text (&input);
  key = fuzz_take_text (&input);
  check_plan (facts, status, check_after (value));
  check_key (key);
  return 0;
}
