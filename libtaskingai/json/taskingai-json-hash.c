/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "json/taskingai-json-hash.h"

#include <string.h>

static inline guint64
rotate (guint64 word, int n)
{
  return word << n | word >> (64 - n);
}

static inline void
mix (guint64 v[4])
{
  v[0] += v[1];
  v[2] += v[3];
  v[1] = rotate (v[1], 13) ^ v[0];
  v[3] = rotate (v[3], 16) ^ v[2];
  v[0] = rotate (v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = rotate (v[1], 17) ^ v[2];
  v[3] = rotate (v[3], 21) ^ v[0];
  v[2] = rotate (v[2], 32);
}

static inline void
add_word (guint64 v[4], guint64 word)
{
  v[3] ^= word;
  mix (v);
  mix (v);
  v[0] ^= word;
}

/* Up to eight bytes, the first being the lowest. */
static inline guint64
word_of (const char *text, gsize length)
{
  guint64 word = 0;

  memcpy (&word, text, length);
  return GUINT64_FROM_LE (word);
}

guint64
taskingai_json_siphash (const guint64 key[2], const char *text, gsize length)
{
  guint64 v[4] = { key[0] ^ G_GUINT64_CONSTANT (0x736f6d6570736575),
                   key[1] ^ G_GUINT64_CONSTANT (0x646f72616e646f6d),
                   key[0] ^ G_GUINT64_CONSTANT (0x6c7967656e657261),
                   key[1] ^ G_GUINT64_CONSTANT (0x7465646279746573) };
  gsize rest = length % 8;

  for (gsize i = 0; i < length - rest; i += 8)
    add_word (v, word_of (text + i, 8));
  add_word (v, (guint64) length << 56 | word_of (text + length - rest, rest));
  v[2] ^= 0xff;
  for (int i = 0; i < 4; i++)
    mix (v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static gpointer
make_key (gpointer data G_GNUC_UNUSED)
{
  static guint64 key[2];
  GRand *random = g_rand_new (); /* with a seed from the system */

  for (int i = 0; i < 2; i++)
    key[i] = (guint64) g_rand_int (random) << 32 | g_rand_int (random);
  g_rand_free (random);
  return key;
}

guint
taskingai_json_hash (gconstpointer name)
{
  static GOnce once = G_ONCE_INIT;
  const guint64 *key = g_once (&once, make_key, NULL);

  return (guint) taskingai_json_siphash (key, name, strlen (name));
}
