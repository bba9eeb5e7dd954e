/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
load_text_starts (LoadText self, const char *start)
{
  size_t length = strlen (start);

  return self.length >= length && memcmp (self.at, start, length) == 0;
}

bool
load_text_has (LoadText self, const char *key)
{
  return memmem (self.at, self.length, key, strlen (key)) != NULL;
}

LoadText
load_text_after (LoadText self, const char *key)
{
  const char *found = memmem (self.at, self.length, key, strlen (key));

  if (found == NULL)
    return (LoadText){ self.at + self.length, 0 };
  found += strlen (key);
  return (LoadText){ found, (size_t) (self.at + self.length - found) };
}

long
load_text_number (LoadText self, const char *key, long otherwise)
{
  LoadText digits = load_text_after (self, key);
  long value = 0;
  size_t i;

  for (i = 0; i < digits.length && i < 9 && digits.at[i] >= '0' && digits.at[i] <= '9'; i++)
    value = value * 10 + (digits.at[i] - '0');
  return i > 0 ? value : otherwise;
}

char *
load_text_format (size_t *length, const char *format, ...)
{
  va_list arguments;
  char *text;
  int written;

  va_start (arguments, format);
  written = vasprintf (&text, format, arguments);
  va_end (arguments);
  if (written < 0)
    abort ();
  *length = (size_t) written;
  return text;
}
