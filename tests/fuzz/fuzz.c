/* SPDX-License-Identifier: LGPL-2.1-or-later */
#define _GNU_SOURCE /* memmem () */
#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

guint8
fuzz_take_byte (FuzzInput *self)
{
  if (self->length == 0)
    return 0;
  self->length--;
  return (guint8) *self->bytes++;
}

char *
fuzz_take_text (FuzzInput *self)
{
  gsize length = strnlen (self->bytes, self->length);
  char *text = g_strndup (self->bytes, length);
  gsize taken = MIN (length + 1, self->length);

  self->bytes += taken;
  self->length -= taken;
  return text;
}

char *
fuzz_take_piece (FuzzInput *self, gsize *length)
{
  char *piece;

  *length = MIN (*length, self->length);
  piece = g_memdup2 (self->bytes, *length);
  self->bytes += *length;
  self->length -= *length;
  return piece;
}

const char *
fuzz_find (const char *bytes, gsize length, const char *text)
{
  return memmem (bytes, length, text, strlen (text));
}

void
fuzz_check_error (const GError *error)
{
  g_assert (error != NULL);
  g_assert_cmpuint (strlen (error->message), >, 0);
  g_assert_cmpuint (strlen (error->message), <=, 2400);
  g_assert (g_utf8_validate (error->message, -1, NULL));
  for (const char *c = error->message; *c != '\0'; c++)
    g_assert (!g_ascii_iscntrl (*c));
}
