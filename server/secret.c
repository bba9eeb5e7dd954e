/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "secret.h"

#include <string.h>

gboolean
secret_equal (const char *a, const char *b)
{
  gsize length = strlen (a);
  guint difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint) ((guchar) a[i] ^ (guchar) b[i]);
  return difference == 0;
}
