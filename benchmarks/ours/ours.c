/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "ours.h"

int
main (int argc, char **argv)
{
  static const BenchClient client = { "ours", ours_open, ours_start, ours_turn, ours_close };

  return bench_main (argc, argv, &client);
}
