/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "taskingai-error-private.h"

#include <string.h>

#define HIDDEN "***"  /* may stand in a token */
#define MIN_TELLING 8 /* so much of a secret is told to nobody; less may be chance */

/* How much of the text is a part of the secret. */
static gsize
shared_length (const char *text, const char *secret)
{
  gsize longest = 0;

  for (const char *start = strchr (secret, *text); start != NULL; start = strchr (start + 1, *text))
    {
      gsize length = 0;

      while (text[length] != '\0' && text[length] == start[length])
        length++;
      longest = MAX (longest, length);
    }
  return longest;
}

/* In place, since the text gets shorter. */
static void
hide (char *text, const char *secret)
{
  char *end = text;

  while (*text != '\0')
    {
      gsize length = shared_length (text, secret);

      if (length < MIN_TELLING)
        {
          *end++ = *text++;
          continue;
        }
      memcpy (end, HIDDEN, strlen (HIDDEN));
      end += strlen (HIDDEN);
      text += length;
    }
  *end = '\0';
}

void
taskingai_error_redact (GError *error, const char *secret)
{
  char *server_code;

  if (error == NULL || secret == NULL)
    return;
  hide (error->message, secret);
  server_code = (char *) taskingai_api_error_get_server_code (error);
  if (server_code != NULL)
    hide (server_code, secret);
}
