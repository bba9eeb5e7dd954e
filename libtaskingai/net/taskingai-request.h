/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "net/taskingai-body-source.h"

G_BEGIN_DECLS

typedef enum {
  TASKINGAI_METHOD_GET,
  TASKINGAI_METHOD_POST,
  TASKINGAI_METHOD_DELETE,
} TaskingAIMethod;

/* One request as data; it can be sent more than once. */
typedef struct {
  TaskingAIMethod method;
  char *path;  /* escaped, from /v1 on */
  char *query; /* escaped, or NULL */
  char *body;  /* JSON, or NULL */
  gsize body_length;
  /* Calls of one client with the same key run one after the other, in the order in which they began:
   * see taskingai-serial-queues.h. NULL: by itself. */
  char *queue_key;
  gboolean anonymous;          /* needs no API key, and does not get it */
  TaskingAIBodySource *source; /* instead of a body that is a text, or NULL */
  const char *answer_type;     /* how the content type of a good answer begins; NULL: JSON */
  guint64 max_answer;          /* bytes; 0: the client's limit alone */
} TaskingAIRequest;

/* Each {} of @path_template is replaced by an escaped id of the NULL-terminated @ids. An id that could
 * change the path, "", ".", "..", with a slash or an escape, is refused. */
TaskingAIRequest *taskingai_request_new (TaskingAIMethod method, const char *path_template,
                                         const char *const *ids, GError **error);
/* A path given by the program, checked. */
TaskingAIRequest *taskingai_request_new_raw (const char *method, const char *path,
                                             const char *query, GError **error);
/* Whether path and query are no longer than can be sent. */
gboolean taskingai_request_check_length (const TaskingAIRequest *self, GError **error);
/* Of a request without a source. */
TaskingAIRequest *taskingai_request_copy (const TaskingAIRequest *self);
/* To GET what @url names, if it is of the host of @base_url; @url may also be a path of that host. */
TaskingAIRequest *taskingai_request_new_for_url (const char *base_url, const char *url,
                                                 GError **error);
/* Makes @self a request for a file that is there for everyone. @type is static: "image/". */
void taskingai_request_expect_file (TaskingAIRequest *self, const char *type, guint64 max_size);
void taskingai_request_free (TaskingAIRequest *self);

const char *taskingai_method_to_string (TaskingAIMethod method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAIRequest, taskingai_request_free)

G_END_DECLS
