/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

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
  gboolean anonymous; /* needs no API key */
  /* Calls of one client with the same key run one after the other, in the order in which they began:
   * see taskingai-serial-queues.h. NULL: by itself. */
  char *queue_key;
} TaskingAIRequest;

/* Each {} of @path_template is replaced by an escaped id of the NULL-terminated @ids. An id that could
 * change the path, "", "." or "..", is refused. */
TaskingAIRequest *taskingai_request_new (TaskingAIMethod method, const char *path_template,
                                         const char *const *ids, GError **error);
/* A path given by the program, checked. */
TaskingAIRequest *taskingai_request_new_raw (const char *method, const char *path,
                                             const char *query, GError **error);
TaskingAIRequest *taskingai_request_copy (const TaskingAIRequest *self);
void taskingai_request_free (TaskingAIRequest *self);

const char *taskingai_method_to_string (TaskingAIMethod method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaskingAIRequest, taskingai_request_free)

G_END_DECLS
