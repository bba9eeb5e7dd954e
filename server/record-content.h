/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a record is made of, brought from where it is: the request, a file, or the web. */

#pragma once

#include "app.h"
#include "reply.h"

typedef struct {
  char *shown;         /* what the record tells about it */
  char *text;          /* to be cut; NULL: there are drafts */
  json_object *drafts; /* of chunks that are cut already, each a question with its answer */
} RecordContent;

/* @content is there during the call only, or NULL when @failure tells why. */
typedef void (*RecordContentDone) (const RecordContent *content, ErrorCode code,
                                   const char *failure, gpointer data);

/* @fields: type, content, file_id, url. A file is used up even where it turns out to be of no use.
 * @done may be called before this returns. */
void record_content_load (App *app, json_object *fields, RecordContentDone done, gpointer data);
