/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "comma-locale.h"

#include <gio/gio.h>
#include <locale.h>
#include <stdlib.h>

#define NAME "comma"

/* All that a locale has to say for this; what is missing is as in C. The character set is written
 * out too, since systems without the sources of locales have not even that of ASCII. */
static const char definition[] = "LC_NUMERIC\n"
                                 "decimal_point \",\"\n"
                                 "thousands_sep \".\"\n"
                                 "grouping 3;3\n"
                                 "END LC_NUMERIC\n";
static const char characters[] = "<code_set_name> ASCII\n"
                                 "<comment_char> %\n"
                                 "<escape_char> /\n"
                                 "CHARMAP\n"
                                 "<U0000>..<U007F> /x00 ASCII\n"
                                 "END CHARMAP\n";

static void
write_text (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
remove_folder (GFile *folder)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL)
         && child != NULL)
    remove_folder (child);
  g_file_delete (folder, NULL, NULL);
}

/* FALSE where there is no localedef. It complains about what is missing, and makes a locale. */
static gboolean
make_locale (const char *folder)
{
  const char *command[] = { "localedef", "-c",           "--no-archive", "-i", "definition",
                            "-f",        "./characters", "./" NAME,      NULL };

  write_text (folder, "definition", definition);
  write_text (folder, "characters", characters);
  return g_spawn_sync (folder, (char **) command, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                           | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, NULL, NULL);
}

/* With LOCPATH each newlocale () of glibc, which json-c calls, leaks a copy of it. */
static gboolean
enter (const char *folder)
{
  gboolean entered;

  g_setenv ("LOCPATH", folder, TRUE);
  entered = setlocale (LC_ALL, NAME) != NULL;
  g_unsetenv ("LOCPATH");
  return entered;
}

static void
run_in_comma_locale (gconstpointer test)
{
  g_autofree char *folder = g_dir_make_tmp ("locale-XXXXXX", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  char number[16];

  if (make_locale (folder) && enter (folder))
    {
      g_snprintf (number, sizeof number, "%.1f", 0.5);
      g_assert_cmpstr (number, ==, "0,5");
      g_assert_cmpfloat (strtod ("0,5", NULL), ==, 0.5);
      (*(const GTestFunc *) test) ();
    }
  else
    g_test_skip ("no locale with a decimal comma can be made: localedef is missing");
  setlocale (LC_ALL, before);
  remove_folder (file);
}

void
comma_locale_add_test (const char *path, GTestFunc test)
{
  g_autofree char *other = g_strconcat (path, "/in-comma-locale", NULL);
  GTestFunc *copy = g_new (GTestFunc, 1);

  *copy = test;
  g_test_add_func (path, test);
  g_test_add_data_func_full (other, copy, run_in_comma_locale, g_free);
}
