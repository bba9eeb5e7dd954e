/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Runs a fuzz target on the files of a folder, each once, without libFuzzer.
 * usage: replay-NAME FOLDER */
#include "fuzz.h"

static void
run_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  bytes = g_memdup2 (content, size);
  LLVMFuzzerTestOneInput (bytes, size);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;
  int n = 0;

  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  LLVMFuzzerInitialize (&argc, &argv);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      g_print ("ok %d %s\n", ++n, name);
      run_file (path);
    }
  g_print ("1..%d\n", n);
  return n > 0 ? 0 : 1;
}
