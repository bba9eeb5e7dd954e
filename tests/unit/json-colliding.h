/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

/* 65536 names of one g_str_hash (), which is no secret: "ab" and "bA" weigh the same. */
static inline char *
json_colliding_name (guint number)
{
  GString *name = g_string_new (NULL);

  for (int bit = 0; bit < 16; bit++)
    g_string_append (name, (number >> bit & 1) != 0 ? "ab" : "bA");
  return g_string_free (name, FALSE);
}
