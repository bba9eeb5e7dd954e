/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What starting a process takes by itself. */

#include <stdio.h>

int
main (void)
{
  puts ("{}");
  return 0;
}
