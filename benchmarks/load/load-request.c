/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load-request.h"

#include <string.h>
#include <strings.h>

#define CONTENT_LENGTH "content-length:"

static size_t
body_length (LoadText head)
{
  const char *end = head.at + head.length;
  const char *line = head.at;

  while ((line = memchr (line, '\n', (size_t) (end - line))) != NULL)
    {
      LoadText rest = { line + 1, (size_t) (end - line - 1) };

      line++;
      if (rest.length > strlen (CONTENT_LENGTH)
          && strncasecmp (line, CONTENT_LENGTH, strlen (CONTENT_LENGTH)) == 0)
        return (size_t) load_text_number (rest, ": ", 0);
    }
  return 0;
}

static bool
parse_first_line (LoadRequest *self, LoadText head)
{
  const char *blank;

  self->post = load_text_starts (head, "POST ");
  if (!self->post && !load_text_starts (head, "GET "))
    return false;
  self->target.at = head.at + (self->post ? 5 : 4);
  blank = memchr (self->target.at, ' ', (size_t) (head.at + head.length - self->target.at));
  if (blank == NULL)
    return false;
  self->target.length = (size_t) (blank - self->target.at);
  return true;
}

ssize_t
load_request_parse (LoadRequest *self, LoadText input)
{
  const char *blank_line = memmem (input.at, input.length, "\r\n\r\n", 4);
  LoadText head;
  size_t body;

  if (blank_line == NULL)
    return 0;
  head = (LoadText){ input.at, (size_t) (blank_line - input.at) + 4 };
  if (!parse_first_line (self, head))
    return -1;
  body = body_length (head);
  if (input.length < head.length + body)
    return 0;
  self->body = (LoadText){ input.at + head.length, body };
  return (ssize_t) (head.length + body);
}
