/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the API key still is in this process when the client has gone. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"

/* Backwards, so that the program's own text does not have it. */
#define REVERSED "876lanretI765yraniteS432yranaCkt"
#define LENGTH (sizeof REVERSED - 1)

static void
write_key (char *key)
{
  for (gsize i = 0; i < LENGTH; i++)
    key[i] = REVERSED[LENGTH - 1 - i];
  key[LENGTH] = '\0';
}

/* Without keeping it, or a copy of what it looks for. */
static gboolean
is_key (const char *at)
{
  for (gsize i = 0; i < LENGTH; i++)
    if (at[i] != REVERSED[LENGTH - 1 - i])
      return FALSE;
  return TRUE;
}

typedef struct {
  guint ours;
  guint sent; /* in requests as libcurl wrote them: it frees its buffer as it is */
} Copies;

static void
count_in (const char *start, const char *end, Copies *copies)
{
  static const char line[] = "\r\nAuthorization: Bearer ";
  const gsize length = sizeof line - 1;
  for (const char *at = start; at + LENGTH <= end; at++)
    if (is_key (at))
      {
        if ((gsize) (at - start) >= length && memcmp (at - length, line, length) == 0)
          copies->sent++;
        else
          copies->ours++;
      }
}

/* In all memory that can be written. */
static Copies
count_keys (void)
{
  g_autofree char *maps = NULL;
  Copies copies = { 0, 0 };
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (maps, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      unsigned long start, end;
      char mode[5];
      if (sscanf (*line, "%lx-%lx %4s", &start, &end, mode) != 3 || mode[0] != 'r' || mode[1] != 'w'
          || strstr (*line, "[v") != NULL)
        continue;
      count_in ((const char *) start, (const char *) end, &copies);
    }
  g_test_message ("%u copies of the library, %u in requests of libcurl", copies.ours, copies.sent);
  return copies;
}

/* Sanitizers and valgrind keep what was freed, so that nobody gets it anew. */
static gboolean
is_freed_kept (void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return TRUE;
#else
  const char *wrapper = g_getenv ("TASKINGAI_TEST_WRAPPER");
  return wrapper != NULL && wrapper[0] != '\0';
#endif
}

static void
test_gone (void)
{
  if (is_freed_kept ())
    {
      g_test_skip ("what was freed is kept here");
      return;
    }
  char key[LENGTH + 1];
  write_key (key);
  TaskingAIClient *client = fault_client ();
  taskingai_client_set_api_key (client, key);
  explicit_bzero (key, sizeof key);
  g_autofree char *name = fault_name ("good");
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (TaskingAIAssistant) assistant = fault_get (client, name, NULL);
      g_auto (Answer) answer = { 0 };
      fault_get_async (client, name, NULL, &answer);
      g_autoptr (TaskingAIAssistant) other = fault_get_finish (&answer, NULL);
      g_assert_nonnull (assistant);
      g_assert_nonnull (other);
    }
  g_assert_cmpuint (count_keys ().ours, >, 0);
  g_object_unref (client);
  run_pending ();
  g_assert_cmpuint (count_keys ().ours, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/memory/gone", test_gone);
  return g_test_run ();
}
