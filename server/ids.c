/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "ids.h"

#include <sys/random.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
#define ALPHABET_SIZE 62

static guint8
random_byte (void)
{
  guint8 byte;

  while (getrandom (&byte, 1, 0) != 1)
    ;
  return byte;
}

/* API keys are made here too, so the letters are unbiased and from the kernel. */
static char
random_letter (void)
{
  guint8 byte;

  do
    byte = random_byte ();
  while (byte >= 256 / ALPHABET_SIZE * ALPHABET_SIZE);
  return alphabet[byte % ALPHABET_SIZE];
}

/* @length is the length of the whole id. */
char *
id_new (const char *prefix, guint length)
{
  GString *id = g_string_new (prefix);

  while (id->len < length)
    g_string_append_c (id, random_letter ());
  return g_string_free (id, FALSE);
}

/* The same text always gives the same id. */
char *
id_from_text (const char *prefix, guint length, const char *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  GString *id = g_string_new (prefix);

  for (guint i = 0; id->len < length && digest[i] != '\0' && digest[i + 1] != '\0'; i += 2)
    {
      guint byte =
          (guint) (g_ascii_xdigit_value (digest[i]) * 16 + g_ascii_xdigit_value (digest[i + 1]));

      g_string_append_c (id, alphabet[byte % ALPHABET_SIZE]);
    }
  return g_string_free (id, FALSE);
}

/* Milliseconds since the epoch. */
gint64
clock_now (void)
{
  return g_get_real_time () / 1000;
}

/* Like clock_now (), but never the same twice: objects made in one millisecond keep their order. */
gint64
clock_stamp (void)
{
  static gint64 last;

  last = MAX (clock_now (), last + 1);
  return last;
}
